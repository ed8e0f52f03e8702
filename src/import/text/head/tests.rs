//! Letterheads as conversions leave them: what the same sheet becomes with and without its columns.

use crate::import::check::assert_complete;
use crate::import::draft::{Block, Draft};
use crate::source::Source;

fn draft(text: &str) -> Draft {
    let source = Source::new("brief.txt", "brief.txt", text.to_owned());
    let draft = crate::import::text::read(&source, &mut Vec::new()).unwrap();
    assert_complete(&source, &draft, std::iter::once(0..text.len()));
    draft
}

/// Title, kenmerk, date, addressee, senders.
fn stated(draft: &Draft) -> [String; 5] {
    let head = &draft.head;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let part = |part: Option<String>| part.unwrap_or_default();
    let senders =
        head.indieners.iter().map(|i| format!("{}: {}", part(i.ambt.clone()), part(i.naam.clone())));
    [
        text(&head.title),
        text(&head.kenmerk),
        head.date.map(|d| d.to_string()).unwrap_or_default(),
        text(&head.ontvanger),
        senders.collect::<Vec<_>>().join("; "),
    ]
}

const BODY: &str = "\
Met deze brief informeer ik uw Kamer over de stand van zaken van de voorbeelden
in de eerste helft van dit jaar, mede naar aanleiding van de vragen van de leden
van uw Kamer, en over de stappen die ik in de tweede helft van het jaar ga nemen
om de aanbevelingen van het onderzoek uit te voeren.
";

#[test]
fn a_subject_ends_where_its_line_had_room() {
    let draft = draft(&format!(
        "> Retouradres Postbus 1 2500 AA Den Haag\nAan de Voorzitter van de\nTweede Kamer der Staten-Generaal\n\
         Prinses Irenestraat 6\n2595 BD  DEN HAAG\nDatum 7 juli 2023\n\
         Betreft Reactie op het rapport over de uitvoering van de regeling in Caribisch\nNederland\n\
         Directoraat-Generaal\nVoorbeelden\nKade 7\n2511 CW Den Haag\nT  070 340 79 11\nKenmerk\n\
         3561234-1045678-DMO\nUw kenmerk\n2023Z04321\nGeachte voorzitter,\n{}Hoogachtend,\n\
         de staatssecretaris van Volksgezondheid,\nWelzijn en Sport,\ndr. A. Voorbeeld\n",
        BODY.repeat(6)
    ));
    assert_eq!(
        stated(&draft),
        [
            "Reactie op het rapport over de uitvoering van de regeling in Caribisch Nederland",
            "3561234-1045678-DMO",
            "2023-07-07",
            "Voorzitter van de Tweede Kamer der Staten-Generaal",
            "Staatssecretaris van Volksgezondheid, Welzijn en Sport: dr. A. Voorbeeld",
        ]
    );
    assert_eq!(draft.head.reageert_op.len(), 1);
}

#[test]
fn a_column_between_the_paragraphs_is_letterhead() {
    let draft = draft(&format!(
        "De voorzitter van de Tweede Kamer\nder Staten-Generaal\nPostbus 20018\n2500 EA DEN HAAG\n\nDatum\nBetreft\n\n\
         Bezoekadres\nKade 7\n2511 CW Den Haag\n\n7 juli 2023\nVerzamelbrief voorjaar\n\nGeachte voorzitter,\n\n{BODY}\n\
         Ministerie van\nVoorbeelden\nPostadres\nPostbus 20001\n2500 EA  Den Haag\nOnze referentie\n4243456\n\n\
         Uw brief van\n14 april 2023\n\n{BODY}\nDE MINISTER-PRESIDENT,\nMinister van Algemene Zaken,\n\nA. Voorbeeld\n"
    ));
    assert_eq!(
        stated(&draft),
        [
            "Verzamelbrief voorjaar",
            "4243456",
            "2023-07-07",
            "Voorzitter van de Tweede Kamer der Staten-Generaal",
            "Minister-President, Minister van Algemene Zaken: A. Voorbeeld",
        ]
    );
    assert_eq!(draft.body.len(), 4);
}

#[test]
fn a_letter_without_salutation_keeps_its_first_heading() {
    let draft = draft(&format!(
        "De voorzitter van de Tweede Kamer der Staten-Generaal\nBinnenhof 4\nDen Haag\nDatum 7 juli 2023\n\
         Onderwerp Uitstel toezending nota\nOns kenmerk BS2023012345\nAanleiding\n{BODY}"
    ));
    assert_eq!(draft.head.title.as_deref(), Some("Uitstel toezending nota"));
    assert!(matches!(draft.body.first(), Some(Block::Heading(..))), "{:?}", draft.body);
}
