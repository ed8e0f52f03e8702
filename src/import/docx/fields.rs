//! Fields: a code that tells Word what to put there, and what it put there. Only the result is text of the letter; of
//! the code no more is read than where a link leads, and which note is meant.

/// The fields that are open, each within the one before it.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them have not come to their result: counted, since each piece of text asks.
    in_code: usize,
}

#[derive(Debug, Default)]
struct Field {
    code: String,
    result: bool,
    links: bool,
    /// Its result is the mark of a note that has one elsewhere.
    marks: bool,
}

impl Fields {
    /// Opens a field at its code.
    pub(super) fn begin(&mut self) {
        self.open.push(Field::default());
        self.in_code += 1;
    }

    /// Takes words of the code.
    pub(super) fn code(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut() {
            field.code.push_str(words);
        }
    }

    /// Goes from the code to the result. Gives the address that the result is a link to.
    pub(super) fn separate(&mut self) -> Option<String> {
        // One that says twice that its result begins would leave its link open.
        let field = self.open.last_mut().filter(|field| !field.result)?;
        self.in_code -= 1;
        field.result = true;
        let address = address(&field.code)?;
        field.links = true;
        Some(address)
    }

    /// Ends a field. Gives whether it was a link.
    pub(super) fn end(&mut self) -> bool {
        let Some(field) = self.open.pop() else { return false };
        self.in_code -= usize::from(!field.result);
        field.links
    }

    /// The code of the field whose result begins.
    pub(super) fn resulting(&self) -> Option<&str> {
        self.open.last().filter(|field| field.result).map(|field| field.code.as_str())
    }

    /// The words of the result are a mark.
    pub(super) fn result_is_mark(&mut self) {
        if let Some(field) = self.open.last_mut() {
            field.marks = true;
        }
    }

    /// Whether what is read now are the words of a mark.
    pub(super) fn are_in_mark(&self) -> bool {
        self.open.iter().any(|field| field.marks)
    }

    /// Whether what is read now is the code of a field, its own or that of a field around it.
    pub(super) fn are_in_code(&self) -> bool {
        self.in_code > 0
    }
}

/// The address that a code links to: `HYPERLINK "https://…"`.
pub(super) fn address(code: &str) -> Option<String> {
    let rest = code.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let address = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split_whitespace().next(),
    };
    address.filter(|a| !a.is_empty() && !a.starts_with('\\')).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_within_a_code_is_no_text() {
        let mut fields = Fields::default();
        fields.begin();
        fields.code(" HYPERLINK \"https://example.org/\" ");
        fields.begin();
        assert_eq!(fields.separate(), None);
        assert!(fields.are_in_code(), "the code of the outer field");
        assert!(!fields.end());
        assert_eq!(fields.separate().as_deref(), Some("https://example.org/"));
        assert!(!fields.are_in_code());
        assert_eq!(fields.separate(), None, "the link is open already");
        assert!(fields.end());
        assert!(!fields.end() && !fields.are_in_code());
    }
}
