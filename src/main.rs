//! The program `voetnoot`: arguments in, exit code out.

#![cfg_attr(not(test), deny(clippy::disallowed_methods, clippy::indexing_slicing, clippy::string_slice))]

mod cli;

use std::process::ExitCode;

/// Pages are made of many small strings on several threads; this allocator nearly halves the processor time of a long build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
