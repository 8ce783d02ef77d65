//! "Did you mean": which of the known words was meant, within a limit on the work.

use super::report::quoted;
use crate::roadmap::TopicId;
use crate::text;

/// Words longer than this are no slip of the fingers.
const LONGEST: usize = 72;

/// Finds what was meant. Comparing every mistyped id of a large file with every id would take minutes, so the number
/// of comparisons is limited; past it there are no suggestions.
pub(super) struct Suggest {
    comparisons: usize,
}

impl Default for Suggest {
    fn default() -> Self {
        Self { comparisons: 100_000 }
    }
}

impl Suggest {
    /// The id that `word` was meant to be.
    pub(super) fn id<'a>(
        &mut self,
        word: &str,
        ids: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<&'a str> {
        let length = word.chars().count();
        if length > LONGEST || self.comparisons == 0 {
            return None;
        }
        let slug = TopicId::slug(word);
        if let Some(slug) = &slug
            && let Some(id) = ids.clone().find(|id| *id == slug.as_str())
        {
            return Some(id);
        }
        // Any two words of one letter are one slip apart.
        if length < 2 {
            return None;
        }
        let budget = self.comparisons;
        let mut used = 0;
        let close = ids
            .clone()
            .filter(|id| id.chars().count().abs_diff(length) <= 3)
            .take(budget)
            .inspect(|_| used += 1);
        let nearest = text::nearest(word, close);
        self.comparisons -= used;
        nearest.or_else(|| ids.filter(|id| is_part(word, id)).max_by_key(|id| id.len()))
    }
}

/// Whether one of the two is the other one with more words behind it: `jwt` and `jwt-basics`.
fn is_part(a: &str, b: &str) -> bool {
    let continues = |rest: Option<&str>| rest.is_some_and(|rest| rest.starts_with(['-', '.', '_']));
    continues(a.strip_prefix(b)) || continues(b.strip_prefix(a))
}

/// The one of a few known words that was meant.
pub(super) fn word(typed: &str, known: &[&'static str]) -> Option<&'static str> {
    let lower = typed.to_lowercase();
    if lower.chars().count() > LONGEST {
        return None;
    }
    text::nearest(&lower, known.iter().copied())
        .or_else(|| known.iter().copied().find(|word| lower.strip_suffix('s') == Some(*word)))
}

/// The sentence that offers a suggestion.
pub(super) fn did_you_mean(word: &str) -> String {
    format!("Did you mean {}?", quoted(word))
}

/// Words as a list for a sentence.
pub(super) fn listed(words: &[&str]) -> String {
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        let ids = ["jwt", "sql-joins", "transactions", "트랜잭션"];
        for (typed, meant) in [
            ("sql-join", Some("sql-joins")),
            ("SQL joins", Some("sql-joins")),
            ("jwt-basics", Some("jwt")),
            ("트렌잭션", Some("트랜잭션")),
            ("kafka", None),
            ("", None),
        ] {
            assert_eq!(Suggest::default().id(typed, ids.iter().copied()), meant, "{typed:?}");
        }
        assert_eq!(word("Titel", &["title", "note"]), Some("title"));
        assert_eq!(word("notes", &["title", "note"]), Some("note"));
    }

    #[test]
    fn the_work_is_limited() {
        let ids: Vec<String> = (0..1_000).map(|n| format!("topic-{n}")).collect();
        let mut suggest = Suggest { comparisons: 1_500 };
        let found: Vec<bool> =
            (0..3).map(|_| suggest.id("topik-12", ids.iter().map(String::as_str)).is_some()).collect();
        assert_eq!(found, [true, true, false]);
    }
}
