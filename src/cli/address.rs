//! How a person names a topic: by its id, by the end of its id path, or by its title. Never by a row number, which
//! changes with the next version of the roadmap.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::roadmap::{Roadmap, Topic, TopicId, TopicIx};
use crate::text::{SafeText, nearest};

/// Most candidates that an error names.
const MOST_CANDIDATES: usize = 8;

/// Why words name no topic, or more than one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) struct AddressError {
    words: SafeText,
    kind: Kind,
    candidates: Vec<Candidate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Unknown,
    Ambiguous,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Candidate {
    id: SafeText,
    place: SafeText,
    title: SafeText,
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, self.candidates.is_empty()) {
            (Kind::Ambiguous, _) => write!(f, "`{}` could be any of these; name one by its id:", self.words)?,
            (Kind::Unknown, false) => write!(f, "no topic is called `{}`; did you mean:", self.words)?,
            (Kind::Unknown, true) => {
                write!(f, "no topic is called `{}`; `trailmark list` shows them all", self.words)?;
            }
        }
        for Candidate { id, place, title } in &self.candidates {
            write!(f, "\n  {id}  {title}")?;
            if !place.is_empty() {
                write!(f, "  ({place})")?;
            }
        }
        Ok(())
    }
}

/// The topic that `words` name.
///
/// # Errors
/// Where no topic or more than one is meant; the error names candidates.
pub(super) fn resolve(roadmap: &Roadmap, words: &str) -> Result<TopicIx, AddressError> {
    let wanted: String = words.trim().nfc().collect();
    if let Some(ix) = TopicId::new(&wanted).ok().and_then(|id| roadmap.find(&id)) {
        return Ok(ix);
    }
    let by_path = || roadmap.indices().filter(|ix| ends_path(roadmap, *ix, &wanted)).collect();
    let is_called =
        |ix: TopicIx, wanted: &str| roadmap.topic(ix).names().any(|name| folded(name.as_str()) == wanted);
    let by_title = || {
        let wanted = folded(&wanted);
        roadmap.indices().filter(|ix| is_called(*ix, &wanted)).collect()
    };
    let ways: [&dyn Fn() -> Vec<TopicIx>; 2] = [&by_path, &by_title];
    for way in ways {
        let found = way();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(*one),
            _ => return Err(error(roadmap, words, Kind::Ambiguous, &found)),
        }
    }
    Err(error(roadmap, words, Kind::Unknown, &similar(roadmap, &wanted)))
}

/// The titles above a topic, the section first; empty for a section.
pub(super) fn place(roadmap: &Roadmap, ix: TopicIx) -> SafeText {
    let mut titles: Vec<&str> =
        roadmap.ancestors(ix).map(|above| roadmap.topic(above).shown().as_str()).collect();
    titles.reverse();
    SafeText::new(titles.join(" / "))
}

