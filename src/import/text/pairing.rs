//! Which of the numbers in a text are the marks of its notes.
//!
//! A number is a mark only if there is a note with that number, on the same sheet where sheets are known, and if the
//! marks then stand in the order of the notes: of all choices that do, the one whose members look most like marks is
//! taken.

use super::line::Line;
use super::mark::{Candidate, Form, WEAK};
use super::note::FoundNote;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Which candidates are the marks of these notes: pairs of candidate and note, in the order of the text.
pub(super) fn choose(
    candidates: &[Candidate],
    lines: &[Line<'_>],
    notes: &[FoundNote<'_>],
) -> Vec<(usize, usize)> {
    let on_sheet = |c: &Candidate, note: &FoundNote<'_>| {
        let here = lines.get(c.line).map(|l| l.sheet);
        c.at.start < note.start() && note.sheet.is_none_or(|sheet| here == Some(sheet))
    };
    let mut chosen = Vec::new();
    for series in [Form::Superscript, Form::Digits, Form::Bracket, Form::Paren] {
        let of_form = notes.iter().enumerate().filter(|(_, note)| note.form == series);
        let of_form: Vec<(usize, &FoundNote<'_>)> = of_form.collect();
        // Where sheets count their notes anew, each count is a series of its own.
        for run in of_form.chunk_by(|(_, a), (_, b)| a.number < b.number) {
            let of_series: BTreeMap<u32, usize> = run.iter().map(|(at, note)| (note.number, *at)).collect();
            // Marks stand on the sheets of their notes.
            let sheet = |c: &Candidate| lines.get(c.line).map_or(0, |l| l.sheet);
            let sheets = run.iter().map(|(_, note)| note.sheet).collect::<Option<Vec<_>>>();
            let (first, last) = match sheets.as_deref() {
                Some([first, .., last] | [first @ last]) => (*first, *last),
                _ => (0, usize::MAX),
            };
            let (begin, end) = (
                candidates.partition_point(|c| sheet(c) < first),
                candidates.partition_point(|c| sheet(c) <= last),
            );
            let near = candidates.iter().enumerate().take(end).skip(begin);
            let likely = near.filter(|(_, c)| c.score > WEAK && fits(series, c.form));
            let fitting = likely.filter_map(|(at, c)| {
                let note = *of_series.get(&c.number)?;
                on_sheet(c, notes.get(note)?).then_some((at, note, c))
            });
            let mut found = best_order(&of_series, &fitting.collect::<Vec<_>>());
            found.sort_unstable();
            let weak = unmarked((candidates, begin..end), run, &found, &on_sheet);
            chosen.extend(found.into_iter().chain(weak));
        }
    }
    chosen.sort_unstable();
    chosen
}

/// Marks of notes that have none among the likely ones: the only such number between the marks of the notes before and
/// after, both of which are known. Only candidates of the range are looked at.
fn unmarked(
    (candidates, range): (&[Candidate], Range<usize>),
    run: &[(usize, &FoundNote<'_>)],
    chosen: &[(usize, usize)],
    on_sheet: &dyn Fn(&Candidate, &FoundNote<'_>) -> bool,
) -> Vec<(usize, usize)> {
    let mark_of: BTreeMap<usize, usize> = chosen.iter().map(|&(candidate, note)| (note, candidate)).collect();
    let without = run.iter().enumerate().filter(|(_, (note, _))| !mark_of.contains_key(note));
    without
        .filter_map(|(place, &(note, found))| {
            let before = run
                .get(..place)?
                .last()
                .map(|(n, _)| mark_of.get(n))
                .map_or(Some(range.start), |m| m.map(|m| m + 1))?;
            let behind = run
                .get(place + 1)
                .map(|(n, _)| mark_of.get(n))
                .map_or(Some(range.end), Option::<&usize>::copied)?;
            let between = candidates.iter().enumerate().take(behind).skip(before);
            let mut weak =
                between.filter(|(_, c)| c.number == found.number && c.score == WEAK && on_sheet(c, found));
            let (at, _) = weak.next()?;
            weak.next().is_none().then_some((at, note))
        })
        .collect()
}

/// Further marks of notes that have one: raised or bracketed like it and behind it, so that they can be nothing else.
pub(super) fn again(
    candidates: &[Candidate],
    chosen: &[(usize, usize)],
    notes: &[FoundNote<'_>],
) -> Vec<(usize, usize)> {
    let marks = chosen.iter().filter_map(|&(at, note)| Some((candidates.get(at)?, note)));
    // A number that several notes have leads to none of them for certain.
    let mut count: BTreeMap<(Form, u32), usize> = BTreeMap::new();
    for note in notes {
        *count.entry((note.form, note.number)).or_default() += 1;
    }
    let single = |number: u32, form: Form| {
        let forms = [Form::Superscript, Form::Digits, Form::Bracket, Form::Paren].into_iter();
        let fitting = forms.filter(|note| fits(*note, form)).filter_map(|note| count.get(&(note, number)));
        fitting.sum::<usize>() < 2
    };
    let first: BTreeMap<(Form, u32), (usize, usize)> = marks
        .filter(|(mark, _)| single(mark.number, mark.form))
        .map(|(mark, note)| ((mark.form, mark.number), (mark.at.start, note)))
        .collect();
    let taken: BTreeSet<usize> = chosen.iter().map(|c| c.0).collect();
    let printed = candidates.iter().enumerate().filter(|(at, _)| !taken.contains(at));
    let sure = printed.filter(|(_, c)| matches!(c.form, Form::Superscript | Form::Bracket));
    sure.filter_map(|(at, c)| {
        let &(start, note) = first.get(&(c.form, c.number))?;
        (c.at.start > start).then_some((at, note))
    })
    .collect()
}

fn fits(note: Form, mark: Form) -> bool {
    match note {
        Form::Digits => mark != Form::Paren,
        Form::Superscript => matches!(mark, Form::Superscript | Form::Digits),
        other => other == mark,
    }
}

/// The strictly rising sequence of numbers with the highest score. A tree of prefix maxima keeps it near-linear.
fn best_order(notes: &BTreeMap<u32, usize>, fitting: &[(usize, usize, &Candidate)]) -> Vec<(usize, usize)> {
    let rank: BTreeMap<u32, usize> = notes.keys().enumerate().map(|(rank, &n)| (n, rank + 1)).collect();
    let mut best: Vec<(u32, Option<usize>)> = vec![(0, None); notes.len() + 1];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(fitting.len());
    for (index, (_, _, candidate)) in fitting.iter().enumerate() {
        let Some(&rank) = rank.get(&candidate.number) else {
            before.push(None);
            continue;
        };
        let (mut score, mut last, mut at) = (0, None, rank - 1);
        while at > 0 {
            if let Some(&(s, l)) = best.get(at).filter(|b| b.0 > score) {
                (score, last) = (s, l);
            }
            at &= at - 1;
        }
        before.push(last);
        // Every note that finds its mark outweighs any looks.
        let total = score + 100 + candidate.score;
        let mut at = rank;
        while let Some(slot) = best.get_mut(at) {
            if total > slot.0 {
                *slot = (total, Some(index));
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut chosen = Vec::new();
    let mut at = best.iter().max_by_key(|b| b.0).and_then(|b| b.1);
    while let Some((index, (candidate, note, _))) = at.and_then(|i| Some((i, *fitting.get(i)?))) {
        chosen.push((candidate, note));
        at = before.get(index).copied().flatten();
    }
    chosen
}
