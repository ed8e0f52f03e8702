//! What the reader of raw text promises, on letters of a few lines; and how it does on the real ones beside the
//! project, whose stated facts and marks are listed here.

use super::read;
use crate::content::source::Source;
use crate::finding::Code;
use crate::import::check::assert_complete;
use crate::import::draft::{Block, Draft, Inline, Why};

fn draft(text: &str) -> (Draft, Vec<Code>) {
    let source = Source::new("brief.txt", "brief.txt", text.to_owned());
    let mut findings = Vec::new();
    let draft = read(&source, &mut findings).unwrap();
    assert_complete(&source, &draft, std::iter::once(0..text.len()));
    assert_once(&draft);
    (draft, findings.iter().map(|f| f.code).collect())
}

/// No byte of the source stands in two pieces.
fn assert_once(draft: &Draft) {
    let mut held: Vec<_> = draft.omitted.iter().map(|o| o.at.clone()).collect();
    let mut blocks: Vec<&Block> = draft.body.iter().chain(draft.notes.iter().flat_map(|n| &n.body)).collect();
    while let Some(block) = blocks.pop() {
        match block {
            Block::Heading(_, inlines) | Block::Paragraph(inlines) => {
                held.extend(crate::import::flow::pieces(inlines).into_iter().map(|p| p.1));
            }
            Block::List(_, items) => blocks.extend(items.iter().flatten()),
            Block::Lines(lines) => {
                held.extend(lines.iter().flat_map(|l| crate::import::flow::pieces(l)).map(|p| p.1));
            }
            Block::Table(names, rows, _) => {
                let cells = names.iter().chain(rows.iter().flatten());
                held.extend(cells.flat_map(|c| crate::import::flow::pieces(c)).map(|p| p.1));
            }
            Block::Quote(_) => unreachable!("raw text has none"),
        }
    }
    held.sort_by_key(|at| (at.start, at.end));
    for pair in held.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{pair:?} overlap");
    }
}

/// Blocks as Markdown writes them, near enough to read.
fn shown(blocks: &[Block]) -> Vec<String> {
    let line = |block: &Block| match block {
        Block::Heading(level, inlines) => format!("{} {}", "#".repeat(usize::from(*level)), run(inlines)),
        Block::Paragraph(inlines) => run(inlines),
        Block::List(first, items) => {
            let sign = first.map_or("-".to_owned(), |n| format!("{n}."));
            items.iter().map(|i| format!("{sign} {}", shown(i).join(" / "))).collect::<Vec<_>>().join("\n")
        }
        Block::Lines(lines) => lines.iter().map(|l| run(l)).collect::<Vec<_>>().join("\\"),
        other => format!("{other:?}"),
    };
    blocks.iter().map(line).collect()
}

fn run(inlines: &[Inline]) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text(text, _) => text.clone(),
        Inline::Emphasis(inner) => format!("*{}*", run(inner)),
        Inline::Strong(inner) => format!("**{}**", run(inner)),
        Inline::Link(_, inner) => run(inner),
        Inline::Mark(label) => format!("[^{label}]"),
        Inline::Break => "\n".to_owned(),
        other => format!("{:?}", other.inner()),
    };
    inlines.iter().map(piece).collect()
}

fn notes(draft: &Draft) -> Vec<String> {
    draft.notes.iter().map(|n| format!("{}: {}", n.label, shown(&n.body).join(" / "))).collect()
}

const KAMERSTUK: &str = "\
Vergaderjaar 2020–2021

28 638

Mensenhandel

Nr. 12

BRIEF VAN DE MINISTER VAN JUSTITIE EN VEILIGHEID

Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Den Haag, 15 september 2021

Aanleiding

Het rapport *Samen verder* vindt u in de bijlage¹. Ik werk aan de aanpak van mensen-

¹ Raadpleegbaar via www.tweedekamer.nl

handel. Deze aanpak van mensenhandel is nader toegelicht.²

De Minister van Justitie en Veiligheid,
A. Voorbeeld

² Kamerstuk 28 638, nr. 11
";

#[test]
fn a_note_that_interrupts_a_word() {
    let (draft, codes) = draft(KAMERSTUK);
    let head = &draft.head;
    assert_eq!(head.title.as_deref(), Some("Brief van de Minister van Justitie en Veiligheid"));
    assert_eq!(head.dossiers, [("28638".parse().unwrap(), Some("Mensenhandel".to_owned()))]);
    assert_eq!(head.ondernummer, "12".parse().ok());
    assert_eq!(head.soort.as_deref(), Some("Brief"));
    assert_eq!(head.date.map(|d| d.to_string()).as_deref(), Some("2021-09-15"));
    assert_eq!(head.plaats.as_deref(), Some("Den Haag"));
    assert_eq!(head.ontvanger.as_deref(), Some("Voorzitter van de Tweede Kamer der Staten-Generaal"));
    assert_eq!(
        shown(&draft.body),
        [
            "## Aanleiding",
            "Het rapport *Samen verder* vindt u in de bijlage[^1]. Ik werk aan de aanpak van mensenhandel. Deze aanpak \
         van mensenhandel is nader toegelicht.[^2]",
            "De Minister van Justitie en Veiligheid,\\A. Voorbeeld",
        ]
    );
    assert_eq!(notes(&draft), ["1: Raadpleegbaar via www.tweedekamer.nl", "2: Kamerstuk 28 638, nr. 11"]);
    assert!(draft.omitted.iter().any(|o| o.why == Why::Hyphen));
    assert_eq!(codes, []);
}

