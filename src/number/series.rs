//! The series of publications that letters cite, one row each: how its ids begin, which words open a citation of it,
//! how it is printed, and where it can be read.
//!
//! Everything that must know a series follows from its row: [`DocumentId`](super::identifier::DocumentId) reads and
//! prints ids by it, `cite` takes its opening words and its grammar from it, and sentences are not cut behind its
//! abbreviations. A new series is a row here, and a line in `SERIES`; only one that is cited in a form of its own
//! needs a `Grammar` with a reader in `cite` too. The tests of this module, of `identifier` and of `cite::openings`
//! say what has been forgotten.

use super::{form, label, official};
use crate::dutch::sentence;
use serde::{Serialize, Serializer};
use std::ops::Range;

/// The kinds of publications that letters cite, which are coarser than the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// A document of a parliamentary dossier, or an attachment (`blg-`).
    Kamerstuk,
    /// A dossier as a whole.
    Dossier,
    /// The report of a debate.
    Handelingen,
    /// Answers to questions of members (Kamervragen).
    Aanhangsel,
    /// Bulletin of acts and decrees.
    Staatsblad,
    /// Government gazette.
    Staatscourant,
    /// Treaty series.
    Tractatenblad,
    /// A court decision.
    Ecli,
    /// Law and documents of the European Union.
    Eu,
    /// A national act, usually with an article.
    Wet,
    /// A document or case number of the Tweede Kamer.
    Tkdoc,
    /// What is of no other kind: bulletins of local authorities, advice of the Raad van State, agendas.
    Overig,
    /// Any other address.
    Url,
}

impl Kind {
    /// The name in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kamerstuk => "kamerstuk",
            Self::Dossier => "dossier",
            Self::Handelingen => "handelingen",
            Self::Aanhangsel => "aanhangsel",
            Self::Staatsblad => "staatsblad",
            Self::Staatscourant => "staatscourant",
            Self::Tractatenblad => "tractatenblad",
            Self::Ecli => "ecli",
            Self::Eu => "eu",
            Self::Wet => "wet",
            Self::Tkdoc => "tkdoc",
            Self::Overig => "overig",
            Self::Url => "url",
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A series of publications.
#[derive(Debug)]
pub(crate) struct Series {
    /// The kind that it is of.
    pub(crate) kind: Kind,
    /// How its ids begin, in either case.
    pub(crate) prefix: &'static str,
    /// The normalised id, of what stands behind the prefix.
    pub(super) form: fn(&str) -> Option<String>,
    /// The words that open a citation of it, some of them phrases.
    pub(crate) words: &'static [&'static str],
    /// Those that are written with a full stop, which ends no sentence; no words of ordinary Dutch.
    pub(crate) abbreviations: &'static [&'static str],
    /// How a citation of it goes on behind these words.
    pub(crate) grammar: Grammar,
    /// How an id of it is printed.
    pub(super) label: Label,
    /// Where it can be read.
    pub(super) address: Address,
    /// What a publication that is held is called in `soort`, if it says nothing of it itself.
    pub(crate) soort: &'static str,
}

/// How the citations of a series go on behind its opening words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grammar {
    /// `28 638, nr. 201`: dossier and number.
    Papers,
    /// `II 2010/11, nr. 108, item 5`
    Meetings,
    /// `II 2013/14, nr. 2336`
    Questions,
    /// ` 2021, 123`: year and number.
    Yearly {
        /// The first year of the series.
        since: u32,
        /// The number has not been higher in one year, with room to spare.
        highest: u32,
    },
    /// ` 2020, L 249`
    OfficialJournal,
    /// `(2021)171`
    UnionPapers,
    /// `:NL:HR:2013:54`
    Ecli,
    /// ` 4:5, eerste lid, van de Awb`
    Articles,
    /// `202301-001`, `03456`
    Promises,
    /// `04.93.0474`
    Advice,
    /// `s://www.tweedekamer.nl`
    Addresses,
    /// Its ids written out, and nothing else.
    Ids,
    /// Its ids written out, those with a chamber: `kv-tk-2020Z13248`.
    IdsOfChambers,
    /// No word opens it: its figures are found, and what stands before them is read backwards.
    Figures,
}

/// How an id is printed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Label {
    /// As it is.
    Id,
    /// With words before it or otherwise told, of the whole id; `None` prints it as it is.
    Own(fn(&str) -> Option<String>),
    /// `Stb. 2021, 123`: with this abbreviation.
    Yearly(&'static str),
}

