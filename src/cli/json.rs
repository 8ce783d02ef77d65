//! The shape of `--json`, version 1; `docs/json.md` describes it for people.
//!
//! Every answer is one object: `trailmark` (the version of the shape), `roadmap` (`id`, `title`, `source`), `progress`
//! (`percent`, `done`, `in_progress`, `total`), and beside them what the verb answers:
//!
//! | verb | fields |
//! |---|---|
//! | `status` | `in_progress` and `next`: topics, suggestions |
//! | `next` | `next`: suggestions |
//! | `list` | `topics`: topics |
//! | `find` | `hits`: `id`, `title`, `in`, `line`, `text`, `path` |
//! | `show` | `topic`: a topic with `requires`, `resources`, `children`, `note`, `summary` |
//! | `check` | `problems`, `topics`, `notes`, `events` |
//! | `orphans` | `orphans`: `id`, `title`, `status`, `since`, `bookmarked`, `resources_ticked`, `now` |
//! | `roadmaps` | `trailmark`, `roadmaps`: `id`, `title`, `source`, `state`, `progress`, `opened`, `studied` |
//! | `restore --dry-run` | `lost`: `at`, `change`, `events` |
//! | `import` | see `cli::import::json` |
//! | `restore --list` | `backups`: `day`, `events`, `lost` |
//!
//! Statuses are the words of the logs: `todo`, `in-progress`, `done`, `skipped`. Times are RFC 3339 in UTC. Within a
//! version fields are added, never renamed or taken away.

use std::collections::BTreeMap;

use serde::Serialize;

use super::context::Context;
use super::find::Found;
use super::roadmaps::Listed;
use crate::calendar::rfc3339;
use crate::counts::Tally;
use crate::next::{Suggestion, Why};
use crate::progress::{Moment, Orphan};
use crate::roadmap::{Kind, Level, NotePath, Resource, TopicIx, Translations};
use crate::store::Backup;
use crate::text::SafeText;

/// The version of the shape.
const VERSION: u32 = 1;

/// Titles in other languages, by the tags of these.
type Titles<'a> = BTreeMap<&'a str, &'a str>;

/// An answer with what it is about.
#[derive(Debug, Serialize)]
pub(super) struct Answer<'a, T> {
    trailmark: u32,
    roadmap: RoadmapHead<'a>,
    progress: TallyShape,
    #[serde(flatten)]
    body: T,
}

#[derive(Debug, Serialize)]
struct RoadmapHead<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    titles: Titles<'a>,
    source: String,
}

#[derive(Debug, Serialize)]
struct TallyShape {
    percent: u32,
    done: u32,
    in_progress: u32,
    total: u32,
}

/// A topic in a list.
#[derive(Debug, Serialize)]
pub(super) struct TopicShape<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    titles: Titles<'a>,
    path: Vec<&'a str>,
    status: &'static str,
    since: Option<String>,
    bookmarked: bool,
    tags: Vec<&'a str>,
    minutes: Option<u32>,
    has_summary: bool,
    kind: Option<&'static str>,
    level: Option<&'static str>,
    progress: TallyShape,
}

/// What `status` answers.
#[derive(Debug, Serialize)]
pub(super) struct StatusBody<'a> {
    in_progress: Vec<TopicShape<'a>>,
    next: Vec<SuggestionShape<'a>>,
}

/// What `next` answers.
#[derive(Debug, Serialize)]
pub(super) struct NextBody<'a> {
    next: Vec<SuggestionShape<'a>>,
}

/// A topic to study next.
#[derive(Debug, Serialize)]
pub(super) struct SuggestionShape<'a> {
    #[serde(flatten)]
    topic: TopicShape<'a>,
    why: &'static str,
}

/// What `list` answers.
#[derive(Debug, Serialize)]
pub(super) struct ListBody<'a> {
    topics: Vec<TopicShape<'a>>,
}