/// Text for comparing without regard to case: lower case, normal form C.
pub(super) fn folded(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// Whether the id path of `ix` ends with the parts of `wanted`. A topic whose id is made up from its place is also
/// known by the slug of its title, for that is what its author sees.
fn ends_path(roadmap: &Roadmap, ix: TopicIx, wanted: &str) -> bool {
    let is_called = |ix: TopicIx, part: &str| {
        let topic = roadmap.topic(ix);
        let slug = || TopicId::slug(topic.title.as_str()).is_some_and(|slug| slug.as_str() == part);
        topic.id.as_str() == part || (!topic.has_own_id && slug())
    };
    let mut above = Some(ix);
    wanted.trim_matches('/').rsplit('/').all(|part| {
        let Some(here) = above else { return false };
        above = roadmap.topic(here).parent;
        is_called(here, part)
    })
}

/// Topics that may have been meant: the nearest id, the nearest title, and those that contain what was typed.
fn similar(roadmap: &Roadmap, wanted: &str) -> Vec<TopicIx> {
    let wanted = folded(wanted);
    if wanted.is_empty() {
        return Vec::new();
    }
    let last = wanted.rsplit('/').next().unwrap_or(&wanted);
    let folded_names = |topic: &Topic| topic.names().map(|name| folded(name.as_str())).collect();
    let names: Vec<Vec<String>> = roadmap.topics().iter().map(folded_names).collect();
    let id = nearest(last, roadmap.topics().iter().map(|topic| topic.id.as_str()));
    let title = nearest(&wanted, names.iter().flatten().map(String::as_str));
    let is_near = |ix: &TopicIx| {
        Some(roadmap.topic(*ix).id.as_str()) == id
            || names[ix.get()].iter().any(|name| Some(name.as_str()) == title)
    };
    let contains = |ix: &TopicIx| {
        roadmap.topic(*ix).id.as_str().contains(last)
            || names[ix.get()].iter().any(|name| name.contains(&wanted))
    };
    let mut found: Vec<TopicIx> = roadmap.indices().filter(is_near).collect();
    found.extend(roadmap.indices().filter(|ix| contains(ix) && !is_near(ix)));
    found
}

fn error(roadmap: &Roadmap, words: &str, kind: Kind, candidates: &[TopicIx]) -> AddressError {
    let candidate = |ix: &TopicIx| Candidate {
        id: SafeText::new(roadmap.topic(*ix).id.as_str()),
        place: place(roadmap, *ix),
        title: roadmap.topic(*ix).shown().clone(),
    };
    let candidates = candidates.iter().take(MOST_CANDIDATES).map(candidate).collect();
    AddressError { words: SafeText::new(words), kind, candidates }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    const TOML: &str = "
id = \"r\"
title = \"R\"
[[topics]]
id = \"databases\"
title = \"Databases\"
[[topics.topics]]
id = \"sql-joins\"
title = \"SQL joins\"
[[topics.topics]]
id = \"db-locks\"
title = \"Locks\"
[[topics]]
id = \"authentication\"
title = \"Who are you?\"
[[topics.topics]]
id = \"auth-locks\"
title = \"Locks\"
[[topics.topics]]
title = \"JSON Web Tokens\"
[[topics.topics]]
id = \"cafe\"
title = \"Caf\\u00E9\"
";

    fn found(words: &str) -> Result<String, String> {
        let roadmap = example::roadmap(TOML);
        resolve(&roadmap, words)
            .map(|ix| roadmap.topic(ix).title.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn ids_path_ends_and_titles() {
        for (words, title) in [
            ("sql-joins", "SQL joins"),
            (" sql-joins ", "SQL joins"),
            ("databases/sql-joins", "SQL joins"),
            ("sql JOINS", "SQL joins"),
            ("authentication/auth-locks", "Locks"),
            ("json-web-tokens", "JSON Web Tokens"),
            ("authentication/json-web-tokens", "JSON Web Tokens"),
            ("CAFE\u{301}", "Café"),
            ("Who are you?", "Who are you?"),
        ] {
            assert_eq!(found(words).as_deref(), Ok(title), "{words}");
        }
    }

    #[test]
    fn a_title_that_two_topics_have_is_ambiguous() {
        insta::assert_snapshot!(found("locks").unwrap_err(), @r"
        `locks` could be any of these; name one by its id:
          db-locks  Locks  (Databases)
          auth-locks  Locks  (Who are you?)
        ");
    }

    #[test]
    fn unknown_words_name_what_is_near() {
        let words = ["sql-jions", "authentication/sql-joins", "web", "zzz", ""];
        let errors: Vec<String> = words.iter().map(|words| found(words).unwrap_err()).collect();
        insta::assert_snapshot!(errors.join("\n"), @r"
        no topic is called `sql-jions`; did you mean:
          sql-joins  SQL joins  (Databases)
        no topic is called `authentication/sql-joins`; did you mean:
          sql-joins  SQL joins  (Databases)
        no topic is called `web`; did you mean:
          authentication.json-web-tokens  JSON Web Tokens  (Who are you?)
        no topic is called `zzz`; `trailmark list` shows them all
        no topic is called ``; `trailmark list` shows them all
        ");
    }
}
