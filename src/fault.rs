//! A fault of Voetnoot itself: a panic, which becomes a finding like any other.
//!
//! One letter's fault never takes the others down: what is done for one file is done within [`in_file`], so that the
//! file is named and the rest goes on. Nothing is published after a fault. Nothing here mends or hides one, and nothing
//! panics on purpose.

use crate::finding::{Code, Finding, Place};
use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

/// Panics that have been heard and not yet caught: the thread, and where in the source it was.
static HEARD: Mutex<Vec<(ThreadId, String)>> = Mutex::new(Vec::new());

fn heard() -> MutexGuard<'static, Vec<(ThreadId, String)>> {
    HEARD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on a panic is not printed where it happens, by threads in any order, but told once, as the finding that
/// [`caught`] makes of it. For the program: a library leaves the hook to who uses it.
pub fn listen() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        heard().push((thread::current().id(), place));
    }));
}

/// Does the work; a panic in it, also one in a thread that it waits for, becomes a finding.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Finding> {
    // What was half made is dropped with the work. What outlives it are findings, each whole, and what the stages have
    // made before, which they no longer change.
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let mut heard = heard();
        let own = thread::current().id();
        let place = match heard.iter().rposition(|(thread, _)| *thread == own) {
            Some(at) => Some(heard.swap_remove(at).1),
            // Another thread did a part of the work, and others may have failed likewise.
            None => heard.drain(..).map(|(_, place)| place).min(),
        };
        finding(&said(&*panic), place.as_deref())
    })
}

/// Does the work for one file. After a panic there is nothing of it but a finding that names the file.
pub fn in_file<T>(
    file: &str,
    findings: &mut Vec<Finding>,
    work: impl FnOnce(&mut Vec<Finding>) -> T,
) -> Option<T> {
    let done = caught(|| work(findings));
    done.map_err(|fault| findings.push(fault.at(Place::file(file)))).ok()
}

fn finding(said: &str, place: Option<&str>) -> Finding {
    let place = place.map_or_else(String::new, |place| format!(" ({place})"));
    Finding::new(Code::K099, format!("a fault of Voetnoot itself, not of yours: {said}{place}"))
}

/// The words of a panic, in one line.
fn said(panic: &(dyn Any + Send)) -> String {
    let words =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(|s| &**s));
    words.unwrap_or("no message").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rayon::prelude::*;

    #[test]
    fn a_fault_names_its_file_and_spares_the_others() {
        let (made, found): (Vec<_>, Vec<_>) = ["a.md", "b.md", "c.md"]
            .into_par_iter()
            .map(|file| {
                let mut findings = Vec::new();
                let made = in_file(file, &mut findings, |findings| {
                    findings.push(Finding::new(Code::K204, "found before"));
                    assert!(file != "b.md", "on\npurpose");
                    file.len()
                });
                (made, findings)
            })
            .unzip();
        assert_eq!(made, [Some(4), None, Some(4)]);
        let codes: Vec<Vec<Code>> = found.iter().map(|of| of.iter().map(|f| f.code).collect()).collect();
        assert_eq!(codes, [vec![Code::K204], vec![Code::K204, Code::K099], vec![Code::K204]]);
        let fault = &found[1][1];
        assert_eq!(fault.place, Some(Place::file("b.md")));
        assert!(fault.message.contains("on purpose"), "{}", fault.message);
    }

    #[test]
    fn a_fault_in_another_thread_is_caught() {
        let fault = caught(|| (0..100).into_par_iter().for_each(|n| assert!(n != 50, "in a thread")));
        assert!(fault.is_err_and(|fault| fault.message.contains("in a thread") && fault.place.is_none()));
    }
}
