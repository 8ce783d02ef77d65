//! Files that exports go to, and files that they must not touch.

use std::fs;

use super::studied;
use crate::harness::Dir;

fn read(dir: &Dir, name: &str) -> String {
    fs::read_to_string(dir.path().join(name)).expect("a file")
}

#[test]
fn an_export_replaces_an_earlier_one() {
    let dir = studied();
    let run = |line: &str| dir.run(&format!("export md -o README.md -r study --store store{line}")).code(0);
    run("").complains("README.md is written\n");
    let first = read(&dir, "README.md");
    run("").complains("README.md is as it should be; nothing was written\n");
    dir.run("done jwt -r study --store store").code(0);
    run("").complains("README.md is written anew\n");
    assert_ne!(read(&dir, "README.md"), first);
    dir.run("undo -r study --store store").code(0);
    run(" -q").quietly();
    assert_eq!(read(&dir, "README.md"), first);
}

#[test]
fn what_is_no_export_stays() {
    let dir = studied();
    dir.run("export md -o README.md -r study --store store").code(0);
    let edited = read(&dir, "README.md").replace("# 백엔드", "# My 백엔드");
    for text in [edited.as_str(), "# My own\n", "<!-- trailmark export 0 -->\n"] {
        dir.put("README.md", text);
        let error = "README.md is there already, and it is no export or was changed since";
        dir.run("export md -o README.md -r study --store store").code(1).out("").complains(error);
        assert_eq!(read(&dir, "README.md"), text);
    }
    dir.run("export md -o README.md -y -r study --store store").code(0);
    assert!(read(&dir, "README.md").starts_with("# 백엔드 & Backend\n"));
    // Nothing is lost of an empty file.
    dir.put("empty.md", "");
    dir.run("export md -o empty.md -r study --store store").code(0);
}

#[test]
fn neither_the_roadmap_nor_progress_is_ever_written_over() {
    let dir = studied();
    for (file, why) in [
        ("study/roadmap.toml", "it is the roadmap itself"),
        ("study/../study/roadmap.toml", "it is the roadmap itself"),
        ("store/backend/progress/k3f9q2.toml", "it is in the folder of your progress"),
        ("store/backend/summaries/new.md", "it is in the folder of your progress"),
        ("study", "it is a folder. Give a file in it."),
        ("nowhere/README.md", "there is no such file or folder. Make the folder first"),
    ] {
        let arguments = ["export", "md", "-y", "-r", "study", "--store", "store", "-o", file];
        dir.run_with(&arguments).code(1).out("").complains(why);
    }
    assert_eq!(read(&dir, "study/roadmap.toml"), super::ROADMAP);
    assert_eq!(read(&dir, "store/backend/progress/k3f9q2.toml"), super::LOG);
    assert!(
        !dir.path().join("nowhere").exists() && !dir.path().join("store/backend/summaries/new.md").exists()
    );
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_the_mode_stays() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let dir = studied();
    dir.run("export md -o study/real.md -r study --store store").code(0);
    let real = dir.path().join("study/real.md");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("a mode");
    symlink("study/real.md", dir.path().join("link.md")).expect("a link");
    dir.run("done jwt -r study --store store").code(0);
    dir.run("export md -o link.md -r study --store store").code(0);
    assert!(fs::symlink_metadata(dir.path().join("link.md")).expect("a link").is_symlink());
    assert_eq!(fs::metadata(&real).expect("a file").permissions().mode() & 0o777, 0o640);
    let text = read(&dir, "study/real.md");
    assert!(text.contains("[x] JSON Web Tokens") && text.contains("](study/notes/"), "{text}");
    // What a link to nowhere leads to may only be away for now.
    symlink("away/README.md", dir.path().join("dangling.md")).expect("a link");
    dir.run("export md -y -o dangling.md -r study --store store")
        .code(1)
        .complains("something else has that name");
    let names = fs::read_dir(dir.path()).expect("a folder").filter_map(Result::ok);
    assert!(names.into_iter().all(|name| !name.file_name().to_string_lossy().contains(".tmp")));
}
