//! Keys that are missing, unknown or of the wrong type.

use super::report;

#[test]
fn nothing_at_all() {
    insta::assert_snapshot!(report(""), @r#"
    roadmap.toml  line 1, column 1
    The file says nothing yet.

       1  │
          │ ^ a roadmap needs an id, a title and a topic

    Try   write four lines:  id = "my-roadmap"  title = "My roadmap"  [[topics]]  title = "First topic"
    "#);
}

#[test]
fn no_topics() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"
"#), @r#"
    roadmap.toml  line 1, column 1
    The roadmap has no topics.

       1  │ id = "backend"
          │ ^ nothing to study yet
       2  │ title = "Backend"

    Try   write below the title, on two lines:  [[topics]]  title = "First topic"
    "#);
}

#[test]
fn an_empty_list_of_topics() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"
topics = []
"#), @r#"
    roadmap.toml  line 3, column 10
    The roadmap has no topics.

       1  │ id = "backend"
       2  │ title = "Backend"
       3  │ topics = []
          │          ^^ nothing to study yet

    Try   write below the title, on two lines:  [[topics]]  title = "First topic"
    "#);
}

#[test]
fn no_id_and_no_title() {
    insta::assert_snapshot!(report(r#"[[topics]]
id = "x"
title = "X"
"#), @r#"
    roadmap.toml  line 1, column 1
    The roadmap needs an "id": it names the folder with your progress.

       1  │ [[topics]]
          │ ^ no "id" here
       2  │ id = "x"
       3  │ title = "X"

    Try   id = "my-roadmap"

    roadmap.toml  line 1, column 1
    The roadmap needs a "title".

       1  │ [[topics]]
          │ ^ no "title" here
       2  │ id = "x"
       3  │ title = "X"

    Try   title = "My roadmap"
    "#);
}

#[test]
fn no_title() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
"#), @r#"
    roadmap.toml  line 4, column 1
    A topic needs a "title".

       2  │ title = "Backend"
       3  │
       4  │ [[topics]]
          │ ^^^^^^^^^^ no "title" here
       5  │ id = "x"

    Try   title = "Transactions and ACID"
    "#);
}

#[test]
fn an_empty_title() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
title = "  "
"#), @r#"
    roadmap.toml  line 6, column 9
    "title" is empty.

       4  │ [[topics]]
       5  │ id = "x"
       6  │ title = "  "
          │         ^^^^ nothing between the quotes

    Try   title = "Transactions and ACID"
    "#);
}

#[test]
fn a_misspelt_key() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
titel = "X"
"#), @r#"
    roadmap.toml  line 6, column 1
    A topic has no key "titel".

       4  │ [[topics]]
       5  │ id = "x"
       6  │ titel = "X"
          │ ^^^^^ unknown; the nearest is "title"

    Did you mean "title"?
    "#);
}

#[test]
fn a_misspelt_heading() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topic]]
id = "x"
title = "X"
requires = ["y"]
"#), @r#"
    roadmap.toml  line 4, column 3
    The roadmap has no key "topic".

       2  │ title = "Backend"
       3  │
       4  │ [[topic]]
          │   ^^^^^ unknown; the nearest is "topics"
       5  │ id = "x"
       6  │ title = "X"

    Did you mean "topics"?

    roadmap.toml  line 7, column 13
    Topic "x" needs "y": no such topic.

       5  │ id = "x"
       6  │ title = "X"
       7  │ requires = ["y"]
          │             ^^^ unknown id

    Try   add a topic with this id, or take it out of "requires"
    "#);
}

#[test]
fn an_unknown_key() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
title = "X"
parent = "databases"
"#), @r#"
    roadmap.toml  line 7, column 1
    A topic has no key "parent".

       5  │ id = "x"
       6  │ title = "X"
       7  │ parent = "databases"
          │ ^^^^^^ unknown key

    Try   the keys are id, title, titles, origin, note, requires, was, tags, minutes, kind, level, resources, choose, counts, topics
    "#);
}

