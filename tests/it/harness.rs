//! Runs the real program in a fresh folder with a scrubbed environment. A check that fails prints the command, the
//! folder, the status and both streams.

use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use tempfile::TempDir;

/// A small roadmap: five units in two sections, with one note and two topics of one title.
pub(crate) const ROADMAP: &str = r#"
id = "test"
title = "Test roadmap"

[[topics]]
id = "databases"
title = "Databases"

[[topics.topics]]
id = "sql-joins"
title = "SQL joins"
note = "sql-joins.md"
tags = ["database", "Interview"]
resources = [{ type = "docs", title = "Joins", url = "https://example.org/joins" }]

[[topics.topics]]
id = "transactions"
title = "Transactions and ACID"
requires = ["sql-joins"]
minutes = 90

[[topics.topics]]
id = "db-locks"
title = "Locks"

[[topics]]
id = "web"
title = "Web"

[[topics.topics]]
id = "web-locks"
title = "Locks"

[[topics.topics]]
id = "jwt"
title = "JSON Web Tokens"
"#;

/// The note of `sql-joins`.
pub(crate) const NOTE: &str = "# SQL joins\n\nA join puts **rows** together.\n";

/// A fresh folder, which is also the home of whoever runs the program in it.
pub(crate) struct Dir {
    temp: TempDir,
}

impl Dir {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { temp: TempDir::new().expect("a folder for temporary files") }
    }

    /// An empty folder in memory, where there is such a place: for tests that sync thousands of times and ask nothing of the disk.
    pub(crate) fn in_memory() -> Self {
        TempDir::new_in("/dev/shm").map_or_else(|_| Self::empty(), |temp| Self { temp })
    }

    /// A folder with [`ROADMAP`] in it.
    pub(crate) fn new() -> Self {
        Self::empty().file("roadmap.toml", ROADMAP).file("notes/sql-joins.md", NOTE)
    }

    /// Adds a file, with the folders above it.
    pub(crate) fn file(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        self.put(name, text);
        self
    }

    /// Writes a file, with the folders above it.
    #[expect(clippy::disallowed_methods, reason = "what is lost with a test's folder is no loss")]
    pub(crate) fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.temp.path()
    }

    /// The program with arguments, ready to be run here.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trailmark"));
        command.args(arguments).current_dir(self.path()).env_clear().stdin(Stdio::null());
        command.envs(self.homes());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("TZ", "UTC");
        command
    }

    /// The variables that tell the program where its files belong: in this folder.
    pub(crate) fn homes(&self) -> [(&'static str, PathBuf); 5] {
        [
            ("HOME", "home"),
            ("XDG_DATA_HOME", "home/data"),
            ("XDG_STATE_HOME", "home/state"),
            ("XDG_CONFIG_HOME", "home/config"),
            ("XDG_CACHE_HOME", "home/cache"),
        ]
        .map(|(name, folder)| (name, self.path().join(folder)))
    }

    /// Runs the program; the arguments are the words of `line`.
    pub(crate) fn run(&self, line: &str) -> Ran {
        let words: Vec<&str> = line.split_whitespace().collect();
        Ran::of(self.command(&words))
    }

    /// Runs the program with arguments that have blanks in them.
    pub(crate) fn run_with(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments))
    }

    /// What a run in a terminal of 60 columns shows. Fails unless it ends well.
    #[track_caller]
    pub(crate) fn in_terminal(&self, line: &str, variables: &[(&str, &str)]) -> String {
        let size = PtySize { rows: 40, cols: 60, ..PtySize::default() };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_trailmark"));
        command.args(line.split_whitespace());
        command.cwd(self.path());
        command.env_clear();
        command.env("TERM", "xterm");
        for (name, folder) in self.homes() {
            command.env(name, folder);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        let mut child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("the terminal can be read");
        let mut bytes = Vec::new();
        let mut part = [0; 4096];
        // Linux ends a terminal that nobody holds any more with an error.
        while let Ok(length @ 1..) = reader.read(&mut part) {
            bytes.extend(part.iter().take(length));
        }
        assert!(child.wait().expect("the program ends").success(), "{line}");
        String::from_utf8(bytes).expect("the output is UTF-8").replace("\r\n", "\n")
    }

    /// Every file below `folder` whose name ends with `end`.
    pub(crate) fn files(&self, folder: &str, end: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.path().join(folder)];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(folder) else { continue };
            for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.to_string_lossy().ends_with(end) {
                    found.push(path);
                }
            }
        }
        found
    }
}

/// What became of a run.
pub(crate) struct Ran {
    command: String,
    folder: PathBuf,
    status: ExitStatus,
    stdout: String,
    stderr: String,
}

impl Ran {
    /// Runs a command to its end.
    pub(crate) fn of(mut command: Command) -> Self {
        let output = command.output().expect("the program starts");
        Self::ended(&command, output)
    }

    /// What became of a command that has ended.
    pub(crate) fn ended(command: &Command, Output { status, stdout, stderr }: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the output is UTF-8");
        Self {
            command: format!("{command:?}"),
            folder: command.get_current_dir().map(Path::to_path_buf).unwrap_or_default(),
            status,
            stdout: text(stdout),
            stderr: text(stderr),
        }
    }

    /// Fails unless the program ended with this code.
    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        assert_eq!(self.status.code(), Some(code), "{self}");
        assert!(!self.stderr.contains("panicked"), "{self}");
        self
    }

    /// Fails unless standard output is this text.
    #[track_caller]
    pub(crate) fn out(self, text: &str) -> Self {
        assert_eq!(self.stdout, text, "{self}");
        self
    }

    /// Fails unless standard output has this in it.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "no {text:?} in standard output\n{self}");
        self
    }

    /// Fails unless standard error has this in it.
    #[track_caller]
    pub(crate) fn complains(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no {text:?} in standard error\n{self}");
        self
    }

    /// Fails where standard error is not empty.
    #[track_caller]
    pub(crate) fn quietly(self) -> Self {
        assert!(self.stderr.is_empty(), "{self}");
        self
    }

    /// Standard output.
    pub(crate) fn stdout(&self) -> &str {
        &self.stdout
    }

    /// Standard error, with the folder of the test as `[DIR]`.
    pub(crate) fn stderr(&self) -> String {
        self.stderr.replace(&*self.folder.to_string_lossy(), "[DIR]")
    }

    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON: {error}\n{self}"))
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { command, folder, status, stdout, stderr } = self;
        let folder = folder.display();
        write!(
            f,
            "\ncommand: {command}\nfolder:  {folder}\n{status}\n-- stdout\n{stdout}\n-- stderr\n{stderr}\n--"
        )
    }
}
