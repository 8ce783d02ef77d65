//! Values that a key does not take.

use super::report;

#[test]
fn a_wrong_kind() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
title = "X"
kind = "recomended"
level = "expert"
"#), @r#"
    roadmap.toml  line 7, column 8
    "recomended" is no kind of a topic.

       5  │ id = "x"
       6  │ title = "X"
       7  │ kind = "recomended"
          │        ^^^^^^^^^^^^ one of recommended, alternative, optional
       8  │ level = "expert"

    Did you mean "recommended"?

    roadmap.toml  line 8, column 9
    "expert" is no level of a topic.

       6  │ title = "X"
       7  │ kind = "recomended"
       8  │ level = "expert"
          │         ^^^^^^^^ one of beginner, intermediate, advanced

    Try   level = "intermediate"
    "#);
}

#[test]
fn a_wrong_resource() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = "X"
resources = [
  { type = "docs", title = "A", url = "file:///etc/passwd" },
  { type = "vidio", title = "B", url = "www.example.org/b" },
  { type = "book", url = "https://a b" },
  { type = "book", url = "https://" },
  "https://example.org",
  { title = "C" },
]
"#), @r#"
    roadmap.toml  line 7, column 39
    "file:///etc/passwd" is no address that can be opened.

       5  │ title = "X"
       6  │ resources = [
       7  │   { type = "docs", title = "A", url = "file:///etc/passwd" },
          │                                       ^^^^^^^^^^^^^^^^^^^^ begins with none of https, http, mailto
       8  │   { type = "vidio", title = "B", url = "www.example.org/b" },
       9  │   { type = "book", url = "https://a b" },

    Try   url = "https://example.org/manual"

    roadmap.toml  line 8, column 12
    "vidio" is no type of a resource.

       6  │ resources = [
       7  │   { type = "docs", title = "A", url = "file:///etc/passwd" },
       8  │   { type = "vidio", title = "B", url = "www.example.org/b" },
          │            ^^^^^^^ one of article, video, course, book, docs, project, opensource, podcast, feed
       9  │   { type = "book", url = "https://a b" },
      10  │   { type = "book", url = "https://" },

    Did you mean "video"?

    roadmap.toml  line 8, column 40
    "www.example.org/b" is no address that can be opened.

       6  │ resources = [
       7  │   { type = "docs", title = "A", url = "file:///etc/passwd" },
       8  │   { type = "vidio", title = "B", url = "www.example.org/b" },
          │                                        ^^^^^^^^^^^^^^^^^^^ begins with none of https, http, mailto
       9  │   { type = "book", url = "https://a b" },
      10  │   { type = "book", url = "https://" },

    Try   url = "https://www.example.org/b"

    roadmap.toml  line 9, column 26
    "https://a b" has a blank in it.

       7  │   { type = "docs", title = "A", url = "file:///etc/passwd" },
       8  │   { type = "vidio", title = "B", url = "www.example.org/b" },
       9  │   { type = "book", url = "https://a b" },
          │                          ^^^^^^^^^^^^^ not an address
      10  │   { type = "book", url = "https://" },
      11  │   "https://example.org",

    Try   write %20 in place of a blank

    roadmap.toml  line 10, column 26
    "https://" names no server.

       8  │   { type = "vidio", title = "B", url = "www.example.org/b" },
       9  │   { type = "book", url = "https://a b" },
      10  │   { type = "book", url = "https://" },
          │                          ^^^^^^^^^^ not an address
      11  │   "https://example.org",
      12  │   { title = "C" },

    Try   url = "https://example.org/manual"

    roadmap.toml  line 11, column 3
    A resource is a table, not a text.

       9  │   { type = "book", url = "https://a b" },
      10  │   { type = "book", url = "https://" },
      11  │   "https://example.org",
          │   ^^^^^^^^^^^^^^^^^^^^^ this is a text
      12  │   { title = "C" },
      13  │ ]

    Try   { type = "article", title = "Its title", url = "https://example.org" }

    roadmap.toml  line 12, column 3
    A resource needs a "type".

      10  │   { type = "book", url = "https://" },
      11  │   "https://example.org",
      12  │   { title = "C" },
          │   ^^^^^^^^^^^^^^^ no "type" here
      13  │ ]

    Try   type = "article"

    roadmap.toml  line 12, column 3
    A resource needs a "url".

      10  │   { type = "book", url = "https://" },
      11  │   "https://example.org",
      12  │   { title = "C" },
          │   ^^^^^^^^^^^^^^^ no "url" here
      13  │ ]

    Try   url = "https://example.org/manual"
    "#);
}