const SHEETS: &str = "\
> Retouradres Postbus 1 2500 AA Den Haag
                                                                      Ministerie van Voorbeelden
De Voorzitter van de Tweede Kamer
der Staten-Generaal                                                   Ons kenmerk
Postbus 20018                                                         VB-2023/17
Datum        30 mei 2023
Betreft      Herijkte missies van het
             innovatiebeleid

Geachte Voorzitter,

Wij staan voor grote vragen. De omslag naar een schone economie en
de toekomst van het landelijk gebied horen daarbij. In de brief van 11
november jl. 1, heb ik de inzet toegelicht en in het jaar 20212 ook
de missies:
    -   een schone economie, ook voor de kleine
        bedrijven;
    -   een veilig land.

1
  Kamerstuk 33 009, nr. 117.
2
  Zie het overzicht van de
genoemde brieven.

                                                                      Pagina 1 van 2
\u{c}                                                                      Ministerie van Voorbeelden

                                                                      Ons kenmerk
Deze brief gaat daarom over de missies en over de middelen die daarvoor VB-2023/17
nodig zijn.

Vervolg
De missies geven richting aan de programma’s van de komende jaren.

B. Voorbeeld
Minister van Voorbeelden
                                                                      Pagina 2 van 2
\u{c}";

#[test]
fn sheets_with_a_letterhead_beside_the_text() {
    let (draft, codes) = draft(SHEETS);
    let head = &draft.head;
    assert_eq!(head.title.as_deref(), Some("Herijkte missies van het innovatiebeleid"));
    assert_eq!(head.kenmerk.as_deref(), Some("VB-2023/17"));
    assert_eq!(head.date.map(|d| d.to_string()).as_deref(), Some("2023-05-30"));
    assert_eq!(head.ontvanger.as_deref(), Some("Voorzitter van de Tweede Kamer der Staten-Generaal"));
    let sender = head.indieners.first().unwrap();
    assert_eq!(sender.ambt.as_deref(), Some("Minister van Voorbeelden"));
    assert_eq!(sender.naam.as_deref(), Some("B. Voorbeeld"));
    assert_eq!(
        shown(&draft.body),
        [
            "Geachte Voorzitter,",
            "Wij staan voor grote vragen. De omslag naar een schone economie en de toekomst van het landelijk gebied \
         horen daarbij. In de brief van 11 november jl.[^1], heb ik de inzet toegelicht en in het jaar 2021[^2] ook \
         de missies:",
            "- een schone economie, ook voor de kleine bedrijven;\n- een veilig land.",
            "Deze brief gaat daarom over de missies en over de middelen die daarvoor nodig zijn.",
            "## Vervolg",
            "De missies geven richting aan de programma’s van de komende jaren.",
            "B. Voorbeeld\\Minister van Voorbeelden",
        ]
    );
    assert_eq!(
        notes(&draft),
        ["1: Kamerstuk 33 009, nr. 117.", "2: Zie het overzicht van de genoemde brieven."]
    );
    assert_eq!(codes, []);
}

#[test]
fn numbers_and_texts_of_notes_that_are_torn_apart() {
    let text = "Over de emissies is al eerder geschreven in de brief van juni 1 en in het\nrapport van het instituut \
                2. Daarover is gesproken.\n\n2\n3\n\nmet de Kamer\n\u{c}Een tweede blad met tekst over de emissies \
                3, en verder niets.\n\n3\n\nKamerstuk 29 665, nr. 437\n2\n\u{c}";
    let text = text.replace(
        "\n\n2\n3\n\nmet de Kamer",
        "\nKamerstuk 30 175, nr. 414\nKamerstuk 29 665, nr. 432.\n1\n2\n\n1",
    );
    let (draft, codes) = draft(&text);
    assert_eq!(
        notes(&draft),
        ["1: Kamerstuk 30 175, nr. 414", "2: Kamerstuk 29 665, nr. 432.", "3: Kamerstuk 29 665, nr. 437"]
    );
    assert!(shown(&draft.body)[0].contains("juni[^1] en in het rapport van het instituut[^2]. Daarover"));
    assert_eq!(codes, []);
}

