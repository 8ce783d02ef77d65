//! Mistakes of the syntax.

use super::report;

#[test]
fn a_text_needs_quotes() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id    = "transactions"
title = Transactions and ACID
note = "a.md"
"#), @r#"
    roadmap.toml  line 6, column 9
    A text is not in quotes.

       4  │ [[topics]]
       5  │ id    = "transactions"
       6  │ title = Transactions and ACID
          │         ^^^^^^^^^^^^^^^^^^^^^ text needs quotes
       7  │ note = "a.md"

    Try   title = "Transactions and ACID"
    "#);
}

#[test]
fn a_path_needs_quotes() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = "X"
note = internet/tcp.md # later
"#), @r#"
    roadmap.toml  line 6, column 8
    A text is not in quotes.

       4  │ [[topics]]
       5  │ title = "X"
       6  │ note = internet/tcp.md # later
          │        ^^^^^^^^^^^^^^^ text needs quotes

    Try   note = "internet/tcp.md"
    "#);
}

#[test]
fn an_item_of_a_list_needs_quotes() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = "X"
tags = [sql, "b"]
"#), @r#"
    roadmap.toml  line 6, column 9
    A text in this list has no quotes.

       4  │ [[topics]]
       5  │ title = "X"
       6  │ tags = [sql, "b"]
          │         ^^^ text needs quotes

    Try   "sql"
    "#);
}

#[test]
fn the_caret_stands_under_korean_text() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = 트랜잭션과 격리 수준
"#), @r#"
    roadmap.toml  line 5, column 9
    A text is not in quotes.

       3  │
       4  │ [[topics]]
       5  │ title = 트랜잭션과 격리 수준
          │         ^^^^^^^^^^^^^^^^^^^^ text needs quotes

    Try   title = "트랜잭션과 격리 수준"
    "#);
}

#[test]
fn a_closing_quote_is_missing() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = "Transactions
id = "x"
"#), @r#"
    roadmap.toml  line 5, column 22
    The closing quote is missing.

       3  │
       4  │ [[topics]]
       5  │ title = "Transactions
          │                      ^ a quote belongs here
       6  │ id = "x"

    Try   title = "Transactions"
    "#);
}

#[test]
fn a_quote_inside_a_text() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = "The "I" in ACID"
"#), @r#"
    roadmap.toml  line 5, column 15
    A quote inside the text ends it.

       3  │
       4  │ [[topics]]
       5  │ title = "The "I" in ACID"
          │               ^ the text ended before this

    Try   title = 'The "I" in ACID'
    "#);
}

#[test]
fn curly_quotes() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = “Transactions”
"#), @r#"
    roadmap.toml  line 5, column 9
    These quotes are curly; TOML wants straight ones.

       3  │
       4  │ [[topics]]
       5  │ title = “Transactions”
          │         ^^^^^^^^^^^^^^ curly quotes

    Try   title = "Transactions"
    "#);
}

#[test]
fn a_stray_backslash() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = "C:\work"
"#), @r#"
    roadmap.toml  line 5, column 13
    In double quotes a backslash has a meaning of its own.

       3  │
       4  │ [[topics]]
       5  │ title = "C:\work"
          │             ^ stray backslash

    Try   write \\ for a backslash, or put the text between single quotes
    "#);
}

#[test]
fn a_heading_is_not_closed() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]
title = "X"
"#), @r#"
    roadmap.toml  line 4, column 10
    A heading in brackets is not closed.

       2  │ title = "Backend"
       3  │
       4  │ [[topics]
          │          ^ a bracket is missing
       5  │ title = "X"

    Try   [[topics]]
    "#);
}

#[test]
fn a_list_is_not_closed() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = "X"
tags = ["a", "b"
note = "x.md"
"#), @r#"
    roadmap.toml  line 6, column 17
    A list goes wrong here.

       4  │ [[topics]]
       5  │ title = "X"
       6  │ tags = ["a", "b"
          │                 ^ a comma or a closing bracket is missing
       7  │ note = "x.md"

    Try   tags = ["database", "interview"]
    "#);
}

#[test]
fn a_comma_is_missing_in_a_resource() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = "X"
resources = [{ type = "docs" url = "https://a.b" }]
"#), @r#"
    roadmap.toml  line 6, column 29
    A table in braces goes wrong here.

       4  │ [[topics]]
       5  │ title = "X"
       6  │ resources = [{ type = "docs" url = "https://a.b" }]
          │                             ^ a comma, `=` or a closing brace is missing

    Try   { type = "docs", title = "Manual", url = "https://example.org" }
    "#);
}

