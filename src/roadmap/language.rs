//! The languages of a roadmap: titles beside its own ones, and which of them are shown. This is the one place that decides it.
//!
//! The titles in the roadmap's own language stay what the roadmap is about: logs, doubts and versions compare these. What is
//! shown is only how a topic is called for whoever reads.

use super::{NotePath, Roadmap, Topic};
use crate::language::LanguageTag;
use crate::text::SafeText;

/// Texts in other languages than the roadmap's own, sorted by their tags.
pub type Translations = Box<[(LanguageTag, SafeText)]>;

/// Stands between a title and the same in the language in which it was found.
const BETWEEN: &str = " · ";

impl Topic {
    /// What the topic is called in the language that is shown.
    pub fn shown(&self) -> &SafeText {
        let translated = self.shown.and_then(|at| self.titles.get(usize::from(at)));
        translated.map_or(&self.title, |(_, title)| title)
    }

    /// All that the topic is called, first what is shown; its own title comes before those in other languages.
    pub fn names(&self) -> impl Iterator<Item = &SafeText> {
        let shown = self.shown.map(usize::from);
        let others = self.titles.iter().enumerate().filter(move |(at, _)| Some(*at) != shown);
        let own = shown.is_some().then_some(&self.title);
        std::iter::once(self.shown()).chain(own).chain(others.map(|(_, (_, title))| title))
    }

    /// What is shown of a topic that was looked for: its title, and behind it the one in another language where only that
    /// `is_meant`. None where no title is.
    pub fn found_as(&self, is_meant: impl Fn(&str) -> bool) -> Option<SafeText> {
        let shown = self.shown();
        let name = self.names().find(|name| is_meant(name.as_str()))?;
        Some(if name == shown { shown.clone() } else { SafeText::from(format!("{shown}{BETWEEN}{name}")) })
    }

    fn speak(&mut self, language: Option<&LanguageTag>) {
        self.shown = language.and_then(|tag| place(tag, &self.titles)).and_then(|at| u8::try_from(at).ok());
    }
}

impl Roadmap {
    /// What the roadmap is called in the language that is shown.
    pub fn shown_title(&self) -> &SafeText {
        let translated = self.spoken().and_then(|tag| self.titles.get(place(tag, &self.titles)?));
        translated.map_or(&self.title, |(_, title)| title)
    }

    /// What it is, in the language that is shown.
    pub fn shown_description(&self) -> &SafeText {
        let translated = self.spoken().and_then(|tag| self.descriptions.get(place(tag, &self.descriptions)?));
        translated.map_or(&self.description, |(_, description)| description)
    }

    /// Its titles in other languages than its own.
    pub fn titles(&self) -> &Translations {
        &self.titles
    }

    /// The tags of the languages other than its own in which anything of it has a title, sorted.
    pub fn languages(&self) -> &[LanguageTag] {
        &self.languages
    }

    /// The tag of the language of its own titles, where the file names one.
    pub fn own_language(&self) -> Option<LanguageTag> {
        LanguageTag::new(self.language.as_ref()?.as_str())
    }

    /// The language that is shown, where that is not its own.
    pub fn spoken(&self) -> Option<&LanguageTag> {
        self.spoken.as_ref()
    }

    /// Which of its languages comes next to the one that is wanted: none is its own, and an error that it has no such.
    ///
    /// # Errors
    /// Where it has neither the language nor a more general one.
    pub fn choice(&self, wanted: &LanguageTag) -> Result<Option<LanguageTag>, NoSuchLanguage> {
        let own = self.own_language();
        for range in wanted.ranges() {
            if own.as_ref().is_some_and(|own| own.as_str() == range) || *wanted == LanguageTag::own() {
                return Ok(None);
            }
            if let Some(tag) = self.languages.iter().find(|tag| tag.as_str() == range) {
                return Ok(Some(tag.clone()));
            }
        }
        Err(NoSuchLanguage)
    }

    /// Shows titles in the language that is wanted, and in its own where it does not have that one.
    pub fn speak(&mut self, wanted: Option<&LanguageTag>) {
        let spoken = wanted.and_then(|tag| self.choice(tag).ok().flatten());
        if spoken == self.spoken {
            return;
        }
        for topic in &mut self.topics {
            topic.speak(spoken.as_ref());
        }
        self.spoken = spoken;
    }

    /// Where notes in the language that is shown may be, the best first, each with its language; the author's own one, which
    /// is `path`, is none of them.
    pub fn translated_notes(&self, path: &NotePath) -> impl Iterator<Item = (LanguageTag, NotePath)> {
        let tags = self.spoken().into_iter().flat_map(LanguageTag::ranges);
        tags.filter_map(move |tag| Some((LanguageTag::new(tag)?, path.in_folder(tag))))
    }

    /// The note that the file at `path` is in another language, or the path itself.
    pub fn note_in_own_language(&self, path: &NotePath) -> NotePath {
        let folder = path.as_str().split_once('/').filter(|(folder, _)| self.has_language(folder));
        folder.and_then(|(_, rest)| NotePath::new(rest).ok()).unwrap_or_else(|| path.clone())
    }

    fn has_language(&self, tag: &str) -> bool {
        self.languages.iter().any(|known| known.as_str() == tag)
    }

