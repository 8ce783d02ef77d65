//! What is on a disk, what of it would outlast a power cut, and every state that a cut could leave.
//!
//! The rules are the strict ones of POSIX: the content of a file is safe after a sync of that file, a name after a sync of the
//! folder that it stands in. Until then each may be there or not; of content any part may be there, with zeros or rubbish in
//! place of the rest. A rename is done or not. After a sync that failed, the next one succeeds and helps nothing, as Linux does it.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ffi::{OsStr, OsString};
use std::hash::{Hash as _, Hasher as _};
use std::io;
use std::path::{Component, Path, PathBuf};

/// Bytes between two cuts of a file that nothing depends on.
const COARSE: usize = 23;

pub(super) const ROOT: u64 = 1;

/// Whether a byte outlasts a power cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    Synced,
    Dirty,
    /// Given up by the system in a sync that failed: no later sync saves it.
    Dropped,
}

type Bytes = Vec<(u8, Hold)>;
type Names = BTreeMap<OsString, u64>;

/// A file: its content now, and the contents since the last sync that may still be found after a cut.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    now: Bytes,
    before: Vec<Bytes>,
    /// Who may read and write it; none is what a new file has.
    mode: Option<u32>,
}

#[derive(Clone, Debug)]
enum Change {
    Add(OsString, u64),
    Remove(OsString),
    Rename(OsString, OsString),
    Swap(OsString, OsString),
}

/// A folder: its names now and at the last sync, and what happened between.
#[derive(Clone, Debug, Default)]
pub(super) struct Folder {
    pub(super) now: Names,
    synced: Names,
    since: Vec<Change>,
}

#[derive(Clone, Debug)]
pub(super) enum Node {
    File(Content),
    Folder(Folder),
    /// To an absolute path.
    Link(PathBuf),
}

/// A disk.
#[derive(Clone, Debug)]
pub(super) struct Image {
    nodes: BTreeMap<u64, Node>,
    /// When each node was changed last, in changes of the disk.
    changed: BTreeMap<u64, u64>,
    /// Files that are cut at some bytes only: nothing depends on them, and each byte of them multiplies the states.
    coarse: BTreeSet<u64>,
    clock: u64,
}

/// Where a path leads.
pub(super) struct Found {
    pub(super) folder: u64,
    pub(super) name: OsString,
    pub(super) node: Option<u64>,
    /// The path without links.
    pub(super) path: PathBuf,
}

impl Image {
    pub(super) fn empty() -> Self {
        let nodes = BTreeMap::from([(ROOT, Node::Folder(Folder::default()))]);
        Self { nodes, changed: BTreeMap::new(), coarse: BTreeSet::new(), clock: ROOT }
    }

    pub(super) fn find(&self, path: &Path) -> io::Result<Found> {
        let names = |path: &Path| -> Vec<OsString> {
            let normal = |part| if let Component::Normal(name) = part { Some(name.to_owned()) } else { None };
            path.components().filter_map(normal).collect()
        };
        let mut rest = VecDeque::from(names(path));
        let (mut folder, mut way) = (ROOT, PathBuf::from("/"));
        while let Some(name) = rest.pop_front() {
            let node = self.folder(folder)?.now.get(&name).copied();
            if let Some(Node::Link(target)) = node.and_then(|node| self.nodes.get(&node)) {
                for name in names(target).into_iter().rev() {
                    rest.push_front(name);
                }
                (folder, way) = (ROOT, PathBuf::from("/"));
                continue;
            }
            way.push(&name);
            if rest.is_empty() {
                return Ok(Found { folder, name, node, path: way });
            }
            folder = node.ok_or(io::ErrorKind::NotFound)?;
        }
        Ok(Found { folder: ROOT, name: OsString::new(), node: Some(ROOT), path: way })
    }