#[test]
fn two_series_of_notes_and_doubts() {
    let text = "Vraag 1\n\nKent u het bericht 1) en de cijfers van vijftien landen?\n\nAntwoord op vraag 1\n\nJa.¹ Zie ook \
                het besluit.⁷\n\n1) NOS, 6 maart 2024.\n\n¹ Kamerstuk 29 628, nr. 1099.\n\n² Kamerstuk 29 628, nr. 1100.\n";
    let (draft, codes) = draft(text);
    assert_eq!(
        notes(&draft),
        ["1: NOS, 6 maart 2024.", "1b: Kamerstuk 29 628, nr. 1099.", "2: Kamerstuk 29 628, nr. 1100."]
    );
    assert_eq!(shown(&draft.body)[1], "Kent u het bericht[^1] en de cijfers van vijftien landen?");
    assert_eq!(shown(&draft.body)[3], "Ja.[^1b] Zie ook het besluit.⁷");
    assert_eq!(codes, [Code::K723, Code::K720]);
}

#[test]
fn a_note_that_is_used_twice() {
    let raised = "Het rapport noemt dit.¹ Zie ook de bijlage.² Het rapport¹ noemt 20 m² per huis.\n\n\
                  ¹ Kamerstuk 29 628, nr. 1099.\n\n² Kamerstuk 29 628, nr. 1100.\n";
    let bracketed = raised.replace('¹', "[1]").replace("e.²", "e.[2]").replace("\n²", "\n[2]");
    for text in [raised, &bracketed] {
        let (draft, codes) = draft(text);
        assert_eq!(
            shown(&draft.body),
            ["Het rapport noemt dit.[^1] Zie ook de bijlage.[^2] Het rapport[^1] noemt 20 m² per huis."]
        );
        assert_eq!(draft.notes.len(), 2);
        assert_eq!(codes, []);
    }
    // A number that is glued to a word may be part of a name: it stays, and is reported.
    let glued = raised.replace('¹', "1").replace("e.²", "e.2").replace("\n²", "\n2");
    let (draft, codes) = draft(&glued);
    assert!(shown(&draft.body)[0].contains("dit.[^1] Zie ook de bijlage.[^2] Het rapport1 noemt"));
    assert_eq!(codes, [Code::K723]);
}

#[test]
fn a_note_of_two_paragraphs() {
    let listed = "Het rapport noemt dit.¹ Zie ook de bijlage.²\n\n¹ Kamerstuk 29 628, nr. 1099.\n\nHet tweede deel \
                  volgt later.\n\n² Kamerstuk 29 628, nr. 1100.\n";
    let hanging = "Het rapport noemt dit.[1] Zie ook de bijlage.[2]\n\n[1] Kamerstuk 29 628,\n    nr. 1099.\n\n    \
                   Het tweede deel\n    volgt later.\n\n[2] Kamerstuk 29 628, nr. 1100.\n\nDaarna nog dit.\n";
    for (text, more) in [(listed, None), (hanging, Some("Daarna nog dit."))] {
        let (draft, codes) = draft(text);
        let text = "Het rapport noemt dit.[^1] Zie ook de bijlage.[^2]";
        assert_eq!(shown(&draft.body), std::iter::once(text).chain(more).collect::<Vec<_>>());
        assert_eq!(
            notes(&draft),
            [
                "1: Kamerstuk 29 628, nr. 1099. / Het tweede deel volgt later.",
                "2: Kamerstuk 29 628, nr. 1100."
            ]
        );
        assert_eq!(codes, []);
    }
    // Notes at the foot of sheets that a conversion has not kept: what follows one is text.
    let (draft, _) =
        draft("Een eerste deel.¹\n\n¹ Kamerstuk 29 628, nr. 1099.\n\nEen tweede.²\n\n² Zie daar.\n");
    assert_eq!(shown(&draft.body), ["Een eerste deel.[^1]", "Een tweede.[^2]"]);
}

#[test]
fn a_note_that_runs_on_over_two_sheets() {
    let first = "Het rapport noemt de aanpak van het vraagstuk.1 De rest volgt en gaat over\n\n1\n  Het rapport is \
                 gemaakt in opdracht van de\n";
    let second =
        "\u{c}het hele vraagstuk, dat groot is.2 Zo staat het er ook in.\n\ncommissie die daarover gaat.\n";
    let third = "\u{c}Tot zover.\n";
    let runs_on =
        ["1: Het rapport is gemaakt in opdracht van de commissie die daarover gaat.", "2: Zie daar."];
    for own in ["2\n  Zie daar.\n", "2 Zie daar.\n", "\n2 Zie daar.\n"] {
        let (draft, codes) = draft(&format!("{first}{second}{own}{third}"));
        assert_eq!(notes(&draft), runs_on);
        assert!(shown(&draft.body)[0].ends_with(
            "De rest volgt en gaat over het hele vraagstuk, dat groot is.[^2] \
                                                 Zo staat het er ook in."
        ));
        assert_eq!(codes, [Code::K722]);
    }
    let (whole, codes) = draft(&format!("{first}{}{third}", second.replace(".2", ".")));
    assert_eq!(notes(&whole), runs_on[..1]);
    assert_eq!(codes, [Code::K722]);
    // Without a gap nothing tells the rest from the text: it stays there, and the note is reported.
    let (draft, codes) = draft(&format!("{first}{}{third}", second.replace("\n\n", "\n").replace(".2", ".")));
    assert_eq!(notes(&draft), ["1: Het rapport is gemaakt in opdracht van de"]);
    assert_eq!(codes, [Code::K722]);
}

