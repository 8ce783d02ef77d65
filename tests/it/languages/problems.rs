//! Titles of languages that a file gets wrong.

use std::path::Path;

use trailmark::roadmap::parse;

/// Place, message, label and advice of every problem with these titles in a roadmap in English, whose line is the third.
fn problems(titles: &str) -> Vec<String> {
    let text =
        format!("id = \"x\"\nlanguage = \"en\"\n{titles}\ntitle = \"X\"\ntopics = [{{ title = \"A\" }}]\n");
    let problems = parse(&text, Path::new("roadmap.toml")).expect_err("problems");
    let told = problems.list.iter().map(|problem| {
        let at = problems.excerpt(&problem.span, 0);
        let advice = problem.advice().map(String::from).unwrap_or_default();
        format!("{}:{} {} [{}] {advice}", at.line, at.column, problem.message, problem.label)
    });
    told.collect()
}

#[test]
fn each_mistake_is_told_where_it_is_with_a_way_to_mend_it() {
    for (titles, expected) in [
        (
            "titles = { KO = \"엑스\" }",
            "3:12 \"KO\" is no tag of a language. [a tag is as in ko or pt-br, in small letters] Try ko = \"⋯\"",
        ),
        (
            "titles = { pt_BR = \"X\" }",
            "3:12 \"pt_BR\" is no tag of a language. [a tag is as in ko or pt-br, in small letters] Try pt-br = \"⋯\"",
        ),
        (
            "titles = { \"한국어\" = \"엑스\" }",
            "3:12 \"한국어\" is no tag of a language. [a tag is as in ko or pt-br, in small letters] Try titles = { ko = \"나의 로드맵\" }",
        ),
        (
            "titles = { ko = \" \" }",
            "3:17 \"titles\" in Korean is empty. [nothing between the quotes] Try titles = { ko = \"나의 로드맵\" }",
        ),
        (
            "titles = { ko = 1 }",
            "3:17 \"titles\" wants texts in quotes, not a number. [this is a number] Try titles = { ko = \"나의 로드맵\" }",
        ),
        (
            "titles = { ko = \"엑스\", en = \"X\" }",
            "3:23 \"en\" is the language of the roadmap itself. [the \"title\" says it already] Try take it out; \"titles\" is for other languages",
        ),
        (
            "descriptions = { en = \"X\" }",
            "3:18 \"en\" is the language of the roadmap itself. [the \"description\" says it already] Try take it out; \"descriptions\" is for other languages",
        ),
        (
            "titles = \"엑스\"",
            "3:10 \"titles\" wants a table of texts by language, not a text. [this is a text] Try titles = { ko = \"나의 로드맵\" }",
        ),
        (
            "titels = { ko = \"엑스\" }",
            "3:1 The roadmap has no key \"titels\". [unknown; the nearest is \"titles\"] Did you mean \"titles\"?",
        ),
    ] {
        assert_eq!(problems(titles), [expected]);
    }
}

#[test]
fn all_of_them_are_told_at_once_those_of_topics_too() {
    let text =
        "id = \"x\"\ntitle = \"X\"\n[[topics]]\ntitle = \"A\"\n[topics.titles]\nko = \"\"\nk = \"가\"\n";
    let report = parse(text, Path::new("roadmap.toml")).expect_err("problems").to_string();
    insta::assert_snapshot!(report, @r#"
    roadmap.toml  line 6, column 6
    "titles" in Korean is empty.

       4  │ title = "A"
       5  │ [topics.titles]
       6  │ ko = ""
          │      ^^ nothing between the quotes
       7  │ k = "가"

    Try   titles = { ko = "트랜잭션과 ACID" }

    roadmap.toml  line 7, column 1
    "k" is no tag of a language.

       5  │ [topics.titles]
       6  │ ko = ""
       7  │ k = "가"
          │ ^ a tag is as in ko or pt-br, in small letters

    Try   titles = { ko = "트랜잭션과 ACID" }
    "#);
}
