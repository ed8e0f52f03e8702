//! What a citation becomes on the page: its link, its state, and the words of its title.

use super::Views;
use crate::collection::index::{TextIx, WorkIx};
use crate::collection::resolve::{State, Target, Work};
use crate::content::front_matter::Scans;
use crate::content::markdown::{NoteIx, escape_attribute};
use crate::number::address::OutPath;
use crate::number::kst::DossierNumber;
use crate::number::link::is_web_address;

/// Works named in the title of a link to a note.
const TITLES: usize = 3;

/// Where a letter's page lists the citations that lead nowhere.
const ASTRAY: &str = "niet-te-herleiden";

impl Views<'_> {
    /// Writes the opening tag of the link of a citation in this text, which says some words, and may have an address of
    /// its author's; gives the closing tag.
    pub(super) fn open_link(
        &self,
        out: &mut String,
        text: TextIx,
        page: &str,
        (target, said, written): (&Target, &str, Option<&str>),
        id: Option<&str>,
    ) -> &'static str {
        let state = self.resolution.state(self.corpus, target);
        let known = || match target {
            Target::Work(work) => self.link_of(*work).map(|path| self.url(&path)),
            Target::Dossier(number) => Some(self.url(&OutPath::of_dossier(*number))),
            Target::Address(url) => is_web_address(url).then(|| url.clone()),
            Target::Note(note) => {
                self.corpus.text(text).text.note(*note).map(|note| format!("{page}#{}", note.id))
            }
            // Why it leads nowhere is told below the letter.
            Target::Ambiguous | Target::Unknown | Target::Missing { .. } => {
                matches!(text, TextIx::Letter(_)).then(|| format!("{page}#{ASTRAY}"))
            }
        };
        let href = written.map(str::to_owned).or_else(known);
        let (open, close) = if href.is_some() { ("<a", "</a>") } else { ("<span", "</span>") };
        out.push_str(open);
        out.push_str(" class=\"citaat\" data-state=\"");
        out.push_str(state.name());
        out.push('"');
        let mut attribute = |name: &str, value: &str| {
            if !value.is_empty() {
                out.push(' ');
                out.push_str(name);
                out.push_str("=\"");
                escape_attribute(out, value);
                out.push('"');
            }
        };
        attribute("id", id.unwrap_or_default());
        attribute("href", href.as_deref().unwrap_or_default());
        if let Target::Address(_) = target {
            attribute("rel", "external noopener");
        }
        attribute("title", &self.link_title(text, target, said, state));
        out.push('>');
        close
    }

    /// Marks the place of a citation whose words stand in a link of the author's; gives the closing tag.
    pub(super) fn open_anchor(out: &mut String, id: Option<&str>) -> &'static str {
        let Some(id) = id else { return "" };
        out.push_str("<span id=\"");
        escape_attribute(out, id);
        out.push_str("\">");
        "</span>"
    }

    /// The page to which a citation of a work leads; none for a scan, unless the site wants its dossier.
    pub(super) fn link_of(&self, work: WorkIx) -> Option<OutPath> {
        match (self.scanned_in(work), self.before_1995) {
            (None, _) => Some(self.resolution.works.at(work).path.clone()),
            (Some(dossier), Scans::Dossier) => Some(OutPath::of_dossier(dossier)),
            (Some(_), Scans::Text) => None,
        }
    }

    /// The dossier of a Kamerstuk of which nothing is known but its number, and that has no official page.
    fn scanned_in(&self, work: WorkIx) -> Option<DossierNumber> {
        let Work { id, letter: None, entry: None, official: None, .. } = self.resolution.works.get(work)?
        else {
            return None;
        };
        id.as_ref()?.kst().map(|kst| kst.dossier)
    }

    /// What a citation turned out to mean, in words that the link does not say itself.
    fn link_title(&self, text: TextIx, target: &Target, said: &str, state: State) -> String {
        let title = match target {
            Target::Work(work) if same_words(said, self.label(*work)) => {
                self.title_of(*work).unwrap_or_default()
            }
            Target::Work(work) => self.titled(*work),
            Target::Dossier(number) => self.dossier_ref(*number).title.unwrap_or_default(),
            Target::Note(note) => self.note_title(text, *note),
            Target::Address(_) | Target::Ambiguous | Target::Unknown | Target::Missing { .. } => {
                String::new()
            }
        };
        let remark = match state {
            State::Elsewhere if matches!(target, Target::Work(work) if self.scanned_in(*work).is_some()) => {
                self.word("scan")
            }
            State::Elsewhere if !matches!(target, Target::Address(_)) => self.word("not_held"),
            State::Here | State::Elsewhere => "",
            State::Ambiguous => self.word("ambiguous"),
            State::Unknown => self.word("unknown"),
        };
        match (title.is_empty(), remark.is_empty()) {
            (false, false) => format!("{title} ({remark})"),
            _ => title + remark,
        }
    }

    /// A work's label with its title.
    fn titled(&self, work: WorkIx) -> String {
        let letter = self.letter_of(work).map(|l| l.meta.title.as_str());
        let title = letter.or_else(|| self.entry_of(work).and_then(|e| e.title.as_deref()));
        match title {
            Some(title) => [self.label(work), ": ", title].concat(),
            None => self.label(work).to_owned(),
        }
    }

    /// `Noot 3: Kamerstuk 28 638, nr. 200`.
    fn note_title(&self, text: TextIx, note: NoteIx) -> String {
        let mark = self.corpus.text(text).text.note(note).map_or("", |note| note.mark.as_str());
        let cited = self.graph.through_note(text, note);
        let more = if cited.len() > TITLES { "; …" } else { "" };
        let cited: Vec<String> = cited.iter().take(TITLES).map(|&work| self.titled(work)).collect();
        let colon = if cited.is_empty() { "" } else { ": " };
        format!("{} {mark}{colon}{}{more}", self.word("note"), cited.join("; "))
    }
}

/// Whether two texts are the same but for the spaces at which no line may break.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let plain = |c: char| if c == '\u{a0}' { ' ' } else { c };
    a.chars().map(plain).eq(b.chars().map(plain))
}
