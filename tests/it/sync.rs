//! Several devices through git: the real program, the real git, and a bare repository in a folder of its own.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod accidents;
mod histories;
mod messages;
mod neighbours;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use trailmark::progress::{Change, Event, Mark, Moment, Progress};
use trailmark::roadmap::{RoadmapId, TopicId};
use trailmark::store::{Places, RealFiles, Store, TroubleKind};
use trailmark::sync::{Report, Setting, SyncError};
use trailmark::text::SafeText;

use crate::harness::{Dir, Ran};

const CONFIG: &str = "[user]\nname = Ada\nemail = ada@example.org\n[init]\ndefaultBranch = main\n[gc]\nauto = 0\n\
                      [maintenance]\nauto = false\n[protocol \"file\"]\nallow = always\n";

/// Whether there is a git to test with; says so where there is none.
fn has_git() -> bool {
    let has = Command::new("git")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !has {
        crate::counts::skipped("there is no git here");
    }
    has
}

/// A place with an empty bare repository and any number of devices.
struct World {
    dir: Dir,
}

/// One device: its own data and state.
struct Device<'a> {
    world: &'a World,
    name: &'a str,
    places: Places,
}

impl World {
    fn new() -> Self {
        Self::on(Dir::empty())
    }

    /// One that only git and the store work in: no script can be run there.
    fn in_memory() -> Self {
        Self::on(Dir::in_memory())
    }

    fn on(dir: Dir) -> Self {
        let world = Self { dir: dir.file("gitconfig", CONFIG) };
        world.git(".", "init --quiet --bare bare.git");
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn variables(&self) -> BTreeMap<OsString, OsString> {
        let home = self.path("home").into_os_string();
        let config = self.path("gitconfig").into_os_string();
        BTreeMap::from([
            ("PATH".into(), std::env::var_os("PATH").unwrap_or_default()),
            ("HOME".into(), home.clone()),
            ("XDG_CONFIG_HOME".into(), home),
            ("GIT_CONFIG_GLOBAL".into(), config),
            ("GIT_CONFIG_NOSYSTEM".into(), "1".into()),
        ])
    }

    /// Runs git in a folder of this place, which must succeed.
    #[track_caller]
    fn git(&self, folder: &str, line: &str) -> String {
        let words: Vec<&str> = line.split_whitespace().collect();
        self.git_with(folder, &words).code(0).stdout().trim_end().to_owned()
    }

    fn git_with(&self, folder: &str, words: &[&str]) -> Ran {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.path(folder)).args(words).env_clear().envs(self.variables());
        command.env("GIT_EDITOR", "true").stdin(Stdio::null());
        Ran::of(command)
    }

    /// A device whose logs are called after it, six letters long.
    fn device<'a>(&'a self, name: &'a str) -> Device<'a> {
        self.device_at(name, &format!("{name}/data"))
    }

    fn device_at<'a>(&'a self, name: &'a str, data: &str) -> Device<'a> {
        self.dir.put(&format!("{name}/state/trailmark/device"), format!("{name}\n"));
        let places = Places { data: self.path(data), state: self.path(name).join("state/trailmark") };
        Device { world: self, name, places }
    }

    /// A device with a store that is a git repository over the bare one.
    fn joined<'a>(&'a self, name: &'a str) -> Device<'a> {
        let device = self.device(name);
        device.run("store init --git").code(0);
        device.connect();
        device
    }
}

impl Device<'_> {
    fn command(&self, line: &str) -> Command {
        let mut command = self.world.dir.command(&line.split_whitespace().collect::<Vec<_>>());
        command.env_clear().envs(self.world.variables()).env("TZ", "UTC");
        command.env("XDG_STATE_HOME", self.world.path(self.name).join("state"));
        command.env("TRAILMARK_STORE", &self.places.data);
        command
    }

    /// Runs the program.
    fn run(&self, line: &str) -> Ran {
        Ran::of(self.command(line))
    }

    /// Runs a sync of the program, which must succeed.
    #[track_caller]
    fn sync(&self) -> Ran {
        self.run("sync").code(0).quietly()
    }

    /// Syncs without a process of its own.
    fn sync_here(&self) -> Result<Report, SyncError> {
        let setting =
            Setting { places: self.places.clone(), variables: self.world.variables(), terminal: false };
        trailmark::sync::run(&setting, &mut |_| {})
    }

    fn connect(&self) {
        self.git("remote add origin ../../bare.git");
    }

    fn folder(&self) -> String {
        self.places.data.strip_prefix(self.world.dir.path()).unwrap().to_string_lossy().into_owned()
    }

    /// Runs git in the store, which must succeed.
    #[track_caller]
    fn git(&self, line: &str) -> String {
        self.world.git(&self.folder(), line)
    }

    fn git_path(&self, name: &str) -> PathBuf {
        self.places.data.join(".git").join(name)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.places.data.join(name)
    }

    fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        self.world.dir.put(&format!("{}/{name}", self.folder()), text);
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).unwrap()
    }

    fn store(&self, roadmap: &str) -> Store {
        Store::open(&self.places, &RoadmapId::new(roadmap).unwrap(), Arc::new(RealFiles)).unwrap()
    }

    /// Marks a topic of the roadmap `r` as done at a moment.
    fn mark(&self, topic: &str, at: i64) -> Event {
        let mut store = self.store("r");
        let progress = self.progress();
        let event = Event {
            key: progress.next_key(Moment::from_millis(at), store.device()),
            step: None,
            change: marked(topic, Mark::Done),
        };
        store.append(std::slice::from_ref(&event)).unwrap();
        event
    }

    /// All that the device knows of the roadmap `r`.
    fn progress(&self) -> Progress {
        let loaded = self.store("r").load().unwrap();
        // What is missing from a log is what some of the tests are about.
        assert!(loaded.troubles.iter().all(|trouble| trouble.kind == TroubleKind::Lost), "{loaded:?}");
        let mut progress = Progress::default();
        progress.extend(loaded.events);
        progress
    }

    /// The topics that it has marks of, in order.
    fn topics(&self) -> Vec<String> {
        let mut topics: Vec<String> = self
            .progress()
            .events()
            .iter()
            .filter_map(|event| event.change.topic().map(ToString::to_string))
            .collect();
        topics.sort();
        topics
    }

    /// Fails where git is in the middle of something, or the store's files are not those of the last commit.
    #[track_caller]
    fn is_settled(&self) {
        for name in ["MERGE_HEAD", "trailmark-merge", "index.lock", "MERGE_MSG"] {
            assert!(!self.git_path(name).exists(), "{name} is still there");
        }
        assert_eq!(self.git("status --porcelain"), "");
    }
}

fn marked(topic: &str, mark: Mark) -> Change {
    Change::Mark { topic: TopicId::new(topic).unwrap(), title: SafeText::new(topic.to_uppercase()), mark }
}

/// What a run said, with the folder of the test as `[DIR]`.
fn said(world: &World, ran: &Ran) -> String {
    let all = format!("{}{}", ran.stdout(), ran.stderr());
    all.replace(&*world.dir.path().to_string_lossy(), "[DIR]").trim_end().to_owned()
}

/// Makes an executable script.
fn script(path: &Path, text: &str) {
    use std::io::Write as _;
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = std::fs::File::create(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
}