/// What `find` answers.
#[derive(Debug, Serialize)]
pub(super) struct FindBody<'a> {
    hits: Vec<HitShape<'a>>,
}

#[derive(Debug, Serialize)]
struct HitShape<'a> {
    id: &'a str,
    title: &'a str,
    r#in: &'static str,
    line: Option<usize>,
    text: &'a str,
    path: Option<&'a str>,
}

/// What `show` answers.
#[derive(Debug, Serialize)]
pub(super) struct ShowBody<'a> {
    topic: FullTopic<'a>,
}

#[derive(Debug, Serialize)]
struct FullTopic<'a> {
    #[serde(flatten)]
    topic: TopicShape<'a>,
    requires: Vec<&'a str>,
    children: Vec<&'a str>,
    resources: Vec<ResourceShape<'a>>,
    note: Option<NoteShape<'a>>,
    summary: Option<SummaryShape<'a>>,
}

#[derive(Debug, Serialize)]
struct ResourceShape<'a> {
    r#type: &'static str,
    title: &'a str,
    url: &'a str,
    ticked: bool,
}

#[derive(Debug, Serialize)]
struct NoteShape<'a> {
    path: String,
    markdown: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct SummaryShape<'a> {
    path: String,
    text: Option<&'a str>,
}

/// What `check` answers. It stands alone: a broken roadmap has no head to show.
#[derive(Debug, Serialize)]
pub(super) struct CheckAnswer {
    /// The version of the shape.
    trailmark: u32,
    /// Every problem.
    pub(super) problems: Vec<ProblemShape>,
    /// How many topics there are; none where the roadmap is broken.
    pub(super) topics: Option<usize>,
    /// How many notes the roadmap names.
    pub(super) notes: Option<usize>,
    /// How many events the logs hold.
    pub(super) events: Option<usize>,
}

impl CheckAnswer {
    /// An answer of a roadmap that could not be looked at.
    pub(super) fn new(problems: Vec<ProblemShape>) -> Self {
        Self { trailmark: VERSION, problems, topics: None, notes: None, events: None }
    }
}

/// A problem: where, what, and a way to mend it.
#[derive(Debug, Default, Serialize)]
pub(super) struct ProblemShape {
    /// The file.
    pub(super) file: Option<String>,
    /// Its line; the first is 1.
    pub(super) line: Option<usize>,
    /// The column in characters; the first is 1.
    pub(super) column: Option<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// How to mend it.
    pub(super) help: Option<String>,
}

/// What `roadmaps` answers. It stands alone: it is about no single roadmap.
#[derive(Debug, Serialize)]
pub(super) struct RoadmapsAnswer<'a> {
    trailmark: u32,
    roadmaps: Vec<RoadmapShape<'a>>,
}

#[derive(Debug, Serialize)]
struct RoadmapShape<'a> {
    id: &'a str,
    title: &'a str,
    source: String,
    state: &'static str,
    progress: Option<TallyShape>,
    opened: Option<String>,
    studied: Option<String>,
}

/// What `orphans` answers.
#[derive(Debug, Serialize)]
pub(super) struct OrphansBody<'a> {
    orphans: Vec<OrphanShape<'a>>,
}

#[derive(Debug, Serialize)]
struct OrphanShape<'a> {
    id: &'a str,
    title: &'a str,
    status: &'static str,
    since: Option<String>,
    bookmarked: bool,
    resources_ticked: usize,
    now: Option<&'a str>,
}

/// What `restore --dry-run` answers.
#[derive(Debug, Serialize)]
pub(super) struct LostBody {
    lost: Vec<LostShape>,
}

/// A step that is missing from the logs.
#[derive(Debug, Serialize)]
struct LostShape {
    at: String,
    change: String,
    events: usize,
}

/// What `restore --list` answers.
#[derive(Debug, Serialize)]
pub(super) struct BackupsBody<'a> {
    backups: Vec<BackupShape<'a>>,
}

