//! A roadmap file as a person would write it.

use std::fmt::Write as _;

use super::plan::{Plan, Topic};
use crate::roadmap::{self, Roadmap, TopicIx};
use crate::text::{SafeText, toml_string};

/// The longest line that a list is written on.
const WIDE: usize = 100;

/// What a topic says beside its id and its place, in the order in which it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Values {
    pub(super) title: String,
    /// Titles in other languages, by their tags.
    pub(super) titles: Vec<(String, String)>,
    pub(super) origin: Option<String>,
    pub(super) note: Option<String>,
    pub(super) requires: Vec<String>,
    pub(super) was: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) minutes: Option<u32>,
    pub(super) kind: Option<&'static str>,
    pub(super) level: Option<&'static str>,
    pub(super) choose: Option<u32>,
    pub(super) counts: bool,
    /// Kind, title and address.
    pub(super) resources: Vec<(&'static str, String, String)>,
}

impl Values {
    /// Those of a topic that stands in a file.
    pub(super) fn of(roadmap: &Roadmap, ix: TopicIx) -> Self {
        let topic = roadmap.topic(ix);
        let text = |text: &SafeText| text.as_str().to_owned();
        let resource =
            |resource: &roadmap::Resource| (resource.kind.word(), text(&resource.title), text(&resource.url));
        Self {
            title: text(&topic.title),
            titles: topic.titles.iter().map(|(tag, title)| (tag.to_string(), text(title))).collect(),
            origin: topic.origin.as_ref().map(text),
            note: topic.note.as_ref().map(|note| note.as_str().to_owned()),
            requires: topic.requires.iter().map(|ix| roadmap.topic(*ix).id.to_string()).collect(),
            was: topic.was.iter().map(ToString::to_string).collect(),
            tags: topic.tags.iter().map(text).collect(),
            minutes: topic.minutes,
            kind: topic.kind.map(roadmap::Kind::word),
            level: topic.level.map(roadmap::Level::word),
            choose: topic.choose.map(std::num::NonZeroU32::get),
            counts: topic.counts,
            resources: topic.resources.iter().map(resource).collect(),
        }
    }

    /// Each key that is there with its value as TOML.
    pub(super) fn rendered(&self) -> Vec<(&'static str, String)> {
        let text = |text: &String| toml_string(text);
        let word = |word: &&str| toml_string(word);
        let all = [
            ("title", Some(toml_string(&self.title))),
            ("titles", self.titles()),
            ("origin", self.origin.as_ref().map(text)),
            ("note", self.note.as_ref().map(text)),
            ("requires", list(&self.requires)),
            ("was", list(&self.was)),
            ("tags", list(&self.tags)),
            ("minutes", self.minutes.map(|minutes| minutes.to_string())),
            ("kind", self.kind.as_ref().map(word)),
            ("level", self.level.as_ref().map(word)),
            ("choose", self.choose.map(|choose| choose.to_string())),
            ("counts", self.counts.then(|| "true".to_owned())),
            ("resources", self.resources()),
        ];
        all.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }

    fn titles(&self) -> Option<String> {
        let title = |(tag, title): &(String, String)| format!("{tag} = {}", toml_string(title));
        let titles: Vec<String> = self.titles.iter().map(title).collect();
        (!titles.is_empty()).then(|| format!("{{ {} }}", titles.join(", ")))
    }

    fn resources(&self) -> Option<String> {
        if self.resources.is_empty() {
            return None;
        }
        let mut text = "[\n".to_owned();
        for (kind, title, url) in &self.resources {
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "  {{ type = \"{kind}\", title = {}, url = {} }},",
                toml_string(title),
                toml_string(url)
            );
        }
        text.push(']');
        Some(text)
    }
}

/// A list of texts; none where it is empty.
pub(super) fn list(texts: &[String]) -> Option<String> {
    let quoted: Vec<String> = texts.iter().map(|text| toml_string(text)).collect();
    let line = quoted.join(", ");
    match texts.len() {
        0 => None,
        _ if line.len() <= WIDE => Some(format!("[{line}]")),
        _ => Some(format!("[\n  {},\n]", quoted.join(",\n  "))),
    }
}

/// The whole file. `source` is how the source is called, `day` the day of the import.
pub(super) fn file(plan: &Plan, id: &str, (source, day): (&SafeText, &SafeText)) -> String {
    let mut text = format!(
        "# Imported from {source} on {day} with `trailmark import`.\n\
         # Import it again to take in what is new there: what you change here by hand stays.\n\n\
         id = {}  # names the folder of your progress; leave it as it is\n\
         title = {}\n",
        toml_string(id),
        toml_string(&plan.title),
    );
    let more = [
        ("description", Some(&plan.description).filter(|text| !text.is_empty())),
        ("language", plan.language.as_ref()),
    ];
    for (key, value) in more {
        if let Some(value) = value {
            let _ = writeln!(text, "{key} = {}", toml_string(value));
        }
    }
    for topic in &plan.topics {
        text.push('\n');
        text.push_str(&self::topic(topic));
    }
    text
}

/// A topic with its header.
pub(super) fn topic(topic: &Topic) -> String {
    let path = vec!["topics"; topic.depth + 1].join(".");
    let mut text = String::new();
    if let Some(why) = &topic.guess {
        let _ = writeln!(text, "# the place is a guess: {why}");
    }
    let _ = writeln!(text, "[[{path}]]\nid = {}", toml_string(topic.id.as_str()));
    for (key, value) in &topic.values {
        let _ = writeln!(text, "{key} = {value}");
    }
    text
}
