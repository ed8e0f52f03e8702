//! Pages made here in the ways of their makers, and the official page of the corpus where it is there.

use super::read;
use crate::content::source::Source;
use crate::finding::{Code, Finding};
use crate::import::check::{assert_complete, shown};
use crate::import::conserve;
use crate::import::draft::{Block, Draft, Inline, Why};
use crate::import::write;
use crate::number::identifier::DocumentId;

fn imported(page: &str) -> (Draft, Vec<Finding>) {
    let source = Source::new("brief.html", "brief.html", page.to_owned());
    let mut findings = Vec::new();
    let draft = read(&source, &mut findings).expect("it has text");
    let original = super::original(&source);
    let words = original.words.iter().filter(|(text, _)| !text.trim().is_empty()).map(|(_, at)| at.clone());
    assert_complete(&source, &draft, words);
    let letter = write::markdown(&draft);
    let lost = conserve::check(&source, &original, &draft, &letter);
    assert!(lost.is_empty(), "{lost:?}");
    (draft, findings)
}

#[test]
fn pandoc_from_word() {
    let (draft, findings) = imported(
        r##"<!DOCTYPE html><html><head><title>brief</title><style>p { color: red }</style></head><body>
<header id="title-block-header"><h1 class="title">brief</h1></header>
<table><tbody><tr><td>Datum</td><td>3 mei 2023</td></tr>
<tr><td>Betreft</td><td><p>Voortgang &amp;
planning</p></td></tr></tbody></table>
<p>Geachte voorzitter,</p>
<p>Hierbij <strong>informeer</strong> ik<a href="#fn1" class="footnote-ref" id="fnref1"
role="doc-noteref"><sup>1</sup></a> u.</p>
<ol start="3"><li><p>derde</p><ul><li>diep</li></ul></li><li>vierde</ol>
<blockquote><p>Een citaat.</p></blockquote>
<table><thead><tr><th>Jaar</th><th>Aantal</th></tr></thead>
<tbody><tr><td rowspan="2">2020</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>
<p><strong>Tot slot</strong></p><p>De Minister van Financiën,</p><p>S.A.M. Kaag</p>
<section class="footnotes"><hr /><ol><li id="fn1"><p>Kamerstuk <em>28 638</em>, nr. 200<a href="#fnref1"
class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section></body></html>"##,
    );
    assert_eq!(draft.head.title.as_deref(), Some("Voortgang & planning"));
    assert_eq!(draft.head.date, Some(jiff::civil::date(2023, 5, 3)));
    assert_eq!(
        shown(&draft.body),
        [
            "Geachte voorzitter,",
            "Hierbij informeer ik u.",
            "Some(3) derde / None diep; vierde",
            "> Een citaat.",
            "Jaar|Aantal || 2020|1 || 2020|2",
            "h2 Tot slot",
            "De Minister van Financiën, \\ S.A.M. Kaag",
        ]
    );
    let Block::Paragraph(inlines) = &draft.body[1] else { panic!("no paragraph") };
    assert!(inlines.contains(&Inline::Mark("1".into())));
    assert_eq!(draft.notes.len(), 1);
    assert_eq!(shown(&draft.notes[0].body), ["Kamerstuk 28 638, nr. 200"]);
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn word_saved_as_a_page() {
    let (draft, _) = imported(
        r##"<html><body><div class=WordSection1>
<p class=MsoNormal>Een zin<a href="#_ftn1" name="_ftnref1"><span><sup>[1]</sup></span></a> en
nog een.<a href="#_ftn2" name="_ftnref2">[2]</a></p></div>
<div><br clear=all><hr><div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Eerste noot</p></div>
<div id=ftn2><p><a href="#_ftnref2" name="_ftn2">[2]</a> Tweede noot</p><p>met een vervolg.</p></div></div>
</body></html>"##,
    );
    assert_eq!(shown(&draft.body), ["Een zin en nog een."]);
    let notes: Vec<_> = draft.notes.iter().map(|n| (n.label.as_str(), shown(&n.body).join(" / "))).collect();
    assert_eq!(notes, [("1", "Eerste noot".to_owned()), ("2", "Tweede noot / met een vervolg.".to_owned())]);
}

#[test]
fn an_official_page() {
    let (draft, _) = imported(
        r##"<?xml version="1.0" encoding="utf-8"?><html><head>
<meta name="DC.identifier" scheme="OVERHEIDop.ParlID" content="kst-31839-606" />
<meta name="OVERHEIDop.dossiertitel" content="Jeugdzorg" /><meta name="OVERHEIDop.vergaderjaar" content="2017-2018" />
<meta name="OVERHEIDop.datumBrief" content="2017-11-27" /><script src="popup.js"/><title>Kamerstuk</title></head>
<body><div id="kopregel">Officiële bekendmakingen</div><ul class="toc"><li><a href="#d1">Inhoud</a></li></ul>
<div id="broodtekst"><p class="vergaderjaar">Vergaderjaar 2017–2018</p><h1>31 839 Jeugdzorg</h1>
<h1>Nr. 606 BRIEF VAN DE MINISTERS VAN VOLKSGEZONDHEID, WELZIJN EN SPORT EN VOOR RECHTSBESCHERMING</h1>
<p>Aan de Voorzitter van de Tweede Kamer der Staten-Generaal</p><p>Den Haag, 27 november 2017</p>
<p>Wij sturen u een rapportage<sup><a href="#n1" id="r1">1</a></sup>.</p>
<ul class="expliciet"><li class="li"><p class="labeled"><span class="ol">• </span>eerste punt</p></li>
<li class="li"><p class="labeled"><span class="ol">b. </span>tweede punt</p></li></ul>
<p class="ondertekening"><span class="functie">De Minister van Volksgezondheid, Welzijn en Sport,</span>
<span class="naam"><span class="voornaam">H.M.</span> <span class="achternaam">de Jonge</span></span></p>
<p class="ondertekening"><span class="functie">De Minister voor Rechtsbescherming,</span>
<span class="naam"><span class="voornaam">S.</span> <span class="achternaam">Dekker</span></span></p>
<div class="noten"><p id="n1"><a href="#r1">1</a> Raadpleegbaar via www.tweedekamer.nl.</p></div></div></body></html>"##,
    );
    let head = &draft.head;
    assert_eq!(head.dossiers.len(), 1);
    assert_eq!(head.dossiers[0].0.to_string(), "31839");
    assert_eq!(head.dossiers[0].1.as_deref(), Some("Jeugdzorg"));
    assert_eq!(head.ondernummer.map(|n| n.to_string()).as_deref(), Some("606"));
    assert_eq!(head.soort.as_deref(), Some("Brief"));
    assert_eq!(head.plaats.as_deref(), Some("Den Haag"));
    assert_eq!(head.indieners[0].naam.as_deref(), Some("H.M. de Jonge"));
    assert_eq!(
        shown(&draft.body),
        [
            "Wij sturen u een rapportage.",
            "None eerste punt; b. tweede punt",
            "De Minister van Volksgezondheid, Welzijn en Sport, \\ H.M. de Jonge",
            "De Minister voor Rechtsbescherming, \\ S. Dekker"
        ]
    );
    assert_eq!(shown(&draft.notes[0].body), ["Raadpleegbaar via www.tweedekamer.nl."]);
    let furniture = draft.omitted.iter().filter(|o| o.why == Why::Furniture).map(|o| o.text.as_str());
    assert_eq!(furniture.collect::<Vec<_>>(), ["Officiële bekendmakingen", "Inhoud"]);
}

#[test]
fn links_that_are_no_notes_stay_links_or_words() {
    let (draft, _) = imported(
        r##"<p>Zie <a href="#deel">hoofdstuk 2</a>, <a href="https://example.org/">de site</a> en
<a href="#weg">3</a>.</p><h2 id="deel">Deel</h2><p>Meer.</p>"##,
    );
    assert_eq!(shown(&draft.body), ["Zie hoofdstuk 2, de site en 3.", "h2 Deel", "Meer."]);
    assert!(draft.notes.is_empty());
}

#[test]
fn no_page_is_a_danger() {
    let deep = format!("{}diep", "<div><b><ul><li><table><tr><td>".repeat(5_000));
    assert_eq!(shown(&imported(&deep).0.body).concat(), "diep");
    let open = format!("{}tekst", "<a href='#x'><sup>1".repeat(5_000));
    imported(&open);
    let closed = format!("<p>tekst{}", "</b></p></td>".repeat(5_000));
    imported(&closed);
    let source = Source::new("a.html", "a.html", "<frameset><frame src=x></frameset>".into());
    let mut findings = Vec::new();
    assert!(read(&source, &mut findings).is_none());
    assert_eq!(findings[0].code, Code::K745);
}

#[test]
#[ignore = "reads ../shared, which is not part of this repository"]
fn the_official_page_of_the_corpus() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/other-series/stb.html");
    let page = std::fs::read_to_string(path).unwrap();
    let (draft, _) = imported(&page);
    assert_eq!(draft.head.identifier.as_ref().map(DocumentId::as_str), Some("stb-2014-296"));
    assert!(shown(&draft.body).iter().any(|b| b.ends_with("\\ R.H.A. Plasterk")));
}

