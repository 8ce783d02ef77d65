//! The languages that notes are written in, and the words that each of them uses for the parts of a note.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::root;

/// What differs between the notes of one language and those of another.
pub(super) struct Language {
    /// `None` for the language of the roadmap itself, else the folder of the notes and the key in `titles`.
    pub tag: Option<&'static str>,
    /// Words of a note, with its code: long enough to say something, short enough to be read at once.
    pub words: RangeInclusive<usize>,
    pub what_goes_wrong: &'static str,
    pub check_yourself: &'static str,
    pub see_also: &'static str,
    /// Words that say "now" and mean the day of writing.
    pub now: &'static [&'static str],
}

pub(super) const LANGUAGES: [Language; 2] = [
    Language {
        tag: None,
        words: 150..=500,
        what_goes_wrong: "What goes wrong",
        check_yourself: "Check yourself",
        see_also: "See also:",
        now: &["currently", "nowadays", "these days", "at present", "as of writing"],
    },
    Language {
        tag: Some("ko"),
        words: 120..=450,
        what_goes_wrong: "실무에서 생기는 문제",
        check_yourself: "스스로 점검하기",
        see_also: "함께 보기:",
        now: &["요즘", "최신 버전", "현재 버전", "작성 시점"],
    },
];

/// The titles of topics in another language, by id: `titles = { ko = ".." }`. Read from the file itself.
pub(super) fn titles(tag: &str) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join("roadmap.toml")).expect("the roadmap");
    let table: toml::Table = text.parse().expect("TOML");
    let mut found = BTreeMap::new();
    collect(&table, tag, &mut found);
    found
}

fn collect(table: &toml::Table, tag: &str, found: &mut BTreeMap<String, String>) {
    let title = table.get("titles").and_then(|titles| titles.get(tag)).and_then(toml::Value::as_str);
    if let (Some(id), Some(title)) = (table.get("id").and_then(toml::Value::as_str), title) {
        found.insert(id.to_owned(), title.to_owned());
    }
    let children = table.get("topics").and_then(toml::Value::as_array);
    children.into_iter().flatten().filter_map(toml::Value::as_table).for_each(|t| collect(t, tag, found));
}
