//! What a source is, found out by looking at it.

mod look;

use std::io::Read as _;
use std::path::Path;

use super::{Archive, Folder, Material, MaterialError, Shape, Wish, questions};
use crate::note::is_markdown;
use crate::source::FILE_NAME;
use crate::store::shown;
use crate::text::SafeText;

/// A source that can be read.
#[derive(Clone, Debug)]
pub struct Recognised {
    /// The folder that it lies in, or is.
    pub folder: Folder,
    /// The file to begin with, relative to the folder; empty for the folder itself.
    pub start: String,
    /// What it is.
    pub shape: Shape,
}

/// How many JSON files of a folder are looked into.
const MOST_JSON: usize = 20;
/// How many bytes of a file tell an archive.
const HEAD: u64 = 256;

/// Looks at the file or folder `path`. `from` says what it is, where the person knows better.
///
/// # Errors
/// Where there is nothing at `path`, it is a web address, or nothing that is known.
pub fn recognise(path: &Path, from: Option<Shape>, wish: &Wish) -> Result<Recognised, MaterialError> {
    refuse_an_address(path)?;
    let refused = |why: &str| MaterialError::new(format!("Cannot import {}: {why}", shown(path)));
    let metadata = std::fs::metadata(path).map_err(|error| {
        refused(&format!("{}. Give the path of a file or folder.", crate::store::why(&error)))
    })?;
    if metadata.is_dir() {
        let folder = Folder::new(path);
        let (start, shape) = match from {
            Some(shape) => (start_of(&folder, shape)?, shape),
            None => look_at_folder(&folder, wish)?,
        };
        return Ok(Recognised { folder, start, shape });
    }
    if !metadata.is_file() {
        return Err(refused("it is neither a file nor a folder. Give the path of one."));
    }
    let path =
        std::path::absolute(path).map_err(|error| refused(&format!("{error}. Give its whole path.")))?;
    let name = path.file_name().and_then(|name| name.to_str());
    let (Some(parent), Some(start)) = (path.parent(), name.map(str::to_owned)) else {
        return Err(refused("its name is no text. Give it another name."));
    };
    let folder = Folder::new(parent);
    let shape = match from {
        Some(shape @ (Shape::Notes | Shape::Content)) => {
            return Err(refused(&format!(
                "`--from {}` is for a folder. Give the folder that it lies in.",
                shape.word()
            )));
        }
        Some(shape) => shape,
        None => look_at_file(&folder, &start, wish)?,
    };
    Ok(Recognised { folder, start, shape })
}

/// # Errors
/// Where a web address was given.
fn refuse_an_address(path: &Path) -> Result<(), MaterialError> {
    let Some(text) = path.to_str() else { return Ok(()) };
    let lower = text.to_lowercase();
    let is_address =
        ["http://", "https://", "ssh://", "git://", "git@"].iter().any(|start| lower.starts_with(start));
    let is_host =
        ["github.com/", "gitlab.com/", "www.", "roadmap.sh/"].iter().any(|start| lower.starts_with(start));
    if is_address || (is_host && !path.exists()) {
        let words = format!(
            "Cannot import {}: trailmark does not use the network. Give a file or folder; clone it first, with `git clone`.",
            SafeText::new(text)
        );
        return Err(MaterialError::new(words));
    }
    Ok(())
}

/// What a folder is, and the file to begin with.
fn look_at_folder(folder: &Folder, wish: &Wish) -> Result<(String, Shape), MaterialError> {
    if folder.has(FILE_NAME) {
        return Ok((FILE_NAME.to_owned(), Shape::Roadmap));
    }
    let files = folder.files("")?;
    let at_top = |ending: &'static str| {
        files.iter().filter(move |file| !file.contains('/') && look::ends_with(file, ending))
    };
    let json = at_top("json").take(MOST_JSON).filter_map(|file| Some((file.clone(), json(folder, file)?)));
    let (graphs, others): (Vec<_>, Vec<_>) = json.partition(|(_, shape)| *shape == Shape::Graph);
    if let Some(found) = graphs.into_iter().chain(others).next() {
        return Ok(found);
    }
    let notes: Vec<&String> = files.iter().filter(|file| is_markdown(file)).collect();
    let content = notes.iter().filter(|file| look::is_content(file)).count();
    if content * 2 > notes.len() {
        return Ok((String::new(), Shape::Content));
    }
    if folder.has_folder("_posts") {
        return Ok((String::new(), Shape::Notes));
    }
    if let Some(readme) = readme(&files).filter(|readme| look::links_to_most(folder, readme, &notes)) {
        return Ok((readme.to_owned(), Shape::Markdown));
    }
    if let [only] = notes.as_slice() {
        let is_questions = folder.text(only).is_ok_and(|note| questions::fits(&note.text, wish));
        let shape = if is_questions { Shape::Questions } else { Shape::Markdown };
        return Ok(((*only).clone(), shape));
    }
    if !notes.is_empty() {
        return Ok((String::new(), Shape::Notes));
    }
    let mut texts = at_top("txt");
    if let (Some(only), None) = (texts.next(), texts.next()) {
        return Ok((only.clone(), Shape::Outline));
    }
    if files.is_empty() {
        return Err(empty(folder.root()));
    }
    Err(unknown(folder.root(), "there is nothing in it that is known"))
}

