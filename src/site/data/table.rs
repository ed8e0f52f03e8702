//! Tables as CSV and as JSON Lines, and what their columns mean (Table Schema, for `datapackage.json`).
//!
//! Shapes that readers guess right without being told, as was measured: a text that looks like a date, a time or a number
//! to any of them (`70-3-1`, `3:40`, `36600E5`) would be read as one, so keys are whole ids; numbers of papers are texts in
//! JSON Lines and part of the key in CSV. A value that is not there is an empty text, never `null`: a column that begins with
//! a thousand nulls is read as one of nothing else.

/// A table.
pub(crate) struct Table {
    /// Its columns, in order.
    pub(crate) columns: &'static [Column],
    /// The columns that name a row, if there are any.
    pub(crate) key: &'static [&'static str],
    /// Columns that hold a key of `documents.csv`.
    pub(crate) refers: &'static [&'static str],
}

/// A column, or a key of an object.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) is: Type,
    /// What it says, in a line.
    pub(crate) about: &'static str,
}

/// What stands in a column, as Table Schema names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Text,
    Date,
    Count,
    Flag,
    List,
}

impl Type {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Date => "date",
            Self::Count => "integer",
            Self::Flag => "boolean",
            Self::List => "array",
        }
    }
}

pub(super) const fn column(name: &'static str, is: Type, about: &'static str) -> Column {
    Column { name, is, about }
}

/// Rows of CSV below their head.
pub(super) struct Csv {
    out: String,
    begun: bool,
}

impl Csv {
    pub(super) fn of(table: &Table) -> Self {
        let mut csv = Self { out: String::new(), begun: false };
        for column in table.columns {
            csv.cell(column.name);
        }
        csv.end();
        csv
    }

    /// The next cell of a row.
    pub(super) fn cell(&mut self, text: &str) {
        if self.begun {
            self.out.push(',');
        }
        self.begun = true;
        if text.contains(['"', ',', '\n', '\r']) {
            self.out.push('"');
            self.out.push_str(&text.replace('"', "\"\""));
            self.out.push('"');
        } else {
            self.out.push_str(text);
        }
    }

    /// Ends a row.
    pub(super) fn end(&mut self) {
        self.out.push('\n');
        self.begun = false;
    }

    pub(super) fn bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        const TABLE: Table = Table {
            columns: &[column("a", Type::Text, "x"), column("b", Type::Text, "y")],
            key: &[],
            refers: &[],
        };
        let mut csv = Csv::of(&TABLE);
        csv.cell("een, twee");
        csv.cell("«\"»");
        csv.end();
        assert_eq!(String::from_utf8(csv.bytes()).unwrap(), "a,b\n\"een, twee\",\"«\"\"»\"\n");
    }
}
