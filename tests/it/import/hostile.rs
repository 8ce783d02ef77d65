//! Sources that mean harm, or went wrong: a clear error or a sane result, nothing written outside of the folder, and nothing left
//! of what did not become one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::shapes::files;
use crate::harness::{Dir, Ran};

/// Everything around the folder `out`, with bytes: what an import must not touch.
fn around(dir: &Dir) -> BTreeMap<PathBuf, Vec<u8>> {
    let (out, home) = (dir.path().join("out"), dir.path().join("home"));
    let mut all = files(dir, "");
    all.retain(|path, _| !path.starts_with(&out) && !path.starts_with(&home));
    all
}

/// The names in the folder of the test, hidden ones too.
fn names(dir: &Dir) -> Vec<String> {
    let entries = std::fs::read_dir(dir.path()).expect("a folder").map(|entry| entry.expect("an entry"));
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name != "home");
    names.sort();
    names
}

/// Imports a source that is refused: nothing at all is written.
#[track_caller]
fn refused(dir: &Dir, line: &str, words: &str) {
    let (before, was) = (files(dir, ""), names(dir));
    let ran = dir.run(line).code(1).out("").complains(words);
    assert!(files(dir, "") == before && names(dir) == was, "something was written\n{ran}");
}

/// Imports a source into `out`, and checks that nothing else changed and the roadmap is sound.
#[track_caller]
fn taken(dir: &Dir, line: &str) -> Ran {
    let (before, mut was) = (around(dir), names(dir));
    let ran = dir.run(line).code(0);
    was.push("out".to_owned());
    was.sort();
    was.dedup();
    assert_eq!(names(dir), was, "{ran}");
    assert!(around(dir) == before, "something was written outside\n{ran}");
    let check = dir.run("check -r out");
    assert!(!check.stdout().contains("panicked"), "{check}");
    ran
}

#[test]
fn links_that_lead_out_bring_nothing_in() {
    let dir =
        Dir::empty().file("secret.md", "secret").file("source/README.md", "").file("source/in.md", "# In\n");
    let secret = dir.path().join("secret.md");
    let secret = secret.display();
    let mut text = "# A\n\n".to_owned();
    for address in [
        "../secret.md",
        "%2e%2e/secret.md",
        "x/../../secret.md",
        &secret.to_string(),
        &format!("file://{secret}"),
        "..\\secret.md",
        "/../secret.md",
        "../source/in.md",
    ] {
        write!(text, "- [a link](<{address}>)\n- ![a picture](<{address}>)\n- <img src=\"{address}\">\n\n")
            .expect("a text");
    }
    dir.put("source/README.md", &text);
    for more in ["", "--topics links", "--topics bullets", "--from notes"] {
        let _ = std::fs::remove_dir_all(dir.path().join("out"));
        taken(
            &dir,
            &format!("import source -o out --from markdown {more}")
                .replace("--from markdown --from", "--from"),
        );
        for (path, bytes) in files(&dir, "out") {
            assert!(
                !bytes.windows(8).any(|window| window == b"# secret") && bytes != b"secret",
                "{}",
                path.display()
            );
        }
        let inside = files(&dir, "out").keys().filter(|path| path.ends_with("secret.md")).count();
        assert_eq!(inside, 0, "{more}");
    }
}

#[cfg(unix)]
#[test]
fn links_of_the_disk_and_pipes_are_never_followed_out() {
    use std::os::unix::fs::symlink;
    let dir = Dir::empty()
        .file("secret.md", "secret")
        .file("private/a.md", "secret")
        .file("source/README.md", "# A\n\n- [ ] [One](link.md)\n- [ ] [Two](folder/a.md)\n- [ ] [Three](pipe.md)\n- [ ] ![Four](picture.png)\n- [ ] [Five](circle/README.md)\n")
        .file("source/b.md", "# B\n\n![p](picture.png) ![q](pipe.png)\n");
    let source = dir.path().join("source");
    symlink(dir.path().join("secret.md"), source.join("link.md")).expect("a link");
    symlink(dir.path().join("secret.md"), source.join("picture.png")).expect("a link");
    symlink(dir.path().join("private"), source.join("folder")).expect("a link");
    symlink(&source, source.join("circle")).expect("a link");
    symlink("nowhere", source.join("broken.md")).expect("a link");
    for name in ["pipe.md", "pipe.png"] {
        let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        rustix::fs::mknodat(rustix::fs::CWD, source.join(name), rustix::fs::FileType::Fifo, mode, 0)
            .expect("a pipe");
    }
    for from in ["markdown", "notes"] {
        let _ = std::fs::remove_dir_all(dir.path().join("out"));
        let (was, line) = (names(&dir), format!("import source -o out --from {from}"));
        let ran = dir.run(&line).code(0);
        assert_eq!(names(&dir).len(), was.len() + 1, "{ran}");
        for path in dir.files("out", "") {
            let bytes = std::fs::read(&path).expect("a file");
            assert!(!bytes.windows(6).any(|window| window == b"secret"), "{}", path.display());
        }
        dir.run(&line).code(0).says("Nothing is new");
    }
    refused_without_reading(&dir, "import source/pipe.md -o new", "neither a file nor a folder");
    refused_without_reading(&dir, "import source/broken.md -o new", "no such file");
    // Whoever names a link, or a folder by one, means what it leads to.
    symlink(source.join("b.md"), dir.path().join("named.md")).expect("a link");
    dir.run("import named.md -o other").code(0);
}