#[test]
fn numbers_that_are_no_marks() {
    let text = "De CO2-uitstoot daalt met 1 procent volgens artikel 1 van de wet en nr. 1 van bijlage 1, in 2030 1\n\
                keer. Zie het plan van aanpak1 van juni.\n\n1 Kamerstuk 29 628, nr. 1099.\n";
    let (draft, _) = draft(text);
    assert!(
        shown(&draft.body)[0].ends_with("Zie het plan van aanpak[^1] van juni."),
        "{:?}",
        shown(&draft.body)
    );
    assert_eq!(draft.notes.len(), 1);
}

#[test]
fn answers_to_written_questions() {
    let text = "Tweede Kamer der Staten-Generaal\n2\nVergaderjaar 2021–2022\nAanhangsel van de Handelingen\nVragen gesteld \
                door de leden der Kamer, met de daarop door de regering gegeven antwoorden\n2143\nVragen van het lid \
                Voorbeeld (XYZ) aan de Minister van Financiën over\nrekeningen (ingezonden 3 maart 2022).\nAntwoord van \
                Minister Voorbeeld (Financiën) (ontvangen 4 april 2022).\nVraag 1\nKent u het bericht?\nAntwoord 1\nJa.\n";
    let (draft, _) = draft(text);
    let head = &draft.head;
    assert_eq!(head.identifier.as_ref().map(ToString::to_string).as_deref(), Some("ah-tk-20212022-2143"));
    assert_eq!(head.date.map(|d| d.to_string()).as_deref(), Some("2022-04-04"));
    let title = "Vragen van het lid Voorbeeld (XYZ) aan de Minister van Financiën over rekeningen";
    assert_eq!(head.title.as_deref(), Some(title));
    assert_eq!(head.indieners.first().and_then(|i| i.ambt.as_deref()), Some("Minister van Financiën"));
}

#[test]
fn the_rest_of_a_note_on_the_next_sheet_is_never_silent() {
    let line = |i: usize| {
        format!("Het programma {i} loopt nog een tijd door en de Kamer wordt daarover ieder half jaar weer\n")
    };
    let lines = |from: usize| (from..from + 12).map(line).collect::<String>();
    let first = "1 Zie voor een toelichting op deze cijfers de bijlage bij de brief van de Minister";
    let end = "geïnformeerd.\n\nHoogachtend,\n";
    for (note, rest, message) in [
        (" van\n", "Financiën over de begroting.", "note 1 stops in the middle of a sentence"),
        (
            " inzake de\nuitgaven van het jaar en de gevolgen daarvan voor de begroting van het volgende jaar weer\n",
            "Financiën heeft dat gezegd.",
            "note 1 stops in the middle of a sentence",
        ),
        (
            ".\n",
            "Zie ook de brief daarna.",
            "note 1 may go on at the foot of the next sheet, in the middle of a sentence of the text",
        ),
    ] {
        let text = format!(
            "Betreft: Voortgang\n\nGeachte voorzitter,\n\nDit is toegezegd1 aan de Kamer in het debat over het programma van dit jaar, dat\n{}\n{first}{note}\n\
             Pagina 1 van 3\n\u{c}{}\n{rest}\n\nPagina 2 van 3\n\u{c}en daarna\n{}{end}\nPagina 3 van 3\n",
            lines(1),
            lines(20),
            lines(40),
        );
        let mut findings = Vec::new();
        read(&Source::new("brief.txt", "brief.txt", text), &mut findings).unwrap();
        assert!(findings.iter().any(|f| f.code == Code::K722 && f.message == message), "{rest} {findings:?}");
    }
}

#[test]
fn a_file_without_text_is_refused() {
    let mut findings = Vec::new();
    assert!(read(&Source::new("leeg.txt", "leeg.txt", "\u{c}\n 12 \n".to_owned()), &mut findings).is_none());
    assert_eq!(findings.first().map(|f| f.code), Some(Code::K745));
}

/// Facts that a document states, in short: dossier, number, kenmerk, kind, date, senders, addressee, notes.
struct Stated {
    file: &'static str,
    number: &'static str,
    kenmerk: &'static str,
    soort: &'static str,
    date: &'static str,
    senders: &'static str,
    to: &'static str,
    notes: usize,
}