    /// What is said to somebody who asked for a language that it does not have; none where it has it.
    pub fn lacks(&self, asked: &LanguageTag) -> Option<String> {
        self.choice(asked).err()?;
        let own = self.own_language().map_or_else(|| "its own".to_owned(), |own| own.to_string());
        let others = self.languages.iter().map(ToString::to_string);
        let known: Vec<String> = std::iter::once(own).chain(others).collect();
        Some(format!("this roadmap has no titles in {}; it has {}", asked.name(), known.join(", ")))
    }
}

/// A roadmap is in no language that would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchLanguage;

/// Every language that one of these is in.
pub(super) fn languages_of<'t>(texts: impl Iterator<Item = &'t Translations>) -> Vec<LanguageTag> {
    let mut tags: Vec<LanguageTag> = Vec::new();
    for (tag, _) in texts.flatten() {
        // A roadmap has a handful of languages and thousands of titles.
        if let Err(at) = tags.binary_search(tag) {
            tags.insert(at, tag.clone());
        }
    }
    tags
}

/// Where the text in a language is, or in a more general one.
fn place(language: &LanguageTag, texts: &Translations) -> Option<usize> {
    language.ranges().find_map(|range| texts.iter().position(|(tag, _)| tag.as_str() == range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::roadmap;

    const ROADMAP: &str = r#"
id = "r"
title = "Databases"
language = "en"
titles = { ko = "데이터베이스", pt-br = "Bancos" }
topics = [
  { id = "a", title = "Transactions and ACID", titles = { ko = "트랜잭션과 ACID", pt = "Transações" } },
  { id = "b", title = "Joins", titles = { pt = "Junções", pt-br = "Junções (BR)" } },
]
"#;

    fn tag(text: &str) -> LanguageTag {
        LanguageTag::new(text).expect("a tag")
    }

    #[test]
    fn a_wish_is_looked_up_part_by_part() {
        let roadmap = roadmap(ROADMAP);
        assert_eq!(roadmap.languages(), ["ko", "pt", "pt-br"].map(tag));
        for (wanted, found) in [
            ("ko", Ok("ko")),
            ("ko-kr", Ok("ko")),
            ("ko-hang-kr", Ok("ko")),
            ("pt", Ok("pt")),
            ("pt-br", Ok("pt-br")),
            ("pt-pt", Ok("pt")),
            ("en", Ok("")),
            ("en-us", Ok("")),
            ("und", Ok("")),
            ("ja", Err(NoSuchLanguage)),
        ] {
            let wanted = tag(wanted);
            let choice = roadmap.choice(&wanted);
            let choice = choice.as_ref().map(|tag| tag.as_ref().map_or("", LanguageTag::as_str));
            assert_eq!(choice.map_err(|error| *error), found, "{wanted}");
        }
    }

    #[test]
    fn what_is_shown_is_in_the_language_or_else_the_own_one() {
        let mut roadmap = roadmap(ROADMAP);
        for (wanted, shown) in [
            (None, ["Databases", "Transactions and ACID", "Joins"]),
            (Some("ko"), ["데이터베이스", "트랜잭션과 ACID", "Joins"]),
            (Some("pt-br"), ["Bancos", "Transações", "Junções (BR)"]),
            (Some("pt"), ["Databases", "Transações", "Junções"]),
            (Some("ja"), ["Databases", "Transactions and ACID", "Joins"]),
        ] {
            roadmap.speak(wanted.map(tag).as_ref());
            let [a, b] = [0, 1].map(|at| roadmap.topics()[at].shown());
            assert_eq!([roadmap.shown_title(), a, b].map(SafeText::as_str), shown, "{wanted:?}");
            assert_eq!(roadmap.topics()[0].title.as_str(), "Transactions and ACID");
        }
    }

    #[test]
    fn a_topic_is_found_by_all_its_names() {
        let mut roadmap = roadmap(ROADMAP);
        roadmap.speak(Some(&tag("ko")));
        let topic = &roadmap.topics()[0];
        let names: Vec<&str> = topic.names().map(SafeText::as_str).collect();
        assert_eq!(names, ["트랜잭션과 ACID", "Transactions and ACID", "Transações"]);
        for (word, found) in [
            ("ACID", Some("트랜잭션과 ACID")),
            ("Trans", Some("트랜잭션과 ACID · Transactions and ACID")),
            ("ções", Some("트랜잭션과 ACID · Transações")),
            ("Joins", None),
        ] {
            let found_as = topic.found_as(|name| name.contains(word));
            assert_eq!(found_as.as_ref().map(SafeText::as_str), found, "{word}");
        }
    }

    #[test]
    fn notes_in_other_languages_lie_in_folders_of_their_tags() {
        let mut roadmap = roadmap(ROADMAP);
        let path = NotePath::new("internet/tcp.md").expect("a path");
        let paths = |roadmap: &Roadmap| {
            roadmap.translated_notes(&path).map(|(_, path)| path.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(paths(&roadmap), Vec::<String>::new());
        roadmap.speak(Some(&tag("pt-br")));
        assert_eq!(paths(&roadmap), ["pt-br/internet/tcp.md", "pt/internet/tcp.md"]);
        for (written, own) in [
            ("ko/internet/tcp.md", "internet/tcp.md"),
            ("internet/tcp.md", "internet/tcp.md"),
            ("ja/tcp.md", "ja/tcp.md"),
            ("tcp.md", "tcp.md"),
        ] {
            let written = NotePath::new(written).expect("a path");
            assert_eq!(roadmap.note_in_own_language(&written).as_str(), own);
        }
    }
}