/// As [`refused`], where a pipe among the files cannot be read.
#[track_caller]
fn refused_without_reading(dir: &Dir, line: &str, words: &str) {
    let was = names(dir);
    dir.run(line).code(1).out("").complains(words);
    assert_eq!(names(dir), was);
}

#[test]
fn what_is_far_too_large_or_deep_is_refused() {
    let dir = Dir::empty();
    dir.put("large/README.md", "");
    let large =
        std::fs::OpenOptions::new().write(true).open(dir.path().join("large/README.md")).expect("a file");
    large.set_len(20 << 20).expect("its length");
    let deep: PathBuf = std::iter::repeat_n("d", 70).collect();
    dir.put(&Path::new("deep").join(&deep).join("a.md").to_string_lossy(), "# A\n");
    let (was, line) = (names(&dir), "larger than 16 MiB");
    dir.run("import large -o out").code(1).out("").complains(line);
    dir.run("import large/README.md -o out").code(1).out("").complains(line);
    refused_without_reading(&dir, "import deep -o out", "more than 64 levels");
    assert_eq!(names(&dir), was);
    dir.put("large/b.md", "# B\n\nSee [the large one](README.md).\n");
    let ran = dir.run("import large -o out --from notes").code(0);
    ran.complains("README.md");
    let level: PathBuf = std::iter::repeat_n("d", 40).collect();
    for (name, text) in [("a.md", "# A\n"), ("b.md", "# B\n")] {
        dir.put(&Path::new("forty").join(&level).join(name).to_string_lossy(), text);
    }
    dir.run("import forty -o forty-out").code(0);
    dir.run("check -r forty-out").code(0).says("No problems");
}

#[test]
fn thousands_of_empty_files_are_topics() {
    let dir = Dir::in_memory();
    for number in 0..3000 {
        dir.put(&format!("source/{}/{number}.md", number / 500), "");
    }
    taken(&dir, "import source -o out").says("topics");
    dir.run("check -r out").code(0).says("No problems");
    dir.run("import source -o out").code(0).says("Nothing is new");
}

#[test]
fn junk_is_no_text() {
    let junk: Vec<u8> = (0..20_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()[2]).collect();
    let dir = Dir::empty()
        .file("zip.md", [b"PK\x03\x04\x14\0\0\0\x08\0".as_slice(), &junk].concat())
        .file("junk.md", &junk)
        .file("junk.json", &junk)
        .file("junk", &junk)
        .file("folder/junk.md", &junk);
    for name in ["zip.md", "junk.md", "junk.json", "junk"] {
        refused(&dir, &format!("import {name} -o out"), "it is no text");
    }
    dir.put("folder/a.md", "# A\n");
    taken(&dir, "import folder -o out").complains("junk.md");
}

#[test]
fn nesting_without_end_is_an_error_or_a_flat_tree() {
    let mut list = "# A\n\n".to_owned();
    for level in 0..600 {
        let _ = writeln!(list, "{}- x", " ".repeat(level * 2));
    }
    let mut outline = String::new();
    for level in 0..800 {
        let _ = writeln!(outline, "{}x{level}", " ".repeat(level));
    }
    let dir = Dir::empty()
        .file("list.md", &list)
        .file("quotes.md", format!("# A\n\n{} x\n", ">".repeat(100_000)))
        .file("signs.md", format!("# A\n\n{}x\n", "- ".repeat(10_000)))
        .file("tasks.md", format!("# A\n\n- [ ] one\n\n{}[ ] x\n", "* ".repeat(10_000)))
        .file("brackets.md", format!("# A\n\n- {}x{}\n", "[".repeat(50_000), "](a.md)".repeat(50_000)))
        .file("html.md", format!("# A\n\n{}\n", "<details><summary>".repeat(20_000)))
        .file("outline.txt", &outline)
        .file("arrays.json", format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)))
        .file(
            "nodes.json",
            format!("{{\"edges\": [], \"nodes\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000)),
        );
    for name in ["list.md", "quotes.md", "signs.md", "tasks.md", "brackets.md", "html.md", "outline.txt"] {
        for more in ["", "--topics bullets", "--topics links"] {
            let _ = std::fs::remove_dir_all(dir.path().join("out"));
            let more = if name == "outline.txt" { "" } else { more };
            taken(&dir, &format!("import {name} -o out {more}"));
            let check = dir.run("check -r out");
            assert!(
                check.stdout().starts_with("No problems") || name == "brackets.md",
                "{name} {more}{check}"
            );
        }
    }
    for name in ["arrays.json", "nodes.json"] {
        let _ = std::fs::remove_dir_all(dir.path().join("out"));
        refused(&dir, &format!("import {name} -o out"), name);
        refused(&dir, &format!("import {name} -o out --from roadmap.sh"), name);
        refused(&dir, &format!("import {name} -o out --from balsamiq"), name);
    }
}

