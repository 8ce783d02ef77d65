//! `export svg`.

use super::{exported, studied};

#[test]
fn a_badge_has_title_and_percent() {
    insta::assert_snapshot!("badge", exported(&studied(), "svg"));
}

#[test]
fn a_card_has_sums_and_sections() {
    insta::assert_snapshot!("card", exported(&studied(), "svg --card"));
}

#[test]
fn a_picture_is_the_same_every_day_unless_the_day_is_asked_for() {
    let dir = studied();
    assert_eq!(exported(&dir, "svg --card"), exported(&dir, "svg --card"));
    let dated = exported(&dir, "svg --card --date");
    let (day, _) = dated.rsplit_once("</text>").expect("a text");
    let (_, day) = day.rsplit_once('>').expect("a text");
    assert!(day.len() == 10 && day.starts_with("20"), "{day}");
}

#[test]
fn options_that_make_no_sense_are_refused() {
    let dir = studied();
    for (line, why) in [
        ("md --card", "only `export svg` knows --card"),
        ("csv --date", "only `export svg --card` knows --date"),
        ("svg --date", "only `export svg --card` knows --date"),
        ("svg --tick a.md", "only `export md` knows --tick"),
        ("md --tick a.md -o b.md", "cannot be used with"),
        ("pdf", "possible values: "),
        ("", "<FORMAT>"),
    ] {
        dir.run(&format!("export {line} -r study --store store")).code(2).out("").complains(why);
    }
    dir.run("export md --json").code(2).complains("cannot answer in JSON");
}
