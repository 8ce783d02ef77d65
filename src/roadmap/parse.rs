//! From the text of a roadmap file to a [`Roadmap`], or to every problem of the file at once.
//!
//! The steps: [`syntax`] makes TOML tables of the text, [`topic`] walks them into a flat list of drafts with the help of
//! [`fields`], [`links`] checks what connects topics, [`made_up`] names those without an id. Each step goes on after a
//! mistake, so that one run shows all of them; [`report`] collects, sorts and limits them. [`remark`] adds what an author
//! should mend though the roadmap can be used.

mod circle;
pub(crate) mod fields;
mod links;
pub(crate) mod made_up;
mod remark;
pub(crate) mod report;
mod resource;
pub(crate) mod suggest;
mod syntax;
mod topic;
mod translations;

use std::collections::HashMap;
use std::path::Path;

use fields::{Fields, Vocabulary};
use links::Ids;
pub use remark::{NoteFault, NoteFiles};
use report::{Report, Words, quoted};
pub(crate) use resource::behind_scheme;
use toml::de::DeTable;
use topic::{Draft, Walk};

use super::language::languages_of;
use super::lines::LineCounter;
use super::problem::Problems;
use super::{MAX_BYTES, NotePath, Roadmap, RoadmapId, Topic, TopicId, TopicIx, Translations};
use crate::language::LanguageTag;
use crate::text::SafeText;

/// The notes folder where the file names none.
const NOTES: &str = "notes";

