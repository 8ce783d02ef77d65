//! `export md --tick`.

use std::fs;

use super::{exported, studied};

const LIST: &str = "\u{FEFF}# 내 공부\r\n\r\n## 관계형 데이터베이스\r\n- [ ] [조인](study/notes/데이터/sql%20joins.md)  \r\n\
                    \t- [X] deadlocks\r\n- [ ] 트랜잭션, \"ACID\"\r\n\r\n## Web <b>\r\n* [x] JSON Web Tokens\r\n* [ ] 없는 것";

#[test]
fn only_boxes_change() {
    let dir = studied().file("README.md", LIST);
    dir.run("done transactions -r study --store store").code(0);
    let ran = dir.run("export md --tick README.md -r study --store store").code(0).out("");
    insta::assert_snapshot!(ran.stderr(), @r"
    README.md: 4 of 4 boxes changed
    README.md:10: left as it is; no topic here is called `없는 것`
    ");
    let expected = LIST
        .replace("[ ] [조인]", "[x] [조인]")
        .replace("[X] deadlocks", "[ ] deadlocks")
        .replace("[ ] 트랜잭션", "[x] 트랜잭션")
        .replace("[x] JSON", "[ ] JSON");
    assert_eq!(fs::read_to_string(dir.path().join("README.md")).expect("a list"), expected);
    dir.run("export md --tick README.md -q -r study --store store").code(0).quietly();
    assert_eq!(fs::read_to_string(dir.path().join("README.md")).expect("a list"), expected);
}

#[test]
fn its_own_task_list_is_ticked_too() {
    let dir = studied();
    dir.run("export md -o README.md -r study --store store").code(0);
    dir.run("done jwt row-locks -r study --store store").code(0);
    dir.run("export md --tick README.md -r study --store store")
        .code(0)
        .complains("README.md: 2 of 5 boxes changed\n");
    let text = fs::read_to_string(dir.path().join("README.md")).expect("a list");
    assert!(text.contains("- [x] JSON Web Tokens") && text.contains("- [x] =Row locks"), "{text}");
}

#[test]
fn what_is_no_task_list_says_so() {
    let dir = studied().file("text.md", "# A text\n").file("picture.png", b"\x89PNG\0\0\0\0\xFF\xFE\0\0");
    for (file, why) in [
        ("text.md", "it has no task list"),
        ("picture.png", "it is no text"),
        ("none.md", "there is no such file"),
        ("study/roadmap.toml", "it is the roadmap itself"),
    ] {
        dir.run(&format!("export md --tick {file} -r study --store store")).code(1).out("").complains(why);
    }
    assert_eq!(fs::read_to_string(dir.path().join("text.md")).expect("a text"), "# A text\n");
    assert!(!dir.path().join("none.md").exists());
}

#[cfg(unix)]
#[test]
fn the_mode_and_a_link_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let dir = studied().file("docs/real.md", "- [ ] JSON Web Tokens\n");
    let real = dir.path().join("docs/real.md");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o600)).expect("a mode");
    symlink("docs/real.md", dir.path().join("README.md")).expect("a link");
    dir.run("done jwt -r study --store store").code(0);
    dir.run("export md --tick README.md -r study --store store").code(0);
    assert_eq!(fs::read_to_string(&real).expect("a list"), "- [x] JSON Web Tokens\n");
    assert_eq!(fs::metadata(&real).expect("a file").permissions().mode() & 0o777, 0o600);
    assert!(fs::symlink_metadata(dir.path().join("README.md")).expect("a link").is_symlink());
    assert!(exported(&dir, "md").contains("[x] JSON Web Tokens"));
}
