//! Makes a collection to measure with: `cargo run --example letters -- 1000 FOLDER`.
//!
//! The same number gives the same bytes. Letters have six hundred words and four to eight notes; most notes cite a
//! letter of the collection, the older and the more often cited the likelier, some a paper outside it, some nothing.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

/// Numbers that look like chance and are not.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or_default() % end.max(1)
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all.get(self.below(all.len())).copied().unwrap_or_default()
    }
}

const WORDS: &[&str] = &[
    "aanpak",
    "beleid",
    "commissie",
    "de",
    "de",
    "de",
    "een",
    "een",
    "en",
    "en",
    "het",
    "het",
    "in",
    "in",
    "van",
    "van",
    "dat",
    "die",
    "gemeenten",
    "kabinet",
    "maatregelen",
    "mede",
    "met",
    "onderzoek",
    "ook",
    "op",
    "over",
    "rapport",
    "regeling",
    "te",
    "toezicht",
    "uitvoering",
    "voor",
    "voortgang",
    "wordt",
    "wet",
    "zal",
    "zijn",
    "evaluatie",
    "verantwoordelijkheid",
    "samenwerking",
    "ondersteuning",
    "Kamer",
    "Rijk",
    "CBS",
    "praktijk",
    "jaar",
    "mogelijk",
];

const OFFICES: &[&str] =
    &["Minister van Financiën", "Minister van Defensie", "Staatssecretaris van Justitie en Veiligheid"];

const MONTHS: &[&str] = &["januari", "maart", "mei", "juni", "september", "november"];

/// Letters of a dossier.
const IN_DOSSIER: usize = 40;

fn number(letter: usize) -> (usize, usize) {
    (20_000 + 37 * (letter / IN_DOSSIER), 1 + letter % IN_DOSSIER)
}

fn printed((dossier, number): (usize, usize)) -> String {
    format!("Kamerstuk {} {:03}, nr. {number}", dossier / 1_000, dossier % 1_000)
}

fn sentence(chance: &mut Chance, text: &mut String) {
    for n in 0..9 + chance.below(14) {
        let word = chance.of(WORDS);
        let mut letters = word.chars();
        if let Some(first) = letters.next().filter(|_| n == 0) {
            text.extend(first.to_uppercase());
            text.push_str(letters.as_str());
        } else {
            text.push(' ');
            text.push_str(word);
        }
    }
}

fn letter(at: usize, chance: &mut Chance) -> String {
    let (dossier, ondernummer) = number(at);
    let (year, month, day) = (2005 + at % 18, 1 + chance.below(12), 1 + chance.below(28));
    let (title, office) = (chance.of(WORDS), chance.of(OFFICES));
    let mut text = format!(
        "---\ntitle: Voortgang van {title} {at}\ndossiernummer: {dossier}\nondernummer: {ondernummer}\n\
         date: {year}-{month:02}-{day:02}\nindiener:\n  - ambt: {office}\nonderwerp:\n  - {title}\n---\n\n"
    );
    let notes = 4 + chance.below(5);
    for note in 1..=notes {
        for _ in 0..5 + chance.below(4) {
            sentence(chance, &mut text);
            text.push_str(". ");
        }
        sentence(chance, &mut text);
        let _ = write!(text, " op {} {}.[^{note}]\n\n", 1 + chance.below(28), chance.of(MONTHS));
    }
    for note in 1..=notes {
        // The lower of two: some letters are cited much more than others.
        let cited = chance.below(at.max(1)).min(chance.below(at.max(1)));
        let cited = match chance.below(7) {
            0 => "Het onderzoek is aan de Kamer gezonden".to_owned(),
            1 => printed((19_000 + chance.below(900), 1 + chance.below(60))),
            _ => printed(number(cited)),
        };
        let _ = writeln!(text, "[^{note}]: {cited}.\n");
    }
    text
}

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(count), Some(folder)) = (arguments.next().and_then(|n| n.parse().ok()), arguments.next())
    else {
        return Err(io::Error::other("letters NUMBER FOLDER"));
    };
    let folder = Path::new(&folder);
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    for at in 0..count {
        let (dossier, ondernummer) = number(at);
        let folder = folder.join(dossier.to_string());
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{ondernummer}.md")), letter(at, &mut chance))?;
    }
    Ok(())
}
