//! Places in the lists of a collection. To the machine a letter and a work are both a number; here each has the type
//! of what it counts, so that none is taken for another.

use std::fmt;
use std::marker::PhantomData;

/// A place in the list of all things of a kind.
pub trait Ix: Copy {
    /// The thing at this place of its list.
    fn at(place: usize) -> Self;
    /// Its place.
    fn place(self) -> usize;
}

macro_rules! ix {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(usize);

        impl Ix for $name {
            fn at(place: usize) -> Self {
                Self(place)
            }

            fn place(self) -> usize {
                self.0
            }
        }
    )*};
}

ix! {
    /// A letter that is held.
    LetterIx;
    /// A document with a page: a letter that is held, or what is only cited or described.
    WorkIx;
    /// An entry of the register.
    EntryIx;
    /// A dossier that is described.
    DossierIx;
}

/// The works begin with the letters, in their order.
impl From<LetterIx> for WorkIx {
    fn from(letter: LetterIx) -> Self {
        Self(letter.0)
    }
}

/// A text that cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextIx {
    /// That of a letter, with its annotations.
    Letter(LetterIx),
    /// The introduction of a dossier.
    Introduction(DossierIx),
}

impl TextIx {
    /// The letter, if it is one.
    pub fn letter(self) -> Option<LetterIx> {
        match self {
            Self::Letter(letter) => Some(letter),
            Self::Introduction(_) => None,
        }
    }
}

impl From<LetterIx> for TextIx {
    fn from(letter: LetterIx) -> Self {
        Self::Letter(letter)
    }
}

impl From<DossierIx> for TextIx {
    fn from(dossier: DossierIx) -> Self {
        Self::Introduction(dossier)
    }
}

/// A list that is read by places of its own type only.
#[derive(Clone)]
pub struct IndexVec<I, T> {
    all: Vec<T>,
    places: PhantomData<fn(I)>,
}

impl<I: Ix, T> IndexVec<I, T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The thing at a place of this list. Places are made by the list itself and nothing is ever taken out of it, so
    /// this is the one call of the program that trusts a place: one of another collection is a mistake of its own.
    #[track_caller]
    #[expect(clippy::indexing_slicing, reason = "a place is made by its list, which only grows")]
    pub fn at(&self, at: I) -> &T {
        &self.all[at.place()]
    }

    /// The same, to be changed.
    #[track_caller]
    #[expect(clippy::indexing_slicing, reason = "a place is made by its list, which only grows")]
    pub fn at_mut(&mut self, at: I) -> &mut T {
        &mut self.all[at.place()]
    }

    /// The thing at a place, if there is one.
    pub fn get(&self, at: I) -> Option<&T> {
        self.all.get(at.place())
    }

    /// All of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.all.iter()
    }

    /// All of them with their places.
    pub fn enumerated(&self) -> impl Iterator<Item = (I, &T)> {
        self.all.iter().enumerate().map(|(place, thing)| (I::at(place), thing))
    }

    /// All of them, to be changed.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.all.iter_mut()
    }

    /// Every place.
    pub fn places(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.all.len()).map(I::at)
    }

    /// All of them, without their places.
    pub fn as_slice(&self) -> &[T] {
        &self.all
    }

    /// Adds one; gives its place.
    pub fn push(&mut self, thing: T) -> I {
        self.all.push(thing);
        I::at(self.all.len() - 1)
    }
}

impl<I, T> From<Vec<T>> for IndexVec<I, T> {
    fn from(all: Vec<T>) -> Self {
        Self { all, places: PhantomData }
    }
}

impl<I, T> Default for IndexVec<I, T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<I, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<A: IntoIterator<Item = T>>(all: A) -> Self {
        all.into_iter().collect::<Vec<T>>().into()
    }
}

impl<I, T> IntoIterator for IndexVec<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}

impl<'a, I, T> IntoIterator for &'a IndexVec<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

impl<'a, I, T> IntoIterator for &'a mut IndexVec<I, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter_mut()
    }
}

impl<I, T: fmt::Debug> fmt::Debug for IndexVec<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.all.fmt(f)
    }
}

/// One thing for each text that cites.
#[derive(Debug)]
pub struct Texts<T> {
    /// For each letter.
    pub letters: IndexVec<LetterIx, T>,
    /// For each dossier that is described.
    pub introductions: IndexVec<DossierIx, T>,
}

impl<T> Texts<T> {
    /// That of a text.
    #[track_caller]
    pub fn at(&self, text: TextIx) -> &T {
        match text {
            TextIx::Letter(letter) => self.letters.at(letter),
            TextIx::Introduction(dossier) => self.introductions.at(dossier),
        }
    }

    /// All of them: letters, then introductions.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.letters.iter().chain(self.introductions.iter())
    }

    /// Another thing for each, made of this.
    pub fn map<U>(self, mut make: impl FnMut(T) -> U) -> Texts<U> {
        Texts {
            letters: self.letters.into_iter().map(&mut make).collect(),
            introductions: self.introductions.into_iter().map(make).collect(),
        }
    }
}

impl<T> Default for Texts<T> {
    fn default() -> Self {
        Self { letters: IndexVec::default(), introductions: IndexVec::default() }
    }
}
