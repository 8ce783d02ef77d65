//! How long a note takes to lay out: ordinary ones, and ones made to be slow.

use std::hint::black_box;

use trailmark::markdown;
use trailmark::theme::{Colours, SignSet, Theme};

mod sample;

use sample::note_of;

fn main() {
    divan::main();
}

fn lay_out(note: &str) -> usize {
    let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
    markdown::render(black_box(note), markdown::Layout::pane(72), &theme).len()
}

#[divan::bench(args = [10_000, 1_000_000])]
fn note(bencher: divan::Bencher, bytes: usize) {
    bencher.with_inputs(|| note_of(bytes)).bench_refs(|note| lay_out(note));
}

/// Notes that take a renderer seconds or gigabytes where it is not careful.
#[divan::bench(args = BOMBS, sample_count = 1, sample_size = 1)]
fn bomb(bencher: divan::Bencher, bomb: &Bomb) {
    bencher.with_inputs(|| (bomb.make)()).bench_refs(|note| lay_out(note));
}

/// Looking for words in a large note, and for what is nearly everywhere in one made to be slow.
#[divan::bench(args = SEARCHES)]
fn find(bencher: divan::Bencher, search: &Search) {
    let theme = Theme::new(Colours::Sixteen, SignSet::Unicode);
    let page = markdown::render(&(search.note)(), markdown::Layout::pane(72), &theme);
    let needle = markdown::Needle::new(search.words);
    bencher.bench_local(|| needle.as_ref().map_or(0, |needle| black_box(&page).find(needle).len()));
}

struct Search {
    name: &'static str,
    words: &'static str,
    note: fn() -> String,
}

impl std::fmt::Display for Search {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

const SEARCHES: &[Search] = &[
    Search { name: "English", words: "isolation level", note: || note_of(MIB) },
    Search { name: "Korean", words: "트랜잭션은 없다", note: || note_of(MIB) },
    Search { name: "initials", words: "ㅌㄹㅈㅅㅈ", note: || "트랜잭션은 ".repeat(MIB / 16) },
    Search { name: "accents", words: "cafes", note: || "crème brûlée au café ".repeat(MIB / 24) },
    Search { name: "everywhere", words: "a", note: || "a".repeat(MIB) },
    Search { name: "nearly everywhere", words: "aaaaaaaaaaaaaaaab", note: || "a".repeat(MIB) },
    Search { name: "marks", words: "b", note: || "a".to_owned() + &"\u{301}".repeat(MIB / 2) },
    Search { name: "flags", words: "🇰", note: || "🇰🇷".repeat(MIB / 8) },
];

struct Bomb {
    name: &'static str,
    make: fn() -> String,
}

impl std::fmt::Display for Bomb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

const MIB: usize = 1 << 20;

const BOMBS: &[Bomb] = &[
    Bomb { name: "quotes", make: || ">".repeat(16_000) },
    Bomb { name: "quotes on lines", make: || "> > > > > > > > > > > > > > > > > > > > a\n".repeat(20_000) },
    Bomb { name: "quoted items", make: || "> - ".repeat(10_000) + "a" },
    Bomb { name: "items on a line", make: || "- ".repeat(50_000) + "a" },
    Bomb { name: "numbers on a line", make: || "1. ".repeat(10_000) + "a" },
    Bomb { name: "brackets", make: || "[".repeat(MIB) },
    Bomb { name: "images", make: || "![".repeat(20_000) + "a" + &"](b)".repeat(20_000) },
    Bomb { name: "stars", make: || "*a ".repeat(MIB / 3) },
    Bomb { name: "code", make: || "`a` ".repeat(MIB / 4) },
    Bomb { name: "links", make: || "[a](b) ".repeat(MIB / 7) },
    Bomb { name: "entities", make: || "&amp;".repeat(MIB / 5) },
    Bomb { name: "comments", make: || "<div>\n".to_owned() + &"<!--".repeat(MIB / 4) },
    Bomb { name: "one line", make: || "lorem ipsum ".repeat(MIB / 12) },
    Bomb { name: "one word", make: || "a".repeat(MIB) },
    Bomb { name: "one Korean word", make: || "가".repeat(MIB / 3) },
    Bomb { name: "blanks", make: || "a".to_owned() + &" ".repeat(MIB) + "b" },
    Bomb { name: "line of code", make: || "    ".to_owned() + &"a\t".repeat(MIB / 2) },
    Bomb { name: "lines", make: || "a\n".repeat(MIB / 2) },
    Bomb { name: "items", make: || "- a\n".repeat(100_000) },
    Bomb { name: "table of cells", make: || table(100, 100) },
    Bomb { name: "table of rows", make: || table(2, 50_000) },
    Bomb { name: "table of columns", make: || table(10_000, 1) },
    Bomb { name: "definitions", make: || "[a]: b\n".repeat(MIB / 7) + &"[a] ".repeat(10_000) },
    Bomb { name: "footnotes", make: || "[^1]".repeat(MIB / 4) + "\n\n[^1]: a" },
    Bomb { name: "marks on a letter", make: || "a".to_owned() + &"\u{301}".repeat(MIB / 2) },
];

fn table(columns: usize, rows: usize) -> String {
    "| a ".repeat(columns)
        + "|\n"
        + &"|---".repeat(columns)
        + "|\n"
        + &("| b ".repeat(columns) + "|\n").repeat(rows)
}