#[test]
fn a_colon_in_place_of_the_sign() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title: "X"
"#), @r#"
    roadmap.toml  line 5, column 6
    A line is a key, `=` and a value.

       3  │
       4  │ [[topics]]
       5  │ title: "X"
          │      ^ no `=` here

    Try   title = "X"
    "#);
}

#[test]
fn a_markdown_list() {
    insta::assert_snapshot!(report("# Backend\n- [ ] HTTP\n- [ ] DNS\n"), @r#"
    roadmap.toml  line 2, column 3
    A line is a key, `=` and a value.

       1  │ # Backend
       2  │ - [ ] HTTP
          │   ^ no `=` here
       3  │ - [ ] DNS

    Try   for a topic, on two lines:  [[topics]]  title = "HTTP"

    roadmap.toml  line 3, column 3
    A line is a key, `=` and a value.

       1  │ # Backend
       2  │ - [ ] HTTP
       3  │ - [ ] DNS
          │   ^ no `=` here

    Try   for a topic, on two lines:  [[topics]]  title = "DNS"
    "#);
}

#[test]
fn a_value_is_missing() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title =
"#), @r#"
    roadmap.toml  line 5, column 8
    "title" has no value.

       3  │
       4  │ [[topics]]
       5  │ title =
          │        ^ a value belongs here

    Try   title = "text"
    "#);
}

#[test]
fn a_key_that_is_there_twice() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = "X"
note = "a.md"
title = "Y"
"#), @r#"
    roadmap.toml  line 7, column 1
    "title" is there twice.

       5  │ title = "X"
       6  │ note = "a.md"
       7  │ title = "Y"
          │ ^^^^^ again

       5  │ title = "X"
          │ ^^^^^ here first

    Try   take one of them out; a new topic begins with [[topics]]
    "#);
}

#[test]
fn single_brackets_twice() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[topics]
title = "X"

[topics]
title = "Y"
"#), @r#"
    roadmap.toml  line 7, column 2
    There is a table "topics" already.

       5  │ title = "X"
       6  │
       7  │ [topics]
          │  ^^^^^^ again
       8  │ title = "Y"

    Try   topics are a list, so their brackets are double: [[topics]]
    "#);
}

#[test]
fn true_in_upper_case() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = "X"
counts = True
"#), @r#"
    roadmap.toml  line 6, column 10
    "counts" wants true or false, in lower case.

       4  │ [[topics]]
       5  │ title = "X"
       6  │ counts = True
          │          ^^^^ true or false

    Try   counts = true
    "#);
}

#[test]
fn minutes_with_a_unit() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
title = "X"
minutes = 90min
"#), @r#"
    roadmap.toml  line 6, column 11
    "minutes" wants a whole number.

       4  │ [[topics]]
       5  │ title = "X"
       6  │ minutes = 90min
          │           ^^^^^ not a number

    Try   minutes = 90
    "#);
}

#[test]
fn too_many_brackets() {
    insta::assert_snapshot!(report(&format!("a = {}\n", "[".repeat(200))), @"
    roadmap.toml  line 1, column 85
    Brackets or tables are nested too deeply.

       1  │ a = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[⋯
          │                                                                                     ^ too deep

    Try   a roadmap has at most 32 levels of topics
    ");
}

#[test]
fn two_broken_lines_and_one_unknown_id() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = x
title = "X"

[[topics]]
id = "y"
title = Y
requires = ["x", "z"]
"#), @r#"
    roadmap.toml  line 5, column 6
    A text is not in quotes.

       3  │
       4  │ [[topics]]
       5  │ id = x
          │      ^ text needs quotes
       6  │ title = "X"
       7  │

    Try   id = "x"

    roadmap.toml  line 10, column 9
    A text is not in quotes.

       8  │ [[topics]]
       9  │ id = "y"
      10  │ title = Y
          │         ^ text needs quotes
      11  │ requires = ["x", "z"]

    Try   title = "Y"

    roadmap.toml  line 11, column 18
    Topic "y" needs "z": no such topic.

       9  │ id = "y"
      10  │ title = Y
      11  │ requires = ["x", "z"]
          │                  ^^^ unknown id

    Try   add a topic with this id, or take it out of "requires"
    "#);
}
