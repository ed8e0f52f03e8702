//! Where the words of a markup stand, in its HTML and in the file: what is needed to lay something over them
//! afterwards. Made on request only; most letters have nothing laid over them.

use super::index::AnnotationIx;
use std::ops::Range;

/// The visible words of a markup with their places.
#[derive(Debug, Clone, Default)]
pub(super) struct Trace {
    /// The words; blocks are divided by line breaks.
    pub(super) words: String,
    /// Runs of them that no tag interrupts.
    pieces: Vec<Piece>,
    /// Places in the words with the byte of the file they came from, in order.
    origins: Vec<(usize, usize)>,
    /// For each heading, by its index, the end of its words.
    pub(super) headings: Vec<(usize, usize)>,
    /// Where the words of each block begin; the lines within a block are divided by line breaks too.
    blocks: Vec<usize>,
}

/// Words that stand in the HTML without a tag between them.
#[derive(Debug, Clone)]
struct Piece {
    words: Range<usize>,
    /// Where they begin in the HTML.
    start: Point,
    /// Where they end.
    end: Point,
    /// Behind the link that they are part of.
    behind_link: Option<Point>,
}

/// A place in the HTML: its byte, and the number of holes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    pub(super) html: usize,
    pub(super) holes: usize,
}

/// What the reader of the HTML adds: what is laid over the words, and the words of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Annotated words end here.
    Close,
    /// The number of this annotation stands here.
    Number(AnnotationIx),
    /// Annotated words begin here, until the next tag; `nested` if more than one annotation is about them;
    /// `begins` names an annotation that begins here.
    Open {
        /// Whether more than one annotation is about these words.
        nested: bool,
        /// The annotation that begins here.
        begins: Option<AnnotationIx>,
    },
    /// A word of the interface stands here, in an attribute; the number after it is there already.
    Name(Name),
}

/// What the interface has to name inside a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// A table.
    Table,
    /// A note, at its mark.
    Note,
    /// A paragraph, at the link that is its address.
    Paragraph,
}

impl Mark {
    fn order(self) -> u8 {
        match self {
            Self::Close => 0,
            Self::Number(_) => 1,
            Self::Open { .. } | Self::Name(_) => 2,
        }
    }
}

impl Trace {
    /// Takes words that were written between these points; they came from byte `origin` of the file.
    pub(super) fn take(&mut self, words: &str, start: Point, end: Point, origin: usize) {
        let from = self.words.len();
        self.words.push_str(words);
        self.origins.push((from, origin));
        let words = from..self.words.len();
        match self.pieces.last_mut().filter(|last| last.end == start && last.words.end == from) {
            Some(last) => (last.words.end, last.end) = (words.end, end),
            None => self.pieces.push(Piece { words, start, end, behind_link: None }),
        }
    }

    /// Begins a block: words that follow are not those of the block before.
    pub(super) fn begin_block(&mut self) {
        if !self.words.is_empty() {
            self.words.push('\n');
        }
        self.blocks.push(self.words.len());
    }

    /// A break within a block that no tag interrupts words for.
    pub(super) fn line_break(&mut self) {
        if self.blocks.last().is_some_and(|&start| self.words.len() > start) {
            self.words.push('\n');
        }
    }

    /// Number of pieces, to say later which of them a link encloses.
    pub(super) fn count(&self) -> usize {
        self.pieces.len()
    }

    /// The pieces from `first` on stand in a link that ends at `behind`: nothing can be put between.
    pub(super) fn linked(&mut self, first: usize, behind: Point) {
        for piece in self.pieces.get_mut(first..).unwrap_or_default() {
            piece.behind_link = Some(behind);
        }
    }

