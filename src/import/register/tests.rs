use super::*;

const SRU: &str = r#"Bewaard op 3 juli.
<?xml version="1.0"?>
<sru:searchRetrieveResponse xmlns:sru="a"><sru:records>
<sru:record><sru:recordData><gzd:gzd>
<dcterms:identifier>kst-1999999</dcterms:identifier>
<dcterms:title>Voorbeeldwet; Nota; Nota naar aanleiding van het verslag</dcterms:title>
<dcterms:issued>2026-07-03</dcterms:issued>
<overheidwetgeving:documenttitel>Nota  naar aanleiding van het verslag </overheidwetgeving:documenttitel>
<overheidwetgeving:documentstatus>Onopgemaakt</overheidwetgeving:documentstatus>
<overheidwetgeving:dossiernummer>36999</overheidwetgeving:dossiernummer>
<overheidwetgeving:dossiertitel>Voorbeeldwet</overheidwetgeving:dossiertitel>
<overheidwetgeving:indiener>A. Jansen</overheidwetgeving:indiener>
<overheidwetgeving:ondernummer>D</overheidwetgeving:ondernummer>
</gzd:gzd></sru:recordData></sru:record>
<sru:record><dcterms:identifier>kst-36999-5</dcterms:identifier><kapot></sru:record>
<sru:record><dcterms:identifier>kst-36999-4-b1</dcterms:identifier></sru:record>
</sru:records></sru:searchRetrieveResponse>"#;

const ODATA: &str = r#"{"value":[{"Verwijderd":true,"Onderwerp":null},
{"Nummer":"2024Z00001","Document":[{"Soort":"Motie","DocumentNummer":"2024D00001","Onderwerp":"Motie van het lid Jansen over kaas ",
"Datum":"2024-02-15T00:00:00+01:00","Volgnummer":7,"Verwijderd":false,"HuidigeDocumentVersie":null,
"Kamerstukdossier":[{"Nummer":36998,"Toevoeging":"(R2160)","Titel":"Kaas"}],
"DocumentActor":[{"Relatie":"Eerste ondertekenaar","ActorNaam":"A. Jansen","Functie":"Tweede Kamerlid"},{"Relatie":"Aan","ActorNaam":"B"}]}]}]}"#;

const CSV: &str = "identifier,title,date,type,publication_type,url,preferred_url,dossier_number,dossier_title\r\n\
kst-36997-3,\"Wet op, de proef; Motie; Motie van het lid Vries over 70-3\",2001-05-16,Kamerstuk,x,,,36997,\"Wet op, de proef\"\r\n\
kst-36997-4,Andere naam; Nota,2001-05-17,Kamerstuk,x,,,36997,Wet\r\n";

/// A folder with these files, and what is read of them into a collection that lacks this.
fn filled(files: &[&str], lacking: &Lacking, all: bool) -> (tempfile::TempDir, Filled) {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = files
        .iter()
        .enumerate()
        .map(|(n, text)| {
            let path = folder.path().join(format!("{n}.txt"));
            std::fs::write(&path, text).unwrap();
            path
        })
        .collect();
    let filled = fill(&folder.path().join("content"), &paths, lacking, all, false);
    (folder, filled)
}

fn written(folder: &tempfile::TempDir, name: &str) -> String {
    std::fs::read_to_string(folder.path().join("content").join(name)).unwrap_or_default()
}

#[test]
fn a_work_gets_its_readable_id_and_the_dossier_its_title() {
    let (folder, filled) = filled(&[SRU], &Lacking::default(), true);
    let expected = "- id: kst-36999-D\n  alias: kst-1999999\n  title: Nota naar aanleiding van het verslag\n  \
                    type: Nota naar aanleiding van het verslag\n  date: 2026-07-03\n  indiener:\n    - naam: A. Jansen\n";
    assert_eq!(written(&folder, "register.yaml"), expected);
    assert_eq!(written(&folder, "36999/_index.md"), "---\ntitle: Voorbeeldwet\n---\n");
    let skipped: Vec<_> = filled.skipped.into_iter().collect();
    assert_eq!(skipped, [(Skipped::Attachment, 1), (Skipped::Unreadable, 1)]);
}

