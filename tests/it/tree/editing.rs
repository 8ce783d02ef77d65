//! Journeys into the roadmap file.

use std::path::Path;

use super::{cursor, tree};
use crate::stage::{Stage, write};

#[test]
fn the_roadmap_file_opens_at_the_topic_and_is_read_again() {
    let toml = "id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\n\n[[topics]]\nid = \"b\"\ntitle = \"B\"\n";
    let mut stage = Stage::of(toml)
        .editor_at(move |path: &Path, line| {
            assert!(path.ends_with("study/roadmap.toml"), "{path:?}");
            assert_eq!(line, Some(8), "the line of its id");
            write(path, &toml.replace("\"B\"", "\"Bee\""));
            Ok(())
        })
        .keys("jE");
    assert_eq!(cursor(&mut stage), "❯ ◦  Bee");
    assert_eq!(tree(&mut stage).len(), 2);
}

#[test]
fn what_cannot_be_edited_says_why() {
    let mut stage = Stage::new().built_in().size(120, 36).keys("E");
    assert!(stage.frame().contains("This roadmap is built into the program: it has no file to edit"));
    let mut stage = Stage::new().keys("E");
    assert!(stage.says("Cannot open an editor: there is none here"), "{}", stage.frame());
}
