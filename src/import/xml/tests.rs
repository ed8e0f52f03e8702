//! What the reader makes of publications: small ones written for it, and the real ones where they are at hand.

use super::read;
use crate::content::source::Source;
use crate::finding::Code;
use crate::import::check::{assert_complete, shown};
use crate::import::draft::Draft;
use crate::import::events::Event;
use std::path::Path;

const MOTION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie>
  <metadata>
    <meta name="OVERHEIDop.externMetadataRecord" content="https://zoek.officielebekendmakingen.nl/kst-36600-XIV-12/metadata.xml"/>
  </metadata>
  <kamerstuk>
    <kamerstukkop><tekstregel inhoud="vergaderjaar">Vergaderjaar 2024-2025</tekstregel></kamerstukkop>
    <dossier>
      <dossiernummer><dossiernr>36 600</dossiernr>-<begrotingshoofdstuk>XIV</begrotingshoofdstuk></dossiernummer>
      <titel>Begroting van <extref doc="stb-2020-1">Landbouw</extref> </titel>
    </dossier>
    <dossier><dossiernummer><dossiernr>21 501</dossiernr>-<raadnr>08</raadnr></dossiernummer></dossier>
    <stuk>
      <stuknr>Nr. <ondernummer kamer="2">12</ondernummer></stuknr>
      <titel>MOTIE VAN HET LID DE VOORBEELD C.S.</titel>
      <datumtekst>Voorgesteld <datum isodatum="2024-10-15">15 oktober 2024</datum></datumtekst>
      <algemeen><vrije-tekst><tekst>
        <al>De Kamer,</al>
        <al>constaterende dat CO<inf>2</inf> &amp; water
          in <nadruk type="cur">Kamerstuk</nadruk> <extref doc="kst-35830-7">35 830, nr. 7</extref> staan<noot><noot.nr>1</noot.nr><noot.al>Zie <extref doc="http://a.example/b">dit</extref>.</noot.al></noot>;</al>
        <lijst><li><li.nr>–</li.nr><al>eerst dit;</al></li><li><li.nr>b.</li.nr><al>dan dat,</al></li></lijst>
        <onbekend>en gaat over tot de orde van de dag.</onbekend>
        <al-groep><al>De Voorbeeld</al><al>Van Proef</al></al-groep>
      </tekst></vrije-tekst></algemeen>
    </stuk>
  </kamerstuk>
</officiele-publicatie>"#;

