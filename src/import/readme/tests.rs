//! What becomes of a README.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::*;
use crate::import::{Taken, Text};

/// A source in memory.
#[derive(Debug, Default)]
pub(in crate::import) struct Memory(pub(in crate::import) BTreeMap<String, String>);

impl Memory {
    pub(in crate::import) fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect())
    }
}

impl Material for Memory {
    fn text(&self, file: &str) -> Result<Text, MaterialError> {
        let text = self.0.get(file).cloned();
        let text = text.ok_or_else(|| MaterialError(SafeText::new(format!("there is no {file}"))))?;
        Ok(Text { text, damage: Vec::new() })
    }

    fn files(&self, folder: &str) -> Result<Vec<String>, MaterialError> {
        Ok(self.0.keys().filter(|file| file.starts_with(folder)).cloned().collect())
    }

    fn has(&self, file: &str) -> bool {
        self.0.contains_key(file)
    }

    fn has_folder(&self, folder: &str) -> bool {
        self.0.keys().any(|file| file.starts_with(&format!("{folder}/")))
    }
}

/// A draft as lines of text.
pub(in crate::import) fn shown(draft: &Draft) -> String {
    let mut out = format!("= {} | {}\n", draft.title, draft.description);
    fn add(topics: &[DraftTopic], depth: usize, out: &mut String) {
        for topic in topics {
            let _ = write!(out, "{}{}", "  ".repeat(depth), topic.title);
            if let Some(mark) = topic.mark {
                let _ = write!(out, " [{}]", mark.word());
            }
            for tag in &topic.tags {
                let _ = write!(out, " #{tag}");
            }
            if let Some(minutes) = topic.minutes {
                let _ = write!(out, " {minutes}m");
            }
            if !topic.requires.is_empty() {
                let _ = write!(out, " needs {}", topic.requires.join("+"));
            }
            for resource in &topic.resources {
                let _ = write!(out, " <{} {}: {}>", resource.kind.word(), resource.title, resource.url);
            }
            if let Some(note) = &topic.note {
                let file = if note.is_file { note.file.as_str() } else { "" };
                let _ = write!(out, " {file}{:?}", note.markdown);
            }
            out.push('\n');
            add(&topic.topics, depth + 1, out);
        }
    }
    add(&draft.topics, 0, &mut out);
    for remark in &draft.remarks {
        let _ = writeln!(out, "! {:?} {}:{} {}", remark.kind, remark.place.file, remark.place.line, remark.words);
    }
    out
}

#[test]
#[ignore = "scratch"]
fn scratch_seeds() {
    for name in std::env::var("SEEDS").unwrap().split(',') {
        let text = std::fs::read_to_string(name).unwrap();
        let memory = Memory::of(&[
            ("README.md", &text),
            ("internet/what-is-http.md", "---\ntags: [web]\n---\n# HTTP\n\nnote\n"),
            ("testing/jmeter.md", "# JMeter\n"),
        ]);
        let start = "README.md";
        let taken = match std::env::var("TAKEN").as_deref() {
            Ok("bullets") => Some(Taken::Bullets),
            _ => None,
        };
        let wish = Wish { taken, ..Wish::default() };
        let draft = if std::env::var("OUTLINE").is_ok() {
            crate::import::outline::read(start, &memory, &wish).unwrap()
        } else {
            read(start, &memory, &wish).unwrap()
        };
        println!("##### {name}\n{}", shown(&draft));
    }
}