/// The README of a folder, among its files.
fn readme(files: &[String]) -> Option<&str> {
    let is_readme = |file: &&String| {
        !file.contains('/') && is_markdown(file) && file.to_lowercase().starts_with("readme.")
    };
    files.iter().find(is_readme).map(String::as_str)
}

/// The file of a folder to begin with, where it is known what the folder is.
fn start_of(folder: &Folder, shape: Shape) -> Result<String, MaterialError> {
    let is_wanted: fn(&str) -> bool = match shape {
        Shape::Notes | Shape::Content | Shape::Questions => return Ok(String::new()),
        Shape::Roadmap => return Ok(FILE_NAME.to_owned()),
        Shape::Markdown => is_markdown,
        Shape::Outline => |file| is_markdown(file) || look::ends_with(file, "txt"),
        Shape::Graph | Shape::Balsamiq | Shape::Export => |file| look::ends_with(file, "json"),
    };
    let mut files = folder.files("")?;
    files.retain(|file| !file.contains('/') && is_wanted(file));
    if shape == Shape::Markdown
        && let Some(readme) = readme(&files)
    {
        return Ok(readme.to_owned());
    }
    if matches!(shape, Shape::Graph | Shape::Balsamiq | Shape::Export) && files.len() > 1 {
        files.retain(|file| json(folder, file) == Some(shape));
    }
    match files.as_slice() {
        [only] => Ok(only.clone()),
        files => {
            let have = if files.is_empty() {
                format!("no file in it is `{}`", shape.word())
            } else {
                "it has several files that could be it".to_owned()
            };
            let words = format!("Cannot import {}: {have}. Give the file itself.", shown(folder.root()));
            Err(MaterialError::new(words))
        }
    }
}

/// What a JSON file is.
fn json(folder: &Folder, file: &str) -> Option<Shape> {
    if is_archive(folder, file) {
        return Some(Shape::Export);
    }
    look::json(&folder.text(file).ok()?.text)
}

/// Whether a file begins as an archive does: it may be longer than any other text, and damaged behind that.
fn is_archive(folder: &Folder, file: &str) -> bool {
    let mut head = Vec::new();
    let read = folder.open_file(file).map(|file| file.take(HEAD).read_to_end(&mut head));
    matches!(read, Ok(Ok(_))) && Archive::is_likely(&String::from_utf8_lossy(&head))
}

/// What a file is.
fn look_at_file(folder: &Folder, file: &str, wish: &Wish) -> Result<Shape, MaterialError> {
    if is_archive(folder, file) {
        return Ok(Shape::Export);
    }
    let text = folder.text(file)?.text;
    let path = folder.root().join(file);
    if look::ends_with(file, "toml") {
        return Ok(Shape::Roadmap);
    }
    if look::ends_with(file, "json") || text.trim_start().starts_with('{') {
        return look::json(&text).ok_or_else(|| unknown(&path, "it is no JSON of a kind that is known"));
    }
    if text.trim().is_empty() {
        return Err(empty(&path));
    }
    let signs = look::signs_of_markdown(&text);
    // In a file for plain text a sign alone may mean anything.
    let enough = if look::ends_with(file, "txt") { 2 } else { 1 };
    let is_text = !is_markdown(file) && signs < enough;
    Ok(if is_text {
        Shape::Outline
    } else if questions::fits(&text, wish) {
        Shape::Questions
    } else {
        Shape::Markdown
    })
}

fn empty(path: &Path) -> MaterialError {
    let words =
        format!("Cannot import {}: there is nothing in it. Give another file or folder.", shown(path));
    MaterialError::new(words)
}

