//! What becomes of a README.

use std::fmt::Write as _;

use super::*;
use crate::import::material::Memory;

pub(in crate::import) mod accounting;
mod properties;

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

/// A draft as lines of text.
pub(in crate::import) fn shown(draft: &Draft) -> String {
    let mut out = format!("= {} | {}\n", draft.title, draft.description);
    add(&draft.topics, 0, &mut out);
    for remark in &draft.remarks {
        let _ =
            writeln!(out, "! {:?} {}:{} {}", remark.kind, remark.place.file, remark.place.line, remark.words);
    }
    out
}

fn with(taken: Option<Taken>, text: &str, files: &[(&str, &str)]) -> String {
    let memory = Memory::new(files).with("README.md", text).at("https://github.com/me/it/blob/main/");
    let draft = read("README.md", &memory, &Wish { taken, ..Wish::default() }).expect("it is there");
    accounting::check(text, &draft);
    shown(&draft)
}

fn of(text: &str) -> String {
    with(None, text, &[])
}

#[test]
fn headings_of_all_kinds_make_the_tree() {
    let text = "# Backend 🚀 #\n\nWhat I learn.\n\n## 1. Internet ##\n\n#### Skipped level\n\nText.\n\nSetext\n------\n\n\
                ```\n# no heading\n```\n\n## Empty\n\n##\n\n## `code` and *stars*\n";
    insta::assert_snapshot!(of(text), @r###"
    = Backend 🚀 | What I learn.
    Backend 🚀 "What I learn.\n\n##"
    1. Internet
      Skipped level "Text."
    Setext "```\n# no heading\n```"
    Empty
    code and stars
    "###);
}

#[test]
fn several_first_headings_are_sections() {
    insta::assert_snapshot!(of("# One\n\n# Two\n\n## Inside\n"), @r###"
    =  | 
    One
    Two
      Inside
    "###);
}

#[test]
fn a_title_above_the_table_of_contents_that_it_does_not_name_is_the_title() {
    let text = "# My way\n\nI study.\n\n# Contents\n\n- [Net](#net)\n  - [IP](#ip)\n- [Disk](#disk)\n\n# Net\n\n## IP\n\n# Disk\n";
    insta::assert_snapshot!(of(text), @r###"
    = My way | I study.
    Net
      IP
    Disk
    ! LeftOut README.md:5 the heading of a table of contents
    ! LeftOut README.md:7 a table of contents: the tree of topics is one (to line 9)
    "###);
}

#[test]
fn boxes_of_a_table_of_contents_tick_its_headings() {
    let text = "# A\n\n- [x] [Net](#net)\n- [ ] [Disk](#disk)\n\n## Net\n\n## Disk\n";
    insta::assert_snapshot!(of(text), @r###"
    = A | 
    Net [done]
    Disk
    ! LeftOut README.md:3 a table of contents: the tree of topics is one (to line 4)
    "###);
}

#[test]
fn tasks_are_topics_with_their_marks() {
    let text = "# A\n\n## B\n\nRead this.\n\n- [ ] open\n- [x] done\n* [X] also done\n+ [-] left out\n- [~] begun\n- [/] begun too\n\
                1. [ ] numbered\n\n- plain\n- [x] parent\n  - a bullet about it\n    - [ ] child of the bullet\n\t- [x] with a tab\n\n    More about the parent.\n";
    insta::assert_snapshot!(of(text), @r###"
    = A | 
    B "Read this.\n\n- plain"
      open
      done [done]
      also done [done]
      left out [skipped]
      begun [in-progress]
      begun too [in-progress]
      numbered
      parent [done]
        a bullet about it "More about the parent."
          child of the bullet
          with a tab [done]
    "###);
}

#[test]
fn indents_of_two_three_and_four_nest() {
    let text =
        "- [ ] a\n  - [ ] b\n    - [x] c\n- [ ] d\n    - [ ] e\n        - [ ] f\n\n1. [ ] g\n   - [ ] h\n";
    insta::assert_snapshot!(of(text), @r###"
    =  | 
    a
      b
        c [done]
    d
      e
        f
    g
      h
    "###);
}

#[test]
fn links_lead_to_notes_of_the_folder() {
    let files = [
        ("net/http.md", "---\ntitle: x\ntags: [web]\n---\n# HTTP\n\nText.\n"),
        ("net/README.md", "# Net\n"),
        ("a b.md", "# A B\n"),
        ("c(d).md", "# C\n"),
        ("한글.md", "# 한글\n"),
        ("cpu.md", "# CPU\n"),
    ];
    let text = "# T\n\n## [Net](net/)\n\n- [HTTP](./net/http.md#why)\n- [A](<a b.md>)\n- [A again](a%20b.md)\n- [C](c(d).md)\n- [한글](%ED%95%9C%EA%B8%80.md)\n\
                - [Own](https://github.com/me/it/blob/main/net/http.md)\n- [Gone](gone.md)\n- [Out](../secret.md)\n- [CPU](cpu) - what it does\n\
                - Memory ([notes](/cpu.md))\n- See [cpu](cpu.md) for more, or something else that makes this line a very long one, too long\n\n## D [x](cpu.md)\n\nWords.\n";
    insta::assert_snapshot!(with(None, text, &files), @r###"
    = T | 
    Net "- See [cpu](cpu.md) for more, or something else that makes this line a very long one, too long\n\n[Net](<net/>)"
      HTTP #web net/http.md"# HTTP\n\nText."
      A a b.md"# A B"
      A again a b.md"# A B"
      C c(d).md"# C"
      한글 한글.md"# 한글"
      Own #web net/http.md"# HTTP\n\nText."
      Gone
      Out
      CPU cpu.md"what it does\n\n# CPU"
      Memory (notes) cpu.md"# CPU"
    D x "Words.\n\n# CPU"
    ! Missing README.md:11 "Gone" links to gone.md, which is not there
    ! LeftOut README.md:12 the address ../secret.md of "Out": it leads out of the folder
    ! LeftOut net/http.md:1 the data above the note (to line 4): its tags are taken
    "###);
}

#[test]
fn kinds_badges_and_emphasis_are_taken_off_titles() {
    let text = "## B\n\n- [**Big** O (video)](https://a.org/x)\n- [Docs](https://docs.b.org) (official)\n- [Tube](https://youtu.be/x)\n\
                - <https://c.org>\n- https://d.org/e_f_g\n- [E ![b](https://img.shields.io/x)](https://e.org)\n- [F](https://f.org): why it matters\n\
                - [G](https://g.org \"the hint\")\n- [ref][one]\n- [H](javascript:x)\n- 🔥 [I](https://i.org)\n\n[one]: https://one.org\n[two]: https://two.org\n";
    insta::assert_snapshot!(of(text), @r###"
    =  | 
    B
      Big O <video Big O: https://a.org/x>
      Docs <docs Docs: https://docs.b.org>
      Tube <video Tube: https://youtu.be/x>
      https://c.org <article https://c.org: https://c.org>
      https://d.org/e_f_g <article https://d.org/e_f_g: https://d.org/e_f_g>
      E <article E: https://e.org>
      F <article F: https://f.org> "why it matters"
      G <article G: https://g.org> "the hint"
      ref <article ref: https://one.org>
      H
      🔥 I <article 🔥 I: https://i.org>
    ! LeftOut README.md:8 badges and pictures beside a title
    ! LeftOut README.md:12 the address javascript:x of "H": only web and mail addresses are resources
    ! LeftOut README.md:16 the address of a link that no note has
    "###);
}

#[test]
fn links_below_a_task_are_its_resources() {
    let text = "## B\n\n- [ ] Learn [one](https://one.org) and [two](https://two.org)\n- [x] Git\n  - [Book](https://b.org) (book)\n  - [Video](https://v.org)\n\n\
                ### Resources\n\n- [C](https://c.org)\n";
    insta::assert_snapshot!(of(text), @r###"
    =  | 
    B
      Learn one and two <article one: https://one.org> <article two: https://two.org>
      Git [done] <book Book: https://b.org> <article Video: https://v.org>
      Resources <article C: https://c.org>
    "###);
}

#[test]
fn what_is_about_the_repository_is_left_out() {
    let text = "<h1 align=\"center\">Way</h1>\n\n<p align=\"center\"><img src=\"https://img.shields.io/x\"></p>\n\n[![ci](https://x/badge.svg)](https://ci)\n\n\
                <!-- hidden -->\n\n## A\n\nText.\n\n**[⬆ back to top](#way)**\n\n<p align=\"right\">(<a href=\"#top\">top</a>)</p>\n\n## 📝 License\n\nMIT\n\n### More\n\nx\n\n## Last\n";
    insta::assert_snapshot!(of(text), @r###"
    = Way | 
    A "Text."
    Last
    ! LeftOut README.md:3 badges: they tell about the repository
    ! LeftOut README.md:5 badges: they tell about the repository
    ! LeftOut README.md:7 a comment
    ! LeftOut README.md:13 links within the page: topics are found in the tree
    ! LeftOut README.md:15 links within the page: topics are found in the tree
    ! LeftOut README.md:17 the section "📝 License": it is about the repository (to line 23)
    "###);
}

#[test]
fn rows_of_a_table_are_topics() {
    let text = "# T\n\n## Core\n\n| Week | Courses | Duration | Effort | Prerequisites | Notes | Link |\n| :-- | :--: | :--: | :--: | :--: | :--: | -- |\n\
                | 1 | [SQL](sql.md) | 2h 30m | | none | *deep* | [a](https://a.org) |\n| 2 | [Py](https://p.org) | 10 weeks | 6-8 hours/week | SQL, Git | | see [b](https://b.org) now |\n\n\
                ## Compare\n\n| TCP | UDP |\n| --- | --- |\n| sure | fast |\n\n## 계획\n\n| 주차 | 주제 | 시간 | 선수 | 완료 |\n|---|---|---|---|---|\n| 1 | 네트워크 | 90분 | 없음 | ✅ |\n| 2 | 운영체제 | 2시간 | 네트워크 | |\n";
    insta::assert_snapshot!(with(None, text, &[("sql.md", "# SQL\n")]), @r###"
    = T | 
    Core
      SQL #Week 1 150m <article a: https://a.org> sql.md"- **Notes:** *deep*\n\n# SQL"
      Py #Week 2 4800m needs SQL+Git <article Py: https://p.org> "- **Duration:** 10 weeks\n- **Effort:** 6-8 hours/week\n- **Link:** see [b](https://b.org) now"
    Compare "| TCP | UDP |\n| --- | --- |\n| sure | fast |"
    계획
      네트워크 [done] #1주차 90m
      운영체제 #2주차 120m needs 네트워크
    ! LeftOut README.md:5 the head of a table: each of its rows is a topic (to line 6)
    ! LeftOut README.md:18 the head of a table: each of its rows is a topic (to line 19)
    "###);
}

#[test]
fn front_matter_names_the_roadmap() {
    insta::assert_snapshot!(of("---\ntitle: My way\nlayout: page\n---\nAbout it.\n\n## A\n\n## B\n"), @r###"
    = My way | About it.
    A
    B
    ! LeftOut README.md:1 the data above the text (to line 4): its title is taken
    "###);
    insta::assert_snapshot!(of("---\ntitle: My way\n---\n# Other\n\n## A\n"), @r###"
    = My way | 
    A
    ! LeftOut README.md:1 the data above the text (to line 3): its title is taken
    ! LeftOut README.md:4 the heading "Other": the data above the text names the roadmap
    "###);
}

#[test]
fn a_long_introduction_is_a_topic_of_its_own() {
    let text =
        "# T\n\nFirst words. ![map](map.png)\n\nMore of it.\n\n- a [link][l]\n\n## A\n\n[l]: https://l.org\n";
    insta::assert_snapshot!(of(text), @r###"
    = T | First words.
    T "First words. ![map](map.png)\n\nMore of it.\n\n- a [link][l]\n\n[l]: https://l.org"
    A
    "###);
}

#[test]
fn prose_below_a_heading_is_its_note_as_it_stands() {
    let text = "## A\n\nSome **bold**\nwords.\n- tight\n  - nested\n\n1. one\n2. two <kbd>x</kbd> ![p](p.png)\n\n    code\n\n> quote\n\n---\n\n| a | b |\n|---|---|\n| c | d |\n\n---\n\n## B\n";
    insta::assert_snapshot!(of(text), @r###"
    =  | 
    A "Some **bold**\nwords.\n- tight\n  - nested\n\n1. one\n2. two <kbd>x</kbd> ![p](p.png)\n\n    code\n\n> quote\n\n---\n\n| a | b |\n|---|---|\n| c | d |"
    B
    "###);
}

#[test]
fn bullets_are_topics_where_all_are_names_or_it_is_asked_for() {
    let names = "# T\n\n## A\n\n- HTML\n- CSS\n  - Grid\n\n## B\n\n- Git\n";
    insta::assert_snapshot!(of(names), @r###"
    = T | 
    A
      HTML
      CSS
        Grid
    B
      Git
    "###);
    let mixed = "# T\n\n## A\n\n- HTML\n- This is what every page is made of.\n\n## B\n\n- Git\n- It keeps what you wrote.\n";
    insta::assert_snapshot!(of(mixed), @r###"
    = T | 
    A "- HTML\n- This is what every page is made of."
    B "- Git\n- It keeps what you wrote."
    "###);
    insta::assert_snapshot!(with(Some(Taken::Bullets), mixed, &[]), @r###"
    = T | 
    A
      HTML
      This is what every page is made of.
    B
      Git
      It keeps what you wrote.
    "###);
    insta::assert_snapshot!(of("- one thing to learn\n- another thing\n"), @r###"
    =  | 
    one thing to learn
    another thing
    "###);
    insta::assert_snapshot!(of("Only words.\n"), @r###"
    =  | Only words.
    README "Only words."
    "###);
}

#[test]
fn headings_in_items_and_folds_are_sections() {
    let text = "- ## Net\n  - [x] IP\n- ## Disk\n  - [ ] SSD\n\n<details>\n<summary>Week 1</summary>\n\n- [x] Read\n\n</details>\n\n## Last\n";
    insta::assert_snapshot!(of(text), @r###"
    =  | 
    Net
      IP [done]
    Disk
      SSD
      Week 1
        Read [done]
    Last
    "###);
}

#[test]
fn what_lies_too_deep_is_text_of_the_topic_above() {
    let text = "# A\n\n## B\n\n- [ ] C\n  - [x] D\n\n# E\n";
    let memory = Memory::new(&[("README.md", text)]);
    for depth in [1, 2, 3] {
        let draft = read("", &memory, &Wish { depth: Some(depth), ..Wish::default() }).expect("it is there");
        accounting::check(text, &draft);
        let shown = shown(&draft);
        match depth {
            1 => insta::assert_snapshot!(shown, @r###"
            =  | 
            A "## B\n\n- [ ] C\n  - [x] D"
            E
            "###),
            2 => insta::assert_snapshot!(shown, @r###"
            =  | 
            A
              B "- [ ] C\n  - [x] D"
            E
            "###),
            _ => insta::assert_snapshot!(shown, @r###"
            =  | 
            A
              B
                C "- [x] D"
            E
            "###),
        }
    }
}

#[test]
fn text_beside_topics_of_a_list_is_a_note() {
    let text = "## A\n\n- [One](https://one.org) - by B, for [C](https://c.org)\n- [x](https://x.org) | [y](https://y.org)\n- Group\n\t- [Two](https://two.org)\n\t\t- Words:\n\t\t\t- nested\n\n  \
                [Three](three.pdf)\n";
    insta::assert_snapshot!(of(text), @r###"
    =  | 
    A "- [x](https://x.org) | [y](https://y.org)"
      One <article One: https://one.org> "by B, for [C](https://c.org)"
      Group "[Three](three.pdf)"
        Two <article Two: https://two.org> "- Words:\n\t- nested"
    "###);
}