#[test]
fn scripts_are_text_and_control_signs_never_reach_the_terminal() {
    let dir = Dir::empty().file(
        "a.md",
        "# A <script>alert(1)</script>\n\n<script>\nalert(2)\n</script>\n\n- [ ] <b onclick=\"x()\">Bold</b> \u{1B}[31mred\u{1B}]0;title\u{7}\n- [ ] [x](javascript:alert(3))\n- [ ] \u{202E}reversed\n",
    );
    let ran = taken(&dir, "import a.md -o out -v");
    let list = dir.run("list -r out").code(0);
    for text in [ran.stdout(), &ran.stderr(), list.stdout()] {
        assert!(
            !text.contains('\u{1B}') && !text.contains('\u{7}') && !text.contains('\u{202E}'),
            "{text:?}"
        );
    }
    insta::assert_snapshot!(super::shapes::outline(&dir, "out"));
}

#[test]
fn a_place_that_cannot_be_written_to_is_told_and_left_alone() {
    let dir =
        Dir::empty().file("source/a.md", "# A\n\n![p](p.png)\n").file("source/p.png", "p").file("file", "x");
    refused(&dir, "import source -o file", "Cannot import into");
    refused(&dir, "import source -o file/out", "Cannot");
    refused(&dir, "import source -o source", "there are other files in it");
    refused(&dir, "import source/a.md -o source", "there are other files in it");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = Dir::empty().file("source/a.md", "# A\n").file("source/b.md", "# B\n");
    dir.run("import source -o out -q").code(0);
    std::fs::create_dir_all(dir.path().join("locked/empty")).expect("a folder");
    let lock = |folder: &str, mode: u32| {
        std::fs::set_permissions(dir.path().join(folder), std::fs::Permissions::from_mode(mode))
            .expect("a mode");
    };
    for folder in ["locked/empty", "locked", "out/notes", "out"] {
        lock(folder, 0o555);
    }
    if std::fs::File::create(dir.path().join("locked/x")).is_ok() {
        println!("skipped: whoever runs this may write everywhere");
        return;
    }
    refused(&dir, "import source -o locked/new", "Cannot write");
    refused(&dir, "import source -o locked/empty", "Cannot write");
    dir.put("source/c.md", "# C\n");
    let before = files(&dir, "out");
    dir.run("import source -o out").code(1);
    assert!(files(&dir, "out") == before);
    for folder in ["locked", "locked/empty", "out", "out/notes"] {
        lock(folder, 0o755);
    }
    dir.run("import source -o out").code(0).says("added: C");
}

#[test]
fn a_roadmap_inside_of_its_source_and_a_source_inside_of_its_roadmap() {
    let dir = Dir::empty().file("source/a.md", "# A\n").file("source/b.md", "# B\n");
    dir.run("import source -o source/plan").code(0).says("2 topics");
    let before = files(&dir, "");
    dir.run("import source -o source/plan").code(0).says("Nothing is new");
    assert!(files(&dir, "") == before);
    assert_eq!(dir.files("source", "roadmap.toml").len(), 1);
    // The notes of a roadmap are no part of it where they lie beside those that it made of them.
    dir.put("out/inbox/c.md", "# C\n");
    refused(&dir, "import out/inbox -o out", "there are other files in it");
    dir.run("new mine").code(0);
    dir.put("mine/inbox/c.md", "# C\n");
    dir.put("mine/inbox/d.md", "# D\n");
    dir.run("import mine/inbox -o mine").code(0).says("2 added: C, D");
    dir.run("check -r mine").code(0);
    dir.run("import mine/inbox -o mine").code(0).says("Nothing is new");
}
