//! What a document is: the capitalised title names its kind in its first words.

use super::{after, squeeze};

/// What the front matter calls a letter.
pub const LETTER: &str = "Brief";

/// First words of the title and the kind they name. The longest that fits counts.
const KINDS: [(&str, &str); 65] = [
    ("brief", LETTER),
    ("geleidende brief", "Geleidende brief"),
    ("koninklijke boodschap", "Koninklijke boodschap"),
    ("motie", "Motie"),
    ("gewijzigde motie", "Gewijzigde motie"),
    ("nader gewijzigde motie", "Nader gewijzigde motie"),
    ("tweede nader gewijzigde motie", "Nader gewijzigde motie"),
    ("derde nader gewijzigde motie", "Nader gewijzigde motie"),
    ("amendement", "Amendement"),
    ("gewijzigd amendement", "Gewijzigd amendement"),
    ("nader gewijzigd amendement", "Nader gewijzigd amendement"),
    ("tweede nader gewijzigd amendement", "Nader gewijzigd amendement"),
    ("derde nader gewijzigd amendement", "Nader gewijzigd amendement"),
    ("subamendement", "Subamendement"),
    ("voorstel van wet", "Voorstel van wet"),
    ("voorstel van rijkswet", "Voorstel van wet"),
    ("gewijzigd voorstel van wet", "Gewijzigd voorstel van wet"),
    ("gewijzigd voorstel van rijkswet", "Gewijzigd voorstel van wet"),
    ("ontwerp van wet", "Voorstel van wet"),
    ("memorie van toelichting", "Memorie van toelichting"),
    ("memorie van antwoord", "Memorie van antwoord"),
    ("nadere memorie van antwoord", "Nadere memorie van antwoord"),
    ("voorlopig verslag", "Voorlopig verslag"),
    ("nader voorlopig verslag", "Nader voorlopig verslag"),
    ("eindverslag", "Eindverslag"),
    ("verslag", "Verslag"),
    ("nader verslag", "Nader verslag"),
    ("tweede verslag", "Verslag"),
    ("nota naar aanleiding van het verslag", "Nota naar aanleiding van het verslag"),
    ("nota naar aanleiding van het nader verslag", "Nota naar aanleiding van het nader verslag"),
    ("nota naar aanleiding van het eindverslag", "Nota naar aanleiding van het verslag"),
    ("nota naar aanleiding van het tweede verslag", "Nota naar aanleiding van het verslag"),
    ("nota van wijziging", "Nota van wijziging"),
    ("tweede nota van wijziging", "Nota van wijziging"),
    ("derde nota van wijziging", "Nota van wijziging"),
    ("vierde nota van wijziging", "Nota van wijziging"),
    ("vijfde nota van wijziging", "Nota van wijziging"),
    ("nota van verbetering", "Nota van verbetering"),
    ("nota", "Nota"),
    ("advies raad van state", "Advies Raad van State"),
    ("advies afdeling advisering raad van state", "Advies Raad van State"),
    ("advies van de raad van state", "Advies Raad van State"),
    ("advies raad van state en nader rapport", "Advies Raad van State en nader rapport"),
    ("advies van de raad van state en nader rapport", "Advies Raad van State en nader rapport"),
    ("advies afdeling advisering raad van state en nader rapport", "Advies Raad van State en nader rapport"),
    ("advies afdeling advisering raad van state en reactie", "Advies Raad van State en nader rapport"),
    ("verslag van een schriftelijk overleg", "Verslag van een schriftelijk overleg"),
    ("verslag van een nader schriftelijk overleg", "Verslag van een nader schriftelijk overleg"),
    ("verslag schriftelijk overleg", "Verslag van een schriftelijk overleg"),
    ("verslag van een algemeen overleg", "Verslag van een algemeen overleg"),
    ("verslag van een commissiedebat", "Verslag van een commissiedebat"),
    ("verslag van een wetgevingsoverleg", "Verslag van een wetgevingsoverleg"),
    ("verslag van een notaoverleg", "Verslag van een notaoverleg"),
    ("verslag van een mondeling overleg", "Verslag van een mondeling overleg"),
    ("verslag van een rondetafelgesprek", "Verslag van een rondetafelgesprek"),
    ("verslag van een hoorzitting", "Verslag van een hoorzitting"),
    ("lijst van vragen", "Lijst van vragen"),
    ("lijst van vragen en antwoorden", "Lijst van vragen en antwoorden"),
    ("initiatiefnota", "Initiatiefnota"),
    ("rapport", "Rapport"),
    ("jaarverslag", "Jaarverslag"),
    ("fiche", "Fiche"),
    ("bijlage", "Bijlage"),
    ("burgerinitiatief", "Burgerinitiatief"),
    ("verzoekschrift", "Verzoekschrift"),
];

/// The kind that a title names with its first words.
pub fn kind(title: &str) -> Option<&'static str> {
    let title = squeeze(title);
    // A paper printed anew says so before its title.
    let title = ["herdruk", "gecorrigeerde herdruk"].iter().find_map(|w| after(&title, w)).unwrap_or(&title);
    KINDS
        .iter()
        .filter(|(words, _)| after(title, words).is_some())
        .max_by_key(|(words, _)| words.len())
        .map(|&(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn the_longest_prefix_names_the_kind() {
        for (title, expected) in [
            ("BRIEF VAN DE MINISTER VAN DEFENSIE", Some("Brief")),
            ("VERSLAG VAN EEN  ALGEMEEN OVERLEG", Some("Verslag van een algemeen overleg")),
            ("VERSLAG", Some("Verslag")),
            ("LIJST VAN VRAGEN EN ANTWOORDEN", Some("Lijst van vragen en antwoorden")),
            ("NADER GEWIJZIGDE MOTIE VAN HET LID CEDER", Some("Nader gewijzigde motie")),
            ("Fiche 1: Verordening", Some("Fiche")),
            ("HERDRUK BRIEF VAN DE MINISTER", Some("Brief")),
            ("BRIEFING OVER IETS", None),
            ("VERKLARING", None),
        ] {
            assert_eq!(kind(title), expected, "{title}");
        }
    }
}
