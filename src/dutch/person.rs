//! Who is one person: `Jansen`, `A. Jansen` and `A. (Anna) Jansen` may be, `B. Jansen` is another.

use super::names;
use super::plain::plain;
use std::collections::BTreeMap;

/// The name of a person as a text writes it; all of it plain.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    /// With its prefixes: `van dijk`.
    surname: String,
    initials: Vec<char>,
    given: Option<String>,
    /// Its initials are written: `Bruins Slot` may be a surname, and the `B.` of `B. Slot` is none.
    is_dotted: bool,
}

/// Namesakes beyond whom nobody is told apart.
const FAMILY: usize = 100;

impl Name {
    /// `None` for what is not the name of one person.
    fn read(text: &str) -> Option<Self> {
        let text = names::without_degrees(text.trim());
        let mut words: Vec<&str> = text.split_whitespace().filter(|word| !names::is_title(word)).collect();
        // The party.
        words.pop_if(|word| word.starts_with('('));
        let several = |word: &&str| word.ends_with([',', ';']) || matches!(*word, "en" | "c.s.");
        if words.iter().any(several) {
            return None;
        }
        let dotted = words.iter().take_while(|word| word.contains('.')).count();
        let (initials, rest) = words.split_at_checked(dotted)?;
        let first = |part: &str| plain(part).chars().next();
        let mut initials: Vec<char> = initials.iter().flat_map(|w| w.split('.')).filter_map(first).collect();
        let (mut given, mut rest) = (None, rest);
        if let Some((word, behind)) = rest.split_first()
            && let Some(called) = word.strip_prefix('(').and_then(|word| word.strip_suffix(')'))
        {
            (given, rest) = (Some(plain(called)), behind);
        } else if let Some((word, behind)) = rest.split_first()
            && initials.is_empty()
            && (behind.len() == 1 || behind.first().is_some_and(|word| names::is_prefix(word)))
            && !names::is_prefix(word)
        {
            initials.extend(first(word));
            (given, rest) = (Some(plain(word)), behind);
        }
        let surname: Vec<String> = rest.iter().map(|word| plain(word)).collect();
        (!surname.is_empty()).then(|| Self {
            surname: surname.join(" "),
            initials,
            given,
            is_dotted: dotted > 0,
        })
    }

    /// Whether nothing speaks against it that two names with one surname are of one person.
    fn may_be(&self, other: &Self) -> bool {
        let common = self.initials.iter().zip(&other.initials).all(|(a, b)| a == b);
        let given = self.given.as_ref().zip(other.given.as_ref()).is_none_or(|(a, b)| a == b);
        common && given
    }
}

/// For each of these names, all in one office, the first that is of the same person. A name that may be that of several
/// people stands for itself, and so do names that nothing but the surname joins.
pub fn same<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<usize> {
    let read: Vec<Option<Name>> = names.into_iter().map(Name::read).collect();
    let mut families: BTreeMap<&str, Vec<(usize, &Name)>> = BTreeMap::new();
    for (at, name) in read.iter().enumerate() {
        if let Some(name) = name {
            families.entry(&name.surname).or_default().push((at, name));
        }
    }
    let mut same: Vec<usize> = (0..read.len()).collect();
    for mut family in families.into_values().filter(|family| family.len() <= FAMILY) {
        // Whoever is named in full comes first; the others are compared with these.
        family
            .sort_by_key(|(at, name)| (std::cmp::Reverse((name.initials.len(), name.given.is_some())), *at));
        let mut people: Vec<Vec<(usize, &Name)>> = Vec::new();
        for (at, name) in family {
            let whose = |person: &&mut Vec<(usize, &Name)>| {
                let is_dotted = name.is_dotted || person.iter().any(|(_, known)| known.is_dotted);
                is_dotted && person.iter().all(|(_, known)| known.may_be(name))
            };
            let mut found = people.iter_mut().filter(whose);
            match (found.next(), found.next()) {
                (Some(person), None) => person.push((at, name)),
                _ => people.push(vec![(at, name)]),
            }
        }
        for person in people {
            let first = person.iter().map(|(at, _)| *at).min().unwrap_or_default();
            for (at, _) in person {
                if let Some(slot) = same.get_mut(at) {
                    *slot = first;
                }
            }
        }
    }
    same
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn forms_of_one_name_are_one_person() {
        let check = |names: &[&str], expected: &[usize]| {
            assert_eq!(same(names.iter().copied()), expected, "{names:?}");
        };
        check(&["Jansen", "A. Jansen", "A. (Anna) Jansen", "drs. A. Jansen", "Anna Jansen"], &[0; 5]);
        check(&["A. Jansen MSc", "A. Jansen, LL.M.", "A. Jansen"], &[0; 3]);
        check(&["I. (Inge) van Dijk", "Van Dijk", "Inge van Dijk", "van Dijk"], &[0; 4]);
        check(&["P.A. Grinwis", "P. Grinwis", "Grinwis (ChristenUnie)"], &[0; 3]);
        check(&["Th.C. de Graaf", "Th. de Graaf", "De Graaf"], &[0; 3]);
        check(&["H.G.J. Bruins Slot", "Bruins Slot"], &[0, 1]);
        // Two people, and a name that may be either's.
        check(&["A. Jansen", "Jansen", "B. Jansen"], &[0, 1, 2]);
        check(&["A.B. Jansen", "A.C. Jansen", "A. Jansen"], &[0, 1, 2]);
        check(&["A. (Anna) Jansen", "A. (Aart) Jansen"], &[0, 1]);
        check(&["Van Dijk", "Dijk", "Jansen en Dijk", "Jansen c.s.", ""], &[0, 1, 2, 3, 4]);
        check(&["Bruins Slot", "Slot"], &[0, 1]);
        check(&["Jasper van Dijk", "Inge van Dijk", "Van Dijk"], &[0, 1, 2]);
    }
}
