//! Reads a list of published ids and says what that costs.
//!
//! `cargo run --release --example published -- FILE`
//!
//! The memory is the most that this program held at any time (Linux tells it), the file itself included.

use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("usage: published FILE");
        return ExitCode::from(2);
    };
    let started = Instant::now();
    let read = std::fs::read(&file).map_err(|error| error.to_string());
    match read.and_then(|bytes| voetnoot::published::read(&file, &bytes, &mut Vec::new())) {
        Ok(list) => {
            println!("{} ids in {:.1} ms", list.len(), started.elapsed().as_secs_f64() * 1e3);
            let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
            status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("{file}: {reason}");
            ExitCode::FAILURE
        }
    }
}