#[test]
fn what_stands_above_or_below_the_line_or_is_struck_stays_so() {
    let (draft, _) = imported(
        "<p>Geachte voorzitter,</p><p>Het gaat om 10<sup>6</sup> m<sup>2</sup>, CO<sub>2</sub> en de 1<sup>e</sup> \
         <del>tranche</del> <s>van <b>toen</b></s>.<sup><a href='#n1'>1</a></sup></p>\
         <p>Ook 5<span style='vertical-align: super'>2</span>.</p>\
         <p id=n1><sup>1</sup> Zie het verslag.</p>",
    );
    let letter = write::markdown(&draft);
    let expected = "Het gaat om 10⁶ m², CO₂ en de 1^e^ ~~tranche~~ ~~van~~ **~~toen~~**.[^1]\n\nOok 5².";
    assert!(letter.contains(expected), "{letter}");
    assert!(letter.contains("[^1]: Zie het verslag."), "{letter}");
}

#[test]
fn lists_keep_their_marks_once() {
    let (draft, _) = imported(
        "<p>Geachte voorzitter,</p><ul><li>• a. eerste</li><li>• b. tweede</li></ul>\
         <ol><li>1. een</li><li>2. twee</li></ol><ol type=a start=3><li>drie</li><li>vier</li></ol>",
    );
    assert_eq!(
        shown(&draft.body)[1..],
        ["None a. eerste; b. tweede", "Some(1) een; twee", "None c. drie; d. vier"]
    );
}

