//! The interface in the language that is chosen.

use super::ROADMAP;
use crate::stage::Stage;

fn korean() -> Stage {
    Stage::fixture("bilingual").asking_for("ko-KR")
}

#[test]
fn the_screen_is_in_korean() {
    let mut stage = korean().keys("j<space>jlj");
    insta::assert_snapshot!("korean-80x24", stage.frame());
}

#[test]
fn a_note_that_is_not_there_in_the_language_is_shown_in_the_own_one_and_said_to_be() {
    let mut stage = korean().keys("/풀이<enter>");
    assert!(stage.topic("❯").contains("이름 풀이"), "{}", stage.frame());
    assert!(stage.says("not in Korean yet: shown in English"), "{}", stage.frame());
    assert!(stage.says("A resolver asks the root"));
    let stage = stage;
    stage.write("notes/ko/internet/dns.md", "# 이름 풀이\n\n리졸버가 루트부터 묻는다.\n");
    let mut stage = stage;
    stage.wait(3_000);
    assert!(stage.says("리졸버가 루트부터 묻는다."), "{}", stage.frame());
    assert!(!stage.says("not in Korean yet"));
    let mut own = Stage::fixture("bilingual").keys("/resolution<enter>");
    assert!(own.says("A resolver asks") && !own.says("not in"), "{}", own.frame());
}

#[test]
fn titles_are_found_in_both_languages_and_the_other_one_is_shown_beside() {
    let mut stage = korean().keys("/Transactions<enter>");
    assert!(stage.topic("❯").contains("트랜잭션과 ACID · Tran"), "{}", stage.frame());
    let mut stage = korean().keys("<c-p>Transactions and");
    assert!(stage.says("트랜잭션과 ACID · Transactions and ACID"), "{}", stage.frame());
    let mut stage = stage.keys("<enter>");
    assert!(stage.topic("❯").contains("트랜잭션과 ACID"), "{}", stage.frame());
    let mut stage = korean().keys("<c-p>ㅌㄹㅈㅅ");
    assert!(stage.says("트랜잭션과 ACID") && !stage.says("· Transactions"), "{}", stage.frame());
    let mut stage = Stage::fixture("bilingual").keys("<c-p>트랜잭션과");
    assert!(stage.says("Transactions and ACID · 트랜잭션과"), "{}", stage.frame());
}

#[test]
fn links_lead_to_the_topic_in_whichever_language_they_name_it() {
    // From a Korean note to one that is only in English, and to a Korean one at a heading that it does not have.
    let mut stage = korean().keys("<enter>]").keys("<enter>");
    assert!(stage.topic("❯").contains("이름 풀이") && stage.says("A resolver asks"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>").keys("]").keys("<enter>");
    assert!(stage.topic("❯").contains("트랜잭션과 ACID") && stage.says("전부 되돌린다"), "{}", stage.frame());
    // From an English note, to a heading, and to the Korean file of another.
    let mut stage = Stage::fixture("bilingual").keys("<enter>]]").keys("<enter>");
    assert!(stage.topic("❯").contains("Transactions and ACID"), "{}", stage.frame());
    let mut stage = stage.keys("<esc>").keys("]").keys("<enter>");
    assert!(stage.topic("❯").contains("TCP handshake"), "{}", stage.frame());
    assert!(stage.says("Three segments"), "in the language that is shown: {}", stage.frame());
}

#[test]
fn the_language_is_changed_while_it_runs_and_nothing_moves() {
    let stage = Stage::fixture("bilingual").keys("/Transactions<enter><space>");
    let english = stage.log();
    let mut stage = stage.keys("<c-p>>language<enter>");
    assert!(stage.topic("❯").contains("트랜잭션과 ACID"), "{}", stage.frame());
    assert!(stage.says("전부 되돌린다") && stage.says("백엔드 기초"), "{}", stage.frame());
    assert!(stage.footer().contains("Titles and notes in Korean"), "{}", stage.frame());
    assert_eq!(stage.log(), english);
    // What is done now is known by the own title, and what was done is not in doubt.
    let mut stage = stage.keys("<space>i");
    assert!(stage.footer().contains("트랜잭션과 ACID in progress"), "{}", stage.frame());
    assert!(
        stage.log().last().is_some_and(|line| line.contains("\"Transactions and ACID\"")),
        "{:?}",
        stage.log()
    );
    let mut stage = stage.keys("u");
    assert!(stage.footer().contains("Undone: 트랜잭션과 ACID"), "{}", stage.frame());
    // The file changes: the language stays, and no news is made of it.
    let changed = ROADMAP.replace("title = \"Joins\"", "title = \"Joins\"\ntitles = { ko = \"조인\" }");
    stage.write("roadmap.toml", &changed);
    stage.press("<esc>");
    stage.wait(3_000);
    assert!(stage.says("조인") && !stage.says("changed:") && !stage.says("doubt"), "{}", stage.frame());
    let mut stage = stage.keys("<c-p>>language<enter>");
    assert!(stage.says("Backend basics") && stage.says("none do"), "{}", stage.frame());
}

#[test]
fn a_roadmap_in_one_language_says_so() {
    let mut stage = Stage::new().keys("<c-p>>language<enter>");
    assert!(stage.footer().contains("titles in one language only"), "{}", stage.frame());
}

#[test]
fn a_language_that_the_roadmap_does_not_have_is_told_and_stops_nothing() {
    let mut stage = Stage::fixture("bilingual").size(120, 36).asking_for("ja");
    let footer = stage.footer();
    assert!(footer.contains("This roadmap has no titles in Japanese; it has en, ko"), "{}", stage.frame());
    assert!(stage.says("Backend basics"));
}

#[test]
fn the_settings_decide_as_soon_as_they_are_saved() {
    let mut stage = Stage::fixture("bilingual").configured("language = \"ko\"\n").keys("g");
    assert!(stage.says("백엔드 기초"), "{}", stage.frame());
    let stage = stage.configured("language = \"en-gb\"\n");
    let mut stage = stage;
    stage.wait(3_000);
    assert!(stage.says("Backend basics"), "{}", stage.frame());
    let mut stage = stage.configured("language = \"!\"\n");
    stage.wait(3_000);
    assert!(stage.says("is no tag of a language"), "{}", stage.frame());
}

#[test]
fn marks_of_one_language_are_not_in_doubt_in_another() {
    let stage = korean().keys("/Transactions<enter><space>");
    let mut english = Stage::fixture("bilingual").at(stage.places()).keys("g");
    assert!(!english.says("doubt"), "{}", english.frame());
    let mut english = english.keys("/Transactions<enter>");
    assert!(english.topic("❯").contains("✓"), "{}", english.frame());
}

#[test]
fn a_line_for_a_summary_is_asked_for_in_the_language() {
    let mut stage = korean().keys("/Transactions<enter>a");
    assert!(stage.footer().contains("트랜잭션"), "{}", stage.frame());
}