#[test]
fn a_key_of_the_roadmap_in_a_topic() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
title = "X"
language = "en"
"#), @r#"
    roadmap.toml  line 7, column 1
    A topic has no key "language".

       5  │ id = "x"
       6  │ title = "X"
       7  │ language = "en"
          │ ^^^^^^^^ unknown key

    Try   this belongs to the whole roadmap: write it above the first [[topics]]
    "#);
}

#[test]
fn single_brackets() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[topics]
title = "X"
"#), @r#"
    roadmap.toml  line 4, column 1
    Topics are a list, so their brackets are double.

       2  │ title = "Backend"
       3  │
       4  │ [topics]
          │ ^^^^^^^^ single brackets
       5  │ title = "X"

    Try   [[topics]]
    "#);
}

#[test]
fn a_topic_below_nothing() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics.topics]]
title = "X"
"#), @r#"
    roadmap.toml  line 4, column 3
    There is a topic below another one, but none above it.

       2  │ title = "Backend"
       3  │
       4  │ [[topics.topics]]
          │   ^^^^^^ a topic of which topic?
       5  │ title = "X"

    Try   write [[topics]] with a title before the first [[topics.topics]]
    "#);
}

#[test]
fn topics_that_are_texts() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"
topics = ["HTTP", "DNS"]
"#), @r#"
    roadmap.toml  line 3, column 11
    A topic is a table with a title, not a text.

       1  │ id = "backend"
       2  │ title = "Backend"
       3  │ topics = ["HTTP", "DNS"]
          │           ^^^^^^ no topic

    Try   { title = "HTTP" }

    roadmap.toml  line 3, column 19
    A topic is a table with a title, not a text.

       1  │ id = "backend"
       2  │ title = "Backend"
       3  │ topics = ["HTTP", "DNS"]
          │                   ^^^^^ no topic

    Try   { title = "DNS" }
    "#);
}

#[test]
fn wrong_types() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = 1
title = ["X"]
tags = "a"
was = [1]
minutes = 1.5
counts = "yes"
"#), @r#"
    roadmap.toml  line 5, column 6
    "id" wants a text in quotes, not a number.

       3  │
       4  │ [[topics]]
       5  │ id = 1
          │      ^ this is a number
       6  │ title = ["X"]
       7  │ tags = "a"

    Try   id = "transactions"

    roadmap.toml  line 6, column 9
    "title" wants a text in quotes, not a list.

       4  │ [[topics]]
       5  │ id = 1
       6  │ title = ["X"]
          │         ^^^^^ this is a list
       7  │ tags = "a"
       8  │ was = [1]

    Try   title = "Transactions and ACID"

    roadmap.toml  line 7, column 8
    "tags" wants a list, not a text.

       5  │ id = 1
       6  │ title = ["X"]
       7  │ tags = "a"
          │        ^^^ this is a text
       8  │ was = [1]
       9  │ minutes = 1.5

    Try   tags = ["database", "interview"]

    roadmap.toml  line 8, column 8
    "was" wants a list of texts in quotes, not a number.

       6  │ title = ["X"]
       7  │ tags = "a"
       8  │ was = [1]
          │        ^ this is a number
       9  │ minutes = 1.5
      10  │ counts = "yes"

    Try   was = ["acid"]

    roadmap.toml  line 9, column 11
    "minutes" wants a whole number, not a number with a decimal point.

       7  │ tags = "a"
       8  │ was = [1]
       9  │ minutes = 1.5
          │           ^^^ this is a number with a decimal point
      10  │ counts = "yes"

    Try   minutes = 120

    roadmap.toml  line 10, column 10
    "counts" wants true or false, not a text.

       8  │ was = [1]
       9  │ minutes = 1.5
      10  │ counts = "yes"
          │          ^^^^^ this is a text

    Try   counts = true
    "#);
}
