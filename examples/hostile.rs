//! Measures whether the search for citations stays linear in texts made to slow it down.
//!
//! `cargo run --release --example hostile`
//!
//! Each piece is repeated to a text and to one four times as long; the second may take at most 4.5 times as long.
//! The best of several runs counts, and on Linux only the time on the processor; a piece that takes longer is measured
//! again, a few times, as other work on the machine only ever adds time. Memory comes from the allocator of the
//! program: the system's gives it back after each run, and taking it anew costs more the more it is.

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use voetnoot::cite::find_all;

const SIZE: usize = 128 << 10;
/// Of each text, before the next is measured.
const RUNS: usize = 3;
/// For a piece whose longer text takes too long.
const ROUNDS: usize = 5;
const LONG_ENOUGH: Duration = Duration::from_millis(80);
const MOST: f64 = 4.5;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn pieces() -> impl Iterator<Item = String> {
    let lines = include_str!("../tests/hostile.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| Some(line.strip_suffix('|')?.replace("\\n", "\n").replace('~', "\u{a0}")))
}

fn main() -> ExitCode {
    let mut slowest = 0.0_f64;
    let mut failed = false;
    println!("{:>8} {:>7}  piece", "ns/byte", "ratio");
    for piece in pieces() {
        let texts = [SIZE, 4 * SIZE].map(|size| piece.repeat(size / piece.len()));
        let [mut short, mut long] = [Duration::MAX; 2];
        let mut ratio = f64::INFINITY;
        for _ in 0..ROUNDS {
            short = short.min(best(&texts[0]));
            long = long.min(best(&texts[1]));
            ratio = long.as_secs_f64() / short.as_secs_f64();
            if ratio <= MOST {
                break;
            }
        }
        let per_byte = long.as_secs_f64() * 1e9 / f64::from(u32::try_from(4 * SIZE).unwrap_or(u32::MAX));
        slowest = slowest.max(per_byte);
        failed |= ratio > MOST;
        println!("{per_byte:8.1} {ratio:7.2}  {piece:?}");
    }
    println!("slowest {slowest:.1} ns/byte; the longer text may take {MOST} times as long");
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The shortest of several runs, each long enough for the coarse clock of the processor time.
fn best(text: &str) -> Duration {
    let run = || {
        let start = now();
        let mut times = 0_u32;
        loop {
            black_box(find_all(black_box(text)));
            times += 1;
            let elapsed = now().saturating_sub(start);
            if elapsed >= LONG_ENOUGH {
                return elapsed / times;
            }
        }
    };
    (0..RUNS).map(|_| run()).min().unwrap_or_default()
}

/// How long this thread has been on a processor; where the system does not tell, the time of day will do.
fn now() -> Duration {
    let times = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let on_processor = times.split_whitespace().next().and_then(|t| t.parse().ok()).map(Duration::from_nanos);
    on_processor.unwrap_or_else(|| START.elapsed())
}

static START: LazyLock<Instant> = LazyLock::new(Instant::now);