#[derive(Debug, Serialize)]
struct BackupShape<'a> {
    day: &'a str,
    events: Option<usize>,
    lost: usize,
}

impl From<Tally> for TallyShape {
    fn from(tally: Tally) -> Self {
        let Tally { done, in_progress, total } = tally;
        Self { percent: tally.percent(), done, in_progress, total }
    }
}

fn answer<T>(context: &Context, body: T) -> Answer<'_, T> {
    let head = RoadmapHead {
        id: context.roadmap.id().as_str(),
        title: context.roadmap.title().as_str(),
        titles: titles(context.roadmap.titles()),
        source: context.source.label().into(),
    };
    Answer { trailmark: VERSION, roadmap: head, progress: context.counts.whole().into(), body }
}

/// The answer of `status`.
pub(super) fn status<'a>(
    context: &'a Context,
    in_progress: &[TopicIx],
    next: &[Suggestion],
) -> Answer<'a, StatusBody<'a>> {
    let body = StatusBody { in_progress: topics(context, in_progress), next: suggestions(context, next) };
    answer(context, body)
}

/// The answer of `next`.
pub(super) fn next<'a>(context: &'a Context, next: &[Suggestion]) -> Answer<'a, NextBody<'a>> {
    answer(context, NextBody { next: suggestions(context, next) })
}

/// The answer of `list`.
pub(super) fn list<'a>(context: &'a Context, listed: &[TopicIx]) -> Answer<'a, ListBody<'a>> {
    answer(context, ListBody { topics: topics(context, listed) })
}

/// The answer of `find`.
pub(super) fn find<'a>(context: &'a Context, found: &'a [Found]) -> Answer<'a, FindBody<'a>> {
    let shape = |found: &'a Found| HitShape {
        id: id(context, found.ix),
        title: context.roadmap.topic(found.ix).title.as_str(),
        r#in: found.part.word(),
        line: found.line,
        text: found.text.as_str(),
        path: found.path.as_ref().map(NotePath::as_str),
    };
    answer(context, FindBody { hits: found.iter().map(shape).collect() })
}

/// The answer of `roadmaps`.
pub(super) fn roadmaps(list: &[Listed]) -> RoadmapsAnswer<'_> {
    fn shape(listed: &Listed) -> RoadmapShape<'_> {
        let opened = Some(listed.known.opened).filter(|opened| *opened > Moment::FIRST);
        RoadmapShape {
            id: listed.id(),
            title: listed.title().as_str(),
            source: listed.place(),
            state: listed.look.state.word(),
            progress: listed.tally().map(TallyShape::from),
            opened: opened.map(rfc3339),
            studied: listed.look.studied.map(rfc3339),
        }
    }
    RoadmapsAnswer { trailmark: VERSION, roadmaps: list.iter().map(shape).collect() }
}

/// The answer of `show`; `markdown` is the note and `text` the summary, where they could be read.
pub(super) fn show<'a>(
    context: &'a Context,
    ix: TopicIx,
    (markdown, text): (Option<&'a str>, Option<&'a str>),
) -> Answer<'a, ShowBody<'a>> {
    let topic = context.roadmap.topic(ix);
    let resource = |resource: &'a Resource| ResourceShape {
        r#type: resource.kind.word(),
        title: resource.title.as_str(),
        url: resource.url.as_str(),
        ticked: context.standing.is_ticked(ix, resource),
    };
    let full = FullTopic {
        topic: topic_shape(context, ix),
        requires: topic.requires.iter().map(|needed| id(context, *needed)).collect(),
        children: context.roadmap.children(ix).map(|child| id(context, child)).collect(),
        resources: topic.resources.iter().map(resource).collect(),
        note: topic.note.as_ref().map(|path| {
            let path = context.source.shown_note(&context.roadmap, path).to_string();
            NoteShape { path, markdown }
        }),
        summary: context
            .written
            .get(&ix)
            .map(|id| SummaryShape { path: context.summaries.file(id).to_string_lossy().into_owned(), text }),
    };
    answer(context, ShowBody { topic: full })
}

