//! An import into a roadmap that is there: what changed in the source is taken over, what was changed by hand stays.

use std::collections::{BTreeMap, HashMap};
use std::io::ErrorKind;
use std::path::Path;

use super::tree::Tree;
use super::{
    FILE_NAME, Known, MaterialError, Plan, Prepared, in_notes, kept, mending, new, parsed, read_at, record,
};
use crate::import::plan::Topic;
use crate::import::record::{Record, fingerprint};
use crate::import::report::Changes;
use crate::import::writing::{self, Values};
use crate::roadmap::{Roadmap, TopicId};
use crate::store::shown;
use crate::text::SafeText;

/// An import into a roadmap, under way.
struct Merge<'a> {
    plan: &'a Plan,
    known: &'a Known,
    tree: Tree,
    changes: Changes,
    /// Whether the file changes.
    is_changed: bool,
    /// The last topic of the plan below each topic.
    last: HashMap<Option<usize>, usize>,
}

/// What is to be written into a folder that has a roadmap.
pub(super) fn merged(
    plan: &mut Plan,
    contents: BTreeMap<String, Vec<u8>>,
    known: &Known,
    folder: &Path,
) -> Result<Prepared, MaterialError> {
    let bare = known.text.strip_prefix('\u{FEFF}').unwrap_or(&known.text);
    let tree = Tree::read(bare, &known.roadmap).ok_or_else(|| {
        MaterialError::new(format!(
            "Cannot import into {}: its topics are not written as [[topics]], with a header for each. Write them so, or \
             import into a new folder.",
            shown(&folder.join(FILE_NAME))
        ))
    })?;
    let (changes, is_changed, last) = (Changes::default(), false, HashMap::new());
    let mut merge = Merge { plan, known, tree, changes, is_changed, last };
    for topic in &plan.topics {
        merge.take(topic);
    }
    merge.name_what_is_gone();
    if merge.is_changed {
        let mended = mending::mended(&mut merge.tree);
        merge.changes.kept.extend(mended.iter().map(|words| kept(FILE_NAME, words)));
    }
    let Merge { tree, mut changes, is_changed, .. } = merge;
    let mut files = Vec::new();
    let mut text = None;
    if is_changed {
        text = Some(in_style(&tree.text(), &known.text));
    }
    let roadmap = match &text {
        Some(text) => parsed(text, &folder.join(FILE_NAME))?,
        None => known.roadmap.clone(),
    };
    let mut record = Record { topics: known.record.topics.clone(), files: known.record.files.clone() };
    record.topics.values_mut().for_each(|entry| entry.is_gone = true);
    record.topics.extend(new::entries(plan));
    let mut notes =
        Notes { folder, roadmap: &roadmap, record: &mut record, changes: &mut changes, files: &mut files };
    for (path, bytes) in contents {
        notes.take(in_notes(plan, &path), &path, bytes);
    }
    files.extend(text.map(|text| (FILE_NAME.to_owned(), text.into_bytes())));
    if record != known.record {
        files.push((record::FILE_NAME.to_owned(), record.text().into_bytes()));
    }
    let before = known.text.clone();
    Ok(Prepared { folder: folder.to_owned(), before, is_new: false, roadmap, files, changes })
}

/// A text with the line breaks and the byte-order mark of the old one.
fn in_style(new: &str, old: &str) -> String {
    let mark = if old.starts_with('\u{FEFF}') { "\u{FEFF}" } else { "" };
    let text =
        if old.contains("\r\n") { new.replace("\r\n", "\n").replace('\n', "\r\n") } else { new.to_owned() };
    format!("{mark}{text}")
}