const TK: &str = "Voorzitter van de Tweede Kamer der Staten-Generaal";
const JENV: &str = "Minister van Justitie en Veiligheid: D. Yeşilgöz-Zegerius";

#[rustfmt::skip]
const CORPUS: [Stated; 21] = [
    Stated { file: "seed-letter.txt", number: "28638/201", kenmerk: "", soort: "Brief", date: "2021-09-15", senders: "Staatssecretaris van Justitie en Veiligheid: A. Broekers-Knol", to: TK, notes: 4 },
    Stated { file: "corpus/pdf/Kamerbrief_innovatie_missie.layout.txt", number: "", kenmerk: "DGBI – I&K/ 26844711", soort: "Brief", date: "2023-05-30", senders: "Minister van Economische Zaken en Klimaat: M.A.M. Adriaansens", to: TK, notes: 15 },
    Stated { file: "corpus/pdf/Kamerbrief_innovatie_missie.raw.txt", number: "", kenmerk: "DGBI – I&K/ 26844711", soort: "Brief", date: "2023-05-30", senders: "Minister van Economische Zaken en Klimaat: M.A.M. Adriaansens", to: TK, notes: 15 },
    Stated { file: "corpus/pdf/Kamerbrief_emissie_luchtvaart.layout.txt", number: "", kenmerk: "IENW/BSK-2022/268034", soort: "Brief", date: "2022-12-22", senders: "Minister van Infrastructuur en Waterstaat: Mark Harbers", to: TK, notes: 16 },
    Stated { file: "corpus/pdf/Kamerbrief_emissie_luchtvaart.raw.txt", number: "", kenmerk: "IENW/BSK-2022/268034", soort: "Brief", date: "2022-12-22", senders: "Minister van Infrastructuur en Waterstaat: Mark Harbers", to: TK, notes: 16 },
    Stated { file: "corpus/pdf/BNC_Fiche.layout.txt", number: "", kenmerk: "", soort: "Fiche", date: "", senders: "", to: "", notes: 11 },
    Stated { file: "corpus/pdf/BNC_Fiche.raw.txt", number: "", kenmerk: "", soort: "Fiche", date: "", senders: "", to: "", notes: 11 },
    Stated { file: "corpus/text/excerpts/kst-21501-02-1466.txt", number: "21501-02/1466", kenmerk: "", soort: "Verslag van een algemeen overleg", date: "2015-03-12", senders: "Voorzitter van de vaste commissie voor Europese Zaken: Azmani; Griffier van de vaste commissie voor Europese Zaken: Van Keulen", to: "", notes: 0 },
    Stated { file: "corpus/text/excerpts/kst-21501-02-2072.txt", number: "21501-02/2072", kenmerk: "", soort: "Brief", date: "2019-10-10", senders: "Minister van Buitenlandse Zaken", to: TK, notes: 0 },
    Stated { file: "corpus/text/excerpts/kst-21501-02-2377.txt", number: "21501-02/2377", kenmerk: "", soort: "Brief", date: "2021-06-25", senders: "Minister van Buitenlandse Zaken: S.A.M. Kaag", to: TK, notes: 0 },
    Stated { file: "corpus/text/excerpts/kst-21501-02-2778.txt", number: "21501-02/2778", kenmerk: "", soort: "Brief", date: "2023-11-03", senders: "Minister van Buitenlandse Zaken: H.G.J. Bruins Slot", to: TK, notes: 0 },
    Stated { file: "corpus/text/excerpts/kst-21501-08-928.txt", number: "21501-08/928", kenmerk: "", soort: "Brief", date: "2023-12-08", senders: "Minister voor Natuur en Stikstof", to: TK, notes: 0 },
    Stated { file: "corpus/text/excerpts/kst-31839-1031.txt", number: "31839/1031", kenmerk: "", soort: "Brief", date: "2024-11-05", senders: "Staatssecretaris van Volksgezondheid, Welzijn en Sport; Staatssecretaris van Justitie en Veiligheid", to: TK, notes: 0 },
    Stated { file: "corpus/text/excerpts/kst-31839-606.txt", number: "31839/606", kenmerk: "", soort: "Brief", date: "2017-11-27", senders: "Minister van Volksgezondheid, Welzijn en Sport; Minister voor Rechtsbescherming", to: TK, notes: 0 },
    Stated { file: "corpus/text/excerpts/kst-31839-Z.txt", number: "31839/Z", kenmerk: "", soort: "", date: "2022-06-16", senders: "", to: "", notes: 0 },
    Stated { file: "corpus/text/excerpts/kst-35165-46.txt", number: "35165/46", kenmerk: "", soort: "Brief", date: "2022-02-21", senders: "Minister van Binnenlandse Zaken en Koninkrijksrelaties", to: TK, notes: 0 },
    Stated { file: "corpus/docx/beantwoording-kamervragen-van-de-leden-lahlah-en-chakor-groenlinks-pvd.txt", number: "", kenmerk: "5401166", soort: "Brief", date: "2024-05-16", senders: JENV, to: TK, notes: 4 },
    Stated { file: "corpus/docx/beantwoording-kamervragen-van-het-lid-eerdmans-ja21-over-het-bericht-d.txt", number: "", kenmerk: "5303168", soort: "Brief", date: "2024-03-24", senders: JENV, to: TK, notes: 3 },
    Stated { file: "corpus/docx/beantwoording-kamervragen-van-het-lid-wassenberg-pvdd-aan-de-ministers.txt", number: "", kenmerk: "4980892", soort: "Brief", date: "2023-10-18", senders: "Minister van Landbouw, Natuur en Voedselkwaliteit: P. Adema", to: "", notes: 6 },
    Stated { file: "corpus/docx/beantwoording-van-kamervragen-van-het-van-het-lid-beckerman-sp-aan-de-.txt", number: "", kenmerk: "5086975", soort: "Brief", date: "2023-12-04", senders: JENV, to: TK, notes: 5 },
    Stated { file: "corpus/docx/motie-09b97518-8d7c-4a90-a090-28e45bc44920.txt", number: "36682/10", kenmerk: "", soort: "Gewijzigde motie", date: "2025-04-22", senders: "Claassen", to: "", notes: 0 },
];