/// The keys of the file itself.
static ROOT: Vocabulary = Vocabulary {
    owner: "The roadmap",
    keys: &[
        ("id", r#"id = "my-roadmap""#),
        ("title", r#"title = "My roadmap""#),
        ("titles", r#"titles = { ko = "나의 로드맵" }"#),
        ("description", r#"description = "What it is about.""#),
        ("descriptions", r#"descriptions = { ko = "무엇에 관한 것인지." }"#),
        ("language", r#"language = "en""#),
        ("notes", r#"notes = "notes""#),
        ("topics", "[[topics]]"),
    ],
};

/// Reads the text of a roadmap file; `file` is how messages call it.
///
/// A byte-order mark and CRLF line breaks are accepted. A topic without an id gets one made of the titles above it, see
/// [`Topic::has_own_id`].
///
/// # Errors
/// Every problem of the file, sorted by place. Where the syntax is broken, what may only follow from that is left out.
pub fn parse(text: &str, file: &Path) -> Result<Roadmap, Problems> {
    let mut report = Report::default();
    let Some(text) = readable(text, &mut report) else { return Err(report.finish(file, "")) };
    let table = syntax::read(text, &mut report);
    let reading = read(&table, text, &mut report).filter(|_| report.is_clean());
    reading.and_then(|reading| reading.roadmap(text)).ok_or_else(|| report.finish(file, text))
}

/// A roadmap file with everything that its author should mend.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// The roadmap, where it can be used: what [`parse`] gives for the same text.
    pub roadmap: Option<Roadmap>,
    /// Every problem, if there is one: those that stop the roadmap from being used, notes that cannot be shown, and topics
    /// without an id.
    pub problems: Option<Problems>,
}

/// Reads the text of a roadmap file as [`parse`] does, and looks at the notes of all topics that could be read.
pub fn inspect(text: &str, file: &Path, files: &dyn NoteFiles) -> Inspection {
    let mut report = Report::default();
    let Some(text) = readable(text, &mut report) else {
        return Inspection { roadmap: None, problems: Some(report.finish(file, "")) };
    };
    let table = syntax::read(text, &mut report);
    let reading = read(&table, text, &mut report);
    let is_usable = report.is_clean();
    if let Some(Reading { head, drafts, ids, .. }) = &reading {
        remark::add_ids(drafts, ids, &mut report);
        if let Some(folder) = &head.notes {
            remark::add_notes(drafts, folder, files, &mut report);
        }
    }
    let roadmap = reading.filter(|_| is_usable).and_then(|reading| reading.roadmap(text));
    Inspection { roadmap, problems: (!report.is_clean()).then(|| report.finish(file, text)) }
}

/// The text behind a byte-order mark; none where it is too large to be read.
fn readable<'t>(text: &'t str, report: &mut Report) -> Option<&'t str> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.len() as u64 <= MAX_BYTES {
        return Some(text);
    }
    report.add(&(0..0), || {
        let limit = MAX_BYTES / 1024 / 1024;
        Words::new(format!("The file is larger than {limit} MiB."), "too large")
            .help("split it into several roadmaps; long texts belong into notes")
    });
    None
}

/// What a file says, good or bad, before a roadmap is made of it.
struct Reading<'a> {
    head: Head,
    drafts: Vec<Draft<'a>>,
    /// The id of each draft, own or made up.
    ids: Vec<Option<TopicId>>,
    /// The topics that each draft requires.
    requires: Vec<Vec<usize>>,
}

fn read<'a>(table: &'a DeTable<'_>, text: &str, report: &mut Report) -> Option<Reading<'a>> {
    if table.is_empty() && !report.is_broken() && report.is_clean() {
        report.add(&(0..0), || {
            Words::new("The file says nothing yet.", "a roadmap needs an id, a title and a topic").help(
                r#"write four lines:  id = "my-roadmap"  title = "My roadmap"  [[topics]]  title = "First topic""#,
            )
        });
        return None;
    }
    let root = Fields::new(table, &ROOT, &[], report);
    let head = Head::read(&root, report);
    let language = head.language.as_ref().and_then(|language| LanguageTag::new(language.as_str()));
    let drafts = Walk::new(language, report).read(&root);
    let (ids, requires) = connect(&drafts, text, report);
    Some(Reading { head, drafts, ids, requires })
}

impl Reading<'_> {
    /// The roadmap, where nothing is missing.
    fn roadmap(self, text: &str) -> Option<Roadmap> {
        let Head { id, title, titles, description, descriptions, language, notes } = self.head;
        let mut by_id = HashMap::with_capacity(self.drafts.len());
        let mut topics = Vec::with_capacity(self.drafts.len());
        let mut line = LineCounter::new(text);
        for ((draft, id), requires) in self.drafts.into_iter().zip(self.ids).zip(self.requires) {
            let id = id?;
            by_id.insert(id.clone(), TopicIx::at(topics.len()));
            topics.push(finish(draft, id, requires, &mut line));
        }
        let translated = topics.iter().map(|topic: &Topic| &topic.titles);
        let languages = languages_of(translated.chain([&titles, &descriptions]));
        Some(Roadmap {
            id: id?,
            title: title?,
            titles,
            description,
            descriptions,
            language,
            languages,
            spoken: None,
            notes: notes?,
            topics,
            by_id,
        })
    }
}

/// What the file says of the roadmap as a whole.
struct Head {
    id: Option<RoadmapId>,
    title: Option<SafeText>,
    titles: Translations,
    description: SafeText,
    descriptions: Translations,
    language: Option<SafeText>,
    notes: Option<NotePath>,
}

impl Head {
    fn read(root: &Fields<'_, '_>, report: &mut Report) -> Self {
        let id = match root.value_or_meant("id") {
            None => {
                let title = root.value_or_meant("title").and_then(|title| title.get_ref().as_str());
                Self::report_no_id(title.unwrap_or_default(), report);
                None
            }
            Some(_) => root.text(report, "id").and_then(|(text, place)| {
                let bad = |why| {
                    report.add(&place, || {
                        let words =
                            Words::new(format!("{} cannot be an id: {why}.", quoted(text)), "not an id");
                        words.help(id_line(text))
                    });
                };
                RoadmapId::new(text).map_err(bad).ok()
            }),
        };
        let title = root.needed_text(report, "title", &(0..0));
        let notes = match root.value_or_meant("notes") {
            Some(_) => root.path(report, "notes").map(|(path, _)| path),
            None => NotePath::new(NOTES).ok(),
        };
        let text =
            |report: &mut Report, key| root.text(report, key).map(|(text, _)| SafeText::new(text.trim()));
        let language = text(report, "language").filter(|language| !language.is_empty());
        let own = language.as_ref().and_then(|language| LanguageTag::new(language.as_str()));
        let translated = |report: &mut Report, key| translations::read(root, report, (key, own.as_ref()));
        Self {
            id,
            title: title.map(|(title, _)| SafeText::new(title.trim())),
            titles: translated(report, "titles"),
            description: text(report, "description").unwrap_or_default(),
            descriptions: translated(report, "descriptions"),
            language,
            notes,
        }
    }

    fn report_no_id(title: &str, report: &mut Report) {
        report.add_missing(&(0..0), || {
            Words::new(
                "The roadmap needs an \"id\": it names the folder with your progress.",
                "no \"id\" here",
            )
            .help(id_line(title))
        });
    }
}

/// A line with an id made of `text`.
fn id_line(text: &str) -> String {
    TopicId::slug(text).map_or_else(|| ROOT.example("id").to_owned(), |slug| format!("id = \"{slug}\""))
}

/// Checks what connects the topics: gives each of them an id, and finds those that it requires.
fn connect(drafts: &[Draft<'_>], text: &str, report: &mut Report) -> (Vec<Option<TopicId>>, Vec<Vec<usize>>) {
    let named = links::own_ids(drafts, report);
    links::check_was(drafts, &named, report);
    let ids = made_up::ids(drafts);
    let made_up: HashMap<TopicId, usize> = ids
        .iter()
        .zip(drafts)
        .enumerate()
        .filter(|(_, (_, draft))| draft.id.is_none())
        .filter_map(|(index, (id, _))| Some((id.clone()?, index)))
        .collect();
    let requires = links::resolve(drafts, &Ids { named: &named, made_up: &made_up, text }, report);
    for (draft, id) in drafts.iter().zip(&ids) {
        if id.is_none() {
            report.add(&draft.place, || {
                Words::new("No id can be made of this title.", "needs an id").help(r#"id = "transactions""#)
            });
        }
    }
    (ids, requires)
}

fn finish(draft: Draft<'_>, id: TopicId, requires: Vec<usize>, line: &mut LineCounter<'_>) -> Topic {
    Topic {
        has_own_id: draft.id.is_some(),
        id,
        title: draft.title,
        titles: draft.titles,
        shown: None,
        note: draft.note.map(|(path, _)| path),
        requires: requires.into_iter().map(TopicIx::at).collect(),
        was: draft.was.into_iter().map(|(id, _)| id).collect(),
        origin: draft.origin,
        tags: draft.tags,
        minutes: draft.minutes,
        kind: draft.kind,
        level: draft.level,
        resources: draft.resources,
        choose: draft.choose,
        counts: draft.counts,
        line: line.at(draft.place.start),
        parent: draft.parent.map(TopicIx::at),
        depth: draft.depth,
        end: TopicIx::at(draft.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good(text: &str) -> Roadmap {
        parse(text, Path::new("roadmap.toml")).unwrap_or_else(|problems| panic!("{problems}"))
    }

    #[test]
    fn everything_that_a_file_can_say() {
        let roadmap = good(
            r##"
            id = "backend"
            title = " Backend "
            description = "All of it."
            language = "en"
            notes = "texts"
            [[topics]]
            id = "databases"
            title = "Databases"
            choose = 1
            counts = true
            [[topics.topics]]
            id = "transactions"
            title = "Transactions and ACID"
            note = "databases/./transactions.md"
            requires = ["sql", "sql", "databases.no-id"]
            was = ["acid"]
            tags = ["#database", "interview"]
            minutes = 1_20
            kind = "recommended"
            level = "advanced"
            resources = [{ type = "docs", url = "HTTPS://example.org" }, { type = "feed", title = "M", url = "mailto:a@b.c" }]
            [[topics.topics]]
            title = "No id"
            [[topics]]
            id = "sql"
            title = "SQL"
            "##,
        );
        assert_eq!((roadmap.id().as_str(), roadmap.title().as_str()), ("backend", "Backend"));
        assert_eq!(
            (roadmap.notes().as_str(), roadmap.language().map(SafeText::as_str)),
            ("texts", Some("en"))
        );
        let ids: Vec<&str> = roadmap.topics().iter().map(|topic| topic.id.as_str()).collect();
        assert_eq!(ids, ["databases", "transactions", "databases.no-id", "sql"]);
        let topic = roadmap.topic(TopicIx::at(1));
        assert_eq!(topic.note.as_ref().map(NotePath::as_str), Some("databases/transactions.md"));
        assert_eq!(topic.requires, [TopicIx::at(3), TopicIx::at(2)]);
        assert_eq!(
            (topic.minutes, topic.line, topic.depth, topic.parent),
            (Some(120), 13, 1, Some(TopicIx::at(0)))
        );
        assert_eq!(topic.tags, ["database".into(), "interview".into()]);
        assert_eq!(topic.resources[0].title.as_str(), "HTTPS://example.org");
        let section = roadmap.topic(TopicIx::at(0));
        assert_eq!(
            (section.choose.map(std::num::NonZeroU32::get), section.counts, section.end.get()),
            (Some(1), true, 3)
        );
        assert!(!roadmap.topic(TopicIx::at(2)).has_own_id && topic.has_own_id);
        assert_eq!(roadmap.find(&topic.id), Some(TopicIx::at(1)));
    }

    #[test]
    fn topics_without_ids_get_different_ones() {
        let roadmap = good(
            r#"
            id = "x"
            title = "X"
            topics = [
              { title = "A", topics = [{ title = "B" }, { title = "B" }, { title = "!!!" }] },
              { title = "A" },
              { title = "C", id = "a-3" },
              { title = "A" },
              { title = "한글 제목" },
              { title = "D", was = ["e"] },
              { title = "E" },
            ]
            "#,
        );
        let ids: Vec<&str> = roadmap.topics().iter().map(|topic| topic.id.as_str()).collect();
        assert_eq!(ids, ["a", "a.b", "a.b-2", "a.topic", "a-2", "a-3", "a-4", "한글-제목", "d", "e-2"]);
    }

    #[test]
    fn byte_order_mark_and_line_breaks_of_windows() {
        let roadmap = good("\u{FEFF}id = \"x\"\r\ntitle = \"X\"\r\n\r\n[[topics]]\r\ntitle = \"A\"\r\n");
        assert_eq!(roadmap.topics().first().map(|topic| topic.line), Some(5));
        assert_eq!(roadmap.notes().as_str(), NOTES);
    }
}
