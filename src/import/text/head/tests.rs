//! Letterheads as conversions leave them: what the same sheet becomes with and without its columns.

use crate::content::source::Source;
use crate::import::check::assert_complete;
use crate::import::draft::{Block, Draft};

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

/// A Kamerstuk of a few lines, as pages print it.
fn paper(before: &str, title: &str, text: &str) -> Draft {
    draft(&format!(
        "{before}{title}\nAan de Voorzitter van de Tweede Kamer der Staten-Generaal\nDen Haag, 9 maart 2016\n{text}"
    ))
}

#[test]
fn the_id_of_a_page_gives_the_dossier_that_the_paper_lacks() {
    let draft = paper(
        "Kamerstuk 34300-VII-60\n\nReactie op een advies\n\nID: 34300-VII-60\n\n",
        "Nr. 60 BRIEF VAN DE INFORMATEUR",
        "Ik bied u mijn verslag aan.\n\nDe Informateur,\nA. Voorbeeld\n\nNaar boven\n",
    );
    assert_eq!(draft.head.dossiers, [("34300-VII".parse().unwrap(), None)]);
    assert_eq!(stated(&draft)[4], "Informateur: A. Voorbeeld");
    assert_eq!(draft.body.len(), 2);
}

#[test]
fn a_mark_in_the_title_belongs_to_a_note() {
    let draft = paper(
        "29 240 Veiligheid\n",
        "Nr. 108 HERDRUK1 BRIEF VAN DE MINISTER VAN DEFENSIE",
        "Dit is toegezegd.2\n\nDe Minister van Defensie,\nA. Voorbeeld\n\n1 De eerste druk had een fout.\n\
         2 Kamerstuk 29 240, nr. 7.\n",
    );
    assert_eq!(draft.head.title.as_deref(), Some("Herdruk brief van de Minister van Defensie"));
    assert_eq!(draft.head.soort.as_deref(), Some("Brief"));
    let labels: Vec<&str> = draft.notes.iter().map(|n| n.label.as_str()).collect();
    assert_eq!(labels, ["2", "1"]);
}

#[test]
fn notes_below_a_page_stand_under_their_number_or_end_with_the_way_back() {
    let text = "Zo is dit toegezegd.1 En dit ook.2\nDe Minister van Defensie, A. Voorbeeld\n";
    for notes in [
        "1\nKamerstuk 29 240, nr. 7.\n2\nZie bijlage 1.\nOndertekenaars\n-\nEerste ondertekenaar\nA. Voorbeeld\n",
        "Kamerstuk 29 240, nr. 7.↩︎\nZie bijlage 1.↩︎\n",
    ] {
        let draft = paper(
            "29 240 Veiligheid\n",
            "Nr. 9 BRIEF VAN DE MINISTER VAN DEFENSIE",
            &format!("{text}{notes}"),
        );
        assert_eq!(draft.notes.len(), 2, "{notes}");
        assert_eq!(draft.body.len(), 2, "{notes}");
    }
}

#[test]
fn answers_on_a_page_without_number() {
    let draft = draft(
        "Antwoord schriftelijke vragen : Antwoord op vragen over functies\nVragen van het lid Voorbeeld (X) aan de\n\
         Minister van Defensie over functies (ingezonden 20 december 2024).\nAntwoord van Minister Voorbeeld (Defensie)\n\
         (ontvangen 4 februari 2025).\nVraag 1\nIs dit bekend?\nAntwoord 1\nJa.\n",
    );
    assert_eq!(draft.head.date.map(|d| d.to_string()).as_deref(), Some("2025-02-04"));
    assert_eq!(stated(&draft)[4], "Minister van Defensie: Voorbeeld");
    assert_eq!(draft.head.identifier, None);
}