fn draft(text: &str) -> (Source, Draft) {
    let mut findings = Vec::new();
    let read = read("a.xml", text.as_bytes(), &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    let (source, draft) = read.unwrap();
    complete(&source, &draft);
    (source, draft)
}

/// Every word between the tags stands in the draft or is listed.
fn complete(source: &Source, draft: &Draft) {
    let mut words = Vec::new();
    crate::import::events::events(&source.text, &mut |event, at| {
        if matches!(event, Event::Text(_) | Event::CData(_)) {
            words.push(at);
        }
    })
    .unwrap();
    assert_complete(source, draft, words);
}

#[test]
fn a_motion_becomes_a_draft() {
    let (_, draft) = draft(MOTION);
    let head = &draft.head;
    let dossiers: Vec<_> = head.dossiers.iter().map(|(d, t)| (d.to_string(), t.clone())).collect();
    let expected = [("36600-XIV".into(), Some("Begroting van Landbouw".into())), ("21501-08".into(), None)];
    assert_eq!(dossiers, expected);
    assert_eq!(head.ondernummer.map(|n| n.to_string()).as_deref(), Some("12"));
    assert_eq!(head.title.as_deref(), Some("Motie van het lid De Voorbeeld c.s."));
    assert_eq!(head.soort.as_deref(), Some("Motie"));
    assert_eq!(head.date.map(|d| d.to_string()).as_deref(), Some("2024-10-15"));
    assert_eq!(head.vergaderjaar.map(|y| y.to_string()).as_deref(), Some("2024-2025"));
    let names: Vec<_> = head.indieners.iter().filter_map(|i| i.naam.as_deref()).collect();
    assert_eq!(names, ["De Voorbeeld", "Van Proef"]);
    let body = shown(&draft.body);
    assert_eq!(
        body,
        [
            "De Kamer,",
            "constaterende dat CO2 & water in Kamerstuk 35 830, nr. 7 staan;",
            "None eerst dit;; b. dan dat,",
            "en gaat over tot de orde van de dag.",
            "De Voorbeeld \\ Van Proef",
        ]
    );
    assert_eq!(draft.notes.len(), 1);
    assert_eq!(
        (draft.notes[0].label.as_str(), shown(&draft.notes[0].body)),
        ("1", vec!["Zie dit.".to_owned()])
    );
}

#[test]
fn a_letter_gives_place_addressee_and_signature() {
    let (_, draft) = draft(
        "<officiele-publicatie><kamerstuk><stuk><titel>BRIEF VAN DE MINISTER VAN FINANCIËN</titel><tekst>\
         <al>Aan de Voorzitter van de Tweede Kamer der Staten-Generaal</al><al>Den Haag, 7 juli 2023</al>\
         <tussenkop kopopmaak=\"vet\">Inleiding</tussenkop><al>Een zin.</al>\
         <tussenkop kopopmaak=\"cur\">Verder</tussenkop>\
         <table><tgroup><thead><row><entry>A</entry><entry>B</entry></row></thead><tbody>\
         <row><entry morerows=\"1\">1</entry><entry>2</entry></row><row><entry>3</entry></row></tbody></tgroup></table>\
         </tekst><ondertekening><functie>De Minister van Financiën,</functie>\
         <naam><voornaam>S.A.M.</voornaam><achternaam>Kaag</achternaam></naam></ondertekening>\
         </stuk></kamerstuk></officiele-publicatie>",
    );
    assert_eq!(draft.head.plaats.as_deref(), Some("Den Haag"));
    assert_eq!(draft.head.ontvanger.as_deref(), Some("Voorzitter van de Tweede Kamer der Staten-Generaal"));
    assert_eq!(draft.head.indieners[0].ambt.as_deref(), Some("Minister van Financiën"));
    assert_eq!(draft.head.indieners[0].naam.as_deref(), Some("S.A.M. Kaag"));
    let body = shown(&draft.body);
    assert_eq!(
        body,
        [
            "h2 Inleiding",
            "Een zin.",
            "h3 Verder",
            "A|B || 1|2 || 1|3",
            "De Minister van Financiën, \\ S.A.M. Kaag"
        ]
    );
}

#[test]
fn what_is_no_publication_is_refused() {
    for text in ["<html/>", "<officiele-publicatie><al>", "geen xml", "<a><b></a>", ""] {
        let mut findings = Vec::new();
        assert!(read("a.xml", text.as_bytes(), &mut findings).is_none(), "{text}");
        assert_eq!(findings.len(), 1, "{text}");
    }
    let deep = format!("<officiele-publicatie>{}", "<a>".repeat(100_000));
    assert!(read("a.xml", deep.as_bytes(), &mut Vec::new()).is_none());
}

#[test]
#[ignore = "reads ../shared, which is not part of this repository"]
fn real_publications_keep_their_words_and_their_identity() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/xml");
    let (mut count, mut undated) = (0, 0);
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(id) = name.strip_suffix(".xml") else { continue };
        let mut findings = Vec::new();
        let bytes = std::fs::read(entry.path()).unwrap();
        let (source, draft) = read(&name, &bytes, &mut findings).unwrap_or_else(|| panic!("{findings:?}"));
        complete(&source, &draft);
        let head = &draft.head;
        let numbered = head.dossiers.first().zip(head.ondernummer);
        let own = numbered.map(|((dossier, _), number)| format!("kst-{dossier}-{number}"));
        let own = own.or_else(|| head.identifier.as_ref().map(ToString::to_string));
        assert_eq!(own.as_deref(), Some(id), "{findings:?}");
        assert!(id.starts_with("h-") || head.title.is_some(), "{name}: {head:?}");
        undated += usize::from(head.date.is_none());
        count += 1;
    }
    println!("{count} publications, {undated} of them state no day");
    assert!(count > 1_000 && undated * 50 < count, "{undated} of {count} are undated");
}

