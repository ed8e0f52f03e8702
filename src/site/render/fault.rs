//! What Tera finds wrong with templates, as findings at their places.
//!
//! Tera tells places in two ways: as spans of its errors, and, where it collects several faults of one kind, as the text
//! of its own reports, which is read here. What it tells without a place is put where the templates that it names say
//! what it is about.

use crate::content::source::Source;
use crate::finding::{Code, Finding, Place, did_you_mean};
use std::collections::BTreeMap;
use std::ops::Range;
use tera::{Error, ErrorKind, Tera};

/// Templates by name, each with where its text came from.
pub(super) type Sources = BTreeMap<String, Source>;

/// What messages call a template of the theme.
pub(super) const THEME: &str = "theme/";

/// Why these templates cannot be used together, every fault that can be told by itself.
pub(super) fn of_loading(error: &Error, sources: &Sources) -> Vec<Finding> {
    match error.kind() {
        // Tera stops at the first template that cannot be read: each is tried alone.
        ErrorKind::SyntaxError(_) => {
            let alone = |source: &Source| Tera::new().add_raw_template(&source.relative, &source.text).err();
            let errors = sources.values().filter_map(alone);
            errors
                .filter(|e| matches!(e.kind(), ErrorKind::SyntaxError(_)))
                .map(|e| of(&e, sources))
                .collect()
        }
        ErrorKind::Msg(text) => {
            let reports: Vec<Finding> =
                text.split("\n\n").filter_map(|report| reported(report, sources)).collect();
            if reports.is_empty() { vec![of(error, sources)] } else { reports }
        }
        _ => vec![of(error, sources)],
    }
}

/// Why a page cannot be made of this template.
pub(super) fn of_rendering(error: &Error, template: &str, sources: &Sources) -> Finding {
    let finding = of(error, sources);
    match (finding.place.is_some(), sources.get(template)) {
        (false, Some(source)) => finding.at(Place::file(source.file.clone())),
        _ => finding,
    }
}

/// One fault.
fn of(error: &Error, sources: &Sources) -> Finding {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let source = sources.get(report.filename());
            let finding = told(report.message(), source.map(|s| s.place(report.span().range.clone())));
            // What fails in the theme is most often something that a template of the site gave to it.
            let of_theme = source.is_some_and(|s| s.file.starts_with(THEME));
            let text = error.to_string();
            let mut calls =
                text.split("\n\nnote: called from ").skip(1).filter_map(|note| note.lines().next());
            match calls.find_map(|call| site_place(call, sources)).filter(|_| of_theme) {
                Some(call) => finding.help(format!("it is called from {call}")),
                None => finding,
            }
        }
        _ => {
            let text = error.to_string();
            told(&text, mentioned(&text, sources))
        }
    }
}

