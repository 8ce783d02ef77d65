//! A content folder of roadmap.sh: a file a topic, known by the id in its name, `a-title@id.md`.
//!
//! Alone it is a flat list, as its files say nothing of their order; a graph that is imported later gives it parents.

mod link;
mod page;

use std::collections::BTreeMap;

use super::{Draft, DraftNote, DraftTopic, Material, MaterialError, Place, Remark, RemarkKind, Wish};
use page::Page;

/// Letters of an id in the name of a file.
const ID: usize = 21;

/// Reads a content folder that lies alone: a list sorted by title.
///
/// # Errors
/// Where the folder cannot be listed.
pub(super) fn read(start: &str, material: &dyn Material, _wish: &Wish) -> Result<Draft, MaterialError> {
    let folder = if start.is_empty() || material.has_folder(start) { start } else { parent(start) };
    let mut draft = Draft { title: title_of(folder), ..Draft::default() };
    let mut contents = Contents::in_folder(material, folder)?;
    let files: Vec<(String, String)> =
        contents.files.iter().map(|(id, file)| (id.clone(), file.clone())).collect();
    for (id, file) in files.into_iter().filter(|(id, _)| is_id(id)) {
        let name = file.rsplit('/').next().unwrap_or(&file);
        let slug = name.rsplit_once('@').map_or(name, |(slug, _)| slug);
        let mut topic = DraftTopic { title: words(slug), origin: Some(id.clone()), ..DraftTopic::default() };
        contents.fill(&id, &mut topic, true, &mut draft.remarks);
        if topic.title.is_empty() {
            topic.title = id;
        }
        draft.topics.push(topic);
    }
    draft.topics.sort_by_cached_key(|topic| (topic.title.to_lowercase(), topic.origin.clone()));
    contents.leave_out_rest(&mut draft.remarks);
    Ok(draft)
}

/// The files of a content folder by what their names call them.
pub(super) struct Contents<'a> {
    material: &'a dyn Material,
    /// By id; what was taken is gone.
    files: BTreeMap<String, String>,
    /// Files that are no topic's, and why.
    others: Vec<(String, &'static str)>,
}

impl<'a> Contents<'a> {
    /// The files in the folder `content` of `folder`; where it has none and `is_given`, those of the folder itself.
    ///
    /// # Errors
    /// Where the folder cannot be listed.
    pub(super) fn beside(
        material: &'a dyn Material,
        folder: &str,
        is_given: bool,
    ) -> Result<Self, MaterialError> {
        let content = joined(folder, "content");
        if material.has_folder(&content) {
            return Self::in_folder(material, &content);
        }
        let mut contents = Self { material, files: BTreeMap::new(), others: Vec::new() };
        if is_given {
            // What else lies beside a graph is not about its topics.
            for file in material.files(folder)? {
                contents.add(file, |name| id_of(name).filter(|id| is_id(id)));
            }
            contents.others.clear();
        }
        Ok(contents)
    }

    fn in_folder(material: &'a dyn Material, folder: &str) -> Result<Self, MaterialError> {
        let mut contents = Self { material, files: BTreeMap::new(), others: Vec::new() };
        for file in material.files(folder)? {
            contents.add(file, id_of);
        }
        Ok(contents)
    }

    fn add(&mut self, file: String, id_of: impl Fn(&str) -> Option<String>) {
        let name = file.rsplit('/').next().unwrap_or(&file);
        match id_of(name) {
            Some(id) if self.files.contains_key(&id) => {
                self.others.push((file, "another file has the same id in its name"));
            }
            Some(id) => {
                self.files.insert(id, file);
            }
            None => self.others.push((file, "its name has no id of a topic")),
        }
    }

