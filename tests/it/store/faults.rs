//! File systems that fail: whatever fails, nothing is called saved that is not, and nothing that was is lost.

use std::ffi::OsString;
use std::io;
use std::sync::Mutex;
use std::time::Duration;

use trailmark::store::{AppendFile, LockGuard, Stamp};

use super::*;

/// What is done before an operation, by its name.
type Meddler = Box<dyn FnMut(&str) + Send>;

/// The operations that fail now, by name; and who meddles with the files meanwhile.
#[derive(Clone, Default)]
pub(crate) struct Failing(Arc<Mutex<Vec<(&'static str, io::ErrorKind)>>>, Arc<Mutex<Option<Meddler>>>);

impl Failing {
    pub(crate) fn set(&self, faults: &[(&'static str, io::ErrorKind)]) {
        *self.0.lock().unwrap() = faults.to_vec();
    }

    /// Has something done before each operation.
    pub(crate) fn meddle(&self, meddler: impl FnMut(&str) + Send + 'static) {
        *self.1.lock().unwrap() = Some(Box::new(meddler));
    }

    fn check(&self, operation: &str) -> io::Result<()> {
        if let Some(meddler) = &mut *self.1.lock().unwrap() {
            meddler(operation);
        }
        let faults = self.0.lock().unwrap();
        faults.iter().find(|(name, _)| *name == operation).map_or(Ok(()), |(_, kind)| Err((*kind).into()))
    }
}

impl FileLayer for Failing {
    fn read(&self, path: &Path, from: u64, limit: u64) -> io::Result<Vec<u8>> {
        self.check("read")?;
        RealFiles.read(path, from, limit)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.check("list")?;
        RealFiles.list(folder)
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        self.check("stamp")?;
        RealFiles.stamp(path)
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn AppendFile>> {
        self.check("open")?;
        Ok(Box::new(FailingFile(RealFiles.open_append(path)?, self.clone(), path.to_owned())))
    }

    fn may_write(&self, path: &Path) -> io::Result<()> {
        self.check("may write")?;
        RealFiles.may_write(path)
    }

    fn create_folders(&self, folder: &Path) -> io::Result<()> {
        self.check("create")?;
        RealFiles.create_folders(folder)
    }

    fn create_like(&self, path: &Path, model: Option<&Path>) -> io::Result<()> {
        self.check("create like")?;
        RealFiles.create_like(path, model)
    }

    fn write_temporary(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.check("temporary") {
            RealFiles.write_temporary(path, &bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        RealFiles.write_temporary(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.check("rename")?;
        RealFiles.rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.check("rename")?;
        RealFiles.rename_new(from, to)
    }

    fn swap(&self, one: &Path, other: &Path) -> io::Result<()> {
        self.check("swap")?;
        self.check("rename")?;
        RealFiles.swap(one, other)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealFiles.remove(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.check("sync folder")?;
        RealFiles.sync_folder(folder)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.check("resolve")?;
        RealFiles.resolve(path)
    }

    fn lock(&self, path: &Path, limit: Duration) -> io::Result<Box<dyn LockGuard>> {
        self.check("lock")?;
        RealFiles.lock(path, limit)
    }
}

struct FailingFile(Box<dyn AppendFile>, Failing, PathBuf);

impl AppendFile for FailingFile {
    fn stamp(&self) -> io::Result<Stamp> {
        self.0.stamp()
    }

    fn last_byte(&mut self) -> io::Result<Option<u8>> {
        self.0.last_byte()
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.1.check("write") {
            // A full disk takes a part.
            self.0.append(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        self.0.append(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        if self.1.check("replace").is_err() {
            self.1.set(&[]);
            std::fs::rename(&self.2, self.2.with_extension("old")).unwrap();
            put(&self.2, line(77, "theirs").as_bytes());
        }
        self.1.check("sync")?;
        self.0.sync()
    }

    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.1.check("cut")?;
        self.0.cut(len)
    }
}

const OPERATIONS: [&str; 6] = ["lock", "open", "write", "sync", "list", "read"];

#[test]
fn nothing_is_called_saved_that_is_not() {
    for operation in OPERATIONS.iter().take(4) {
        let place = Place::with_device();
        let files = Failing::default();
        let mut store = place.open_on(Arc::new(files.clone()));
        store.load().unwrap();
        store.append(&[mark(1, "x")]).unwrap();
        let before = std::fs::read(place.own_log()).unwrap();
        files.set(&[(operation, io::ErrorKind::StorageFull)]);
        let error = store.append(&[mark(2, "y"), mark(3, "z")]).unwrap_err().to_string();
        // What becomes of the change is for those to say who hold it.
        assert!(
            error.ends_with("the disk is full. Make room on that disk and try again."),
            "{operation}: {error}"
        );
        assert_eq!(std::fs::read(place.own_log()).unwrap(), before, "{operation}");
        assert_eq!(place.keys().len(), 1, "what is old can be read meanwhile");
        files.set(&[]);
        assert_eq!(store.append(&[mark(2, "y"), mark(3, "z")]).unwrap().rekeyed, [], "{operation}");
        assert_eq!(place.keys(), [1, 2, 3].map(|at| key(at, "aaaaaa")), "{operation}");
    }
}

fn temporary_files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).into_iter().flatten();
    let names = names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.contains("tmp")).collect()
}

#[test]
fn the_first_mark_of_all_may_fail_too() {
    for operation in ["lock", "open", "write", "sync", "sync folder", "create", "temporary", "rename"] {
        let place = Place::new();
        let files = Failing::default();
        let mut store = place.open_on(Arc::new(files.clone()));
        let event = mark_at(key(1, store.device().as_str()), "x");
        files.set(&[(operation, io::ErrorKind::ReadOnlyFilesystem)]);
        let error = store.append(std::slice::from_ref(&event)).unwrap_err().to_string();
        assert!(error.contains("read-only. Mount it for writing, or"), "{operation}: {error}");
        assert!(place.keys().is_empty(), "{operation}");
        assert_eq!(temporary_files(&place.places.state), [""; 0], "{operation}");
        files.set(&[]);
        assert_eq!(store.append(std::slice::from_ref(&event)).unwrap().rekeyed, [], "{operation}");
        let text = std::fs::read_to_string(store.log()).unwrap();
        assert_eq!(text, format!("{HEADER}{}", write_line(&event)), "{operation}");
    }
}

#[test]
fn what_cannot_be_cut_back_is_not_written_twice() {
    let place = Place::with_device();
    let files = Failing::default();
    let mut store = place.open_on(Arc::new(files.clone()));
    files.set(&[("write", io::ErrorKind::StorageFull), ("cut", io::ErrorKind::Other)]);
    store.append(&[mark(1, "x"), mark(2, "y"), mark(3, "z")]).unwrap_err();
    files.set(&[]);
    let saved = store.append(&[mark(1, "x"), mark(2, "y"), mark(3, "z")]).unwrap();
    assert_eq!(saved.rekeyed, []);
    assert_eq!(place.load().events.len(), 3);
}

#[test]
fn what_a_failed_sync_leaves_behind_is_written_again() {
    // The next sync may succeed although the system has dropped what the first one was for.
    for is_read_meanwhile in [false, true] {
        let place = Place::with_device();
        let files = Failing::default();
        let mut store = place.open_on(Arc::new(files.clone()));
        store.append(&[mark(1, "x")]).unwrap();
        files.set(&[("sync", io::ErrorKind::StorageFull), ("cut", io::ErrorKind::Other)]);
        store.append(&[mark(2, "y"), mark(3, "z")]).unwrap_err();
        files.set(&[]);
        if is_read_meanwhile {
            store.refresh().unwrap();
        }
        assert_eq!(store.append(&[mark(2, "y"), mark(3, "z"), mark(4, "w")]).unwrap().rekeyed, []);
        let twice = format!("{}{}", line(2, "y"), line(3, "z"));
        let text = std::fs::read_to_string(place.own_log()).unwrap();
        // The line break in front of the second ones is their own: the first one may be lost with its line.
        assert_eq!(text, format!("{HEADER}{}{twice}\n{twice}{}", line(1, "x"), line(4, "w")));
        // Once is enough.
        assert_eq!(store.append(&[mark(2, "y")]).unwrap().rekeyed, []);
        assert_eq!(std::fs::read_to_string(place.own_log()).unwrap(), text);
        assert_eq!(place.keys().len(), 4);
    }
}

#[test]
fn a_log_that_is_replaced_under_the_pen_is_written_again() {
    let place = Place::with_device();
    let files = Failing::default();
    let mut store = place.open_on(Arc::new(files.clone()));
    store.append(&[mark(1, "x")]).unwrap();
    files.set(&[("replace", io::ErrorKind::Other)]);
    let saved = store.append(&[mark(80, "y")]).unwrap();
    assert_eq!(saved.rekeyed, []);
    assert_eq!(place.keys(), [77, 80].map(|at| key(at, "aaaaaa")), "both theirs and ours");
    assert_eq!(store.refresh().unwrap().unwrap().events, [mark(77, "theirs")]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let place = Place::with_device();
    place.put("aaaaaa.toml", line(1, "x"));
    for operation in OPERATIONS.iter().skip(4) {
        let files = Failing::default();
        let mut store = place.open_on(Arc::new(files.clone()));
        files.set(&[(operation, io::ErrorKind::PermissionDenied)]);
        let error = store.load().unwrap_err().to_string();
        assert!(error.contains("permission denied. Give yourself"), "{operation}: {error}");
    }
    std::fs::remove_file(place.own_log()).unwrap();
    place.put("bbbbbb.toml", line(1, "x"));
    let files = Failing::default();
    let mut store = place.open_on(Arc::new(files.clone()));
    files.set(&[("read", io::ErrorKind::PermissionDenied)]);
    assert_eq!(store.load().unwrap().troubles.len(), 1, "another device's log stops nothing");
    files.set(&[]);
    let mended = store.refresh().unwrap().unwrap();
    assert_eq!((mended.events.len(), mended.troubles.len()), (1, 0));
}

#[test]
fn a_file_in_place_of_a_folder() {
    let place = Place::new();
    std::fs::create_dir_all(place.progress().parent().unwrap()).unwrap();
    put(&place.progress(), b"");
    let error = Store::open(&place.places, &RoadmapId::new("r").unwrap(), Arc::new(RealFiles))
        .err()
        .unwrap()
        .to_string();
    assert!(error.contains("a part of the path is a file and no folder. Move"), "{error}");
    let place = Place::with_device();
    put(&place.places.state.join("locks"), b"");
    let error = place.open().append(&[mark(1, "x")]).unwrap_err().to_string();
    assert!(error.contains("locks"), "{error}");
    assert!(place.keys().is_empty());
}

#[test]
fn a_lock_that_is_held_is_waited_for_only_so_long() {
    let place = Place::with_device();
    let mut store = place.open();
    store.append(&[mark(1, "x")]).unwrap();
    let lock = place.places.state.join("locks").join("r.lock");
    let held = RealFiles.lock(&lock, Duration::ZERO).unwrap();
    let error = store.append(&[mark(2, "y")]).unwrap_err().to_string();
    let id = std::process::id();
    assert!(error.contains(&format!("process {id} of trailmark holds the lock")), "{error}");
    assert!(error.contains(&format!("`kill -CONT {id}`")) && error.ends_with("try again."), "{error}");
    // Where no process is named there is none to be ended; 0 would be a whole group of them.
    put(&lock, b"0\n");
    let error = store.append(&[mark(2, "y")]).unwrap_err().to_string();
    assert!(error.contains("another process of trailmark") && !error.contains("kill"), "{error}");
    drop(held);
    store.append(&[mark(2, "y")]).unwrap();
    assert_eq!(place.keys().len(), 2);
    assert_eq!(std::fs::read(&lock).unwrap(), b"", "whoever held it is not named any more");
}