/// Where the publications of a series can be read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Address {
    /// On the page of officielebekendmakingen.nl that is called after the id.
    Published,
    /// Elsewhere, by the id; some have no address that follows from it.
    Own(fn(&str) -> Option<String>),
    /// Nowhere that follows from the id.
    None,
}

/// Every series. What an id or a word could belong to twice belongs to the first.
pub(crate) static SERIES: [&Series; 30] = [
    &KAMERSTUKKEN,
    &ATTACHMENTS,
    &DOSSIERS,
    &HANDELINGEN,
    &AANHANGSEL,
    &STAATSBLAD,
    &STAATSCOURANT,
    &TRACTATENBLAD,
    &GEMEENTEBLAD,
    &PROVINCIAAL_BLAD,
    &WATERSCHAPSBLAD,
    &BLAD_GEMEENSCHAPPELIJKE_REGELING,
    &UNANSWERED,
    &AGENDAS,
    &OUTSIDE_DOSSIERS,
    &OFFICIAL_JOURNAL,
    &ECLI,
    &ACTS,
    &TREATIES,
    &COMMISSION,
    &STAFF,
    &JOINT,
    &SECRETARIAT,
    &UNION_ACTS,
    &UNION_TREATIES,
    &PARLIAMENT,
    &PROMISES_TK,
    &PROMISES_EK,
    &ADVICE,
    &ADDRESSES,
];

/// An id of each series, in the same order.
#[cfg(test)]
pub(crate) const EXAMPLES: [&str; SERIES.len()] = [
    "kst-28638-200",
    "blg-1184123",
    "dossier-36600-XVI",
    "h-tk-20102011-108-5",
    "ah-tk-20132014-2336",
    "stb-2021-123",
    "stcrt-2026-18302",
    "trb-1971-144",
    "gmb-2020-15111",
    "prb-2021-1971",
    "wsb-2019-9850",
    "bgr-2024-1621",
    "kv-tk-2020Z13248",
    "ag-tk-2021-05-21",
    "nds-tk-2015D00006",
    "PbEU-2020-L-249",
    "ECLI:NL:HR:2013:54",
    "BWBR0005537/4:5",
    "BWBV0001000/8",
    "COM(2021)171",
    "SWD(2021)101",
    "JOIN(2020)5",
    "SEC(2011)360",
    "32016R0679",
    "12016E208",
    "2020D27680",
    "TZ202301-001",
    "T01234",
    "W05.21.0123/I",
    "https://a.nl/b",
];

/// `kst-28638-200`, `kst-1268678`
pub(crate) static KAMERSTUKKEN: Series = Series {
    kind: Kind::Kamerstuk,
    prefix: "kst-",
    form: form::kamerstuk,
    words: &[
        "kamerstuk",
        "kamerstukken",
        "kamerstuknummer",
        "kamerstuknummers",
        "kamerstukdossier",
        "kamerstukdossiers",
        "kamerstukkendossier",
        "kamerdossier",
    ],
    abbreviations: &["kst", "kamerst", "kamerstuknr", "kamerstuknrs"],
    grammar: Grammar::Papers,
    label: Label::Own(label::kamerstuk),
    address: Address::Own(official::kamerstuk),
    soort: OTHER,
};

/// `blg-1184123`: an attachment to a Kamerstuk.
pub(super) static ATTACHMENTS: Series = Series {
    kind: Kind::Kamerstuk,
    prefix: "blg-",
    form: form::attachment,
    words: &[],
    abbreviations: &[],
    grammar: Grammar::Ids,
    label: Label::Own(label::attachment),
    address: Address::Published,
    soort: OTHER,
};

/// `dossier-36600-XVI`
pub(super) static DOSSIERS: Series = Series {
    kind: Kind::Dossier,
    prefix: "dossier-",
    form: form::dossier,
    words: &[],
    abbreviations: &[],
    grammar: Grammar::Figures,
    label: Label::Own(label::dossier),
    address: Address::Own(official::dossier),
    soort: OTHER,
};

/// `h-tk-20102011-108-5`
pub(crate) static HANDELINGEN: Series = Series {
    kind: Kind::Handelingen,
    prefix: "h-",
    form: form::handelingen,
    words: &["handelingen"],
    abbreviations: &[],
    grammar: Grammar::Meetings,
    label: Label::Own(label::handelingen),
    address: Address::Own(official::handelingen),
    soort: "Handelingen",
};

