//! A disk in memory, as the file layer of a store: it remembers what it was after every step, and fails when it is told to.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, UNIX_EPOCH};

use trailmark::store::{AppendFile, FileLayer, LockGuard, Stamp};

use super::image::{Content, Folder, Found, Image, Node};

/// Says whether an operation fails: its number and its name.
pub(super) type Plan = Box<dyn Fn(usize, &str) -> Option<io::ErrorKind> + Send>;

/// A disk that the stores of one machine share.
#[derive(Clone)]
pub(super) struct Disk(Arc<Mutex<State>>);

struct State {
    image: Image,
    past: Vec<Image>,
    operations: Vec<&'static str>,
    plan: Plan,
}

impl Disk {
    pub(super) fn new(image: Image) -> Self {
        let state = State { image, past: Vec::new(), operations: Vec::new(), plan: Box::new(|_, _| None) };
        Self(Arc::new(Mutex::new(state)))
    }

    /// Has operations fail from now on; they are counted anew.
    pub(super) fn fail(&self, plan: impl Fn(usize, &str) -> Option<io::ErrorKind> + Send + 'static) {
        let mut state = self.state();
        state.plan = Box::new(plan);
        state.operations.clear();
    }

    /// The operations since the last plan.
    pub(super) fn operations(&self) -> Vec<&'static str> {
        self.state().operations.clone()
    }

    /// The disk as it is, for the next machine.
    pub(super) fn image(&self) -> Image {
        self.state().image.clone()
    }

    /// The disk after each step since the last call.
    pub(super) fn past(&self) -> Vec<Image> {
        std::mem::take(&mut self.state().past)
    }

    /// Puts a file on the disk that was always there.
    pub(super) fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = Path::new(path);
        let mut state = self.state();
        state.make_folders(path.parent().expect("a folder")).expect("folders");
        let Found { folder, name, node, .. } = state.image.find(path).expect("a folder");
        let file = node.unwrap_or_else(|| state.image.add(folder, &name, Node::File(Content::default())));
        state.image.cut(file, 0);
        state.image.append(file, bytes.as_ref());
        state.image.settle();
        state.past.clear();
    }

    /// Says who may read and write a file that is there.
    pub(super) fn set_mode(&self, path: &str, mode: u32) {
        let mut state = self.state();
        let file = state.image.number(Path::new(path)).expect("a file");
        state.image.set_mode(file, Some(mode));
        state.past.clear();
    }

    /// Who may read and write a file; none where it is as new files are, or not there.
    pub(super) fn mode(&self, path: &str) -> Option<u32> {
        let state = self.state();
        state.image.number(Path::new(path)).ok().and_then(|file| state.image.mode(file))
    }

    /// Puts a link on the disk that was always there.
    pub(super) fn link(&self, path: &str, target: &str) {
        let path = Path::new(path);
        let mut state = self.state();
        state.make_folders(path.parent().expect("a folder")).expect("folders");
        let Found { folder, name, .. } = state.image.find(path).expect("a folder");
        state.image.add(folder, &name, Node::Link(target.into()));
        state.image.settle();
        state.past.clear();
    }

    /// What is in a file; none where there is no file.
    pub(super) fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let state = self.state();
        state.image.number(Path::new(path)).and_then(|file| state.image.bytes(file)).ok()
    }

    /// What is in a file, for a message.
    pub(super) fn text(&self, path: &str) -> String {
        format!("{path}: {:?}", String::from_utf8_lossy(&self.bytes(path).unwrap_or_default()))
    }

    /// The names in a folder, in order; none where there is no folder.
    pub(super) fn names(&self, folder: &str) -> Vec<String> {
        let names = self.list(Path::new(folder)).unwrap_or_default();
        names.iter().map(|name| name.to_string_lossy().into_owned()).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no test panics in here")
    }

    fn step(&self, operation: &'static str) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.state();
        state.step(operation)?;
        Ok(state)
    }

    fn stamp_of(state: &State, number: u64) -> Stamp {
        Stamp {
            len: state.image.bytes(number).map_or(0, |bytes| bytes.len() as u64),
            modified: Some(UNIX_EPOCH + Duration::from_nanos(state.image.version(number))),
            inode: number,
            is_regular: state.image.is_file(number),
        }
    }
}

impl State {
    fn step(&mut self, operation: &'static str) -> io::Result<()> {
        let number = self.operations.len();
        self.operations.push(operation);
        (self.plan)(number, operation).map_or(Ok(()), |kind| Err(kind.into()))
    }

    /// Remembers what the disk is now.
    fn remember(&mut self) {
        self.past.push(self.image.clone());
    }

    fn make_folders(&mut self, folder: &Path) -> io::Result<()> {
        for folder in folder.ancestors().collect::<Vec<_>>().into_iter().rev() {
            let Found { folder, name, node, .. } = self.image.find(folder)?;
            if let Some(node) = node {
                self.image.folder(node)?;
            } else {
                self.image.add(folder, &name, Node::Folder(Folder::default()));
                self.remember();
            }
        }
        Ok(())
    }

