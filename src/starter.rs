//! A new roadmap for somebody to go on with: a small `roadmap.toml` that says in comments what can stand in it. Nothing that
//! is there already is ever written over.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::roadmap::{RoadmapId, TopicId};
use crate::source::FILE_NAME;
use crate::store::{shown, why};
use crate::text::{SafeText, toml_string};

/// What the roadmap is called where its folder has no name that could be an id.
const NAMELESS: &str = "my-roadmap";

/// Why there is no new roadmap. Says what was being done, to which file, why it failed and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct StarterError(SafeText);

/// Makes a roadmap in `folder`, which is created where it is missing, and gives its file. Its id is made of the name of the
/// folder; `is_taken` says of an id that another roadmap has it.
///
/// # Errors
/// Where there is one already, or where it cannot be written.
pub fn make(folder: &Path, is_taken: &dyn Fn(&RoadmapId) -> bool) -> Result<PathBuf, StarterError> {
    let error = |what: String, path: &Path, error: &io::Error| {
        let advice = "Give another folder, or make this one yourself and try again.";
        StarterError(format!("Cannot {what} {}: {}. {advice}", shown(path), why(error)).into())
    };
    if folder.as_os_str().is_empty() {
        return Err(StarterError("A new roadmap needs a folder: give its path.".into()));
    }
    let folder = std::path::absolute(folder).map_err(|why| error("find".to_owned(), folder, &why))?;
    fs::create_dir_all(&folder).map_err(|why| error("make the folder".to_owned(), &folder, &why))?;
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = text(&name, &free_id(&name, is_taken));
    let file = folder.join(FILE_NAME);
    // Not where anything has the name, a link to nowhere too.
    let written = OpenOptions::new().write(true).create_new(true).open(&file).and_then(|mut new| {
        let whole = new.write_all(text.as_bytes()).and_then(|()| new.sync_all());
        if whole.is_err() {
            // Half a roadmap is of no use, and would be in the way the next time.
            let _ = fs::remove_file(&file);
        }
        whole
    });
    match written {
        Ok(()) => Ok(file),
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {
            let said = format!(
                "There is a {FILE_NAME} in {} already, and nothing was changed. Open that one, or give another folder.",
                shown(&folder)
            );
            Err(StarterError(said.into()))
        }
        Err(why) => Err(error("write".to_owned(), &file, &why)),
    }
}

/// An id for a roadmap in a folder of this name that no other roadmap has: they would share their progress.
fn free_id(name: &str, is_taken: &dyn Fn(&RoadmapId) -> bool) -> String {
    let slug = TopicId::slug(name).map_or_else(|| NAMELESS.to_owned(), |id| id.to_string());
    let numbered = (2..1000).map(|number| {
        // There must be room for the number.
        let short: String = slug.chars().take(60).collect();
        format!("{short}-{number}")
    });
    let is_free = |id: &String| RoadmapId::new(id).is_ok_and(|id| !is_taken(&id));
    std::iter::once(slug.clone()).chain(numbered).find(is_free).unwrap_or(slug)
}

/// The file.
fn text(name: &str, id: &str) -> String {
    // A name with signs in it that only a terminal understands is no title.
    let name = SafeText::new(name.trim());
    let title = if name.is_empty() { "My roadmap".to_owned() } else { name.to_string() };
    let title = toml_string(&title);
    format!(
        r#"# A roadmap of trailmark: a tree of topics. Save it, and what you see changes with it.
# `trailmark check` names every mistake, with a way to mend it.

id = "{id}"  # names the folder of your progress; leave it as it is once you have begun
title = {title}

[[topics]]
id = "first-steps"  # an id never changes, whatever becomes of the title: your marks follow it
title = "First steps"

[[topics.topics]]
id = "first-topic"
title = "A first topic: write your own here"
# Any of these may be left out:
#note = "first-topic.md"  # a Markdown file in the folder notes/ beside this file
#tags = ["basics"]
#minutes = 30
#requires = ["another-topic"]  # ids of topics that should come first
#resources = [{{ type = "docs", title = "A page to read", url = "https://example.org" }}]

[[topics.topics]]
id = "second-topic"
title = "A second topic"
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn nothing_taken(_: &RoadmapId) -> bool {
        false
    }

    #[test]
    fn what_is_written_is_a_roadmap_without_a_problem() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, id, title) in [
            ("roadmap", "roadmap", "roadmap"),
            ("deep/er/Rust 공부", "rust-공부", "Rust 공부"),
            ("say \"hi\" \\o", "say-hi-o", "say \"hi\" \\o"),
            ("!!!", "my-roadmap", "!!!"),
        ] {
            let file = make(&folder.path().join(name), &nothing_taken).expect("a roadmap");
            let source = Source::File(file);
            let roadmap = source.load().expect("it is one");
            assert_eq!((roadmap.id().as_str(), roadmap.title().as_str()), (id, title));
            assert_eq!(roadmap.topics().len(), 3);
            let inspection = source.inspect().expect("it can be read");
            assert!(inspection.problems.is_none(), "{:?}", inspection.problems);
        }
    }

    #[test]
    fn the_lines_that_are_left_out_may_count() {
        let all = text("A", "a").replace("another-topic", "second-topic");
        let lines = all
            .lines()
            .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line));
        let text = lines.collect::<Vec<_>>().join("\n");
        let roadmap = crate::roadmap::parse(&text, Path::new("x")).expect("it is one");
        assert_eq!(roadmap.topics()[1].resources.len(), 1);
    }

    #[test]
    fn nothing_is_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = make(folder.path(), &nothing_taken).expect("a roadmap");
        let before = fs::read(&first).expect("its text");
        let error = make(folder.path(), &nothing_taken).expect_err("it is there").to_string();
        assert!(error.contains("already, and nothing was changed"), "{error}");
        assert_eq!(fs::read(&first).expect("its text"), before);
        let error = make(&first.join("below"), &nothing_taken).expect_err("a file is no folder").to_string();
        assert!(error.contains("Cannot make the folder"), "{error}");
        let error = make(Path::new(""), &nothing_taken).expect_err("no path").to_string();
        assert!(error.contains("needs a folder"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nowhere_is_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("target");
        std::os::unix::fs::symlink(&target, folder.path().join(FILE_NAME)).expect("a link");
        assert!(make(folder.path(), &nothing_taken).is_err() && !target.exists());
    }

    #[test]
    fn two_roadmaps_never_share_their_progress() {
        let taken = |id: &RoadmapId| ["a", "a-2"].contains(&id.as_str());
        assert_eq!(free_id("A", &taken), "a-3");
        let long = "x".repeat(70);
        let id = free_id(&long, &|id| id.as_str().len() == 64);
        assert_eq!(id, format!("{}-2", "x".repeat(60)));
    }
}