    /// Gives the names of files another meaning: `id_of` a path below the folder.
    pub(super) fn known_by(&mut self, id_of: impl Fn(&str) -> Option<String>) {
        let unknown: Vec<(String, &'static str)> = std::mem::take(&mut self.others);
        for (file, reason) in unknown {
            match id_of(&file) {
                Some(id) if !self.files.contains_key(&id) => {
                    self.files.insert(id, file);
                }
                _ => self.others.push((file, reason)),
            }
        }
    }

    /// Gives a topic the note and the links of its file; its title too where `is_named` by the file.
    pub(super) fn fill(
        &mut self,
        id: &str,
        topic: &mut DraftTopic,
        is_named: bool,
        remarks: &mut Vec<Remark>,
    ) {
        let Some(file) = self.files.remove(id) else { return };
        let place = |line| Place { file: file.clone(), line };
        let text = match self.material.text(&file) {
            Ok(text) => text,
            Err(error) => {
                let words = format!("it cannot be read: {error}");
                remarks.push(Remark { kind: RemarkKind::Missing, place: place(0), words });
                return;
            }
        };
        remarks.extend(text.remarks(&file));
        let page = Page::read(&text.text);
        for line in &page.invitations {
            let words = "the line only says that links follow: they are links of the topic now".to_owned();
            remarks.push(Remark { kind: RemarkKind::LeftOut, place: place(*line), words });
        }
        if let Some(heading) = page.heading.clone().filter(|_| is_named) {
            topic.title = heading;
        }
        let markdown = page.note(&topic.title);
        if !markdown.is_empty() {
            topic.note = Some(DraftNote { markdown, file, is_file: false });
        }
        topic.resources.extend(page.resources);
    }

    /// Says which files became nothing.
    pub(super) fn leave_out_rest(self, remarks: &mut Vec<Remark>) {
        let rest = self.files.into_values().map(|file| (file, "no topic has the id in its name"));
        for (file, reason) in self.others.into_iter().chain(rest) {
            let words = format!("the file is left out: {reason}");
            remarks.push(Remark { kind: RemarkKind::LeftOut, place: Place { file, line: 0 }, words });
        }
    }
}

/// The id in the name of a content file: what stands behind its last `@`.
fn id_of(name: &str) -> Option<String> {
    let (_, id) = name.strip_suffix(".md")?.rsplit_once('@')?;
    (!id.is_empty()).then(|| id.to_owned())
}

/// Whether a text is an id as nodes have it.
fn is_id(text: &str) -> bool {
    text.len() == ID && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
}

/// The folder that a file lies in.
pub(super) fn parent(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path below a folder.
pub(super) fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// A slug as words: `load-balancing` is `Load balancing`.
pub(super) fn words(slug: &str) -> String {
    let words = slug.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    crate::text::sentence(&words.join(" "))
}

/// What a content folder is called: the name of the folder that it lies in, as it is itself always `content`.
fn title_of(folder: &str) -> String {
    let name = folder.rsplit('/').find(|name| *name != "content").unwrap_or_default();
    words(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::material::Memory;

    const A: &str = "-AAAAAAAAAAAAAAAAAAAA";
    const B: &str = "B_BBBBBBBBBBBBBBBBBBB";

    fn draft(files: &[(&str, &str)], start: &str) -> Draft {
        read(start, &Memory::new(files), &Wish::default()).expect("a draft")
    }

    #[test]
    fn a_folder_alone_is_a_list_sorted_by_title_with_the_ids_kept() {
        let files = [
            (format!("x/content/zinc@{A}.md"), "# Zinc\n\nA metal.\n".to_owned()),
            (format!("x/content/@{B}.md"), "No heading.\n".to_owned()),
            (
                "x/content/mail@home@CCCCCCCCCCCCCCCCCCCCC.md".to_owned(),
                "# acid\n\n- [A](https://a.test)".to_owned(),
            ),
        ];
        let files: Vec<(&str, &str)> =
            files.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect();
        let draft = draft(&files, "x/content");
        let topics: Vec<(&str, Option<&str>)> =
            draft.topics.iter().map(|topic| (topic.title.as_str(), topic.origin.as_deref())).collect();
        assert_eq!(topics, [("acid", Some("CCCCCCCCCCCCCCCCCCCCC")), (B, Some(B)), ("Zinc", Some(A))]);
        assert_eq!(draft.title, "X");
        let note = draft.topics[2].note.as_ref().expect("a note");
        assert_eq!((note.markdown.as_str(), note.is_file), ("A metal.\n", false));
        assert_eq!(draft.topics[0].resources[0].url, "https://a.test");
        assert_eq!(draft.remarks, []);
    }

    #[test]
    fn files_without_an_id_and_doubles_are_named() {
        let double = format!("z@{A}.md");
        let files = [
            (format!("a@{A}.md"), "# A"),
            (double.clone(), "# A again"),
            ("index.md".to_owned(), "# Index"),
            ("b@short.md".to_owned(), "# Short"),
            (format!("b@{B}.md.md"), "# B"),
            (format!("c@{B}.txt"), "C"),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(file, text)| (file.as_str(), *text)).collect();
        let draft = draft(&files, "");
        assert_eq!(draft.topics.len(), 1);
        let mut left: Vec<&str> = draft.remarks.iter().map(|remark| remark.place.file.as_str()).collect();
        left.sort_unstable();
        let md = format!("b@{B}.md.md");
        let txt = format!("c@{B}.txt");
        assert_eq!(left, [md.as_str(), "b@short.md", txt.as_str(), "index.md", double.as_str()]);
        assert!(draft.remarks.iter().all(|remark| remark.kind == RemarkKind::LeftOut));
    }

    #[test]
    fn a_file_that_cannot_be_read_leaves_its_topic() {
        let name = format!("load-balancing@{A}.md");
        let memory = Memory::default().with(&name, b"\0\x01\x02\x03\0\0\0\0");
        let draft = read("", &memory, &Wish::default()).expect("a draft");
        assert_eq!(draft.topics[0].title, "Load balancing");
        assert_eq!(draft.remarks[0].kind, RemarkKind::Missing);
    }
}
