//! What the name of a file or folder says: its place among others, a date, and words.

use std::cmp::Ordering;

/// The name of a file, without what tells its kind, or of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// The whole of it.
    stem: String,
    /// The numbers that it begins with, as in `01-` or `1.2 `, and how many bytes they take; none where there are none.
    numbers: Option<(Vec<u64>, usize)>,
    /// Whether the first of them begins with a zero, which nobody writes who means a number of something.
    pub(super) is_padded: bool,
    /// The date that it begins with instead.
    pub(super) date: Option<String>,
}

impl Name {
    /// Reads a name.
    pub(super) fn of(stem: &str) -> Self {
        let date = date(stem).map(str::to_owned);
        let numbers = if date.is_some() { None } else { numbers(stem) };
        let is_padded = numbers.is_some() && stem.len() > 1 && stem.starts_with('0');
        Self { stem: stem.to_owned(), numbers, is_padded, date }
    }

    /// The numbers that it begins with.
    pub(super) fn numbers(&self) -> Option<&[u64]> {
        self.numbers.as_ref().map(|(numbers, _)| numbers.as_slice())
    }

    /// The name in words, without a date before it, and without numbers where these only give an order.
    pub(super) fn words(&self, without_numbers: bool) -> String {
        let skipped = match (&self.date, &self.numbers) {
            (Some(date), _) => date.len(),
            (None, Some((_, bytes))) if without_numbers => *bytes,
            _ => 0,
        };
        let rest = self.stem.get(skipped..).unwrap_or_default().trim_matches(['-', '_', ' ', '.', ')']);
        let rest = if rest.is_empty() { self.stem.as_str() } else { rest };
        if self.date.as_deref() == Some(rest) {
            return rest.to_owned();
        }
        // A name with blanks in it is in words already.
        let is_slug = !rest.contains(' ');
        let words = if is_slug { rest.replace(['-', '_'], " ") } else { rest.to_owned() };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_lower = is_slug && !words.contains(char::is_uppercase);
        let mut letters = words.chars();
        match letters.next() {
            None => self.stem.clone(),
            Some(first) if is_lower => first.to_uppercase().chain(letters).collect(),
            Some(_) => words,
        }
    }
}

/// A date such as `2024-05-01` at the beginning, with something or nothing behind it.
fn date(stem: &str) -> Option<&str> {
    let (date, rest) = stem.split_at_checked(10)?;
    let fits = date.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    (fits && !rest.starts_with(|c: char| c.is_ascii_digit())).then_some(date)
}

/// Numbers with dots between them, followed by a sign or a blank and by something else; and the bytes they take.
fn numbers(stem: &str) -> Option<(Vec<u64>, usize)> {
    let mut numbers = Vec::new();
    let mut rest = stem;
    loop {
        let end = rest.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..=6).contains(end))?;
        let (number, behind) = rest.split_at_checked(end)?;
        numbers.push(number.parse().ok()?);
        rest = behind;
        match behind.strip_prefix('.') {
            Some(more) if more.starts_with(|c: char| c.is_ascii_digit()) => rest = more,
            _ => break,
        }
    }
    let is_parted = rest.starts_with(['-', '_', '.', ')', ' ']);
    let is_followed = rest.contains(char::is_alphabetic);
    (is_parted && is_followed).then(|| (numbers, stem.len() - rest.len()))
}

/// The order in which people expect names: 2 stands before 10, and small letters count as great ones.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    while !left.is_empty() && !right.is_empty() {
        let (left_part, left_rest, is_left_number) = part(left);
        let (right_part, right_rest, is_right_number) = part(right);
        let order = if is_left_number && is_right_number {
            let [x, y] = [left_part, right_part].map(|digits| digits.trim_start_matches('0'));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            left_part
                .chars()
                .flat_map(char::to_lowercase)
                .cmp(right_part.chars().flat_map(char::to_lowercase))
        };
        if order.is_ne() {
            return order;
        }
        (left, right) = (left_rest, right_rest);
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// The digits at the beginning, or what stands before the next digits, what is behind, and whether they are digits.
fn part(text: &str) -> (&str, &str, bool) {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(text.len());
    let (part, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (part, rest, is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_in_words() {
        for (stem, with, without) in [
            ("how-does-it-work", "How does it work", "How does it work"),
            ("01-intro_to-sql", "01 intro to sql", "Intro to sql"),
            ("1. Learn a Language", "1. Learn a Language", "Learn a Language"),
            ("1.2 트랜잭션", "1.2 트랜잭션", "트랜잭션"),
            ("3d-graphics", "3d graphics", "3d graphics"),
            ("2024-05-01-tcp-ip", "Tcp ip", "Tcp ip"),
            ("2024-05-01", "2024-05-01", "2024-05-01"),
            ("HTTP", "HTTP", "HTTP"),
            ("2024", "2024", "2024"),
            ("---", "---", "---"),
            ("1-2-3", "1 2 3", "1 2 3"),
            ("데이터-베이스", "데이터 베이스", "데이터 베이스"),
        ] {
            let name = Name::of(stem);
            assert_eq!((name.words(false).as_str(), name.words(true).as_str()), (with, without), "{stem}");
        }
    }

    #[test]
    fn names_stand_in_the_order_that_people_expect() {
        let mut names = ["b10", "B2", "a", "b2", "b02x", "b2x", "10", "9", "가"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["9", "10", "a", "B2", "b2", "b02x", "b2x", "b10", "가"]);
    }
}
