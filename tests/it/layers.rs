//! The layers of the design: what a module may know is read from its own text.

use std::path::{Path, PathBuf};

/// Modules that are values in, values out.
const PURE: &[&str] = &[
    "roadmap",
    "progress",
    "counts",
    "next",
    "marking",
    "note",
    "search",
    "text",
    "hangul",
    "language",
    "base64",
    "fingerprint",
];
/// What they must not name.
const WORLD: &[&str] = &[
    "ratatui",
    "crossterm",
    "std::fs",
    "std::env",
    "std::io",
    "std::process",
    "SystemTime",
    "Instant",
    "directories",
    "crate::files",
    "crate::source",
    "crate::store",
    "crate::theme",
    "crate::highlight",
    "crate::markdown",
    "crate::cli",
    "crate::tui",
];
/// What modules that run other programs must not name: the environment is given to them.
const OTHER_PROGRAMS: &[&str] = &[
    "crate::cli",
    "crate::tui",
    "crate::source",
    "crate::store",
    "crate::sync",
    "crate::theme",
    "crate::markdown",
    "crate::roadmap",
    "crate::progress",
    "std::env::var",
    "ratatui",
    "crossterm",
];
/// Other walls: a module and what it must not name.
const WALLS: &[(&str, &[&str])] = &[
    (
        "store",
        &[
            "crate::sync",
            "crate::cli",
            "crate::tui",
            "crate::source",
            "crate::theme",
            "crate::markdown",
            "ratatui",
            "crossterm",
        ],
    ),
    (
        "source",
        &[
            "crate::cli",
            "crate::tui",
            "crate::store",
            "crate::theme",
            "crate::markdown",
            "ratatui",
            "crossterm",
        ],
    ),
    (
        "files",
        &[
            "crate::cli",
            "crate::tui",
            "crate::source",
            "crate::store",
            "crate::theme",
            "crate::markdown",
            "crate::roadmap",
            "crate::progress",
            "ratatui",
            "crossterm",
        ],
    ),
    (
        "config",
        &[
            "crate::cli",
            "crate::tui",
            "crate::store",
            "crate::source",
            "crate::markdown",
            "std::env",
            "ratatui",
            "crossterm",
        ],
    ),
    (
        "comparison",
        &[
            "crate::cli",
            "crate::tui",
            "crate::store",
            "crate::source",
            "crate::roadmap",
            "crate::markdown",
            "std::fs",
            "std::env",
            "ratatui",
            "crossterm",
        ],
    ),
    (
        "import",
        &[
            "crate::cli",
            "crate::tui",
            "crate::sync",
            "crate::shelf",
            "crate::theme",
            "crate::markdown",
            "crate::highlight",
            "ratatui",
            "crossterm",
        ],
    ),
    // It reads the rules of emphasis in `markdown`, which are those of notes.
    (
        "export",
        &[
            "crate::cli",
            "crate::tui",
            "crate::source",
            "crate::sync",
            "crate::theme",
            "std::fs",
            "std::env",
            "ratatui",
            "crossterm",
        ],
    ),
    ("program", OTHER_PROGRAMS),
    ("editor", OTHER_PROGRAMS),
    ("browser", OTHER_PROGRAMS),
    ("clipboard", OTHER_PROGRAMS),
    (
        "sync",
        &[
            "crate::cli",
            "crate::tui",
            "crate::source",
            "crate::theme",
            "crate::markdown",
            "ratatui",
            "crossterm",
        ],
    ),
    (
        "theme",
        &["crate::cli", "crate::tui", "crate::store", "crate::source", "crate::sync", "std::fs", "std::env"],
    ),
    ("markdown", &["crate::cli", "crate::tui", "crate::store", "crate::source", "std::fs", "std::env"]),
    (
        "highlight",
        &[
            "crate::markdown",
            "crate::theme",
            "crate::cli",
            "crate::tui",
            "crate::store",
            "crate::source",
            "std::fs",
            "std::env",
            "Instant",
            "ratatui",
        ],
    ),
    ("cli", &["crate::tui"]),
    ("tui", &["crate::cli"]),
];
/// The rooms of the interface that touch the world; all others are pure.
const SHELL: &[&str] = &[
    "shell.rs",
    "console.rs",
    "librarian.rs",
    "painter.rs",
    "surveyor.rs",
    "worker.rs",
    "term.rs",
    "signals.rs",
];

fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path)
}

fn files_of(module: &str) -> Vec<PathBuf> {
    let mut files = vec![source(&format!("{module}.rs"))];
    let mut folders = vec![source(module)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}

/// The code of a file: no comments, nothing from its tests on.
fn code(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

fn assert_free_of(path: &Path, forbidden: &[&str]) {
    let code = code(path);
    for name in forbidden {
        let is_named = code.match_indices(name).any(|(at, _)| {
            let next = code.get(at + name.len()..).and_then(|rest| rest.chars().next());
            !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
        });
        assert!(!is_named, "{} names {name}: an arrow that points back", path.display());
    }
}

#[test]
fn pure_modules_know_nothing_of_the_world() {
    for module in PURE {
        for file in files_of(module) {
            assert_free_of(&file, WORLD);
        }
    }
}

#[test]
fn no_arrow_points_back() {
    for (module, forbidden) in WALLS {
        for file in files_of(module) {
            assert_free_of(&file, forbidden);
        }
    }
}

#[test]
fn only_the_shell_touches_the_world() {
    for file in files_of("tui") {
        let name = file.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        if !SHELL.contains(&name.as_str()) {
            assert_free_of(
                &file,
                &[
                    "std::fs",
                    "std::env",
                    "std::thread",
                    "SystemTime",
                    "Instant",
                    "event::read",
                    "event::poll",
                ],
            );
        }
    }
}

#[test]
fn files_stay_short() {
    for module in PURE.iter().chain(&[
        "program",
        "editor",
        "browser",
        "clipboard",
        "files",
        "guard",
        "source",
        "store",
        "shelf",
        "starter",
        "import",
        "home",
        "calendar",
        "sync",
        "theme",
        "comparison",
        "config",
        "export",
        "import",
        "highlight",
        "markdown",
        "cli",
        "tui",
        "main",
        "lib",
    ]) {
        for file in files_of(module) {
            let lines = std::fs::read_to_string(&file).expect("a file").lines().count();
            assert!(lines < 500, "{} has {lines} lines: find the seam", file.display());
        }
    }
}

/// Whoever colours code reads grammars. One place does it on a thread of its own and only for code on the screen, see the
/// tests of the reader; the others while `show` prints, and while a page is made.
#[test]
fn grammars_are_read_in_three_places() {
    let mut readers = Vec::new();
    for file in ["tui", "cli", "export", "markdown", "main"].into_iter().flat_map(files_of) {
        let is_test = file.components().any(|part| part.as_os_str() == "tests");
        let code = code(&file);
        if !is_test && code.contains("highlight::") && code.contains("colour(") {
            readers.push(file);
        }
    }
    readers.sort();
    assert_eq!(
        readers,
        [source("export/html/code.rs"), source("markdown/code.rs"), source("tui/painter.rs")]
    );
}