    /// The file of a name; made where it is missing.
    fn make_file(&mut self, path: &Path) -> io::Result<u64> {
        let Found { folder, name, node, .. } = self.image.find(path)?;
        if let Some(node) = node {
            return self.image.bytes(node).map(|_| node);
        }
        self.image.folder(folder)?;
        let file = self.image.add(folder, &name, Node::File(Content::default()));
        if path.components().any(|part| part.as_os_str() == "mirror") {
            self.image.cut_coarsely(file);
        }
        self.remember();
        Ok(file)
    }
}

impl FileLayer for Disk {
    fn read(&self, path: &Path, from: u64, limit: u64) -> io::Result<Vec<u8>> {
        let state = self.step("read")?;
        let bytes = state.image.bytes(state.image.number(path)?)?;
        let from = usize::try_from(from).expect("small").min(bytes.len());
        let to = from + usize::try_from(limit).expect("small").min(bytes.len() - from);
        Ok(bytes[from..to].to_vec())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let state = self.step("list")?;
        let folder = state.image.folder(state.image.number(folder)?)?;
        Ok(folder.now.keys().cloned().collect())
    }

    fn stamp(&self, path: &Path) -> io::Result<Stamp> {
        let state = self.step("stamp")?;
        Ok(Self::stamp_of(&state, state.image.number(path)?))
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn AppendFile>> {
        let file = self.step("open")?.make_file(path)?;
        Ok(Box::new(Pen { disk: self.clone(), file }))
    }

    fn create_folders(&self, folder: &Path) -> io::Result<()> {
        self.step("create")?.make_folders(folder)
    }

    fn create_like(&self, path: &Path, model: Option<&Path>) -> io::Result<()> {
        let mut state = self.step("create like")?;
        if state.image.find(path)?.node.is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let model = model.map(|model| state.image.number(model)).transpose()?;
        let file = state.make_file(path)?;
        let mode = model.and_then(|model| state.image.mode(model));
        state.image.set_mode(file, mode);
        state.remember();
        Ok(())
    }

    fn write_temporary(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        let written = state.step("temporary");
        let file = state.make_file(path)?;
        state.image.cut(file, 0);
        state.remember();
        let part = if written.is_ok() { bytes.len() } else { bytes.len() / 2 };
        state.image.append(file, &bytes[..part]);
        state.remember();
        written?;
        state.image.sync(file, true);
        state.remember();
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.step("rename")?;
        let (from, to) = (state.image.find(from)?, state.image.find(to)?);
        assert_eq!(from.folder, to.folder, "a rename stays in its folder");
        from.node.ok_or(io::ErrorKind::NotFound)?;
        state.image.rename(from.folder, &from.name, &to.name);
        state.remember();
        Ok(())
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.state().image.find(to)?.node.is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.rename(from, to)
    }

    fn swap(&self, one: &Path, other: &Path) -> io::Result<()> {
        let mut state = self.step("swap")?;
        let (one, other) = (state.image.find(one)?, state.image.find(other)?);
        assert_eq!(one.folder, other.folder, "a swap stays in its folder");
        one.node.and(other.node).ok_or(io::ErrorKind::NotFound)?;
        state.image.swap(one.folder, &one.name, &other.name);
        state.remember();
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step("remove")?;
        let Found { folder, name, node, .. } = state.image.find(path)?;
        node.ok_or(io::ErrorKind::NotFound)?;
        state.image.remove(folder, &name);
        state.remember();
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.step("sync folder")?;
        let folder = state.image.number(folder)?;
        state.image.folder(folder)?;
        state.image.sync_names(folder);
        state.remember();
        Ok(())
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let state = self.step("resolve")?;
        let Found { node, path, .. } = state.image.find(path)?;
        node.map(|_| path).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn lock(&self, path: &Path, _limit: Duration) -> io::Result<Box<dyn LockGuard>> {
        self.step("lock")?.make_file(path)?;
        Ok(Box::new(Held))
    }
}

/// A lock that nobody else wants: the stores of a test take turns.
struct Held;

impl LockGuard for Held {}

/// A file that is open for appending.
struct Pen {
    disk: Disk,
    file: u64,
}

impl AppendFile for Pen {
    fn stamp(&self) -> io::Result<Stamp> {
        Ok(Disk::stamp_of(&*self.disk.step("stamp of file")?, self.file))
    }

    fn last_byte(&mut self) -> io::Result<Option<u8>> {
        let state = self.disk.step("last byte")?;
        Ok(state.image.bytes(self.file)?.last().copied())
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.disk.state();
        let written = state.step("write");
        // A full disk takes a part.
        let part = if written.is_ok() { bytes.len() } else { bytes.len() / 2 };
        state.image.append(self.file, &bytes[..part]);
        state.remember();
        written
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut state = self.disk.state();
        let synced = state.step("sync");
        state.image.sync(self.file, synced.is_ok());
        state.remember();
        synced
    }

    fn cut(&mut self, len: u64) -> io::Result<()> {
        let mut state = self.disk.step("cut")?;
        state.image.cut(self.file, usize::try_from(len).expect("small"));
        state.remember();
        Ok(())
    }
}
