//! Ways to keep progress.
#![expect(clippy::disallowed_methods, reason = "to truncate and write is what one of them does")]

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::Connection;
use trailmark::progress::{Change, DeviceId, Event, EventKey, Mark, Moment, Progress, write_line};
use trailmark::roadmap::{RoadmapId, TopicId};
use trailmark::store::{Places, RealFiles, Store};
use trailmark::text::SafeText;

/// Changes that each topic has before the first round.
const CHANGES: [&str; 3] = ["in-progress", "todo", "done"];

pub(crate) trait Contender {
    fn name(&self) -> &'static str;
    /// Saves a mark of a topic.
    fn mark(&mut self, topic: usize);
    /// Reads everything; says of how many topics. None where there is nothing worth reading.
    fn load(&self) -> Option<usize>;
}

fn id(topic: usize) -> String {
    format!("t{topic}")
}

fn title(topic: usize) -> String {
    format!("Topic number {topic}")
}

fn event(key: EventKey, topic: usize, word: &str) -> Event {
    let change = Change::Mark {
        topic: TopicId::new(&id(topic)).expect("an id"),
        title: SafeText::new(title(topic)),
        mark: Mark::from_word(word).expect("a status"),
    };
    Event { key, step: None, change }
}

/// The least that can be done: one line at the end of a file, synced.
pub(crate) struct Bare {
    file: File,
}

impl Bare {
    pub(crate) fn new(folder: &Path) -> Self {
        let file = OpenOptions::new().append(true).create(true).open(folder.join("bare"));
        Self { file: file.expect("a file") }
    }
}

impl Contender for Bare {
    fn name(&self) -> &'static str {
        "bare append + fdatasync"
    }

    fn mark(&mut self, topic: usize) {
        let line = format!("{:130}\n", id(topic));
        self.file.write_all(line.as_bytes()).expect("a write");
        self.file.sync_data().expect("a sync");
    }

    fn load(&self) -> Option<usize> {
        None
    }
}

/// trailmark itself.
pub(crate) struct Trailmark {
    places: Places,
    store: Store,
    progress: Progress,
    now: i64,
}

impl Trailmark {
    pub(crate) fn new(folder: &Path, size: usize) -> Self {
        let places = Places { data: folder.join("data"), state: folder.join("state") };
        let device = DeviceId::new("k3f9q2").expect("a device");
        let progress_folder = places.data.join("r").join("progress");
        fs::create_dir_all(&progress_folder).expect("a folder");
        fs::create_dir_all(&places.state).expect("a folder");
        fs::write(places.state.join("device"), "k3f9q2\n").expect("a file");
        let mut log = String::from("format = 1\n");
        let mut now = 0;
        for word in CHANGES {
            for topic in 0..size {
                now += 1;
                let key = EventKey::new(Moment::from_millis(now), 0, device.clone()).expect("a key");
                log.push_str(&write_line(&event(key, topic, word)));
            }
        }
        fs::write(progress_folder.join("k3f9q2.toml"), log).expect("a file");
        let (store, progress) = open(&places);
        Self { places, store, progress, now }
    }
}

fn open(places: &Places) -> (Store, Progress) {
    let roadmap = RoadmapId::new("r").expect("an id");
    let mut store = Store::open(places, &roadmap, Arc::new(RealFiles)).expect("a store");
    let mut progress = Progress::default();
    progress.extend(store.load().expect("the logs").events);
    (store, progress)
}

impl Contender for Trailmark {
    fn name(&self) -> &'static str {
        "**trailmark**"
    }

    fn mark(&mut self, topic: usize) {
        self.now += 1;
        let key = self.progress.next_key(Moment::from_millis(self.now), self.store.device());
        let event = event(key, topic, "done");
        self.progress.extend([event.clone()]);
        self.store.append(&[event]).expect("saved");
    }

    fn load(&self) -> Option<usize> {
        let (_, progress) = open(&self.places);
        let topics: HashSet<_> = progress.events().iter().filter_map(|event| event.change.topic()).collect();
        Some(topics.len())
    }
}

/// As rustlings does it: the whole file truncated and written, never synced.
pub(crate) struct Rewritten {
    path: PathBuf,
    done: BTreeMap<String, &'static str>,
}