    /// The number of the node that a path leads to.
    pub(super) fn number(&self, path: &Path) -> io::Result<u64> {
        self.find(path)?.node.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    pub(super) fn folder(&self, number: u64) -> io::Result<&Folder> {
        match self.nodes.get(&number) {
            Some(Node::Folder(folder)) => Ok(folder),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    pub(super) fn bytes(&self, number: u64) -> io::Result<Vec<u8>> {
        match self.nodes.get(&number) {
            Some(Node::File(content)) => Ok(content.now.iter().map(|(byte, _)| *byte).collect()),
            _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file")),
        }
    }

    pub(super) fn is_file(&self, number: u64) -> bool {
        matches!(self.nodes.get(&number), Some(Node::File(_)))
    }

    /// A number that is another one after every change.
    pub(super) fn version(&self, number: u64) -> u64 {
        self.changed.get(&number).copied().unwrap_or_default()
    }

    fn change(&mut self, number: u64) {
        self.clock += 1;
        self.changed.insert(number, self.clock);
    }

    fn names(&mut self, number: u64) -> &mut Folder {
        self.change(number);
        match self.nodes.get_mut(&number) {
            Some(Node::Folder(folder)) => folder,
            other => panic!("no folder: {other:?}"),
        }
    }

    fn content(&mut self, number: u64) -> &mut Content {
        self.change(number);
        match self.nodes.get_mut(&number) {
            Some(Node::File(content)) => content,
            other => panic!("no file: {other:?}"),
        }
    }

    pub(super) fn add(&mut self, folder: u64, name: &OsStr, node: Node) -> u64 {
        self.clock += 1;
        let number = self.clock;
        self.nodes.insert(number, node);
        let names = self.names(folder);
        names.now.insert(name.to_owned(), number);
        names.since.push(Change::Add(name.to_owned(), number));
        number
    }

    /// Nothing depends on this file.
    pub(super) fn cut_coarsely(&mut self, file: u64) {
        self.coarse.insert(file);
    }

    pub(super) fn remove(&mut self, folder: u64, name: &OsStr) {
        let names = self.names(folder);
        names.now.remove(name);
        names.since.push(Change::Remove(name.to_owned()));
    }

    pub(super) fn rename(&mut self, folder: u64, from: &OsStr, to: &OsStr) {
        let names = self.names(folder);
        let change = Change::Rename(from.to_owned(), to.to_owned());
        change.apply(&mut names.now);
        names.since.push(change);
    }

    pub(super) fn swap(&mut self, folder: u64, one: &OsStr, other: &OsStr) {
        let names = self.names(folder);
        let change = Change::Swap(one.to_owned(), other.to_owned());
        change.apply(&mut names.now);
        names.since.push(change);
    }

    pub(super) fn mode(&self, file: u64) -> Option<u32> {
        match self.nodes.get(&file) {
            Some(Node::File(content)) => content.mode,
            _ => None,
        }
    }

    pub(super) fn set_mode(&mut self, file: u64, mode: Option<u32>) {
        self.content(file).mode = mode;
    }

    pub(super) fn sync_names(&mut self, folder: u64) {
        let names = self.names(folder);
        names.synced = names.now.clone();
        names.since.clear();
    }

    pub(super) fn append(&mut self, file: u64, bytes: &[u8]) {
        let content = self.content(file);
        content.before.push(content.now.clone());
        content.now.extend(bytes.iter().map(|byte| (*byte, Hold::Dirty)));
    }

    pub(super) fn cut(&mut self, file: u64, len: usize) {
        let content = self.content(file);
        content.before.push(content.now.clone());
        content.now.resize(len, (0, Hold::Dirty));
    }

    pub(super) fn sync(&mut self, file: u64, is_good: bool) {
        let content = self.content(file);
        if is_good {
            content.before.clear();
        }
        for (_, hold) in content.now.iter_mut().filter(|(_, hold)| *hold == Hold::Dirty) {
            *hold = if is_good { Hold::Synced } else { Hold::Dropped };
        }
    }

    /// Everything reaches the disk.
    pub(super) fn settle(&mut self) {
        for node in self.nodes.values_mut() {
            match node {
                Node::File(content) => {
                    content.before.clear();
                    content.now.iter_mut().for_each(|(_, hold)| *hold = Hold::Synced);
                }
                Node::Folder(folder) => {
                    folder.since.clear();
                    folder.synced = folder.now.clone();
                }
                Node::Link(_) => {}
            }
        }
    }

    /// What reached the disk for sure, and nothing else.
    pub(super) fn bare(&self) -> Self {
        let mut image = self.clone();
        for node in image.nodes.values_mut() {
            match node {
                Node::File(content) => {
                    content.now = content.oldest().iter().copied().map(synced_or_zero).collect();
                }
                Node::Folder(folder) => folder.now = folder.synced.clone(),
                Node::Link(_) => {}
            }
        }
        image.settle();
        image
    }

    /// Every state that a power cut could leave now.
    pub(super) fn cuts(&self) -> Vec<Self> {
        let mut of_names = vec![self.clone()];
        for (number, node) in &self.nodes {
            let Node::Folder(folder) = node else { continue };
            let ways = folder.ways();
            let with = |image: &Self, names: &Names| {
                let mut image = image.clone();
                image.names(*number).now = names.clone();
                image
            };
            of_names =
                of_names.iter().flat_map(|image| ways.iter().map(|names| with(image, names))).collect();
        }
        let mut cuts = Vec::new();
        for image in of_names {
            let mut without = image.clone();
            for node in without.nodes.values_mut() {
                if let Node::File(content) = node {
                    content.now = content.oldest().iter().copied().map(synced_or_zero).collect();
                }
            }
            cuts.extend([image, without]);
        }
        for (number, node) in &self.nodes {
            let Node::File(content) = node else { continue };
            let stride = if self.coarse.contains(number) { COARSE } else { 1 };
            for way in content.ways(stride) {
                let mut image = self.clone();
                image.content(*number).now = way.into_iter().map(|byte| (byte, Hold::Synced)).collect();
                cuts.push(image);
            }
        }
        cuts.iter_mut().for_each(Self::settle);
        cuts
    }

    /// Tells two disks apart that a program could tell apart.
    pub(super) fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash_node(ROOT, &mut hasher);
        hasher.finish()
    }

    fn hash_node(&self, number: u64, hasher: &mut DefaultHasher) {
        match &self.nodes[&number] {
            Node::File(content) => {
                content.now.iter().for_each(|(byte, _)| byte.hash(hasher));
                content.mode.hash(hasher);
            }
            Node::Link(target) => target.hash(hasher),
            Node::Folder(folder) => {
                for (name, node) in &folder.now {
                    name.hash(hasher);
                    self.hash_node(*node, hasher);
                }
                "end".hash(hasher);
            }
        }
    }
}

impl Change {
    fn apply(&self, names: &mut Names) {
        match self {
            Self::Add(name, node) => {
                names.insert(name.clone(), *node);
            }
            Self::Remove(name) => {
                names.remove(name);
            }
            Self::Rename(from, to) => {
                if let Some(node) = names.remove(from) {
                    names.insert(to.clone(), node);
                }
            }
            Self::Swap(one, other) => {
                if let (Some(first), Some(second)) = (names.get(one).copied(), names.get(other).copied()) {
                    names.insert(one.clone(), second);
                    names.insert(other.clone(), first);
                }
            }
        }
    }
}

impl Folder {
    /// The names that a cut could leave: each change since the sync is there or not.
    fn ways(&self) -> Vec<Names> {
        assert!(self.since.len() < 10, "too many changes without a sync: {:?}", self.since);
        let way = |chosen: usize| {
            let mut names = self.synced.clone();
            for (_, change) in self.since.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1) {
                change.apply(&mut names);
            }
            names
        };
        let mut ways: Vec<Names> = (0..1 << self.since.len()).map(way).collect();
        ways.sort();
        ways.dedup();
        ways
    }
}

impl Content {
    fn oldest(&self) -> &Bytes {
        self.before.first().unwrap_or(&self.now)
    }