#[test]
fn metadata_without_its_text_are_told_from_other_xml() {
    let xml =
        "<metadata_gegevens><metadata name=\"DC.identifier\" content=\"kst-36602-140\"/></metadata_gegevens>";
    let mut findings = Vec::new();
    assert!(super::read("metadata.xml", xml.as_bytes(), &mut findings).is_none());
    assert!(findings.iter().any(|f| f.message.contains("metadata of kst-36602-140")), "{findings:?}");
}

const LEGACY: &str = r#"<kamerwrk kamer="2">
  <metadata><meta name="OVERHEIDop.externMetadataRecord" content="https://example.org/kst-27400-XV-31/metadata.xml"/></metadata>
  <kop><titel>Tweede Kamer der Staten-Generaal</titel><subtitel>2</subtitel><subtitel>Vergaderjaar 2000-2001</subtitel></kop>
  <frontm><versie dtd="1"/><ordernr>KST1</ordernr><vergjaar>2000-2001</vergjaar>
    <onderw><nummer>27 400 XV</nummer><naam>Vaststelling van
de begroting</naam></onderw><onderw><nummer>21 501-02</nummer><naam>Algemene Raad</naam></onderw></frontm>
  <body><stuk><ltrlabel>Nr. </ltrlabel><nummer>31</nummer>
    <titel>BRIEF VAN DE MINISTER VAN DEFENSIE</titel>
    <al><datum>Den Haag, 12 maart 2001</datum></al>
    <tuskop letat="vet">Inleiding</tuskop>
    <al>Een zin<voetref refid="n1" nr="1"/> en <nadruk type="cur">nog</nadruk> een.<voetref refid="n2" nr="1"/><voetref nr="7"/></al>
    <witreg></witreg>
    <ondtek><functie>De Minister van Defensie,</functie><naam>A. Voorbeeld</naam></ondtek>
    <voetnoot id="n1" nr="1"><al>Noot een.</al></voetnoot><voetnoot id="n2" nr="1"><al>Noot twee.</al></voetnoot>
  </stuk></body></kamerwrk>"#;

#[test]
fn the_dialect_of_before_2010_is_read() {
    let mut findings = Vec::new();
    let (source, draft) = read("a.xml", LEGACY.as_bytes(), &mut findings).unwrap();
    complete(&source, &draft);
    // A mark whose note the file does not have.
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::K741]);
    let head = &draft.head;
    let dossiers: Vec<String> =
        head.dossiers.iter().map(|(n, t)| format!("{n} {}", t.clone().unwrap_or_default())).collect();
    assert_eq!(dossiers, ["27400-XV Vaststelling van de begroting", "21501-02 Algemene Raad"]);
    assert_eq!(head.ondernummer.map(|n| n.to_string()).as_deref(), Some("31"));
    assert_eq!(head.date.map(|d| d.to_string()).as_deref(), Some("2001-03-12"));
    assert_eq!(head.vergaderjaar.map(|y| y.to_string()).as_deref(), Some("2000-2001"));
    assert_eq!(head.title.as_deref(), Some("Brief van de Minister van Defensie"));
    assert_eq!(head.indieners.len(), 1);
    let letter = crate::import::write::markdown(&draft);
    assert!(letter.contains("\nEen zin[^1] en *nog* een.[^1-2]\n"), "{letter}");
    assert_eq!(
        draft.notes.iter().map(|n| shown(&n.body)).collect::<Vec<_>>(),
        [["Noot een."], ["Noot twee."]]
    );
}

#[test]
fn a_note_of_the_title_is_kept_and_reported() {
    let text = MOTION.replace(
        "DE VOORBEELD C.S.",
        "DE VOORBEELD C.S.<noot><noot.nr>9</noot.nr><noot.al>Herdruk.</noot.al></noot>",
    );
    let mut findings = Vec::new();
    let (source, draft) = read("a.xml", text.as_bytes(), &mut findings).unwrap();
    complete(&source, &draft);
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [crate::finding::Code::K720]);
    assert_eq!(draft.notes.len(), 2);
    assert_eq!(draft.head.title.as_deref(), Some("Motie van het lid De Voorbeeld c.s."));
}

/// A motion with these paragraphs.
fn with_text(text: &str) -> String {
    let (before, rest) = MOTION.split_once("<tekst>").unwrap();
    let (_, after) = rest.split_once("</tekst>").unwrap();
    format!("{before}<tekst>{text}</tekst>{after}")
}