fn unknown(path: &Path, why: &str) -> MaterialError {
    let words: Vec<&str> = Shape::ALL.iter().map(|(_, word)| *word).collect();
    let words = words.join(", ");
    MaterialError::new(format!("Cannot import {}: {why}. Say what it is with --from: {words}.", shown(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "what is lost with a test's folder is no loss")]
    fn recognised(files: &[(&str, &str)], path: &str) -> Result<(String, Shape), String> {
        let temp = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = temp.path().join("s").join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        let path = temp.path().join("s").join(path);
        let found = recognise(&path, None, &Wish::default());
        found.map(|found| (found.start, found.shape)).map_err(|error| error.to_string())
    }

    #[test]
    fn what_files_and_folders_are() {
        let graph = r#"{"nodes": [], "edges": []}"#;
        let content = "abcdefghijklmnopqrstu";
        let posts =
            "## A?\n\n### My summary\n\nx\n\n### Lecture summary\n\ny\n\n## B?\n\n### My summary\n\nx\n";
        let note = &*format!("tcp@{content}.md");
        for (files, path, start, shape) in [
            (&[("roadmap.toml", "x"), ("README.md", "x")][..], "", "roadmap.toml", Shape::Roadmap),
            (&[("my.toml", "x")], "my.toml", "my.toml", Shape::Roadmap),
            (&[("g.json", graph), ("content/a.md", "x")], "", "g.json", Shape::Graph),
            (&[("g.json", graph)], "g.json", "g.json", Shape::Graph),
            (&[("2023-01-05-os.md", posts)], "", "2023-01-05-os.md", Shape::Questions),
            (&[("b.json", r#"{"mockup": {"controls": {}}}"#)], "b.json", "b.json", Shape::Balsamiq),
            (&[("e.json", r#"{"format": "trailmark-export", "version": 1}"#)], "", "e.json", Shape::Export),
            (&[(note, "x"), ("index.md", "x"), ("@abcdefghijklmnopqrst_.md", "x")], "", "", Shape::Content),
            (
                &[("_posts/2020-01-01-a.md", "x"), ("README.md", "[a](_posts/2020-01-01-a.md)")],
                "",
                "",
                Shape::Notes,
            ),
            (&[("a.md", "x"), ("b/c.md", "x")], "", "", Shape::Notes),
            (&[("a.mdx", "x"), ("b/c.mkd", "x")], "", "", Shape::Notes),
            (
                &[("a.md", "x"), ("b/c.md", "x"), ("README.md", "[a](./a.md) [c](b/c.md#x)")],
                "",
                "README.md",
                Shape::Markdown,
            ),
            (
                &[("a.md", "x"), ("b/c.md", "x"), ("b/d.md", "x"), ("README.md", "[a](a.md)")],
                "",
                "",
                Shape::Notes,
            ),
            (
                &[("b/c.md", "x"), ("b/d.md", "x"), ("readme.md", "[all](b/)")],
                "",
                "readme.md",
                Shape::Markdown,
            ),
            (&[("README.md", "# A\n- [ ] b")], "", "README.md", Shape::Markdown),
            (
                &[("a.md", "# Q\n## My summary\nx\n## 📝 Lecture summary:\ny")],
                "a.md",
                "a.md",
                Shape::Questions,
            ),
            (&[("a.md", "# Q\n## My summary\nx")], "a.md", "a.md", Shape::Markdown),
            (&[("a.txt", "# A")], "a.txt", "a.txt", Shape::Outline),
            (&[("a.txt", "# A\n\n# B\nc")], "a.txt", "a.txt", Shape::Markdown),
            (&[("plan", "A\n  b")], "plan", "plan", Shape::Outline),
            (&[("plan", "A\n- [x] b")], "plan", "plan", Shape::Markdown),
            (&[("plan.txt", "A"), ("x.png", "x")], "", "plan.txt", Shape::Outline),
        ] {
            assert_eq!(recognised(files, path), Ok((start.to_owned(), shape)), "{files:?}");
        }
    }

    #[test]
    fn what_is_not_known_is_refused_with_what_to_do() {
        let words =
            "--from: markdown, notes, questions, outline, roadmap.sh, content, balsamiq, trailmark, json";
        for (files, path, said) in [
            (&[("x.json", r#"{"a": 1}"#)][..], "x.json", words),
            (&[("x.png", "x")], "", words),
            (&[("x.md", " \n")], "x.md", "there is nothing in it"),
            (&[("x.md", "a\0\u{1}\u{2}\0\0\0\0")], "x.md", "it is no text"),
            (&[], "nowhere", "there is no such file or folder"),
        ] {
            let error = recognised(files, path).expect_err(said);
            assert!(error.contains(said), "{error}");
        }
        for address in ["https://github.com/a/b", "github.com/a/b", "git@github.com:a/b.git"] {
            let error = recognise(Path::new(address), None, &Wish::default()).expect_err(address).to_string();
            assert!(error.contains("clone it first"), "{error}");
        }
    }
}