fn facts(draft: &Draft) -> [String; 6] {
    let head = &draft.head;
    let number = head.dossiers.first().zip(head.ondernummer).map(|((d, _), n)| format!("{d}/{n}"));
    let sender = |i: &crate::content::front_matter::Indiener| match (&i.ambt, &i.naam) {
        (Some(ambt), Some(naam)) => format!("{ambt}: {naam}"),
        (ambt, naam) => ambt.clone().or(naam.clone()).unwrap_or_default(),
    };
    [
        number.unwrap_or_default(),
        head.kenmerk.clone().unwrap_or_default(),
        head.soort.clone().unwrap_or_default(),
        head.date.map(|d| d.to_string()).unwrap_or_default(),
        head.indieners.iter().map(sender).collect::<Vec<_>>().join("; "),
        head.ontvanger.clone().unwrap_or_default(),
    ]
}

fn marks(blocks: &[Block]) -> usize {
    shown(blocks).iter().map(|text| text.matches("[^").count()).sum()
}

#[test]
#[ignore = "reads ../shared, which is not part of this repository"]
fn the_real_letters_beside_the_project() {
    let shared = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    for stated in &CORPUS {
        let text = std::fs::read_to_string(shared.join(stated.file)).unwrap();
        let (draft, codes) = draft(&text);
        let expected = [stated.number, stated.kenmerk, stated.soort, stated.date, stated.senders, stated.to];
        assert_eq!(facts(&draft), expected, "{}", stated.file);
        assert_eq!(draft.notes.len(), stated.notes, "{}: {:?}", stated.file, notes(&draft));
        assert_eq!(marks(&draft.body), stated.notes, "{}", stated.file);
        assert!(!codes.contains(&Code::K720) && !codes.contains(&Code::K722), "{}: {codes:?}", stated.file);
    }
}

#[test]
#[ignore = "reads ../shared, which is not part of this repository"]
fn the_real_answers_beside_the_project() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/corpus/text/kamervragen-antwoorden.jsonl");
    let lines = std::fs::read_to_string(file).unwrap();
    let mut noted = 0;
    for line in lines.lines() {
        let pair: std::collections::BTreeMap<String, String> = serde_json::from_str(line).unwrap();
        for text in pair.values() {
            noted += draft(text).0.notes.len();
        }
    }
    assert!(noted >= 2, "{noted}");
}

#[test]
fn tables_and_headings_of_markdown_are_read_in_raw_text() {
    let (draft, codes) = draft(
        "36 200 Voorbeelden\n\nNr. 7 BRIEF VAN DE MINISTER VAN DEFENSIE\n\nDen Haag, 3 mei 2023\n\n## Stand van zaken\n\n\
         De tabel¹ toont het.\n\n| Jaar | Zaken |\n|---|---|\n| 2021² | 12 |\n| 2022 |  |\n\n¹ Bron: CBS.\n\n² Voorlopig.\n",
    );
    assert_eq!(codes, []);
    assert_eq!(draft.notes.len(), 2);
    assert!(matches!(&draft.body[0], Block::Heading(2, inlines) if run(inlines) == "Stand van zaken"));
    let Block::Table(names, rows, _) = &draft.body[2] else { panic!("{:?}", draft.body) };
    let cells = |row: &[Vec<Inline>]| row.iter().map(|c| run(c)).collect::<Vec<_>>().join("|");
    let rows: Vec<String> = rows.iter().map(|row| cells(row)).collect();
    assert_eq!(
        (cells(names), rows),
        ("Jaar|Zaken".into(), vec!["2021[^2]|12".to_owned(), "2022|".to_owned()])
    );
}