#[test]
fn an_empty_tag() {
    insta::assert_snapshot!(report(r##"id = "backend"
title = "Backend"

[[topics]]
id = "x"
title = "X"
tags = ["#"]
"##), @r##"
    roadmap.toml  line 7, column 9
    A tag is empty.

       5  │ id = "x"
       6  │ title = "X"
       7  │ tags = ["#"]
          │         ^^^ nothing between the quotes

    Try   tags = ["database", "interview"]
    "##);
}

#[test]
fn bad_minutes() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
title = "X"
minutes = -5

[[topics]]
title = "Y"
minutes = 99999999999999999999
"#), @r#"
    roadmap.toml  line 7, column 11
    "minutes" is the time for the topic, so it is at least 1.

       5  │ id = "x"
       6  │ title = "X"
       7  │ minutes = -5
          │           ^^ too small
       8  │
       9  │ [[topics]]

    Try   minutes = 30, or no such line where nobody knows

    roadmap.toml  line 11, column 11
    "minutes" is at most 100000.

       9  │ [[topics]]
      10  │ title = "Y"
      11  │ minutes = 99999999999999999999
          │           ^^^^^^^^^^^^^^^^^^^^ too large

    Try   the unit is minutes: two hours are minutes = 120
    "#);
}

#[test]
fn a_choice_of_nothing() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
title = "X"
choose = 0
[[topics.topics]]
title = "Y"
"#), @r#"
    roadmap.toml  line 7, column 10
    "choose" says how many topics are enough, so it is at least 1.

       5  │ id = "x"
       6  │ title = "X"
       7  │ choose = 0
          │          ^ too small
       8  │ [[topics.topics]]
       9  │ title = "Y"

    Try   choose = 1
    "#);
}

#[test]
fn a_choice_of_too_many() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
title = "X"
choose = 2
[[topics.topics]]
title = "Y"
"#), @r#"
    roadmap.toml  line 7, column 10
    "choose" is more than there are: 1.

       5  │ id = "x"
       6  │ title = "X"
       7  │ choose = 2
          │          ^ too large
       8  │ [[topics.topics]]
       9  │ title = "Y"

    Try   at most choose = 1; without the line all of them count
    "#);
}

#[test]
fn a_choice_on_a_leaf() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
title = "X"
choose = 1
"#), @r#"
    roadmap.toml  line 7, column 10
    "choose" is for a topic with topics below it; this one has none.

       5  │ id = "x"
       6  │ title = "X"
       7  │ choose = 1
          │          ^ nothing to choose

    Try   take the line out, or add topics with [[topics.topics]]
    "#);
}

#[test]
fn a_note_that_leaves_the_folder() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
title = "X"
note = "../secret.md"

[[topics]]
title = "Y"
note = "/etc/passwd"
"#), @r#"
    roadmap.toml  line 7, column 8
    "../secret.md" is no path that can be used: the path leaves the folder with `..`.

       5  │ id = "x"
       6  │ title = "X"
       7  │ note = "../secret.md"
          │        ^^^^^^^^^^^^^^ leaves the folder
       8  │
       9  │ [[topics]]

    Try   note = "databases/transactions.md"

    roadmap.toml  line 11, column 8
    "/etc/passwd" is no path that can be used: the path is absolute; write it relative to the folder.

       9  │ [[topics]]
      10  │ title = "Y"
      11  │ note = "/etc/passwd"
          │        ^^^^^^^^^^^^^ absolute

    Try   note = "databases/transactions.md"
    "#);
}

#[test]
fn a_notes_folder_that_is_none() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"
notes = "C:/notes"

[[topics]]
id = "x"
title = "X"
"#), @r#"
    roadmap.toml  line 3, column 9
    "C:/notes" is no path that can be used: the path is absolute; write it relative to the folder.

       1  │ id = "backend"
       2  │ title = "Backend"
       3  │ notes = "C:/notes"
          │         ^^^^^^^^^^ absolute
       4  │
       5  │ [[topics]]

    Try   notes = "notes"
    "#);
}

#[test]
fn tabs_and_line_breaks_of_windows() {
    insta::assert_snapshot!(report(&format!("\u{FEFF}{}", "id = \"backend\"\ntitle = \"Backend\"\n\n[[topics]]\n\ttitle\t= \"X\"\n\tlevel\t= \"easy\"\n".replace('\n', "\r\n"))), @r#"
    roadmap.toml  line 6, column 10
    "easy" is no level of a topic.

       4  │ [[topics]]
       5  │     title    = "X"
       6  │     level    = "easy"
          │                ^^^^^^ one of beginner, intermediate, advanced

    Try   level = "intermediate"
    "#);
}

#[test]
fn control_characters_are_shown() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = "X"
kind = "\u001b[31mred"
"#), @r#"
    roadmap.toml  line 6, column 8
    "␛[31mred" is no kind of a topic.

       4  │ [[topics]]
       5  │ title = "X"
       6  │ kind = "\u001b[31mred"
          │        ^^^^^^^^^^^^^^^ one of recommended, alternative, optional

    Try   kind = "recommended"
    "#);
}