    /// The contents that a cut could leave.
    fn ways(&self, stride: usize) -> Vec<Vec<u8>> {
        let mut ways = Vec::new();
        for bytes in self.before.iter().chain([&self.now]) {
            let whole: Vec<u8> = bytes.iter().map(|(byte, _)| *byte).collect();
            let kept = bytes.iter().rposition(|(_, hold)| *hold == Hold::Synced).map_or(0, |at| at + 1);
            // What a failed sync has dropped, with synced bytes behind it.
            let holes = bytes[..kept].iter().any(|(_, hold)| *hold != Hold::Synced);
            if holes {
                let fill = |rubbish: fn(u8) -> u8| {
                    let fill = |(byte, hold): &(u8, Hold)| match hold {
                        Hold::Synced => *byte,
                        _ => rubbish(*byte),
                    };
                    bytes.iter().map(fill).collect::<Vec<u8>>()
                };
                ways.extend([fill(|_| 0), fill(scrambled)]);
            }
            for at in (kept..whole.len()).step_by(stride) {
                let (there, lost) = whole.split_at(at);
                ways.push(there.to_vec());
                ways.push([there, &vec![0; lost.len()]].concat());
                ways.push([there, &lost.iter().map(|byte| scrambled(*byte)).collect::<Vec<u8>>()].concat());
                // The end reached the disk before the beginning.
                let zeros = vec![0; at - kept];
                ways.push([&whole[..kept], &zeros, lost].concat());
            }
            ways.push(whole);
        }
        ways
    }
}

fn synced_or_zero((byte, hold): (u8, Hold)) -> (u8, Hold) {
    (if hold == Hold::Synced { byte } else { 0 }, Hold::Synced)
}

/// Rubbish in place of a byte. Some of it is line breaks.
fn scrambled(byte: u8) -> u8 {
    match byte.wrapping_mul(167).wrapping_add(91) {
        rubbish if rubbish % 13 == 0 => b'\n',
        rubbish => rubbish,
    }
}
