//! A line added to a summary: after a cut it is the old text or the new one, whole.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use trailmark::roadmap::{RoadmapId, TopicId};
use trailmark::store::{AddError, Added, Places, Summaries};

use super::super::disk::Disk;
use super::super::image::Image;
use crate::counts::rounds;

const FOLDER: &str = "/data/r/summaries";
const OWN: &str = "/data/r/summaries/jwt.md";
const OLD: &str = "Signed, not encrypted.\r\n서명은 암호화가 아니다";
const PRIVATE: u32 = 0o600;
/// Least number of different states in CI.
const STATES: usize = 1_000;

fn add(disk: &Disk, line: &str) -> Result<Added, AddError> {
    let places = Places { data: PathBuf::from("/data"), state: PathBuf::from("/state") };
    let summaries = Summaries::new(&places, &RoadmapId::new("r").unwrap(), Arc::new(disk.clone()));
    summaries.add(&TopicId::new("jwt").unwrap(), line)
}

/// All the cuts that were tried in one scenario.
struct Cuts {
    disk: Disk,
    /// The mode that the summary must keep.
    mode: Option<u32>,
    seen: HashSet<(u64, bool)>,
    firsts: usize,
}

impl Cuts {
    fn on(disk: Disk) -> Self {
        Self { mode: disk.mode(OWN), disk, seen: HashSet::new(), firsts: 0 }
    }

    /// A line is added, and the power is cut after each step of that. What is told as added is there after every cut.
    fn add(mut self, line: &str) -> Self {
        let old = self.disk.bytes(OWN);
        self.disk.past();
        let added = add(&self.disk, line);
        let new = self.disk.bytes(OWN);
        let past = self.disk.past();
        assert!(!past.is_empty(), "nothing was written");
        for image in past {
            self.try_all(&image, &[&old, &new], true);
        }
        if added.is_ok() {
            let new_text = String::from_utf8(new.clone().unwrap_or_default()).expect("UTF-8");
            assert!(new_text.trim_end().ends_with(line), "{new_text:?}");
            self.try_all(&self.disk.image(), &[&new], true);
        } else {
            self.try_all(&self.disk.image(), &[&old, &new], true);
        }
        self
    }

    fn try_all(&mut self, image: &Image, texts: &[&Option<Vec<u8>>], is_first: bool) {
        for cut in image.cuts() {
            if self.seen.insert((cut.fingerprint(), is_first)) {
                self.go_on(cut, texts, is_first);
            }
        }
    }

    /// Another line is added after the cut, and the power is cut again.
    fn go_on(&mut self, cut: Image, texts: &[&Option<Vec<u8>>], is_first: bool) {
        let disk = Disk::new(cut);
        let context = || format!("{:?}\n{}", disk.names(FOLDER), disk.text(OWN));
        let is_whole = |disk: &Disk, texts: &[&Option<Vec<u8>>]| texts.contains(&&disk.bytes(OWN));
        assert!(is_whole(&disk, texts), "neither the old text nor the new one: {}", context());
        let found = disk.bytes(OWN);
        assert!(found.is_none() || disk.mode(OWN) == self.mode, "{:?}: {}", disk.mode(OWN), context());
        disk.past();
        add(&disk, "after").unwrap_or_else(|error| panic!("{error}\n{}", context()));
        let after = disk.bytes(OWN);
        let told = after.as_ref().and_then(|after| after.strip_prefix(found.as_deref().unwrap_or_default()));
        let told = String::from_utf8_lossy(told.unwrap_or_else(|| panic!("shorter: {}", context())));
        assert_eq!(told.trim(), "after", "{}", context());
        assert_eq!(disk.names(FOLDER), ["jwt.md"], "no file is left");
        assert!(disk.names("/cloud").iter().all(|name| name == "jwt.md"), "{:?}", disk.names("/cloud"));
        let bare = Disk::new(disk.image().bare());
        assert!(is_whole(&bare, &[&after]), "it was told as added: {}", bare.text(OWN));
        assert_eq!((bare.mode(OWN), disk.mode(OWN)), (self.mode, self.mode), "{}", context());
        self.firsts += usize::from(is_first);
        if is_first && self.firsts % rounds(40, 3) == 1 {
            for image in disk.past() {
                self.try_all(&image, &[&found, &after], false);
            }
        }
    }
}

fn written() -> Disk {
    let disk = Disk::new(Image::empty());
    disk.put(OWN, OLD);
    disk.set_mode(OWN, PRIVATE);
    disk
}

fn failing(disk: Disk, operations: &'static [&'static str], kind: std::io::ErrorKind) -> Disk {
    disk.fail(move |_, operation| operations.contains(&operation).then_some(kind));
    disk
}

#[test]
fn no_power_cut_loses_a_line_of_a_summary() {
    use std::io::ErrorKind::{Other, StorageFull, Unsupported};
    let linked = Disk::new(Image::empty());
    linked.put("/cloud/jwt.md", OLD);
    linked.set_mode("/cloud/jwt.md", PRIVATE);
    linked.link(OWN, "/cloud/jwt.md");
    let left = written();
    left.put("/data/r/summaries/.trailmark-4711.tmp", "half");
    let scenarios = [
        ("the first line of all", Cuts::on(Disk::new(Image::empty())).add("one").add("two")),
        ("a line, and another", Cuts::on(written()).add("one").add("two")),
        (
            "names cannot be swapped",
            Cuts::on(failing(written(), &["swap"], Unsupported)).add("one").add("two"),
        ),
        ("a summary that is a link", Cuts::on(linked).add("one").add("two")),
        ("a file that a killed process left", Cuts::on(left).add("one")),
        ("a disk that is full", Cuts::on(failing(written(), &["temporary"], StorageFull)).add("one")),
        ("a rename that fails", Cuts::on(failing(written(), &["swap", "rename"], Other)).add("one")),
        ("a folder that cannot be synced", Cuts::on(failing(written(), &["sync folder"], Other)).add("one")),
        ("a file that cannot be removed", Cuts::on(failing(written(), &["remove"], Other)).add("one")),
    ];
    let mut states = 0;
    for (name, cuts) in scenarios {
        println!("{:6} states: {name}", cuts.seen.len());
        states += cuts.seen.len();
    }
    println!("{states:6} states in all");
    assert!(states >= STATES, "only {states} states");
}