/// `ah-tk-20132014-2336`, `ah-1271549`
pub(crate) static AANHANGSEL: Series = Series {
    kind: Kind::Aanhangsel,
    prefix: "ah-",
    form: form::aanhangsel,
    words: &["aanhangsel"],
    abbreviations: &["aanh"],
    grammar: Grammar::Questions,
    label: Label::Own(label::aanhangsel),
    address: Address::Published,
    soort: "Antwoord op Kamervragen",
};

/// `stb-2021-123`
pub(crate) static STAATSBLAD: Series = Series {
    kind: Kind::Staatsblad,
    prefix: "stb-",
    form: |rest| form::yearly("stb", rest),
    words: &["staatsblad"],
    abbreviations: &["stb", "stbl"],
    grammar: Grammar::Yearly { since: 1813, highest: 2_999 },
    label: Label::Yearly("Stb."),
    address: Address::Published,
    soort: OTHER,
};

/// `stcrt-2026-18302`
static STAATSCOURANT: Series = Series {
    kind: Kind::Staatscourant,
    prefix: "stcrt-",
    form: |rest| form::yearly("stcrt", rest),
    words: &["staatscourant"],
    abbreviations: &["stcrt", "stct", "stc"],
    grammar: Grammar::Yearly { since: 1814, highest: 199_999 },
    label: Label::Yearly("Stcrt."),
    address: Address::Published,
    soort: OTHER,
};

/// `trb-1971-144`
static TRACTATENBLAD: Series = Series {
    kind: Kind::Tractatenblad,
    prefix: "trb-",
    form: |rest| form::yearly("trb", rest),
    words: &["tractatenblad"],
    abbreviations: &["trb", "trbl"],
    grammar: Grammar::Yearly { since: 1951, highest: 999 },
    label: Label::Yearly("Trb."),
    address: Address::Published,
    soort: OTHER,
};

/// `gmb-2020-15111`: since then one series for all municipalities, with numbers of its own.
static GEMEENTEBLAD: Series = Series {
    kind: Kind::Overig,
    prefix: "gmb-",
    form: |rest| form::yearly("gmb", rest),
    words: &["gemeenteblad"],
    abbreviations: &["gmb"],
    grammar: Grammar::Yearly { since: FIRST_LOCAL, highest: 999_999 },
    label: Label::Yearly("Gemeenteblad"),
    address: Address::Published,
    soort: OTHER,
};

/// `prb-2021-1971`
static PROVINCIAAL_BLAD: Series = Series {
    kind: Kind::Overig,
    prefix: "prb-",
    form: |rest| form::yearly("prb", rest),
    words: &["provinciaal blad"],
    abbreviations: &["prb"],
    grammar: Grammar::Yearly { since: FIRST_LOCAL, highest: 99_999 },
    label: Label::Yearly("Provinciaal blad"),
    address: Address::Published,
    soort: OTHER,
};

/// `wsb-2019-9850`
static WATERSCHAPSBLAD: Series = Series {
    kind: Kind::Overig,
    prefix: "wsb-",
    form: |rest| form::yearly("wsb", rest),
    words: &["waterschapsblad"],
    abbreviations: &["wsb"],
    grammar: Grammar::Yearly { since: FIRST_LOCAL, highest: 99_999 },
    label: Label::Yearly("Waterschapsblad"),
    address: Address::Published,
    soort: OTHER,
};

/// `bgr-2024-1621`
static BLAD_GEMEENSCHAPPELIJKE_REGELING: Series = Series {
    kind: Kind::Overig,
    prefix: "bgr-",
    form: |rest| form::yearly("bgr", rest),
    words: &["blad gemeenschappelijke regeling", "blad gemeenschappelijke regelingen"],
    abbreviations: &["bgr"],
    grammar: Grammar::Yearly { since: FIRST_LOCAL, highest: 99_999 },
    label: Label::Yearly("Blad gemeenschappelijke regeling"),
    address: Address::Published,
    soort: OTHER,
};

/// `kv-tk-2020Z13248`: questions of members (Kamervragen), before they are answered.
static UNANSWERED: Series = Series {
    kind: Kind::Overig,
    prefix: "kv-",
    form: |rest| form::outside_dossiers("kv", rest),
    words: &[],
    abbreviations: &[],
    grammar: Grammar::IdsOfChambers,
    label: Label::Own(|id| Some(format!("Kamervragen {id}"))),
    address: Address::Published,
    soort: "Kamervragen",
};