#[test]
fn files_in_any_order_give_the_same_bytes() {
    let once = filled(&[SRU, ODATA, CSV], &Lacking::default(), true);
    let again = filled(&[CSV, SRU, ODATA], &Lacking::default(), true);
    assert_eq!(once.1.entries, again.1.entries);
    assert!(once.1.entries.contains("- id: kst-36998-7\n  title: Motie van het lid Jansen over kaas\n"));
    assert!(once.1.entries.contains("    - ambt: Tweede Kamerlid\n      naam: A. Jansen\n"));
    assert!(once.1.entries.contains("  title: Motie van het lid Vries over 70-3\n  type: Motie\n"));
    assert!(once.1.entries.contains("  title: Andere naam; Nota\n"), "no title is cut blindly");
    assert_eq!(once.1.skipped.get(&Skipped::Deleted), Some(&1));
}

#[test]
fn only_what_is_cited_is_taken_and_what_a_person_wrote_stays() {
    let id = |text: &str| DocumentId::parse(text).unwrap();
    let lacking = Lacking {
        cited: [id("kst-36998-7"), id("kst-36999-D")].into(),
        known: [id("kst-36999-D")].into(),
        ..Lacking::default()
    };
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    std::fs::create_dir_all(&content).unwrap();
    let own = "# Van mij.\n- id: kst-36999-D # zo heet het\n  title: Mijn titel";
    std::fs::write(content.join("register.yaml"), own).unwrap();
    let (sru, odata) = (folder.path().join("a.xml"), folder.path().join("b.json"));
    std::fs::write(&sru, SRU).unwrap();
    std::fs::write(&odata, ODATA).unwrap();
    let files = [sru, odata];
    let dry = fill(&content, &files, &lacking, false, true);
    assert_eq!(std::fs::read_to_string(content.join("register.yaml")).unwrap(), own);
    let done = fill(&content, &files, &lacking, false, false);
    assert_eq!((dry.count, done.count, dry.entries), (1, 1, done.entries.clone()));
    let text = std::fs::read_to_string(content.join("register.yaml")).unwrap();
    assert_eq!(text, format!("{own}\n\n{}", done.entries));
    assert_eq!(done.skipped.get(&Skipped::There), Some(&1));
}

#[test]
fn answers_and_reprints_are_one_work_with_the_facts_of_the_newest() {
    let record = |id: &str, title: &str| {
        format!(
            "<metadata_gegevens><metadata name=\"DC.identifier\" content=\"{id}\"/>\
                 <metadata name=\"OVERHEIDop.documenttitel\" content=\"{title}\"/></metadata_gegevens>"
        )
    };
    let files = [record("kst-36996-2", "Oud"), record("kst-36996-2-n1", "Nieuw")];
    let (_folder, filled) = filled(&[&files[0], &files[1]], &Lacking::default(), true);
    assert_eq!(filled.entries, "- id: kst-36996-2\n  title: Nieuw\n");
    assert_eq!(fact::id_of_answer("161701603").as_deref(), Some("ah-tk-20162017-1603"));
    assert_eq!(fact::id_of_numbers(Some("36998"), Some("(R2160)"), Some(-1)), None);
}

#[test]
fn what_was_encoded_twice_and_names_of_pages_are_read() {
    let page = "<!DOCTYPE html><html><head><meta name=\"DC.identifier\" content=\"kst-36995-2\">\
                <meta name=\"OVERHEIDop.documenttitel\" content=\"Brief over IsraÃ«l\"/>\
                <meta name=\"OVERHEIDop.indiener\" content=\"B. Vries\"><meta name=\"OVERHEIDop.indiener\" content=\"A. Jansen\">\
                </head><body><br></body></html>";
    let (_folder, filled) = filled(&[page], &Lacking::default(), true);
    let expected = "- id: kst-36995-2\n  title: Brief over Israël\n  type: Brief\n  indiener:\n    - naam: A. Jansen\n    - naam: B. Vries\n";
    assert_eq!(filled.entries, expected);
}