fn letter(text: &str) -> String {
    let (_, draft) = draft(&with_text(text));
    let letter = crate::import::write::markdown(&draft);
    letter.rsplit_once("---\n\n").unwrap().1.trim_end().to_owned()
}

#[test]
fn what_stands_above_or_below_the_line_stays_there() {
    for (xml, written) in [
        ("10<sup>6</sup> ton, 10<sup>–3</sup> m<sup>2</sup>", "10⁶ ton, 10⁻³ m²"),
        ("CO<inf>2</inf> en T<sub>max</sub>", "CO₂ en T~max~"),
        ("de 1<sup>e</sup> en M<nadruk type=\"sup\">me</nadruk>", "de 1^e^ en M^me^"),
        ("x<sup>n+1</sup> en<sup> (a)</sup>", "x^n^⁺¹ en ⁽^a^⁾"),
        ("1^e^ en n~i~", "1\\^e\\^ en n\\~i\\~"),
        ("een <s>oud</s> woord", "een ~~oud~~ woord"),
        ("noot<noot><noot.nr>1</noot.nr><noot.al>m<sup>2</sup></noot.al></noot>", "noot[^1]\n\n[^1]: m²"),
    ] {
        assert_eq!(letter(&format!("<al>{xml}</al>")), written, "{xml}");
    }
}

#[test]
fn an_element_beside_words_stands_within_their_paragraph() {
    for (xml, written) in [
        (
            "<al>Vragen van <wie><achter>Proef</achter></wie>, lid (<fractie>ABC</fractie>).</al>",
            "Vragen van Proef, lid (ABC).",
        ),
        (
            "<omschrijving>Antwoord van <naam><achternaam>Kok</achternaam></naam>.</omschrijving>",
            "Antwoord van Kok.",
        ),
        ("<rij><een>een</een><twee>twee</twee></rij>", "een\n\ntwee"),
        (
            "<lid><lidnr>1.</lidnr><al>Het eerste.</al></lid><lid><lidnr>2.</lidnr><al>Dan dit.</al></lid>",
            "1\\. Het eerste.\n\n2\\. Dan dit.",
        ),
        (
            "<tussenkop kopopmaak=\"rom\">Dit is een zin.</tussenkop><tussenkop kopopmaak=\"rom\">Kop</tussenkop>",
            "Dit is een zin.\n\n## Kop",
        ),
        (
            "<al>zie (<dossierref dossier=\"21501-02\">21 501–02</dossierref>)</al>",
            "zie ([21 501–02](https://zoek.officielebekendmakingen.nl/dossier/21501-02))",
        ),
        (
            "<al>een<noot id=\"n1\"><noot.nr>1</noot.nr><noot.al>Zie daar.</noot.al></noot> en <nootref refid=\"n1\">1</nootref>.</al>",
            "een[^1] en [^1].\n\n[^1]: Zie daar.",
        ),
    ] {
        assert_eq!(letter(xml), written, "{xml}");
    }
}

#[test]
fn pictures_are_reported() {
    let text = with_text("<al>Zie de figuur.</al><plaatje><illustratie naam=\"a.png\"/></plaatje>");
    let mut findings = Vec::new();
    read("a.xml", text.as_bytes(), &mut findings).unwrap();
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(finding.code, crate::finding::Code::K744);
    assert!(finding.place.as_ref().is_some_and(|place| place.line > 1));
}

#[test]
fn signs_behind_names_take_nobody_away_and_senders_stand_as_printed() {
    let meta = |names: &[&str]| -> String {
        let one = |name: &&str| format!("<meta name=\"OVERHEIDop.indiener\" content=\"{name}\"/>");
        names.iter().map(one).collect()
    };
    let names = |text: &str| -> Vec<String> {
        let (_, draft) = draft(text);
        draft.head.indieners.into_iter().filter_map(|sender| sender.naam).collect()
    };
    let text = with_text(
        "<al>De Kamer,</al><al>en gaat over tot de orde van de dag.</al><al>De Voorbeeld,</al><al>Van Proef.</al>\
         <al>Derdič c.s.</al>",
    );
    assert_eq!(names(&text), ["De Voorbeeld", "Van Proef", "Derdič c.s."]);
    let reversed = meta(&["D. Derdić", "P.Q. (Pia) van Proef", "A. de Voorbeeld"]);
    let stated = text.replacen("</metadata>", &format!("{reversed}</metadata>"), 1);
    assert_eq!(names(&stated), ["A. de Voorbeeld", "P.Q. (Pia) van Proef", "D. Derdić"]);
}