    /// The words of each block.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &str> {
        let ends = self.blocks.iter().skip(1).copied().chain([self.words.len()]);
        self.blocks.iter().zip(ends).filter_map(|(&start, end)| self.words.get(start..end))
    }

    /// The byte of the file that this place in the words came from.
    pub(super) fn origin(&self, at: usize) -> usize {
        let next = self.origins.partition_point(|&(words, _)| words <= at);
        let (words, origin) =
            next.checked_sub(1).and_then(|i| self.origins.get(i)).copied().unwrap_or_default();
        origin + (at - words)
    }

    /// What to lay over the HTML for annotations of these parts of the words; each part comes with the number of
    /// its annotation. An empty part gets a number alone.
    pub(super) fn lay(&self, parts: &[(Range<usize>, AnnotationIx)]) -> Vec<(Point, Mark)> {
        let mut sweep = Sweep::new(parts);
        for piece in &self.pieces {
            sweep.pass(piece.words.start);
            let (mut from, mut start) = (piece.words.start, piece.start);
            while from < piece.words.end {
                let to = sweep.next().min(piece.words.end);
                let words = self.words.get(from..to).unwrap_or_default();
                let stop = Point { html: start.html + written_length(words), ..start };
                sweep.words(start, stop);
                // A number cannot stand inside a link.
                sweep.last = piece.behind_link.or(Some(stop));
                (from, start) = (to, stop);
                if to < piece.words.end {
                    sweep.pass(to);
                }
            }
        }
        sweep.pass(usize::MAX);
        sweep.marks.sort_by_key(|&(point, mark)| (point, mark.order()));
        sweep.marks
    }
}

/// The bytes that words become in HTML.
fn written_length(words: &str) -> usize {
    let more = memchr::memchr3_iter(b'&', b'<', b'>', words.as_bytes());
    words.len() + more.map(|at| if words.as_bytes().get(at) == Some(&b'&') { 4 } else { 3 }).sum::<usize>()
}

/// A walk over the words from left to right.
struct Sweep<'p> {
    /// The parts in the order in which they begin; those without words are left out.
    starts: std::iter::Peekable<std::vec::IntoIter<&'p (Range<usize>, AnnotationIx)>>,
    /// The parts in the order in which they end.
    ends: std::iter::Peekable<std::vec::IntoIter<&'p (Range<usize>, AnnotationIx)>>,
    /// How many parts are open.
    depth: usize,
    /// The part that has begun and has no words yet.
    fresh: Option<AnnotationIx>,
    /// Behind the last words that were written.
    last: Option<Point>,
    marks: Vec<(Point, Mark)>,
}

impl<'p> Sweep<'p> {
    fn new(parts: &'p [(Range<usize>, AnnotationIx)]) -> Self {
        let mut starts: Vec<_> = parts.iter().filter(|(part, _)| !part.is_empty()).collect();
        let mut ends: Vec<_> = parts.iter().collect();
        starts.sort_by_key(|(part, number)| (part.start, *number));
        ends.sort_by_key(|(part, number)| (part.end, *number));
        let (starts, ends) = (starts.into_iter().peekable(), ends.into_iter().peekable());
        Self { starts, ends, depth: 0, fresh: None, last: None, marks: Vec::new() }
    }

    /// The next place at which something begins or ends.
    fn next(&mut self) -> usize {
        let start = self.starts.peek().map_or(usize::MAX, |(part, _)| part.start);
        let end = self.ends.peek().map_or(usize::MAX, |(part, _)| part.end);
        start.min(end)
    }

    /// Begins and ends what begins and ends up to this place.
    fn pass(&mut self, at: usize) {
        while let Some((part, number)) = self.ends.next_if(|(part, _)| part.end <= at) {
            if !part.is_empty() {
                self.start(part.start);
                self.depth -= 1;
            }
            self.marks.extend(self.last.map(|last| (last, Mark::Number(*number))));
        }
        self.start(at);
    }

    fn start(&mut self, at: usize) {
        while let Some((_, number)) = self.starts.next_if(|(part, _)| part.start <= at) {
            self.depth += 1;
            self.fresh = Some(*number);
        }
    }

    /// Words up to the next place stand between these points.
    fn words(&mut self, start: Point, stop: Point) {
        if self.depth > 0 {
            self.marks.push((start, Mark::Open { nested: self.depth > 1, begins: self.fresh.take() }));
            self.marks.push((stop, Mark::Close));
        }
    }
}