/// A fault in the words of Tera; what could stand there instead of what does is told as advice.
fn told(message: &str, place: Option<Place>) -> Finding {
    let (what, instead) = match message.split_once(" Available ") {
        Some((what, list)) => (what, list.split_once(": ").map_or("", |(_, names)| names)),
        None => (message, ""),
    };
    let wrong = what.split('`').nth(1).unwrap_or_default();
    let help = match did_you_mean(wrong, instead.split(", ").filter(|name| !name.is_empty())) {
        Some(name) => format!("did you mean `{name}`?"),
        None => {
            "docs/TEMPLATES.md tells what a template may use; without yours, that of the theme is used".into()
        }
    };
    let finding = Finding::new(Code::K401, what.trim_end()).help(help);
    match place {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// A report as Tera prints it: `error: …`, the place as ` --> name:line:column`, and at the end carets below the words.
fn reported(report: &str, sources: &Sources) -> Option<Finding> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
    let source = sources.get(place.next()?)?;
    let start = source.offset(line, column)?;
    let marked = lines.last()?.matches('^').count();
    let length: usize = source.text.get(start..)?.chars().take(marked).map(char::len_utf8).sum();
    Some(told(message, Some(source.place(start..start + length))))
}

/// Where the templates speak of what a message without a place is about: in the first template of the site that it
/// names, else in one of the theme, at the other name that the message has.
fn mentioned(message: &str, sources: &Sources) -> Option<Place> {
    let words = message.split(['`', '\'', '"']).skip(1);
    let names: Vec<&str> = words.filter(|word| !word.contains([' ', '[', ']']) && !word.is_empty()).collect();
    let mut templates: Vec<&Source> = names.iter().filter_map(|name| sources.get(*name)).collect();
    templates.sort_by_key(|source| source.file.starts_with(THEME));
    let source = templates.first()?;
    let mut others = names.iter().filter(|name| **name != source.relative);
    let span = others.find_map(|name| mention(&source.text, name));
    Some(span.map_or_else(|| Place::file(source.file.clone()), |span| source.place(span)))
}

/// Where a template speaks of another, or of a component.
fn mention(text: &str, name: &str) -> Option<Range<usize>> {
    let ways = [format!("\"{name}\""), format!("'{name}'"), format!("component {name}")];
    ways.iter().find_map(|way| text.find(way).map(|at| at..at + way.len()))
}

/// A place as Tera names it, with the path of the template, if that is one of the site.
fn site_place(place: &str, sources: &Sources) -> Option<String> {
    let (name, rest) = place.split_once(':')?;
    let source = sources.get(name).filter(|source| !source.file.starts_with(THEME))?;
    Some(format!("{}:{rest}", source.file))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str)]) -> Sources {
        let source = |(name, text): &(&str, &str)| {
            ((*name).to_owned(), Source::new(format!("templates/{name}"), *name, (*text).to_owned()))
        };
        files.iter().map(source).collect()
    }

    fn loading(files: &[(&str, &str)]) -> Vec<String> {
        let sources = sources(files);
        let error = Tera::new().add_raw_templates(files.iter().copied()).unwrap_err();
        let line = |finding: Finding| {
            let place = finding.place.unwrap();
            let marked = place.excerpt.text.chars().skip(place.excerpt.before).take(place.excerpt.marked);
            let words: String = marked.collect();
            format!("{}:{}:{} {words}: {}", place.file, place.line, place.column, finding.message)
        };
        of_loading(&error, &sources).into_iter().map(line).collect()
    }

    #[test]
    fn every_template_that_cannot_be_read_is_reported() {
        let files = [("a.html", "één\n{{ 1 + }}"), ("b.html", "fine"), ("c.html", "{% if x %}\n")];
        let found = loading(&files);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("templates/a.html:2:8 }}: Found `}}` but expected"), "{found:?}");
        assert!(found[1].starts_with("templates/c.html:1:11 : Unexpected end of input"), "{found:?}");
    }

    #[test]
    fn names_that_do_not_exist_are_reported_together() {
        let files =
            [("a.html", "é {{ x | schoon }}\n{{ <kop tekst={x}/> }}"), ("b.html", "{% include \"weg\" %}")];
        let expected = [
            "templates/a.html:1:10 schoon: Unknown filter `schoon`",
            "templates/a.html:2:4 <kop tekst={x}/>: Unknown component `kop`",
            "templates/b.html:1:12 \"weg\": Unknown template `weg`",
        ];
        assert_eq!(loading(&files), expected);
    }

    #[test]
    fn what_tera_tells_without_a_place_has_one() {
        let twice = "{% component kop() %}x{% endcomponent %}";
        for (files, place) in [
            (
                [("a.html", "\n{% extends \"weg.html\" %}"), ("b.html", "")],
                "templates/a.html:2:12 \"weg.html\"",
            ),
            (
                [("a.html", "{% include 'b.html' %}"), ("b.html", "{% include 'a.html' %}")],
                "templates/a.html:1:12",
            ),
            ([("a.html", twice), ("b.html", twice)], "templates/a.html:1:4 component kop"),
        ] {
            let found = loading(&files);
            assert!(found.len() == 1 && found[0].starts_with(place), "{found:?}");
        }
    }

    #[test]
    fn what_a_page_does_not_have_is_shown_with_what_it_may_have() {
        let files = [("a.html", "<p>{{ leter.title }}"), ("b.html", "{% for x in 3 %}{% endfor %}")];
        let sources = sources(&files);
        let mut tera = Tera::new();
        tera.add_raw_templates(files).unwrap();
        let mut context = tera::Context::new();
        context.insert("letter", "x");
        let render = |name| of_rendering(&tera.render(name, &context).unwrap_err(), name, &sources);
        let slip = render("a.html");
        assert_eq!(slip.help, "did you mean `letter`?");
        assert_eq!(slip.place.unwrap().column, 7);
        assert_eq!(render("b.html").place.unwrap().column, 13);
    }
}
