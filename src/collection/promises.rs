//! What letters promise the Kamer, as editors have marked it: by when, for which ministry, and which later papers speak of
//! it. No clock: whether a term has passed is for the reader.

use crate::collection::catalogue;
use crate::collection::corpus::Corpus;
use crate::collection::index::{LetterIx, TextIx, WorkIx};
use crate::collection::resolve::{Resolution, Target};
use crate::content::annotation::Annotation;
use crate::content::front_matter::AnnotationKind;
use crate::content::letter::Letter;
use crate::content::markdown::AnnotationIx;
use crate::derived::commitments;
use crate::number::identifier::DocumentId;
use jiff::civil::Date;

/// The keyword by which an editor says that the words promise something.
const PROMISE: &str = "toezegging";

/// A promise.
#[derive(Debug)]
pub struct Promise {
    /// The letter that makes it.
    pub letter: LetterIx,
    /// The annotation that marks it.
    pub annotation: AnnotationIx,
    /// The words that promise, on one line.
    pub words: String,
    /// By when, as the letter words it.
    pub due: Option<String>,
    /// The last day of that term, if it is certain.
    pub by: Option<Date>,
    /// The ministry that the letter speaks for.
    pub ministry: Option<&'static str>,
    /// Later papers that the editor names, then letters that say they answer this one.
    pub later: Vec<WorkIx>,
}

/// The promises of the collection: by their last day, those without one after them, by the date of the letter.
pub fn promises(corpus: &Corpus, resolution: &Resolution) -> Vec<Promise> {
    let mut found = Vec::new();
    for (index, letter) in corpus.letters.enumerated() {
        let list = letter.annotations.iter().flat_map(|annotations| annotations.list.iter().enumerate());
        for (n, annotation) in list {
            let annotation_ix = AnnotationIx(n);
            let promise = promise(letter, annotation).map(|(words, due, by)| Promise {
                letter: index,
                annotation: annotation_ix,
                words,
                due,
                by,
                ministry: letter
                    .meta
                    .indieners
                    .iter()
                    .find_map(|i| catalogue::ministry_of(i, letter.meta.date)),
                later: later(corpus, resolution, index, annotation_ix, annotation),
            });
            found.extend(promise);
        }
    }
    let date = |letter: LetterIx| corpus.letters.get(letter).map(|letter| letter.meta.date);
    found.sort_by_key(|p: &Promise| (p.by.is_none(), p.by, date(p.letter), p.letter, p.annotation));
    found
}

/// The words that promise, by when, and the last day of it. An annotation of what came of something is about a promise if
/// it says so, or if the words are one by the rules that propose them; another one must say so, and have a term.
fn promise(letter: &Letter, annotation: &Annotation) -> Option<(String, Option<String>, Option<Date>)> {
    let tagged = annotation.meta.tags.iter().any(|tag| tag.eq_ignore_ascii_case(PROMISE));
    let (text, part) = annotation.place.as_ref()?;
    let words = letter.text.words_at(*text, part).split_whitespace().collect::<Vec<_>>().join(" ");
    let commitment = commitments::find(&words, letter.meta.date).into_iter().next();
    let is_sequel = annotation.meta.kind == AnnotationKind::Vervolg;
    let is_promise = if is_sequel { tagged || commitment.is_some() } else { tagged && commitment.is_some() };
    if !is_promise || words.is_empty() {
        return None;
    }
    let due = commitment.as_ref().and_then(|c| words.get(c.due.clone())).map(str::to_owned);
    let by = commitment.and_then(|c| c.by);
    Some((words, due, by))
}

fn later(
    corpus: &Corpus,
    resolution: &Resolution,
    index: LetterIx,
    annotation: AnnotationIx,
    said: &Annotation,
) -> Vec<WorkIx> {
    let Some(letter) = corpus.letters.get(index) else { return Vec::new() };
    let own = letter.meta.date;
    let date = |work: WorkIx| {
        let work = resolution.works.get(work)?;
        let held = work.letter.and_then(|letter| corpus.letters.get(letter)).map(|letter| letter.meta.date);
        held.or_else(|| work.entry.and_then(|entry| corpus.register.get(entry)?.date))
    };
    // An editor who tells what came of a promise may name a paper of which no date is known. In the dossier of the
    // letter its number tells.
    let is_sequel = said.meta.kind == AnnotationKind::Vervolg;
    let number = |id: Option<&DocumentId>| {
        let kst = id?.kst()?;
        Some((kst.dossier, kst.ondernummer.chamber(), kst.ondernummer.to_string().parse::<u32>().ok()?))
    };
    let is_earlier = |work: WorkIx| {
        let theirs = number(resolution.works.get(work).and_then(|work| work.id.as_ref()));
        let ours = number(letter.meta.id());
        matches!((theirs, ours), (Some((d, c, n)), Some((dossier, chamber, own))) if d == dossier && c == chamber && n < own)
    };
    let mut later: Vec<WorkIx> = Vec::new();
    let targets = resolution.targets.at(TextIx::Letter(index));
    for (citing, targets) in letter.text.citations.iter().zip(targets) {
        if citing.annotation() != Some(annotation) {
            continue;
        }
        for target in targets {
            if let Target::Work(work) = target
                && date(*work).map_or_else(|| is_sequel && !is_earlier(*work), |date| date > own)
            {
                later.push(*work);
            }
        }
    }
    let from = resolution.answered_by.partition_point(|&(work, _)| work < index.into());
    let answers = resolution.answered_by.iter().skip(from).take_while(|&&(work, _)| work == index.into());
    later.extend(
        answers.map(|&(_, letter)| WorkIx::from(letter)).filter(|&w| date(w).is_some_and(|d| d > own)),
    );
    let mut seen = std::collections::BTreeSet::new();
    later.retain(|work| seen.insert(*work));
    later
}
