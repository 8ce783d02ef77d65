//! Ids and what names them.

use super::report;

#[test]
fn a_bad_id_of_the_roadmap() {
    insta::assert_snapshot!(report(r#"id = "Back end"
title = "A"

[[topics]]
id = "x"
title = "X"
"#), @r#"
    roadmap.toml  line 1, column 6
    "Back end" cannot be an id: an id is lower case.

       1  │ id = "Back end"
          │      ^^^^^^^^^^ not an id
       2  │ title = "A"
       3  │

    Try   id = "back-end"
    "#);
}

#[test]
fn bad_ids() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "Transactions & ACID"
title = "X"

[[topics]]
id = ""
title = "Y"
requires = ["Transactions & ACID"]
"#), @r#"
    roadmap.toml  line 5, column 6
    "Transactions & ACID" cannot be an id: an id is lower case.

       3  │
       4  │ [[topics]]
       5  │ id = "Transactions & ACID"
          │      ^^^^^^^^^^^^^^^^^^^^^ not an id
       6  │ title = "X"
       7  │

    Try   id = "transactions-acid"

    roadmap.toml  line 9, column 6
    "" cannot be an id: an id cannot be empty.

       7  │
       8  │ [[topics]]
       9  │ id = ""
          │      ^^ not an id
      10  │ title = "Y"
      11  │ requires = ["Transactions & ACID"]

    Try   id = "transactions"
    "#);
}

#[test]
fn an_id_that_is_there_twice() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
title = "X"

[[topics]]
id = "x"
title = "Another"
"#), @r#"
    roadmap.toml  line 9, column 6
    Two topics have the id "x".

       7  │
       8  │ [[topics]]
       9  │ id = "x"
          │      ^^^ used again
      10  │ title = "Another"

       5  │ id = "x"
          │      ^^^ used here first

    Try   id = "another"
    "#);
}

#[test]
fn an_unknown_requirement() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "jwt"
title = "JSON Web Tokens"

[[topics]]
id = "oauth"
title = "OAuth"
requires = ["jwt-basics", "quantum"]
"#), @r#"
    roadmap.toml  line 11, column 13
    Topic "oauth" needs "jwt-basics": no such topic.

       9  │ id = "oauth"
      10  │ title = "OAuth"
      11  │ requires = ["jwt-basics", "quantum"]
          │             ^^^^^^^^^^^^ unknown id

    Did you mean "jwt"?

    roadmap.toml  line 11, column 27
    Topic "oauth" needs "quantum": no such topic.

       9  │ id = "oauth"
      10  │ title = "OAuth"
      11  │ requires = ["jwt-basics", "quantum"]
          │                           ^^^^^^^^^ unknown id

    Try   add a topic with this id, or take it out of "requires"
    "#);
}

#[test]
fn a_requirement_by_a_former_id() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "transactions"
title = "T"
was = ["acid"]

[[topics]]
title = "Y"
requires = ["acid"]
"#), @r#"
    roadmap.toml  line 11, column 13
    Topic "Y" needs "acid": no such topic.

       9  │ [[topics]]
      10  │ title = "Y"
      11  │ requires = ["acid"]
          │             ^^^^^^ unknown id

    Try   it is called "transactions" now
    "#);
}

#[test]
fn a_topic_that_requires_itself_or_its_family() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "x"
title = "X"
requires = ["x", "y"]
[[topics.topics]]
id = "y"
title = "Y"
requires = ["x"]
"#), @r#"
    roadmap.toml  line 7, column 13
    A topic cannot require itself.

       5  │ id = "x"
       6  │ title = "X"
       7  │ requires = ["x", "y"]
          │             ^^^ itself
       8  │ [[topics.topics]]
       9  │ id = "y"

    Try   take it out of "requires"

    roadmap.toml  line 7, column 18
    A topic cannot require "y", which is a part of it.

       5  │ id = "x"
       6  │ title = "X"
       7  │ requires = ["x", "y"]
          │                  ^^^ below this topic
       8  │ [[topics.topics]]
       9  │ id = "y"

    Try   take it out of "requires": the order in the file says that it comes first

    roadmap.toml  line 11, column 13
    A topic cannot require "x", which it is a part of.

       9  │ id = "y"
      10  │ title = "Y"
      11  │ requires = ["x"]
          │             ^^^ above this topic

    Try   take it out of "requires"; to require what that topic requires, name those
    "#);
}

#[test]
fn a_circle() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "a"
title = "A"
requires = ["b"]

[[topics]]
id = "b"
title = "B"
requires = ["c"]

[[topics]]
id = "c"
title = "C"
requires = ["a"]
"#), @r#"
    roadmap.toml  line 7, column 13
    These topics require each other in a circle: "a" → "b" → "c" → "a".

       5  │ id = "a"
       6  │ title = "A"
       7  │ requires = ["b"]
          │             ^^^ the circle goes on here
       8  │
       9  │ [[topics]]

    Try   take one of them out of a "requires"
    "#);
}

#[test]
fn former_ids_that_clash() {
    insta::assert_snapshot!(report(r#"id = "backend"
title = "Backend"

[[topics]]
id = "a"
title = "A"
was = ["old", "b", "a"]

[[topics]]
id = "b"
title = "B"
was = ["old"]
"#), @r#"
    roadmap.toml  line 7, column 15
    "b" cannot be a former id: it is the id of a topic.

       5  │ id = "a"
       6  │ title = "A"
       7  │ was = ["old", "b", "a"]
          │               ^^^ in use
       8  │
       9  │ [[topics]]

      10  │ id = "b"
          │      ^^^ has this id now

    Try   take it out of "was", or give that topic another id

    roadmap.toml  line 7, column 20
    A topic has "a" both as its id and as a former one.

       5  │ id = "a"
       6  │ title = "A"
       7  │ was = ["old", "b", "a"]
          │                    ^^^ its own id
       8  │
       9  │ [[topics]]

       5  │ id = "a"
          │      ^^^ has this id now

    Try   take it out of "was"

    roadmap.toml  line 12, column 8
    The former id "old" is claimed twice.

      10  │ id = "b"
      11  │ title = "B"
      12  │ was = ["old"]
          │        ^^^^^ claimed again

       7  │ was = ["old", "b", "a"]
          │        ^^^^^ claimed here first

    Try   keep it where the history belongs, and take the other one out
    "#);
}