fn table(size: usize) -> BTreeMap<String, &'static str> {
    (0..size).map(|topic| (id(topic), "done")).collect()
}

impl Rewritten {
    pub(crate) fn new(folder: &Path, size: usize) -> Self {
        let mut new = Self { path: folder.join("rewritten.txt"), done: table(size) };
        new.mark(0);
        new
    }
}

impl Contender for Rewritten {
    fn name(&self) -> &'static str {
        "list rewritten in place, not synced (rustlings)"
    }

    fn mark(&mut self, topic: usize) {
        self.done.insert(id(topic), "done");
        let mut text = String::from("DON'T EDIT THIS FILE!\n\n");
        for id in self.done.keys() {
            text.push_str(id);
            text.push('\n');
        }
        fs::write(&self.path, text).expect("written");
    }

    fn load(&self) -> Option<usize> {
        let text = fs::read_to_string(&self.path).expect("a file");
        Some(text.lines().skip(2).map(str::to_owned).collect::<HashSet<_>>().len())
    }
}

/// One TOML file, replaced by a synced temporary file.
pub(crate) struct Replaced {
    folder: PathBuf,
    done: BTreeMap<String, &'static str>,
}

impl Replaced {
    pub(crate) fn new(folder: &Path, size: usize) -> Self {
        let mut new = Self { folder: folder.to_owned(), done: table(size) };
        new.mark(0);
        new
    }
}

impl Contender for Replaced {
    fn name(&self) -> &'static str {
        "one TOML file, replaced by rename, synced"
    }

    fn mark(&mut self, topic: usize) {
        self.done.insert(id(topic), "done");
        let temporary = self.folder.join("replaced.tmp");
        let mut file = File::create(&temporary).expect("a file");
        file.write_all(toml::to_string(&self.done).expect("TOML").as_bytes()).expect("written");
        file.sync_all().expect("synced");
        fs::rename(temporary, self.folder.join("replaced.toml")).expect("renamed");
        File::open(&self.folder).and_then(|folder| folder.sync_all()).expect("synced");
    }

    fn load(&self) -> Option<usize> {
        let text = fs::read_to_string(self.folder.join("replaced.toml")).expect("a file");
        Some(toml::from_str::<BTreeMap<String, String>>(&text).expect("TOML").len())
    }
}

/// SQLite with a write-ahead log, synced at each commit.
pub(crate) struct Sqlite {
    path: PathBuf,
    connection: Connection,
    now: i64,
}

impl Sqlite {
    pub(crate) fn new(folder: &Path, size: usize) -> Self {
        let path = folder.join("progress.sqlite");
        let mut connection = connect(&path);
        connection
            .execute_batch(
                "CREATE TABLE event (key INTEGER PRIMARY KEY, topic TEXT, title TEXT, status TEXT)",
            )
            .expect("a table");
        let all = connection.transaction().expect("a transaction");
        let mut now = 0;
        for word in CHANGES {
            for topic in 0..size {
                now += 1;
                let row = (now, id(topic), title(topic), word);
                all.execute("INSERT INTO event VALUES (?, ?, ?, ?)", row).expect("a row");
            }
        }
        all.commit().expect("a commit");
        Self { path, connection, now }
    }
}

fn connect(path: &Path) -> Connection {
    let connection = Connection::open(path).expect("a database");
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL").expect("settings");
    connection
}

impl Contender for Sqlite {
    fn name(&self) -> &'static str {
        "SQLite, WAL, synchronous = FULL"
    }

    fn mark(&mut self, topic: usize) {
        self.now += 1;
        let row = (self.now, id(topic), title(topic), "done");
        let mut insert =
            self.connection.prepare_cached("INSERT INTO event VALUES (?, ?, ?, ?)").expect("SQL");
        insert.execute(row).expect("saved");
    }

    fn load(&self) -> Option<usize> {
        let connection = connect(&self.path);
        let mut all = connection.prepare("SELECT topic, title, status FROM event ORDER BY key").expect("SQL");
        let mut now: BTreeMap<String, (String, String)> = BTreeMap::new();
        let mut rows = all.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let columns = |at| row.get::<_, String>(at).expect("a text");
            now.insert(columns(0), (columns(1), columns(2)));
        }
        Some(now.len())
    }
}
