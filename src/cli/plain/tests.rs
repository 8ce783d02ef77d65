//! A walk without a process: whatever is typed, only clean lines come back.

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use tempfile::TempDir;

use super::walk::{Hands, Walk};
use crate::cli::context::Context;
use crate::cli::surroundings::Surroundings;
use crate::clipboard::Clipboard;
use crate::progress::Moment;
use crate::source::Source;
use crate::store::Places;
use crate::text::SafeText;

/// The built-in roadmap, with a store in this folder.
fn context(folder: &TempDir) -> (Context, Places) {
    let places = Places { data: folder.path().join("data"), state: folder.path().join("state") };
    let roadmap = Source::BuiltIn.load().unwrap();
    (Context::open(Source::BuiltIn, &places, roadmap, Moment::from_millis(0)).unwrap(), places)
}

/// What is said to lines, and the addresses that were opened.
fn walked(lines: &[&str]) -> (Vec<SafeText>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let (context, places) = context(&folder);
    let mut here = Surroundings::with(&[]);
    here.terminal_in = false;
    let opened = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&opened);
    let clipboard = Clipboard::find(|_| None, |_| None);
    let hands = Hands {
        here: &here,
        open: Arc::new(move |address: &str| {
            record.lock().unwrap().push(address.to_owned());
            Ok(())
        }),
        copy: crate::clipboard::copier(clipboard),
        lend: &|_| {},
    };
    let mut walk = Walk::new(context, (places, None), hands);
    let mut said = walk.greeting().lines;
    for line in lines {
        let answer = walk.answer(line);
        said.extend(answer.lines);
        if answer.ends {
            break;
        }
    }
    drop(walk);
    let opened = opened.lock().unwrap().clone();
    (said, opened)
}

#[test]
fn a_resource_is_opened_and_nothing_after_the_end() {
    let (said, opened) = walked(&["read isolation-levels", "open 1", "open 99", "q", "open 1"]);
    assert_eq!(opened.len(), 1);
    assert!(said.iter().any(|line| line.as_str() == format!("Opened in your browser: {}", opened[0])));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_clean_sentences_come_back(
        lines in prop::collection::vec(
            ("(done|d|i|s|todo|\\*|read|up|top|list|more||w|find|/|f|a|o|y|u|redo|where|status|\\?|ㅇ|가|\\PC{0,3}) ?", "([0-9,-]{0,4}| 1| 2-4|all|done|isol|ㅌㄹ|\\PC{0,8}|.{0,4})"),
            1..12,
        )
    ) {
        let lines: Vec<String> = lines.into_iter().map(|(word, rest)| format!("{word}{rest}")).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let (said, _) = walked(&lines);
        // All of it went through the door for text; what is left to see is that no sign was drawn.
        for line in said {
            prop_assert!(!line.as_str().starts_with(['│', '◦', '◔', '✓', '⊘', '┌']), "{line}");
        }
    }
}