impl Merge<'_> {
    /// Takes in a topic of the source.
    fn take(&mut self, topic: &Topic) {
        let id = topic.id.as_str();
        let parent = self.parent_of(topic);
        let Some(index) = self.tree.find(id) else {
            if self.known.record.topics.contains_key(id) {
                self.changes.kept.push(kept(
                    FILE_NAME,
                    &format!("{}: it was taken out by hand, and is not put back", topic.title),
                ));
                return;
            }
            let text = format!("\n{}", writing::topic(&Topic { depth: 0, parent: None, ..topic.clone() }));
            let after = self.last.get(&parent).copied();
            if let Some(index) = self.tree.insert((id, &text), parent, after) {
                self.last.insert(parent, index);
                self.is_changed = true;
                self.changes.added.push(SafeText::new(&topic.title));
            }
            return;
        };
        self.take_place(topic, index, parent);
        self.take_values(topic, index);
        let above = self.tree.parent(index);
        self.last.insert(above, index);
    }

    /// The topic above a topic, or the nearest above that which is there.
    fn parent_of(&self, topic: &Topic) -> Option<usize> {
        let mut above = topic.parent;
        while let Some(parent) = above.and_then(|above| self.plan.topics.get(above)) {
            if let Some(found) = self.tree.find(parent.id.as_str()) {
                return Some(found);
            }
            above = parent.parent;
        }
        None
    }

    /// Moves a topic that was moved in the source.
    fn take_place(&mut self, topic: &Topic, index: usize, parent: Option<usize>) {
        let Some(before) = self.known.record.topics.get(topic.id.as_str()) else { return };
        let id = |index: Option<usize>| index.and_then(|index| self.tree.id(index)).map(str::to_owned);
        let (now, new) = (id(self.tree.parent(index)), id(parent));
        if new == before.parent || new == now {
            return;
        }
        let after = self.last.get(&parent).copied();
        if now == before.parent && self.tree.shift(index, parent, after) {
            self.is_changed = true;
            self.changes.moved.push(SafeText::new(&topic.title));
        } else {
            self.changes.kept.push(kept(
                FILE_NAME,
                &format!("{}: it was moved by hand, and stays where it is", topic.title),
            ));
        }
    }

    /// Takes over what the source says otherwise than the last time, where nobody has changed it by hand.
    fn take_values(&mut self, topic: &Topic, index: usize) {
        let roadmap = &self.known.roadmap;
        let Some(ix) = roadmap.find(&topic.id) else { return };
        let present = Values::of(roadmap, ix);
        let now: HashMap<&str, String> = present.rendered().into_iter().collect();
        let new: HashMap<&str, &String> = topic.values.iter().map(|(key, value)| (*key, value)).collect();
        let before = self.known.record.topics.get(topic.id.as_str());
        let mut keys: Vec<&str> = now.keys().chain(new.keys()).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let (now, new) = (now.get(key), new.get(key).copied());
            let before = before.and_then(|before| before.values.get(key));
            if now == new || new == before {
                continue;
            }
            if now == before {
                self.tree.set(index, key, new.map(String::as_str));
                self.is_changed = true;
                if key == "title" {
                    self.changes.renamed.push((SafeText::new(&present.title), SafeText::new(&topic.title)));
                } else {
                    self.changes.changed += 1;
                }
            } else if new.is_some() {
                let words = format!("{}: its {key} was changed by hand, and stays", present.title);
                self.changes.kept.push(kept(FILE_NAME, &words));
            }
        }
    }

    /// Names the topics that were imported and that the source has no longer.
    fn name_what_is_gone(&mut self) {
        let ids: std::collections::HashSet<&TopicId> =
            self.plan.topics.iter().map(|topic| &topic.id).collect();
        for topic in self.known.roadmap.topics() {
            if self.known.record.topics.contains_key(topic.id.as_str()) && !ids.contains(&topic.id) {
                self.changes.gone.push(topic.title.clone());
            }
        }
    }
}

/// The files of the notes, each beside what the last import wrote.
struct Notes<'a> {
    folder: &'a Path,
    /// The roadmap as it will be.
    roadmap: &'a Roadmap,
    record: &'a mut Record,
    changes: &'a mut Changes,
    files: &'a mut Vec<(String, Vec<u8>)>,
}

impl Notes<'_> {
    /// Takes in a file, `path` below the folder of the roadmap and `note` below that of the notes.
    fn take(&mut self, path: String, note: &str, bytes: Vec<u8>) {
        let new = fingerprint(&bytes);
        let before = self.record.files.get(&path).cloned();
        let present = match super::place_of(self.folder, &path) {
            Ok(Some(file)) => match read_at(&file) {
                Ok(bytes) => Some(fingerprint(&bytes)),
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                // A folder of that name, or what cannot be read: that is nothing to write over.
                Err(_) => Some(String::new()),
            },
            // A link out of the folder is somebody's own.
            _ => Some(String::new()),
        };
        let is_wanted = match (&present, &before) {
            (None, None) => true,
            // Taken away by hand, unless a topic still wants it.
            (None, Some(_)) => self
                .roadmap
                .topics()
                .iter()
                .any(|topic| topic.note.as_ref().is_some_and(|path| path.as_str() == note)),
            (Some(now), _) if *now == new => false,
            (Some(now), Some(before)) if now == before => true,
            (Some(_), before) => {
                if before.as_ref() != Some(&new) {
                    self.changes.kept.push(kept(&path, "it was changed by hand, and stays as it is"));
                }
                false
            }
        };
        if is_wanted {
            self.changes.written += 1;
            self.files.push((path.clone(), bytes));
        }
        self.record.files.insert(path, new);
    }
}
