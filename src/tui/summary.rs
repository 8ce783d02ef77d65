//! What a person has written, as far as the interface knows it: which topics have a summary, and the lines that are not in
//! one yet.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem;

use super::field::Field;
use crate::progress::Progress;
use crate::roadmap::{Roadmap, Succession, TopicId, TopicIx};
use crate::text::SafeText;

/// The field for a line that is to be added to a summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adding {
    /// The topic.
    pub topic: TopicId,
    /// Its title.
    pub title: SafeText,
    /// The line.
    pub field: Field,
}

/// A line that is in no summary yet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Draft {
    title: SafeText,
    text: String,
    fate: Fate,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It was left for later.
    Left,
    /// It could not be saved.
    NotSaved,
}

/// The summaries there are, and the lines that are in none yet.
#[derive(Clone, Debug, Default)]
pub struct OwnWords {
    /// The ids that files are named after.
    ids: BTreeSet<TopicId>,
    /// The topics of these files.
    files: HashMap<TopicIx, TopicId>,
    drafts: HashMap<TopicId, Draft>,
}

impl OwnWords {
    /// Takes the ids that files are named after. Says whether there is news.
    pub(super) fn list(&mut self, ids: BTreeSet<TopicId>) -> bool {
        let news = self.ids != ids;
        self.ids = ids;
        news
    }

    /// Finds the topics of the files, which may have had other ids when they were written.
    pub(super) fn find_topics(&mut self, progress: &Progress, roadmap: &Roadmap) {
        let found: Option<HashMap<TopicIx, TopicId>> =
            self.ids.iter().map(|id| Some((roadmap.find(id)?, id.clone()))).collect();
        // Mostly all of them are there; only where one is not it takes a look at every topic.
        self.files = found.unwrap_or_else(|| {
            let owners = progress.owners(roadmap, &self.ids);
            owners.into_iter().map(|(ix, id)| (ix, id.clone())).collect()
        });
    }

    /// Whether a topic has a summary.
    pub fn is_on(&self, ix: TopicIx) -> bool {
        self.files.contains_key(&ix)
    }