/// `ag-tk-2021-05-21`: an agenda of a chamber.
static AGENDAS: Series = Series {
    kind: Kind::Overig,
    prefix: "ag-",
    form: |rest| form::outside_dossiers("ag", rest),
    words: &[],
    abbreviations: &[],
    grammar: Grammar::IdsOfChambers,
    label: Label::Own(|id| Some(format!("Agenda {id}"))),
    address: Address::Published,
    soort: "Agenda",
};

/// `nds-tk-2015D00006`: a document of no dossier.
static OUTSIDE_DOSSIERS: Series = Series {
    kind: Kind::Overig,
    prefix: "nds-",
    form: |rest| form::outside_dossiers("nds", rest),
    words: &[],
    abbreviations: &[],
    grammar: Grammar::IdsOfChambers,
    label: Label::Own(|id| Some(format!("Niet-dossierstuk {id}"))),
    address: Address::Published,
    soort: OTHER,
};

/// `PbEU-2020-L-249`
pub(crate) static OFFICIAL_JOURNAL: Series = Series {
    kind: Kind::Eu,
    prefix: "PbEU-",
    form: form::official_journal,
    words: &["pbeu", "pbeg", "pb", "publicatieblad"],
    abbreviations: &[],
    grammar: Grammar::OfficialJournal,
    label: Label::Id,
    address: Address::Own(official::official_journal),
    soort: OTHER,
};

/// `ECLI:NL:HR:2013:54`
static ECLI: Series = Series {
    kind: Kind::Ecli,
    prefix: "ECLI:",
    form: form::ecli,
    words: &["ecli"],
    abbreviations: &[],
    grammar: Grammar::Ecli,
    label: Label::Id,
    address: Address::Own(official::ecli),
    soort: OTHER,
};

/// `BWBR0005537`, `BWBR0005537/4:5`
pub(crate) static ACTS: Series = Series {
    kind: Kind::Wet,
    prefix: "BWBR",
    form: |rest| form::act("BWBR", rest),
    words: &["artikel", "artikelen", "article", "articles"],
    abbreviations: &["art", "artt"],
    grammar: Grammar::Articles,
    label: Label::Id,
    address: Address::Own(official::act),
    soort: OTHER,
};

/// `BWBV0001000`, `BWBV0001000/8`: a treaty, which stands among the acts.
static TREATIES: Series = Series {
    kind: Kind::Wet,
    prefix: "BWBV",
    form: |rest| form::act("BWBV", rest),
    words: &[],
    abbreviations: &[],
    grammar: Grammar::Figures,
    label: Label::Id,
    address: Address::Own(official::act),
    soort: OTHER,
};

/// `COM(2021)171`: a document of the Commission.
static COMMISSION: Series = Series {
    kind: Kind::Eu,
    prefix: "COM(",
    form: |rest| form::union_paper("COM", rest),
    words: &["com"],
    abbreviations: &[],
    grammar: Grammar::UnionPapers,
    label: Label::Id,
    address: Address::Own(official::union_paper),
    soort: OTHER,
};

/// `SWD(2021)101`: a working document of the Commission's staff.
static STAFF: Series = Series {
    kind: Kind::Eu,
    prefix: "SWD(",
    form: |rest| form::union_paper("SWD", rest),
    words: &["swd"],
    abbreviations: &[],
    grammar: Grammar::UnionPapers,
    label: Label::Id,
    address: Address::Own(official::union_paper),
    soort: OTHER,
};

/// `JOIN(2020)5`: a document of the Commission and the High Representative.
static JOINT: Series = Series {
    kind: Kind::Eu,
    prefix: "JOIN(",
    form: |rest| form::union_paper("JOIN", rest),
    words: &["join"],
    abbreviations: &[],
    grammar: Grammar::UnionPapers,
    label: Label::Id,
    address: Address::Own(official::union_paper),
    soort: OTHER,
};

/// `SEC(2011)360`: what the working documents of the Commission were called until 2012.
static SECRETARIAT: Series = Series {
    kind: Kind::Eu,
    prefix: "SEC(",
    form: |rest| form::union_paper("SEC", rest),
    words: &["sec"],
    abbreviations: &[],
    grammar: Grammar::UnionPapers,
    label: Label::Id,
    address: Address::Own(official::union_paper),
    soort: OTHER,
};

/// `32016R0679`: CELEX.
static UNION_ACTS: Series = Series {
    kind: Kind::Eu,
    prefix: "3",
    form: form::union_act,
    words: &[],
    abbreviations: &[],
    grammar: Grammar::Figures,
    label: Label::Own(label::union_act),
    address: Address::Own(official::union_act),
    soort: OTHER,
};

