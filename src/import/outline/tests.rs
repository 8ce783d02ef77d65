//! What becomes of a plain outline.

use super::*;
use crate::import::material::Memory;
use crate::import::readme::tests::{accounting, shown};

fn with(wish: &Wish, text: &str) -> String {
    let draft = read("plan.txt", &Memory::new(&[("plan.txt", text)]), wish).expect("it is there");
    accounting::check(text, &draft);
    shown(&draft)
}

fn of(text: &str) -> String {
    with(&Wish::default(), text)
}

#[test]
fn heads_have_colons_and_stars_stand_above() {
    let text = "START   : \n\nWhat is a computer?\n\nHTML\n\n*Basic Things:\nshell \nfiles  and  folders \n\n*from a  friend  :\n things worth a look:\n\n\
                Languages:\n\nKnowledge of at least one language, such as one that everybody has heard of.\nUnderstanding of what a\n  compiler does.\n\
                Servers:\n\nKnowledge of web servers (e.g., two of them) and of how they are configured.\nEmpty:\n\nSkills:\n\nTeamwork.\nTalking to people.";
    insta::assert_snapshot!(of(text), @r###"
    =  | 
    START
      What is a computer?
      HTML
    Basic Things
      shell
      files and folders
    from a friend "things worth a look:"
      Languages "Knowledge of at least one language, such as one that everybody has heard of.  \nUnderstanding of what a  \ncompiler does."
      Servers "Knowledge of web servers (e.g., two of them) and of how they are configured."
      Empty
      Skills "Teamwork.  \nTalking to people."
    "###);
}

#[test]
fn indentation_and_signs_make_the_tree() {
    let text =
        "Net\n  - IP\n  - TCP\n      - ports\n\t* [x] done\n • dot\n1. first\n2) second\n-n is a flag\n+1\n";
    insta::assert_snapshot!(of(text), @r###"
    =  | 
    Net
      IP
      TCP
        ports
        done [done]
    dot
    first
    second
    -n is a flag
    +1
    "###);
}

#[test]
fn underlined_and_numbered_heads_have_levels() {
    let text =
        "Part one\n========\n\nSmall\n-----\na\nb\n\nPart two\n===\n1.1 Net\nc\n1.1.1 IP\nd\n1.2 Disk\n";
    insta::assert_snapshot!(of(text), @r###"
    =  | 
    Part one
      Small
        a
        b
    Part two
      1.1 Net
        c
        1.1.1 IP
          d
      1.2 Disk
    "###);
}

#[test]
fn addresses_are_resources_and_long_lines_are_notes() {
    let text = "Net:\nTCP - https://tcp.org/a_b\nhttps://only.org\nIP (video) www.ip.org\nThis line says a lot about the line above it, more than a name would ever say.\nUDP\n";
    insta::assert_snapshot!(of(text), @r###"
    =  | 
    Net
      TCP <article TCP: https://tcp.org/a_b>
      https://only.org <article https://only.org: https://only.org>
      IP <video IP: http://www.ip.org> "This line says a lot about the line above it, more than a name would ever say."
      UDP
    "###);
}

#[test]
fn wishes_are_followed() {
    let text = "A:\nlong words that make up a sentence, and a sentence has an end.\n[ ] b\n  [x] c\nd\n";
    let taken = |taken| Wish { taken: Some(taken), ..Wish::default() };
    insta::assert_snapshot!(with(&taken(Taken::Headings), text), @r###"
    =  | 
    A "long words that make up a sentence, and a sentence has an end.  \n[ ] b  \n[x] c  \nd"
    "###);
    insta::assert_snapshot!(with(&taken(Taken::Tasks), text), @r###"
    =  | 
    A "long words that make up a sentence, and a sentence has an end."
      b "d"
        c [done]
    "###);
    insta::assert_snapshot!(with(&taken(Taken::Bullets), text), @r###"
    =  | 
    A
      long words that make up a sentence, and a sentence has an end.
      b
        c [done]
      d
    "###);
    insta::assert_snapshot!(with(&Wish { depth: Some(1), ..Wish::default() }, text), @r###"
    =  | 
    A "long words that make up a sentence, and a sentence has an end.  \n[ ] b  \n[x] c  \nd"
    "###);
}

#[test]
fn a_text_of_sentences_is_kept() {
    insta::assert_snapshot!(of("\n\n-----\n"), @r###"
    =  |
    "###);
    insta::assert_snapshot!(with(&Wish { taken: Some(Taken::Headings), ..Wish::default() }, "one\ntwo\n"), @r###"
    =  | 
    plan "one  \ntwo"
    "###);
}
