//! Where links lead: the web, a note in the folder, another place of the page.

use std::collections::HashMap;

use crate::import::word;
use crate::import::{DraftNote, DraftResource, Material, Place, Remark, RemarkKind};
use crate::note::{self, Target, is_markdown, resolved};
use crate::roadmap::ResourceKind;

/// Bytes of notes that may be there twice because several topics link to them. A page of nothing but links to one large file
/// would otherwise become thousands of copies of it.
const MOST_REPEATED: usize = 16 * 1024 * 1024;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Aim {
    /// A place of this page.
    Page,
    /// An address for the browser.
    Web(String),
    /// A note of the source's folder: its path.
    Note(String),
    /// Another file or folder of it.
    File,
    /// A file that is not there: its path.
    Missing(String),
    /// Something that cannot be followed, and why.
    Refused(String),
}

/// Follows the links of one file.
pub(super) struct Links<'a> {
    material: &'a dyn Material,
    file: &'a str,
    /// The notes that were read already: their text and tags, or why they cannot be read.
    read: HashMap<String, Result<Found, String>>,
    /// How many bytes of notes were given out more than once.
    repeated: usize,
}

/// A note that was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) markdown: String,
    pub(super) tags: Vec<String>,
    /// Whether a topic has it already.
    is_taken: bool,
}

impl<'a> Links<'a> {
    /// The links of the file `file`.
    pub(super) fn new(material: &'a dyn Material, file: &'a str) -> Self {
        Self { material, file, read: HashMap::new(), repeated: 0 }
    }

    /// Where an address leads.
    pub(super) fn aim(&self, url: &str) -> Aim {
        let url = url.trim();
        let url = if url.starts_with("//") { format!("https:{url}") } else { url.to_owned() };
        match Target::of(&url, None) {
            Target::Anchor(_) => Aim::Page,
            Target::Web(address) => self.own(&address).map_or(Aim::Web(address), Aim::Note),
            _ if note::scheme(&url).is_some_and(|scheme| scheme.len() > 1) => {
                Aim::Refused("only web and mail addresses are resources".to_owned())
            }
            _ if url.is_empty() => Aim::Refused("it has no address".to_owned()),
            _ => self.local(&url),
        }
    }

    /// The note of an address on the web that names a file of this folder.
    fn own(&self, address: &str) -> Option<String> {
        match self.found(&self.material.local(address)?)? {
            Aim::Note(note) => Some(note),
            _ => None,
        }
    }

    fn local(&self, url: &str) -> Aim {
        let path = url.split(['#', '?']).next().unwrap_or_default();
        let Some(plain) = resolved(path, self.file) else {
            return Aim::Refused("it leads out of the folder".to_owned());
        };
        let decoded = note::percent_decoded(path).and_then(|path| resolved(&path, self.file));
        let whole = note::percent_decoded(url).and_then(|path| resolved(&path, self.file));
        let candidates = [Some(plain.clone()), decoded.clone(), whole];
        for path in candidates.into_iter().flatten() {
            if let Some(aim) = self.found(&path) {
                return aim;
            }
        }
        Aim::Missing(decoded.unwrap_or(plain))
    }

    fn found(&self, path: &str) -> Option<Aim> {
        if path == self.file {
            return Some(Aim::Page);
        }
        if self.material.has(path) {
            return Some(if is_markdown(path) { Aim::Note(path.to_owned()) } else { Aim::File });
        }
        let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
        if path.is_empty() || self.material.has_folder(path) {
            let names = ["README.md", "readme.md", "Readme.md", "index.md"];
            let readme = names.iter().map(|name| inside(name)).find(|readme| self.material.has(readme));
            return Some(match readme {
                Some(readme) if readme == self.file => Aim::Page,
                Some(readme) => Aim::Note(readme),
                None => Aim::File,
            });
        }
        let named = format!("{path}.md");
        self.material.has(&named).then_some(Aim::Note(named))
    }

    /// The note at a path, with the words of the page about it before its own, and its tags.
    ///
    /// # Errors
    /// Where it cannot be read, why.
    pub(super) fn note(
        &mut self,
        path: &str,
        before: &str,
        remarks: &mut Vec<Remark>,
    ) -> Result<(DraftNote, Vec<String>), String> {
        if !self.read.contains_key(path) {
            let found = self.load(path, remarks);
            self.read.insert(path.to_owned(), found);
        }
        let found = match self.read.get_mut(path) {
            Some(Ok(found)) => found,
            Some(Err(words)) => return Err(words.clone()),
            None => return Err("it was not read".to_owned()),
        };
        let is_first = !std::mem::replace(&mut found.is_taken, true);
        if !is_first {
            self.repeated += found.markdown.len();
            if self.repeated > MOST_REPEATED {
                return Err("too many topics link to the same large note".to_owned());
            }
        }
        let markdown = match before {
            "" => found.markdown.clone(),
            before => format!("{before}\n\n{}", found.markdown),
        };
        // Two topics with one file and different words before it cannot both be that file.
        let is_file = is_first || before.is_empty();
        Ok((DraftNote { markdown, file: path.to_owned(), is_file }, found.tags.clone()))
    }

    fn load(&self, path: &str, remarks: &mut Vec<Remark>) -> Result<Found, String> {
        let text = self.material.text(path).map_err(|error| error.to_string())?;
        remarks.extend(text.remarks(path));
        let (front_matter, rest) = note::split_front_matter(&text.text);
        let above = text.text.len() - rest.len();
        let lines = text.text.get(..above).unwrap_or_default().matches('\n').count();
        let has_more = note::entries(&text.text)
            .is_some_and(|found| found.entries.iter().any(|entry| entry.key != "tags"));
        if lines > 0 && has_more {
            remarks.push(Remark {
                kind: RemarkKind::LeftOut,
                place: Place { file: path.to_owned(), line: 1 },
                words: format!("the data above the note (to line {lines}): its tags are taken"),
            });
        }
        let tags = front_matter.map(|data| data.tags).unwrap_or_default();
        Ok(Found { markdown: rest.trim_matches('\n').to_owned(), tags, is_taken: false })
    }
}

/// A resource at a web address, with the kind that its title ends with.
pub(super) fn resource(title: &str, kind: Option<ResourceKind>, url: String) -> DraftResource {
    let (words, found) = word::kind_after(title);
    let kind = kind.or(found).unwrap_or_else(|| word::kind_at(&url));
    let title = if words.is_empty() { url.clone() } else { words.to_owned() };
    DraftResource { kind, title, url }
}
