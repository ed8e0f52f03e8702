//! `cmif.xml`: the letters as a list of correspondence, in the format in which editions of letters exchange theirs
//! (Correspondence Metadata Interchange Format, TEI `correspDesc`).

use super::xml::{escape, escaped};
use super::{Data, package};
use crate::collection::index::LetterIx;
use crate::content::letter::Letter;

/// The name of the collection within the file.
const SOURCE: &str = "collectie";

/// The letters that are correspondence: a motion has no addressee.
pub(crate) fn letters<'d>(data: &Data<'d>) -> impl Iterator<Item = (LetterIx, &'d Letter)> {
    data.corpus.letters.enumerated().filter(|(_, letter)| {
        let soort = letter.meta.soort.to_lowercase();
        letter.meta.ontvanger.is_some() || soort.contains("brief") || soort.starts_with("antwoord")
    })
}

/// The file. It needs the address of the site.
pub(super) fn write(data: &Data<'_>) -> Vec<u8> {
    let base = escaped(data.site.base_url.as_deref().unwrap_or_default());
    let title = escaped(data.site.name());
    let publisher = escaped(data.site.publisher.as_deref().unwrap_or_else(|| data.site.name()));
    let file = escaped(&data.address(&super::path("cmif.xml")));
    let licence = package::licence(data.site);
    let day = data.newest().map(|day| day.to_string()).unwrap_or_default();
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n",
    );
    out.push_str("<teiHeader>\n<fileDesc>\n<titleStmt>\n");
    out.push_str(&format!("<title>{title}</title>\n<editor>{publisher}</editor>\n</titleStmt>\n"));
    out.push_str(&format!(
        "<publicationStmt>\n<publisher><ref target=\"{base}\">{publisher}</ref></publisher>\n\
         <idno type=\"url\">{file}</idno>\n<date when=\"{day}\"/>\n"
    ));
    out.push_str(&format!(
        "<availability><licence target=\"{}\">{}</licence></availability>\n</publicationStmt>\n",
        escaped(&licence.path),
        escaped(&licence.title)
    ));
    out.push_str(&format!(
        "<sourceDesc><bibl type=\"online\" xml:id=\"{SOURCE}\">{title} <ref target=\"{base}\">{base}</ref></bibl>\
         </sourceDesc>\n</fileDesc>\n<profileDesc>\n"
    ));
    for (index, letter) in letters(data) {
        correspondence(&mut out, data, index, letter);
    }
    out.push_str("</profileDesc>\n</teiHeader>\n<text><body><p/></body></text>\n</TEI>\n");
    out.into_bytes()
}

fn correspondence(out: &mut String, data: &Data<'_>, index: LetterIx, letter: &Letter) {
    let meta = &letter.meta;
    let element = |out: &mut String, name: &str, text: &str| {
        out.push_str(&format!("<{name}>"));
        escape(out, text);
        out.push_str(&format!("</{name}>"));
    };
    out.push_str("<correspDesc key=\"");
    escape(out, &data.key(index.into()));
    out.push_str("\" ref=\"");
    escape(out, &data.address(&meta.path));
    out.push_str(&format!("\" source=\"#{SOURCE}\">\n<correspAction type=\"sent\">"));
    for indiener in &meta.indieners {
        match (&indiener.naam, &indiener.ambt) {
            (Some(name), _) => element(out, "persName", name),
            (None, Some(office)) => element(out, "orgName", office),
            (None, None) => {}
        }
    }
    if let Some(place) = &meta.plaats {
        element(out, "placeName", place);
    }
    out.push_str(&format!("<date when=\"{}\"/></correspAction>\n", meta.date));
    if let Some(recipient) = &meta.ontvanger {
        out.push_str("<correspAction type=\"received\">");
        element(out, "orgName", recipient);
        out.push_str("</correspAction>\n");
    }
    out.push_str("</correspDesc>\n");
}