    /// The topics with summaries, and the ids that these are named after.
    pub fn files(&self) -> impl Iterator<Item = (TopicIx, TopicId)> + '_ {
        self.files.iter().map(|(ix, file)| (*ix, file.clone()))
    }

    /// The id that a topic's file is named after: its own, or one it had before.
    pub fn file(&self, roadmap: &Roadmap, ix: TopicIx) -> TopicId {
        self.files.get(&ix).unwrap_or(&roadmap.topic(ix).id).clone()
    }

    /// The field of a topic, with what was left in it.
    pub(super) fn field(&self, topic: TopicId, title: SafeText) -> Adding {
        let text = self.drafts.get(&topic).map(|draft| draft.text.clone()).unwrap_or_default();
        Adding { topic, title, field: Field::new(text) }
    }

    /// Keeps what is in a field. Says whether that is anything.
    pub(super) fn keep(&mut self, adding: Adding) -> bool {
        let Adding { topic, title, field } = adding;
        if field.is_blank() {
            self.drafts.remove(&topic);
            return false;
        }
        let fate = self.drafts.get(&topic).map_or(Fate::Left, |draft| draft.fate);
        self.drafts.insert(topic, Draft { title, text: field.text().to_owned(), fate });
        true
    }

    /// Goes on with a new version of the roadmap, in which topics may have other ids. Where two became one, so do their
    /// lines.
    pub(super) fn carry(&mut self, versions: &Succession<'_>) {
        let drafts: BTreeMap<TopicId, Draft> = mem::take(&mut self.drafts).into_iter().collect();
        for (topic, draft) in drafts {
            let heir = versions.id(&topic).clone();
            let draft = match self.drafts.remove(&heir) {
                None => draft,
                Some(other) => Draft {
                    text: format!("{} {}", other.text, draft.text),
                    fate: if other.fate == Fate::NotSaved { other.fate } else { draft.fate },
                    title: draft.title,
                },
            };
            self.drafts.insert(heir, draft);
        }
    }

    /// The line of a topic is in its summary; its title.
    pub(super) fn line_added(&mut self, topic: &TopicId) -> Option<SafeText> {
        self.drafts.remove(topic).map(|draft| draft.title)
    }

    /// The line of a topic could not be saved: the field with it.
    pub(super) fn line_failed(&mut self, topic: &TopicId) -> Option<Adding> {
        let draft = self.drafts.get_mut(topic)?;
        draft.fate = Fate::NotSaved;
        let title = draft.title.clone();
        Some(self.field(topic.clone(), title))
    }

    /// Whether the line of a topic could not be saved.
    pub(super) fn is_at_risk(&self, topic: &TopicId) -> bool {
        self.drafts.get(topic).is_some_and(|draft| draft.fate == Fate::NotSaved)
    }

    /// How many lines could not be saved.
    pub(super) fn at_risk(&self) -> usize {
        self.drafts.values().filter(|draft| draft.fate == Fate::NotSaved).count()
    }

    /// How many lines are in no summary, with what is in the field that is open.
    pub(super) fn lines(&self, open: Option<&Adding>) -> usize {
        let others = self.drafts.keys().filter(|topic| open.is_none_or(|adding| adding.topic != **topic));
        others.count() + usize::from(open.is_some_and(|adding| !adding.field.is_blank()))
    }

    /// The lines that could not be saved, with the titles of their topics; a field that is open has the newest.
    pub(super) fn unsaved_lines(&self, open: Option<&Adding>) -> Vec<(SafeText, String)> {
        let failed = self.drafts.iter().filter(|(topic, draft)| {
            draft.fate == Fate::NotSaved && open.is_none_or(|adding| adding.topic != **topic)
        });
        let mut lines: Vec<_> = failed.map(|(_, draft)| (draft.title.clone(), draft.text.clone())).collect();
        let written = open.filter(|adding| !adding.field.is_blank());
        lines.extend(written.map(|adding| (adding.title.clone(), adding.field.text().to_owned())));
        lines.sort();
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    fn id(id: &str) -> TopicId {
        TopicId::new(id).expect("an id")
    }

    fn ids(list: &[&str]) -> BTreeSet<TopicId> {
        list.iter().map(|name| id(name)).collect()
    }

    #[test]
    fn a_file_belongs_to_the_topic_that_has_its_id_now() {
        let roadmap = example::roadmap(
            "id = \"r\"\ntitle = \"R\"\ntopics = [{ id = \"acid\", title = \"A\", was = [\"tx\", \"old\"] }, { id = \"b\", title = \"B\" }]",
        );
        let (acid, b) = (TopicIx::at(0), TopicIx::at(1));
        for (files, of_acid, expected) in [
            (&["acid", "b"][..], true, "acid"),
            (&["tx"], true, "tx"),
            (&["acid", "tx"], true, "acid"),
            (&["stranger"], false, "acid"),
            (&[], false, "acid"),
        ] {
            let mut own = OwnWords::default();
            assert_eq!(own.list(ids(files)), !files.is_empty());
            own.find_topics(&Progress::default(), &roadmap);
            assert_eq!(own.is_on(acid), of_acid, "{files:?}");
            assert_eq!(own.file(&roadmap, acid), id(expected), "{files:?}");
            assert_eq!(own.is_on(b), files.contains(&"b"));
        }
    }

    #[test]
    fn a_line_is_kept_until_it_is_saved() {
        let mut own = OwnWords::default();
        let written = |own: &OwnWords, text: &str| {
            let mut adding = own.field(id("a"), "A".into());
            adding.field.insert(text);
            adding
        };
        let adding = written(&own, "one");
        assert!(own.keep(adding));
        assert_eq!(own.field(id("a"), "A".into()).field.text(), "one");
        assert!(own.unsaved_lines(None).is_empty(), "nobody tried to save it");
        let failed = own.line_failed(&id("a")).expect("a line");
        assert_eq!(failed.field.text(), "one");
        assert_eq!(own.unsaved_lines(None), [("A".into(), "one".to_owned())]);
        let longer = written(&own, " two");
        assert_eq!(own.unsaved_lines(Some(&longer)), [("A".into(), "one two".to_owned())]);
        assert!(own.keep(longer));
        assert_eq!(own.unsaved_lines(None), [("A".into(), "one two".to_owned())]);
        assert_eq!(own.line_added(&id("a")), Some("A".into()));
        assert!(own.unsaved_lines(None).is_empty());
        // A field that was emptied is forgotten.
        let adding = written(&own, "  ");
        assert!(!own.keep(adding));
    }
}