/// `12016E208`: an article of a treaty of the Union, in CELEX; `12016E/TXT` is the whole. `E` is the treaty on its
/// functioning (VWEU), `M` that on the Union (VEU), `P` the Charter (Handvest).
static UNION_TREATIES: Series = Series {
    kind: Kind::Eu,
    prefix: "12016",
    form: form::union_treaty,
    words: &[],
    abbreviations: &[],
    grammar: Grammar::Figures,
    label: Label::Own(label::union_treaty),
    address: Address::Own(official::union_act),
    soort: OTHER,
};

/// `2020D27680`, `2018Z05936`: a document and a case of the Tweede Kamer.
pub(super) static PARLIAMENT: Series = Series {
    kind: Kind::Tkdoc,
    prefix: "20",
    form: form::parliament,
    words: &[],
    abbreviations: &[],
    grammar: Grammar::Figures,
    label: Label::Id,
    address: Address::Own(official::parliament),
    soort: OTHER,
};

/// `TZ202301-001`: a promise to the Tweede Kamer.
static PROMISES_TK: Series = Series {
    kind: Kind::Tkdoc,
    prefix: "TZ",
    form: form::promise_tk,
    words: &["tz"],
    abbreviations: &[],
    grammar: Grammar::Promises,
    label: Label::Id,
    address: Address::None,
    soort: OTHER,
};

/// `T01234`: a promise to the Eerste Kamer.
static PROMISES_EK: Series = Series {
    kind: Kind::Tkdoc,
    prefix: "T",
    form: form::promise_ek,
    words: &["t"],
    abbreviations: &[],
    grammar: Grammar::Promises,
    label: Label::Id,
    address: Address::None,
    soort: OTHER,
};

/// `W05.21.0123/I`: advice of the Raad van State, with its section.
static ADVICE: Series = Series {
    kind: Kind::Overig,
    prefix: "W",
    form: form::advice,
    words: &["w"],
    abbreviations: &[],
    grammar: Grammar::Advice,
    label: Label::Own(|id| Some(format!("Advies {id}"))),
    address: Address::None,
    soort: "Advies Raad van State",
};

/// `https://…`: an address that is of no series.
static ADDRESSES: Series = Series {
    kind: Kind::Url,
    prefix: "http",
    form: form::address,
    words: &["http", "https", "www"],
    abbreviations: &[],
    grammar: Grammar::Addresses,
    label: Label::Id,
    address: Address::Own(|id| Some(id.to_owned())),
    soort: OTHER,
};

/// The bulletins of local authorities became one series each at the end of this year; before, each had its own.
const FIRST_LOCAL: u32 = 2013;

/// The `soort` of what has no name of its own there.
const OTHER: &str = "Overig";

impl Series {
    /// The words and phrases that open a citation of it, in lower case.
    pub(crate) fn openings(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().chain(self.abbreviations).copied()
    }
}

/// The sentences of a paragraph in which publications may be cited: no full stop behind one of their abbreviations
/// ends a sentence. Byte ranges, in order and together the whole of it.
///
/// ```
/// use voetnoot::number::series::sentences;
/// let text = "Zie Stcrt. 2021, 123. Daarna niet meer.";
/// assert_eq!(sentences(text), [0..21, 22..39]);
/// ```
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    sentence::sentences(text, is_abbreviation)
}

/// Is this word, in lower case, how a publication is cited for short?
fn is_abbreviation(word: &str) -> bool {
    SERIES.iter().any(|series| series.abbreviations.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn words_and_prefixes_are_told_apart() {
        let mut prefixes = BTreeSet::new();
        for series in SERIES {
            assert!(prefixes.insert(series.prefix), "two series begin with {}", series.prefix);
            assert_eq!(
                series.words.is_empty(),
                matches!(series.grammar, Grammar::Ids | Grammar::IdsOfChambers | Grammar::Figures),
                "{series:?}"
            );
            for word in series.openings() {
                assert!(
                    word.split(' ')
                        .all(|word| { !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()) }),
                    "{word:?} is no word"
                );
            }
        }
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        for word in SERIES.iter().flat_map(|series| series.abbreviations) {
            let capital = word[..1].to_uppercase() + &word[1..];
            let text = format!("Zie {capital}. 2021, 123. Daarna.");
            assert_eq!(sentences(&text).len(), 2, "{text}");
        }
        assert_eq!(sentences("Aan de hand. Daarna.").len(), 2);
    }
}
