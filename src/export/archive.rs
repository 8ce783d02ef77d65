//! Everything, as JSON that `trailmark import` takes back; and for other programs the tree of topics with their status.
//! `docs/json.md` describes it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Study;
use crate::base64;
use crate::calendar::rfc3339;
use crate::counts::Tally;
use crate::import::{ARCHIVE_FORMAT, ARCHIVE_VERSION, Archive};
use crate::roadmap::TopicIx;

#[derive(Serialize)]
struct Whole<'a> {
    format: &'static str,
    version: u64,
    id: &'a str,
    title: &'a str,
    progress: Sum,
    topics: Vec<Node<'a>>,
    roadmap: &'a str,
    notes: BTreeMap<&'a str, Content<'a>>,
    summaries: BTreeMap<&'a str, Content<'a>>,
    events: &'a [String],
}

#[derive(Serialize)]
struct Sum {
    percent: u32,
    done: u32,
    in_progress: u32,
    total: u32,
}

#[derive(Serialize)]
struct Node<'a> {
    id: &'a str,
    title: &'a str,
    status: &'static str,
    since: Option<String>,
    bookmarked: bool,
    percent: u32,
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<Node<'a>>,
}

/// A file as it is.
#[derive(Serialize)]
#[serde(untagged)]
enum Content<'a> {
    Text(&'a str),
    Bytes { base64: String },
}

/// Writes an archive. Its parts come in a fixed order; there is nothing of the moment in it.
///
/// # Errors
/// Where it cannot be put in JSON, which is not known to happen.
pub fn write(study: Study<'_>, archive: &Archive) -> serde_json::Result<String> {
    let roadmap = study.roadmap;
    let whole = Whole {
        format: ARCHIVE_FORMAT,
        version: ARCHIVE_VERSION,
        id: roadmap.id().as_str(),
        title: roadmap.title().as_str(),
        progress: study.counts.whole().into(),
        topics: roadmap.sections().map(|section| node(study, section)).collect(),
        roadmap: &archive.roadmap_toml,
        notes: archive.notes.iter().map(|(path, note)| (path.as_str(), content(note))).collect(),
        summaries: archive.summaries.iter().map(|(id, text)| (id.as_str(), content(text))).collect(),
        events: &archive.events,
    };
    let mut text = serde_json::to_string_pretty(&whole)?;
    text.push('\n');
    Ok(text)
}

/// Whether a file begins as [`write()`] lets it begin.
pub(super) fn is_earlier(file: &[u8]) -> bool {
    file.starts_with(format!("{{\n  \"format\": \"{ARCHIVE_FORMAT}\",\n").as_bytes())
}

impl From<Tally> for Sum {
    fn from(tally: Tally) -> Self {
        let Tally { done, in_progress, total } = tally;
        Self { percent: tally.percent(), done, in_progress, total }
    }
}

/// A topic with those below it: at most as deep as a roadmap may be.
fn node(study: Study<'_>, ix: TopicIx) -> Node<'_> {
    let topic = study.roadmap.topic(ix);
    Node {
        id: topic.id.as_str(),
        title: topic.title.as_str(),
        status: study.counts.mark(ix).word(),
        since: study.since(ix).map(rfc3339),
        bookmarked: study.standing.is_bookmarked(ix),
        percent: study.counts.of(ix).percent(),
        note: topic.note.as_ref().map(crate::roadmap::NotePath::as_str),
        topics: study.roadmap.children(ix).map(|child| node(study, child)).collect(),
    }
}

fn content(bytes: &[u8]) -> Content<'_> {
    match str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Content::Text(text),
        _ => Content::Bytes { base64: base64::encoded(bytes) },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::counts::Counts;
    use crate::example;
    use crate::roadmap::{NotePath, TopicId};

    proptest! {
        #[test]
        fn what_is_written_is_read_back_as_it_was(
            notes in proptest::collection::btree_map("[a-c가]{1,3}", proptest::collection::vec(any::<u8>(), 0..20), 0..4),
            texts in proptest::collection::btree_map("[a-c가]{1,3}", "\\PC{0,8}|[\u{0}-\u{20}\u{7F}-\u{9F}\"\\\\]{0,9}", 0..4),
            remark in "\\PC{0,8}",
        ) {
            let toml = format!("# {}\r\nid = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\n", remark.replace('\n', ""));
            let archive = Archive {
                roadmap_toml: toml.clone(),
                notes: notes.into_iter().map(|(name, note)| (NotePath::new(&name).unwrap(), note)).collect(),
                summaries: texts.into_iter().map(|(id, text)| (TopicId::new(&id).unwrap(), text.into_bytes())).collect(),
                events: vec!["20261120T194503123Z-00-k3f9q2 = { later = [1, 2] }".to_owned()],
            };
            let roadmap = example::roadmap("id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\n");
            let standing = example::progress(&roadmap, "a=done").on(&roadmap);
            let counts = Counts::new(&roadmap, &standing);
            let text = write(Study { roadmap: &roadmap, standing: &standing, counts: &counts }, &archive).unwrap();
            prop_assert!(is_earlier(text.as_bytes()) && Archive::is_likely(&text));
            prop_assert_eq!(Archive::parse(&text), Ok(archive));
        }
    }
}
