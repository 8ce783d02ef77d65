//! "Did you mean": which of the known words was meant, within a limit on the work.

use super::report::quoted;
use crate::roadmap::TopicId;
use crate::text;

/// Words longer than this are no slip of the fingers.
const LONGEST: usize = 72;

/// Finds what was meant. Comparing every mistyped id of a large file with every id would take minutes, so the number
/// of comparisons is limited; past it there are no suggestions.
pub(crate) struct Suggest {
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

    /// The path that `typed` was meant to be: one with the same name in another folder or in other letters, or else the
    /// nearest one.
    pub(crate) fn path<'a>(&mut self, typed: &str, paths: &'a [String]) -> Option<&'a str> {
        let wanted = stem(typed);
        let length = wanted.chars().count();
        if length > LONGEST || self.comparisons < paths.len() {
            return None;
        }
        self.comparisons -= paths.len();
        let known: Vec<(String, &str)> = paths.iter().map(|path| (stem(path), path.as_str())).collect();
        let stems = || known.iter().map(|(stem, _)| stem.as_str());
        let is_near = |stem: &&str| stem.chars().count().abs_diff(length) <= 3;
        let meant = stems()
            .find(|stem| *stem == wanted)
            .or_else(|| stems().find(|stem| file_name(stem) == file_name(&wanted)))
            // Any two names of one letter are one slip apart.
            .or_else(|| text::nearest(&wanted, stems().filter(is_near)).filter(|_| length > 1))?;
        known.iter().find(|(stem, _)| stem == meant).map(|(_, path)| *path)
    }
}

/// The path of a note without its ending, as one types it.
fn stem(path: &str) -> String {
    let lower = path.to_lowercase();
    lower.strip_suffix(".md").map(str::to_owned).unwrap_or(lower)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// Whether one of the two is the other one with more words behind it: `jwt` and `jwt-basics`.
fn is_part(a: &str, b: &str) -> bool {
    let continues = |rest: Option<&str>| rest.is_some_and(|rest| rest.starts_with(['-', '.', '_']));
    continues(a.strip_prefix(b)) || continues(b.strip_prefix(a))
}

/// The one of a few known words that was meant.
pub(crate) fn word(typed: &str, known: &[&'static str]) -> Option<&'static str> {
    let lower = typed.to_lowercase();
    if lower.chars().count() > LONGEST {
        return None;
    }
    text::nearest(&lower, known.iter().copied())
        .or_else(|| known.iter().copied().find(|word| lower.strip_suffix('s') == Some(*word)))
}

/// The sentence that offers a suggestion.
pub(crate) fn did_you_mean(word: &str) -> String {
    format!("Did you mean {}?", quoted(word))
}

/// Words as a list for a sentence.
pub(crate) fn listed(words: &[&str]) -> String {
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
    fn which_note_was_meant() {
        let paths = ["a.md", "databases/transactions.md", "web/HTTP.md", "한글 노트.md"].map(str::to_owned);
        for (typed, meant) in [
            ("databases/transaction.md", Some("databases/transactions.md")),
            ("databases/transactions", Some("databases/transactions.md")),
            ("transactions.md", Some("databases/transactions.md")),
            ("db/transactions.md", Some("databases/transactions.md")),
            ("web/http.md", Some("web/HTTP.md")),
            ("한글-노트.md", Some("한글 노트.md")),
            ("b.md", None),
            ("kafka.md", None),
        ] {
            assert_eq!(Suggest::default().path(typed, &paths), meant, "{typed:?}");
        }
        assert_eq!(Suggest { comparisons: 3 }.path("web/http.md", &paths), None);
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
