//! The head of an answer to written questions (Aanhangsel van de Handelingen): who asked whom about what, who answered and
//! when. `Vragen van het lid Jansen (D66) aan de Minister van Defensie over …  (ingezonden 3 juni 2021). Antwoord van Minister
//! De Vries (Defensie) (ontvangen 21 juni 2021).`

use super::{date, people, squeeze};
use crate::content::front_matter::Indiener;
use crate::dutch::plain::plain;
use crate::import::draft::Head;
use crate::number::identifier::DocumentId;
use crate::number::kst::Chamber;
use crate::number::vergaderjaar::Vergaderjaar;

/// The words that begin what the government says.
const ANSWERS: [&str; 2] = ["Antwoord van ", "Mededeling van "];

/// The id of an answer.
pub fn id(chamber: Chamber, year: Vergaderjaar, number: u16) -> Option<DocumentId> {
    let chamber = if chamber == Chamber::Eerste { "ek" } else { "tk" };
    DocumentId::parse(&format!("ah-{chamber}-{}-{number}", year.compact()))
}

/// Fills what is missing in a head with what the first words of the document state. The minister answers; the members ask,
/// and so receive the answer.
pub fn complete(head: &mut Head, opening: &str) {
    let text = squeeze(opening);
    let Some(text) = text.find("Vragen van ").and_then(|at| text.get(at..)) else { return };
    let at = ANSWERS.iter().filter_map(|words| text.find(words)).min();
    let (asked, answer) = text.split_at_checked(at.unwrap_or(text.len())).unwrap_or((text, ""));
    let title = asked.split(" (ingezonden").next().unwrap_or_default().trim().trim_end_matches('.');
    // The heading of a page has the day too.
    if head.title.as_ref().is_none_or(|printed| printed.starts_with(title)) {
        head.title = Some(title.to_owned());
    }
    head.ontvanger = head.ontvanger.take().or_else(|| listed(&members(title)));
    let Some((who, _)) = answer.split_once(" (ontvangen ").filter(|_| at.is_some()) else { return };
    let received = answer.split_once("(ontvangen ").and_then(|(_, rest)| rest.split(')').next());
    head.date = head.date.or_else(|| received.and_then(date::date));
    for sender in senders(who, title) {
        if let Some(known) = head.indieners.iter_mut().find(|known| is_same(known, &sender)) {
            known.ambt = known.ambt.take().or(sender.ambt);
        } else if head.indieners.iter().all(|known| known.ambt.is_some()) {
            head.indieners.push(sender);
        }
    }
}

/// Who answers: `Antwoord van Minister De Vries (Defensie) en van Staatssecretaris Jansen (Financiën)`.
fn senders(who: &str, title: &str) -> Vec<Indiener> {
    let who = ANSWERS.iter().find_map(|words| who.strip_prefix(words)).unwrap_or(who);
    // On whose behalf it is written too has signed nothing.
    let who =
        [", mede namens", " mede namens"].iter().find_map(|words| who.split_once(words)).map_or(who, |w| w.0);
    let parts = who.split(" en van ").flat_map(|part| part.split(") en ")).flat_map(|part| part.split("), "));
    parts
        .filter_map(|part| {
            let part = part.strip_prefix("de ").unwrap_or(part);
            let (named, ministry) = match part.split_once(" (") {
                Some((named, ministry)) => (named, Some(ministry.trim_end_matches([')', '.', ' ']))),
                None => (part, None),
            };
            let (office, name) = named.trim().split_once(' ')?;
            people::office(office)?;
            let of = |ministry: &str| {
                let stated = |word: &str| title.contains(&format!("{office} {word} {ministry}"));
                format!("{office} {} {ministry}", if stated("voor") { "voor" } else { "van" })
            };
            let ambt = ministry.map_or_else(|| office.to_owned(), of);
            people::is_name(name).then(|| Indiener { ambt: Some(ambt), naam: Some(name.to_owned()) })
        })
        .collect()
}

/// The members whom a title names, without their parties.
pub fn members(title: &str) -> Vec<String> {
    let mut bare = String::with_capacity(title.len());
    let mut depth = 0_usize;
    for c in title.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let bare = squeeze(&bare);
    let end = [" aan ", " op ", " over "].iter().filter_map(|word| bare.find(word)).min();
    let bare = bare.get(..end.unwrap_or(bare.len())).unwrap_or_default();
    people::of_title(bare).into_iter().filter_map(|member| member.naam).collect()
}

/// Names in a row.
pub fn listed(names: &[String]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some(one.clone()),
        [first @ .., last] => Some(format!("{} en {last}", first.join(", "))),
    }
}

/// Whether two senders are one: the head has the surname, the metadata have the initials.
pub fn is_same(one: &Indiener, other: &Indiener) -> bool {
    let surname = |sender: &Indiener| {
        let name = sender.naam.as_deref()?;
        let from = name.split(' ').position(|word| !word.contains(['.', '(']))?;
        let words: Vec<&str> = name.split(' ').skip(from).collect();
        Some(plain(&words.join(" ")))
    };
    surname(one).is_some_and(|name| surname(other) == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asked_and_who_answered() {
        let read = |text: &str| {
            let mut head = Head::default();
            complete(&mut head, text);
            head
        };
        let head = read(
            "Vragen van de leden De Wit, Van Proef en Ster (allen D66) aan de Minister voor Proeven over proeven \
             (ingezonden 3 juni 2021). Antwoord van Minister De Vries (Proeven), mede namens de Minister van Defensie \
             (ontvangen 21 juni 2021). Vraag 1",
        );
        assert_eq!(
            head.title.as_deref(),
            Some(
                "Vragen van de leden De Wit, Van Proef en Ster (allen D66) aan de Minister voor Proeven over proeven"
            )
        );
        assert_eq!(head.ontvanger.as_deref(), Some("De Wit, Van Proef en Ster"));
        assert_eq!(head.date, Some(jiff::civil::date(2021, 6, 21)));
        let sender = |ambt: &str, naam: &str| Indiener { ambt: Some(ambt.into()), naam: Some(naam.into()) };
        assert_eq!(head.indieners, [sender("Minister voor Proeven", "De Vries")]);
        let head = read(
            "Vragen van het lid Ster (PvdA) op 4 mei 2020 medegedeeld aan de Minister van Financiën inzake geld. \
             Mededeling van Minister De Vries (Financiën) en van Staatssecretaris Berg (Defensie) (ontvangen 5 mei 2020).",
        );
        assert_eq!(head.ontvanger.as_deref(), Some("Ster"));
        assert_eq!(
            head.indieners,
            [sender("Minister van Financiën", "De Vries"), sender("Staatssecretaris van Defensie", "Berg")]
        );
        assert_eq!(read("Geachte voorzitter, Vragen blijven.").title, None);
    }
}