#[test]
fn notes_may_stand_hard_against_their_numbers() {
    let page =
        |text: &str, notes: &str| format!("{text}\n\n\n{notes}\nkst-36200-7        ISSN 0921 - 7371\n\u{c}");
    let (draft, _) = draft(&format!(
        "36 200 Voorbeelden\n\nNr. 7 BRIEF VAN DE MINISTER VAN DEFENSIE\n\nDen Haag, 3 mei 2023\n\n{}{}",
        page(
            "De regels zijn herzien in 2022.1 Het onderzoek2 loopt en 3 de rest volgt.\nDe brief is af.4",
            "1https://a.nl\n2Stb. 2019, 33.\n3Zie de bijlage.\n4Kamerstuk 36 200, nr. 1."
        ),
        page("De tweede zin staat hier.5 Einde.", "5Stcrt. 2020, 1."),
    ));
    let notes: Vec<String> =
        draft.notes.iter().map(|n| format!("{}: {}", n.label, shown(&n.body).join(""))).collect();
    assert_eq!(
        notes,
        [
            "1: https://a.nl",
            "2: Stb. 2019, 33.",
            "3: Zie de bijlage.",
            "4: Kamerstuk 36 200, nr. 1.",
            "5: Stcrt. 2020, 1."
        ]
    );
}

#[test]
fn sheets_may_count_their_notes_anew_and_notes_may_stand_behind_all() {
    let head = "36 200 Voorbeelden\n\nNr. 7 BRIEF VAN DE MINISTER VAN DEFENSIE\n\nDen Haag, 3 mei 2023\n\n";
    let (anew, codes) = draft(&format!(
        "{head}De eerste motie 1 staat hier, en de tweede2 ook.\n\n\n1 Noot een.\n2 Noot twee.\n\u{c}De derde zin1 staat hier.2\n\n\n\
         1 Noot drie.\n2 Noot vier.\n\u{c}"
    ));
    assert_eq!(codes, []);
    let body = shown(&anew.body).join(" ");
    assert_eq!(
        body,
        "De eerste motie[^1] staat hier, en de tweede[^2] ook. De derde zin[^1b] staat hier.[^2b]"
    );
    let notes: Vec<String> = anew.notes.iter().map(|n| shown(&n.body).join("")).collect();
    assert_eq!(notes, ["Noot een.", "Noot twee.", "Noot drie.", "Noot vier."]);
    let (many, _) =
        draft(&format!("{head}{}", "De eerste zin1 staat hier.\n\n\n1 Noot van het blad.\n\u{c}".repeat(40)));
    let labels: std::collections::BTreeSet<_> = many.notes.iter().map(|n| n.label.as_str()).collect();
    assert_eq!((many.notes.len(), labels.len()), (40, 40));
    let (behind, codes) = draft(&format!(
        "{head}De eerste zin1 staat hier.\n\n\u{c}De tweede zin2 staat hier.\n\u{c}1Noot een.\n2Noot twee.\n\u{c}"
    ));
    assert_eq!(codes, []);
    assert_eq!(shown(&behind.body), ["De eerste zin[^1] staat hier.", "De tweede zin[^2] staat hier."]);
    assert_eq!(behind.notes.len(), 2);
}

/// Each of these took time or memory with the square of its length, minutes and gigabytes for a file of some hundred
/// kilobytes: who brings that back waits here, and need not be told by a clock.
#[test]
fn hostile_texts_are_read_to_their_end() {
    const HEAD: &str = "Geachte voorzitter,\n\nDe zin.\n\n";
    let many = |before: &str, piece: &str, behind: &str| {
        format!("{HEAD}{before}{}{behind}", piece.repeat((64 << 10) / piece.len()))
    };
    let row = |piece: &str| piece.repeat((64 << 10) / piece.len());
    let mut glued = String::new();
    for number in 2..20_000 {
        glued += &format!("x [{number}] y\n");
    }
    let texts = [
        // A foot of a sheet that begins nowhere, and one with two notes for all its lines.
        many("Ja woord.1 Nee woord.2 zegt hij\n", "1\n", "2\n\u{c}Nog een blad.\n"),
        many("Ja woord.1 Nee woord.2 zegt hij.\n1\n\n2\n\n", "Aa bb.\n", "\u{c}Nog een blad.\n"),
        many("woord.1 Ja.\n", "1\nde motie 2 x\n", ""),
        many("", "de motie 1 zegt\n\n1\n", "2\n\u{c}Nog een blad.\n"),
        many("", "De motie 1 zegt woord.2 Ja.\n\n1 Aa noot\n2 Bb noot.\n\u{c}", ""),
        many("", "Links      rechts\n", ""),
        many("", "Links           1\n", "Links      rechts\n"),
        many("", "[", "\n"),
        many("", "[", "]\n"),
        format!("{HEAD}Ja[1] nee.\n\n[1] Noot\n{glued}"),
        format!("{HEAD}x\n\n{}\n{}\n{}\n{1}\n", row("ab "), row("-- "), row("cd ")),
    ];
    for text in texts {
        let (draft, _) = draft(&text);
        assert!(!draft.body.is_empty(), "{}", &text[..100]);
    }
}