#[test]
fn who_answers_is_the_sender_and_the_date_is_that_of_the_answer() {
    let text = "<officiele-publicatie><metadata><meta name=\"DC.identifier\" content=\"ah-tk-20202021-77\"/>\
        <meta name=\"DC.type\" content=\"Antwoord\"/><meta name=\"OVERHEIDop.indiener\" content=\"A. Vrager\"/>\
        <meta name=\"OVERHEIDop.indiener\" content=\"B. Tweede\"/>\
        <meta name=\"OVERHEIDop.ontvanger\" content=\"C. Bewindsman\"/></metadata><kamervragen>\
        <kamervraagomschrijving type=\"vraag\">Vragen (ingezonden <datum isodatum=\"2021-02-03\">3 februari 2021</datum>).\
        </kamervraagomschrijving><kamervraagomschrijving type=\"antwoord\">Antwoord (ontvangen \
        <datum isodatum=\"2021-02-20\">20 februari 2021</datum>).</kamervraagomschrijving></kamervragen></officiele-publicatie>";
    let (_, draft) = draft(text);
    assert_eq!(draft.head.indieners[0].naam.as_deref(), Some("C. Bewindsman"));
    assert_eq!(draft.head.indieners.len(), 1);
    assert_eq!(draft.head.ontvanger.as_deref(), Some("A. Vrager en B. Tweede"));
    assert_eq!(draft.head.date, Some(jiff::civil::date(2021, 2, 20)));
}

#[test]
fn other_files_are_told_what_they_are_and_other_dates_are_reported() {
    let mut findings = Vec::new();
    assert!(read("a.xml", b"<TEI><text>Brief</text></TEI>", &mut findings).is_none());
    assert_eq!(findings[0].message, "this is a text in TEI, and no letter");
    let other = "<meta name=\"OVERHEIDop.datumIndiening\" content=\"2024-10-17\"/></metadata>";
    let mut findings = Vec::new();
    read("a.xml", MOTION.replacen("</metadata>", other, 1).as_bytes(), &mut findings).unwrap();
    assert_eq!(findings[0].message, "the document is dated 2024-10-15, its metadata say 2024-10-17");
}

/// A letter of the publisher with this text.
fn published(text: &str) -> String {
    let (head, tail) = MOTION.split_once("<tekst>").unwrap();
    let tail = tail.split_once("</tekst>").unwrap().1;
    let head =
        head.replace("MOTIE VAN HET LID DE VOORBEELD C.S.", "BRIEF VAN DE MINISTERS VAN BOS EN VAN WATER");
    format!("{head}<tekst>{text}</tekst>{tail}")
}

fn signed(text: &str) -> Vec<String> {
    let (_, draft) = draft(&published(&format!("<al>Hierbij het rapport.</al>{text}")));
    let sender = |sender: crate::content::front_matter::Indiener| {
        format!("{}: {}", sender.ambt.unwrap_or_default(), sender.naam.unwrap_or_default())
    };
    draft.head.indieners.into_iter().map(sender).collect()
}