#[test]
fn columns_keep_their_heads_and_edges() {
    let (draft, _) = imported(
        "<p>Geachte voorzitter,</p><table><thead><tr><th rowspan=2>Soort</th><th colspan=2>Uitgaven</th></tr>\
         <tr><th>2020</th><th>2021</th></tr></thead><tr><td>gas</td><td align=right>1</td>\
         <td style='text-align: center'>2</td></tr><tr><td>olie</td><td align=right>3</td>\
         <td style='text-align: center'>4</td></tr></table>",
    );
    let letter = write::markdown(&draft);
    let expected = "| Soort | Uitgaven 2020 | Uitgaven 2021 |\n| --- | ---: | :---: |\n| gas | 1 | 2 |";
    assert!(letter.contains(expected), "{letter}");
}

#[test]
fn bold_that_ends_in_the_next_paragraph_ends_no_paragraph() {
    let (draft, _) = imported(
        "<p>Geachte voorzitter,</p><div>Een <b>vet</p><p>woord</b> en meer <i>tekst</p></div><p>in</i> een zin.</p>",
    );
    assert_eq!(shown(&draft.body)[1..], ["Een vet", "woord en meer tekst", "in een zin."]);
}

#[test]
fn marks_with_words_are_known_by_their_roles() {
    let (draft, _) = imported(
        r##"<p>Toegezegd.<sup id="fnref:1" role="doc-noteref"><a href="#fn:1" class="footnote" rel="footnote">[footnote 1]</a></sup>
En meer.</p><div role="doc-endnotes"><ol><li id="fn:1"><p>De noot. <a href="#fnref:1" role="doc-backlink">terug</a></p></li></ol></div>"##,
    );
    assert_eq!(shown(&draft.body), ["Toegezegd. En meer."]);
    assert_eq!(draft.notes.iter().map(|note| note.label.as_str()).collect::<Vec<_>>(), ["1"]);
}

#[test]
fn lists_that_count_down_captions_and_formulas() {
    let (draft, _) = imported(
        "<ol reversed><li>drie</li><li>twee</li><li>een</li></ol><table><caption>Bedragen</caption><tr><th>Jaar</th><th>Euro</th></tr>\
         <tr><td>2020</td><td>12</td></tr></table><p>10<math><msup><mi>x</mi><mn>2</mn></msup></math></p>",
    );
    let letter = crate::import::write::markdown(&draft);
    assert!(letter.contains("3\\. drie") && letter.contains("1\\. een"), "{letter}");
    assert!(letter.contains("Bedragen\n\n| Jaar | Euro |") && letter.contains("10x²"), "{letter}");
}