/// The answer of `orphans`.
pub(super) fn orphans(context: &Context) -> Answer<'_, OrphansBody<'_>> {
    fn shape<'a>(orphan: &'a Orphan, now: Option<&'a SafeText>) -> OrphanShape<'a> {
        OrphanShape {
            id: orphan.id.as_str(),
            title: orphan.title.as_str(),
            status: orphan.status.mark().word(),
            since: orphan.status.since().map(rfc3339),
            bookmarked: orphan.bookmarked,
            resources_ticked: orphan.ticked,
            now: now.map(SafeText::as_str),
        }
    }
    let gone = context.standing.orphans().iter().map(|orphan| shape(orphan, None));
    let doubts = context.standing.doubts().iter();
    let in_doubt = doubts.map(|doubt| shape(&doubt.before, Some(&context.roadmap.topic(doubt.topic).title)));
    answer(context, OrphansBody { orphans: gone.chain(in_doubt).collect() })
}

/// The answer of `restore --dry-run`: of each step when it was made, what it did and how many events it has.
pub(super) fn lost(
    context: &Context,
    steps: impl Iterator<Item = (Moment, SafeText, usize)>,
) -> Answer<'_, LostBody> {
    let shape = |(at, change, events)| LostShape { at: rfc3339(at), change: String::from(change), events };
    answer(context, LostBody { lost: steps.map(shape).collect() })
}

/// The answer of `restore --list`.
pub(super) fn backups<'a>(context: &'a Context, backups: &'a [Backup]) -> Answer<'a, BackupsBody<'a>> {
    let shape =
        |backup: &'a Backup| BackupShape { day: &backup.day, events: backup.events, lost: backup.lost };
    answer(context, BackupsBody { backups: backups.iter().map(shape).collect() })
}

fn topics<'a>(context: &'a Context, topics: &[TopicIx]) -> Vec<TopicShape<'a>> {
    topics.iter().map(|ix| topic_shape(context, *ix)).collect()
}

fn topic_shape(context: &Context, ix: TopicIx) -> TopicShape<'_> {
    let topic = context.roadmap.topic(ix);
    let mut path: Vec<&str> = context.roadmap.ancestors(ix).map(|above| id(context, above)).collect();
    path.reverse();
    TopicShape {
        id: topic.id.as_str(),
        title: topic.title.as_str(),
        titles: titles(&topic.titles),
        path,
        status: context.counts.mark(ix).word(),
        since: context.since(ix).map(rfc3339),
        bookmarked: context.standing.is_bookmarked(ix),
        tags: topic.tags.iter().map(AsRef::as_ref).collect(),
        minutes: topic.minutes,
        has_summary: context.written.contains_key(&ix),
        kind: topic.kind.map(Kind::word),
        level: topic.level.map(Level::word),
        progress: context.counts.of(ix).into(),
    }
}

fn suggestions<'a>(context: &'a Context, next: &[Suggestion]) -> Vec<SuggestionShape<'a>> {
    let shape =
        |next: &Suggestion| SuggestionShape { topic: topic_shape(context, next.topic), why: why(next.why) };
    next.iter().map(shape).collect()
}

fn why(why: Why) -> &'static str {
    match why {
        Why::InProgress { .. } => "in-progress",
        Why::Bookmarked => "bookmarked",
        Why::RequirementsDone => "requirements-done",
        Why::NextInOrder => "next-in-order",
    }
}

fn titles(translations: &Translations) -> Titles<'_> {
    translations.iter().map(|(tag, title)| (tag.as_str(), title.as_str())).collect()
}

fn id(context: &Context, ix: TopicIx) -> &str {
    context.roadmap.topic(ix).id.as_str()
}