#[test]
fn whoever_signs_is_a_sender_however_it_is_printed() {
    let one = |office: &str, initials: &str, name: &str| {
        format!(
            "<ondertekening><functie>{office}</functie><naam><voornaam>{initials}</voornaam>\
             <achternaam>{name}</achternaam></naam></ondertekening>"
        )
    };
    let two =
        |office: &str, name: &str| one(office, "A.", name) + &one("De Minister van Water,", "B.", "de Wit");
    for (office, name, printed) in [
        ("De Minister van Bos,", "Eik", "A. Eik"),
        ("De Minister van Bos", "Eik,", "A. Eik"),
        ("De Minister van Bos.", "Eik.", "A. Eik"),
        ("De Minister van Bos a.i.,", "Eik, MSc", "A. Eik MSc"),
        ("De Minister van Bos, a.i.", "Eik RA", "A. Eik RA"),
        ("De Minister van Bos, mede namens de Minister van Water,", "Eik LL.M.", "A. Eik LL.M."),
    ] {
        let expected = [format!("Minister van Bos: {printed}"), "Minister van Water: B. de Wit".to_owned()];
        assert_eq!(signed(&two(office, name)), expected, "{office} {name}");
    }
    let above = "<ondertekening><naam>A. Eik</naam><functie>De Minister van Bos</functie></ondertekening>\
        <ondertekening><naam>B. de Wit</naam><functie>De Minister van Water</functie></ondertekening>";
    assert_eq!(signed(above), ["Minister van Bos: A. Eik", "Minister van Water: B. de Wit"]);
    let behalf = "<al>Mede namens de Minister van Water,</al><al>De Minister van Bos,</al><al>A. Eik</al>";
    assert_eq!(signed(behalf), ["Minister van Bos: A. Eik"]);
}

#[test]
fn notes_have_the_marks_that_are_printed() {
    let note = |id: &str, mark: &str, words: &str| {
        format!("<noot id=\"{id}\"><noot.nr>{mark}</noot.nr><noot.al>{words}</noot.al></noot>")
    };
    let text = format!(
        "<al>een{} twee{} drie{} vier<nootref refid=\"d\"/> vijf{} zes{} zeven<nootref refid=\"a\"/> acht{}</al>",
        note("a", "*", "ster"),
        note("b", "1", "een"),
        note("c", "a", "letter"),
        note("d", "**", "sterren"),
        note("e", "1", "weer een"),
        note("f", "2)", "haak"),
    );
    let (_, draft) = draft(&published(&text));
    let shown = crate::import::write::markdown(&draft);
    let marked = "een[^*] twee[^1] drie[^a] vier[^**] vijf[^**] zes[^1-2] zeven[^*] acht[^2]";
    assert!(shown.contains(marked), "{shown}");
    let mut findings = Vec::new();
    let absent = published("<al>Zie hier<nootref refid=\"nergens\"/>.</al>");
    read("a.xml", absent.as_bytes(), &mut findings).unwrap();
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::K741]);
}

#[test]
fn elements_without_words_part_words_and_quotations_do_not() {
    let (_, draft) = draft(&published(
        "<al>een regel<br/>nog een<onbekend/>en <citaat>wat hij zei</citaat> hier</al><al>apart<anker/>e</al>",
    ));
    let shown = crate::import::write::markdown(&draft);
    assert!(shown.contains("nog een en wat hij zei hier") && shown.contains("aparte"), "{shown}");
    assert!(!shown.contains("regelnog"), "{shown}");
}

#[test]
fn formulas_keep_their_powers_and_strokes() {
    let text = published(
        "<al>Met <math><msup><mn>10</mn><mn>6</mn></msup><mo>+</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow>\
         <mn>2</mn></mfrac></math> euro.</al>",
    );
    let mut findings = Vec::new();
    let (source, draft) = read("a.xml", text.as_bytes(), &mut findings).unwrap();
    complete(&source, &draft);
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::K750]);
    assert!(crate::import::write::markdown(&draft).contains("Met 10⁶+(a+1)/2 euro."));
}

#[test]
fn names_below_a_motion_are_senders_however_they_are_listed() {
    let movers = |names: &str| {
        let text = MOTION.replace("<al-groep><al>De Voorbeeld</al><al>Van Proef</al></al-groep>", names);
        let (_, draft) = draft(&text);
        draft.head.indieners.into_iter().filter_map(|sender| sender.naam).collect::<Vec<_>>()
    };
    for names in [
        "<al>De Voorbeeld,</al><al>Van Proef.</al>",
        "<al>De Voorbeeld en Van Proef</al>",
        "<al-groep><al>De Voorbeeld,</al><al>Van Proef,</al></al-groep>",
    ] {
        assert_eq!(movers(names), ["De Voorbeeld", "Van Proef"], "{names}");
    }
    let without = MOTION.replace("en gaat over tot de orde van de dag.", "en vraagt dit te doen");
    let (_, draft) = draft(&without);
    assert_eq!(draft.head.indieners.len(), 2);
}
