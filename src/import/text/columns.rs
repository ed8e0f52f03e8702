//! Running text in columns, of which a conversion has made lines: two sentences stand beside each other on each. They are
//! not set apart, for that may tear rows of a table, but told.

use super::line::{Line, parts};
use std::ops::Range;

/// Lines of which two columns have at least so many.
const LINES: usize = 5;

/// Columns by which the second may move.
const SLACK: usize = 2;

/// A line of two parts, and the column of the second.
struct Row<'l, 'a> {
    line: &'l Line<'a>,
    column: usize,
    left: &'a str,
    right: &'a str,
}

/// The places where running text stands in two columns: from the first byte of the first line to the last of the last.
pub(super) fn beside_each_other(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut run: Vec<Row<'_, '_>> = Vec::new();
    for line in lines {
        let row = row(line);
        let goes_on = row
            .as_ref()
            .is_some_and(|row| run.last().is_none_or(|last| last.column.abs_diff(row.column) <= SLACK));
        if !goes_on {
            found.extend(told(&run));
            run.clear();
        }
        run.extend(row);
    }
    found.extend(told(&run));
    found
}

fn row<'l, 'a>(line: &'l Line<'a>) -> Option<Row<'l, 'a>> {
    let [left, right] = &parts(line.text)[..] else { return None };
    let column = line.column + line.text.get(..right.start)?.chars().count();
    Some(Row { line, column, left: line.text.get(left.clone())?, right: line.text.get(right.clone())? })
}

/// Whether these lines are those of two columns of sentences: in both, most lines go on in a small letter behind words that no
/// sentence ends.
fn told(run: &[Row<'_, '_>]) -> Option<Range<usize>> {
    let flows = |words: Vec<&str>| {
        let going_on = words.windows(2).filter(|pair| {
            let [before, behind] = pair else { return false };
            let open = before.ends_with(|c: char| c.is_lowercase() || c == ',');
            open && behind.starts_with(char::is_lowercase)
        });
        let long = words.iter().filter(|text| text.split_whitespace().count() > 2).count();
        going_on.count() * 2 >= words.len() && long * 3 >= words.len() * 2
    };
    let both = run.len() >= LINES
        && flows(run.iter().map(|row| row.left).collect())
        && flows(run.iter().map(|row| row.right).collect());
    let (first, last) = (run.first()?, run.last()?);
    both.then(|| first.line.start..last.line.at().end)
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;

    #[test]
    fn sentences_beside_each_other_are_found_and_tables_are_not() {
        let columns = "de brief die u vroeg       want over de dijken\nis onderweg en komt        wordt nog gesproken\n\
            nog deze week bij u        door de gemeenten en\naan, zodat er genoeg       de provincies samen\n\
            tijd is voor overleg       met het waterschap\n";
        assert_eq!(beside_each_other(&line::lines(columns)).len(), 1);
        let table = "Jaar         Bedrag\n2020         12 euro\n2021         13 euro\n2022         14 euro\n2023         15 euro\n";
        assert_eq!(beside_each_other(&line::lines(table)), []);
    }
}