#[test]
fn a_bracketed_note_may_have_the_next_ones_glued_to_its_end() {
    let (draft, _) = draft("Een[1], twee[2] en drie[3].\n\n[1] Aa.[2] Bb\ncc.[3]\ndd.\n");
    assert_eq!(notes(&draft), ["1: Aa.", "2: Bb cc.", "3: dd."]);
}

#[test]
fn notes_in_brackets_follow_each_other_without_blank_lines() {
    let (draft, codes) =
        draft("Een[^1] en twee[^2].\n\n[^1]: De eerste\ngaat lui verder.\n[^2]: De tweede.\n");
    assert_eq!(codes, []);
    assert_eq!(shown(&draft.body), ["Een[^1] en twee[^2]."]);
    assert_eq!(notes(&draft), ["1: De eerste gaat lui verder.", "2: De tweede."]);
}

#[test]
fn a_line_within_the_sheet_that_returns_is_text() {
    let sheet = |number: usize| {
        format!(
            "Directie Voorbeelden\nOns kenmerk\nBS2023001234\nNieuwe voorbeelden en hun toepassing\n\n\
             Hier staat het begin van blad {number}, dat een lange regel van de brief heeft.\n\n\
             Reactie van het kabinet\n\nDe regering neemt het advies van punt {number} over, en zal de Kamer daarvan\n\
             in het najaar op de hoogte stellen.\n\nVerzonden per post\n{number}\n\u{c}"
        )
    };
    let text: String = (1..=4).map(sheet).collect();
    let (draft, _) = draft(&text);
    assert_once(&draft);
    let body = shown(&draft.body).join("\n");
    assert_eq!(body.matches("Reactie van het kabinet").count(), 4, "{body}");
    assert!(body.matches("Nieuwe voorbeelden en hun toepassing").count() <= 1, "a running head: {body}");
    assert!(body.matches("Verzonden per post").count() <= 1, "a running foot: {body}");
}

/// A letter on sheets of three paragraphs, of which each but the first begins with this line, and ends in the middle of a
/// sentence or not.
fn on_sheets(first: &str, is_open: bool) -> String {
    let paragraph = "Dit is een alinea die lang genoeg is om te weten hoe breed de regels van de brief wel zijn, en\n\
        die daarom nog op een tweede regel doorgaat zodat ook dat is te zien.\n\n";
    let open = "Deze zin gaat door op het volgende vel, want zij is ook weer langer dan wat er op een regel";
    let mut text = format!("Geachte voorzitter,\n\n{paragraph}");
    for number in 1..5 {
        let (end, begin) = if is_open { (open, "van het vel past.\n\n") } else { ("", "") };
        text.push_str(&format!("{end}\n\u{c}{first}\n\n{begin}Vel {number}. {paragraph}"));
    }
    text
}

#[test]
fn what_begins_sheets_is_a_running_head_only_where_it_parts_a_sentence() {
    let (parted, codes) = draft(&on_sheets("Voortgang van het programma", true));
    assert!(!shown(&parted.body).concat().contains("Voortgang") && codes.is_empty(), "{codes:?}");
    for line in ["Antwoord", "Reactie van het kabinet", "Jaar      Bedrag      Doel"] {
        let (kept, codes) = draft(&on_sheets(line, false));
        assert_eq!(codes, [Code::K725], "{line}");
        let word = line.split(' ').next().unwrap();
        assert_eq!(format!("{:?}", kept.body).matches(word).count(), 4, "{line}");
    }
    let years = on_sheets("", false).replace('\u{c}', "2020\n\u{c}");
    let years = years.replacen("2020", "2021", 2).replacen("2021", "2022", 1);
    let (kept, _) = draft(&years);
    assert!(!kept.omitted.iter().any(|omitted| omitted.text.starts_with("20")), "{:?}", kept.omitted);
}

#[test]
fn text_below_a_note_on_its_sheet_is_reported() {
    let text = "Geachte voorzitter,\n\nDe brief is toegezegd.1\n\n1 Kamerstuk 36 200, nr. 3.\n\n\
        Deze alinea staat onder de noot en hoort bij de brief.\n\u{c}Slot van de brief.\n";
    let (_, codes) = draft(text);
    assert!(codes.contains(&Code::K722), "{codes:?}");
}
