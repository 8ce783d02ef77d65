//! Links as Obsidian writes them: `[[note]]`, `[[note#heading|words]]`, `![[picture.png]]`.

use std::collections::HashMap;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use unicode_normalization::UnicodeNormalization as _;

use super::{label, parts};
use crate::import::headings::{line_breaks, options};
use crate::import::{Place, Remark, RemarkKind};
use crate::note::{Anchors, markdown_stem, relative};

/// A name that more files have says nothing.
const MOST: usize = 16;

/// The files that such links may mean.
#[derive(Debug, Default)]
pub(super) struct Wiki {
    /// Paths by the names of files, as links write them.
    files: HashMap<String, Vec<String>>,
}

impl Wiki {
    /// Links may mean any of these files.
    pub(super) fn of(files: &[String]) -> Self {
        let mut wiki = Self::default();
        for file in files {
            let (_, name) = parts(file);
            let folded = folded(name);
            if let Some(stem) = markdown_stem(&folded) {
                wiki.files.entry(stem.to_owned()).or_default().push(file.clone());
            }
            wiki.files.entry(folded).or_default().push(file.clone());
        }
        wiki
    }

    /// The text of `file` with relative links for those that can mean only one file. The text begins `above` lines below the
    /// beginning of the file.
    pub(super) fn rewritten(
        &self,
        text: &str,
        file: &str,
        above: usize,
        remarks: &mut Vec<Remark>,
    ) -> String {
        if !text.contains("[[") {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let (mut at, mut line) = (0, above + 1);
        for (event, range) in Parser::new_ext(text, options() | Options::ENABLE_WIKILINKS).into_offset_iter()
        {
            let Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) = event else {
                continue;
            };
            let (LinkType::WikiLink { .. }, Some(source)) = (link_type, text.get(range.clone())) else {
                continue;
            };
            let Some(before) = text.get(at..range.start) else { continue };
            out.push_str(before);
            line += line_breaks(text, at..range.start);
            let link = self.link(source, file).unwrap_or_else(|words| {
                let place = Place { file: file.to_owned(), line };
                let words = format!("{source}: {words}; it was left as it is");
                remarks.push(Remark { kind: RemarkKind::Missing, place, words });
                source.to_owned()
            });
            out.push_str(&link);
            line += line_breaks(text, range.clone());
            at = range.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }

    /// The link in Markdown.
    ///
    /// # Errors
    /// Says why there is none.
    fn link(&self, source: &str, from: &str) -> Result<String, &'static str> {
        let is_shown = source.starts_with('!');
        let inner =
            source.trim_start_matches('!').strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]"));
        let inner = inner.ok_or("it is no link to a note")?;
        let (target, words) = inner.split_once('|').unwrap_or((inner, ""));
        // In a table the sign between them is escaped.
        let target = target.trim_end_matches('\\').trim();
        let (name, heading) = target.split_once('#').unwrap_or((target, ""));
        let path =
            if name.trim().is_empty() { String::new() } else { relative(from, self.one(name.trim())?) };
        let is_note = path.is_empty() || markdown_stem(&folded(&path)).is_some();
        let heading = heading.rsplit('#').next().unwrap_or_default().trim();
        let anchor = if heading.is_empty() || heading.starts_with('^') {
            String::new()
        } else {
            format!("#{}", Anchors::default().take(heading))
        };
        if path.is_empty() && anchor.is_empty() {
            return Err("it names nothing");
        }
        // Behind a picture stands how large it is to be.
        let is_size = is_shown && !words.is_empty() && words.chars().all(|c| c.is_ascii_digit() || c == 'x');
        let words = if words.trim().is_empty() || is_size { target } else { words.trim() };
        let sign = if is_shown && !is_note { "!" } else { "" };
        Ok(format!("{sign}[{}]({path}{anchor})", label(words)))
    }

    /// The only file that may be meant by a name or the end of a path.
    fn one(&self, name: &str) -> Result<&str, &'static str> {
        let wanted = folded(name.trim_start_matches('/'));
        let (_, last) = parts(&wanted);
        let found = self.files.get(last).map(Vec::as_slice).unwrap_or_default();
        if found.len() > MOST {
            return Err("several files are called so");
        }
        let (mut fitting, mut exact) = (Vec::new(), Vec::new());
        for file in found {
            let path = folded(file);
            let stem = markdown_stem(&path).unwrap_or(&path);
            let ends = |path: &str| {
                path.strip_suffix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
            };
            if path == wanted || stem == wanted {
                exact.push(file.as_str());
            }
            if ends(&path) || ends(stem) {
                fitting.push(file.as_str());
            }
        }
        match (exact.as_slice(), fitting.as_slice()) {
            ([one], _) | (_, [one]) => Ok(*one),
            (_, []) => Err("there is no such note"),
            _ => Err("several files are called so"),
        }
    }
}

fn folded(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_can_mean_one_file_only_become_relative() {
        let files = ["net/TCP handshake.md", "net/http.md", "old/http.md", "img/a.png", "d/b.md", "b.md"];
        let wiki = Wiki::of(&files.map(str::to_owned));
        for (source, expected) in [
            ("[[TCP Handshake]]", "[TCP Handshake](TCP%20handshake.md)"),
            ("see [[tcp handshake#Three Ways|it]].", "see [it](TCP%20handshake.md#three-ways)."),
            ("[[net/http]]", "[net/http](http.md)"),
            ("[[b]] [[d/b]]", "[b](../b.md) [d/b](../d/b.md)"),
            ("![[a.png|300]]", "![a.png](../img/a.png)"),
            ("![[b]]", "[b](../b.md)"),
            ("[[#Below]] [[b#^x1]]", "[#Below](#below) [b#^x1](../b.md)"),
            ("| a |\n| - |\n| [[b\\|c]] |\n", "| a |\n| - |\n| [c](../b.md) |\n"),
            ("`[[b]]`\n\n```\n[[b]]\n```\n", "`[[b]]`\n\n```\n[[b]]\n```\n"),
        ] {
            let mut remarks = Vec::new();
            assert_eq!(wiki.rewritten(source, "net/x.md", 0, &mut remarks), expected);
            assert_eq!(remarks, []);
        }
        let mut remarks = Vec::new();
        let text = "a\n[[http]] [[none]]\n";
        assert_eq!(wiki.rewritten(text, "b.md", 3, &mut remarks), text);
        let told: Vec<(usize, &str)> =
            remarks.iter().map(|remark| (remark.place.line, remark.words.as_str())).collect();
        assert_eq!(
            told,
            [
                (5, "[[http]]: several files are called so; it was left as it is"),
                (5, "[[none]]: there is no such note; it was left as it is"),
            ]
        );
    }
}