#[test]
fn printed_page_numbers_tell_the_sheets() {
    let sheet = |number: usize| {
        format!(
            "{BODY}Dat is toegezegd.{number} Ook dat.\n\n{number}\nKamerstuk 29 240, nr. {number}.\n\nPagina {number} van 3\n"
        )
    };
    let letter: String = (1..=3).map(sheet).collect();
    let draft = draft(&format!(
        "De voorzitter van de Tweede Kamer der Staten-Generaal\n\nDatum 7 juli 2023\nBetreft Uitstel\nOns kenmerk 17\n\nGeachte voorzitter,\n\n{letter}"
    ));
    let labels: Vec<&str> = draft.notes.iter().map(|n| n.label.as_str()).collect();
    assert_eq!(labels, ["1", "2", "3"]);
}

#[test]
fn signatures_in_columns_are_read_down() {
    let draft = paper(
        "29 240 Veiligheid\n",
        "Nr. 9 BRIEF",
        "Dit is toegezegd.\n\nDe Minister van Defensie,             De Minister van Financiën,\n\n\
         A. Voorbeeld                          B. Voorbeeld\n",
    );
    assert_eq!(
        stated(&draft)[4],
        "Minister van Defensie: A. Voorbeeld; Minister van Financiën: B. Voorbeeld"
    );
}

#[test]
fn a_name_keeps_its_office_whatever_ends_it() {
    let draft = paper(
        "29 240 Veiligheid\n",
        "Nr. 9 BRIEF",
        "Dit is toegezegd.\n\nDe Minister van Defensie,\n\nA. Voorbeeld,\n\nde Minister van Financiën,\n\nB. Voorbeeld.\n",
    );
    assert_eq!(
        stated(&draft)[4],
        "Minister van Defensie: A. Voorbeeld; Minister van Financiën: B. Voorbeeld"
    );
}

#[test]
fn names_above_their_offices_keep_them() {
    let draft = paper(
        "29 240 Veiligheid\n",
        "Nr. 9 BRIEF",
        "Dit is toegezegd.\n\nw.g. A. Voorbeeld\n\nMinister van Defensie\n\nB. Voorbeeld\n\nMinister van Financiën\n",
    );
    assert_eq!(
        stated(&draft)[4],
        "Minister van Defensie: A. Voorbeeld; Minister van Financiën: B. Voorbeeld"
    );
}

#[test]
fn place_and_date_may_stand_without_a_label() {
    let draft = draft(&format!(
        "> Retouradres Postbus 1 2500 AA Den Haag\nAan de Voorzitter van de Tweede Kamer der Staten-Generaal\n\
         Den Haag, 3 mei 2023\nBetreft: Voortgang\nGeachte voorzitter,\n\nOns kenmerk\n2023-0000123456\n\n{BODY}\n\
         Mede namens de Minister van Defensie,\n\nde minister-President, Minister van Algemene Zaken,\n\n\
         A. Voorbeeld\nDE STAATSSECRETARIS VAN ONDERWIJS, CULTUUR EN WETENSCHAP,\nB. Voorbeeld\n",
    ));
    assert_eq!(
        stated(&draft),
        [
            "Voortgang",
            "2023-0000123456",
            "2023-05-03",
            "Voorzitter van de Tweede Kamer der Staten-Generaal",
            "Minister-President, Minister van Algemene Zaken: A. Voorbeeld; \
             Staatssecretaris van Onderwijs, Cultuur en Wetenschap: B. Voorbeeld",
        ]
    );
}

#[test]
fn a_running_head_stands_between_office_and_name() {
    let head = "Ministerie van Defensie\nOnze referentie\nBS2023001234\n\n";
    let draft = draft(&format!(
        "{head}> Retouradres Postbus 1 2500 AA Den Haag\nDe voorzitter van de Tweede Kamer der Staten-Generaal\n\
         Datum 3 mei 2023\nBetreft Voortgang\nGeachte voorzitter,\n\n{BODY}\n1\n\u{c}{head}{BODY}\n\
         DE MINISTER VAN DEFENSIE,\n\n\n2\n\u{c}{head}\nA. Voorbeeld\n\n3\n\u{c}",
    ));
    assert_eq!(stated(&draft)[1], "BS2023001234");
    assert_eq!(stated(&draft)[4], "Minister van Defensie: A. Voorbeeld");
}
