//! Roadmaps are read on threads of their own, to say how far the person has come in each: some of them may lie on a disk that
//! does not answer, and neither keys nor the others wait for these.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::roadmaps::Seen;
use crate::calendar::Calendar;
use crate::shelf::look;
use crate::store::{FileLayer, Known, Places};
use crate::text::SafeText;

/// How many are read at once.
const THREADS: usize = 3;
/// Where nothing was found for so long, those that are being read may be stuck: another thread goes on with the rest.
const STUCK: Duration = Duration::from_secs(1);
/// So long news are asked for again and again; what takes longer is asked for when the loop wakes up by itself.
const EAGER: Duration = Duration::from_secs(5);

/// What was found of the roadmap at a path; none is the built-in one.
pub(super) type Found = (Option<PathBuf>, Seen);

/// What is needed to look.
#[derive(Clone)]
pub(super) struct Glasses {
    /// Where progress is.
    pub(super) places: Places,
    /// The file layer under it.
    pub(super) files: Arc<dyn FileLayer>,
    /// How the people here count days.
    pub(super) calendar: Calendar,
}

/// The roadmaps that are still to be read, shared by the threads.
type Queue = Arc<Mutex<VecDeque<Known>>>;

struct Survey {
    queue: Queue,
    glasses: Glasses,
    news: (Sender<Found>, Receiver<Found>),
    awaited: usize,
    begun: Instant,
    /// When something was found last, or another thread started.
    moved: Instant,
}

impl Survey {
    /// Starts a thread on those that are left. Says whether there is one to be had.
    fn start(&self) -> bool {
        let (queue, sender, glasses) = (Arc::clone(&self.queue), self.news.0.clone(), self.glasses.clone());
        let work = move || survey(&queue, &sender, &glasses);
        thread::Builder::new().name("roadmaps".to_owned()).spawn(work).is_ok()
    }

    fn has_rest(&self) -> bool {
        !self.queue.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }
}

/// Reads the roadmaps of one list at a time.
#[derive(Default)]
pub(super) struct Surveyor(Option<Survey>);

impl Surveyor {
    /// Whether news are to be expected soon.
    pub(super) fn is_busy(&self) -> bool {
        self.0.as_ref().is_some_and(|survey| survey.awaited > 0 && survey.begun.elapsed() < EAGER)
    }

    /// Starts to read these. Where there is no thread to be had, nothing is found.
    pub(super) fn start(&mut self, roadmaps: Vec<Known>, glasses: Glasses) {
        self.rest();
        let (awaited, begun) = (roadmaps.len(), Instant::now());
        let queue: Queue = Arc::new(Mutex::new(roadmaps.into()));
        let mut survey = Survey { queue, glasses, news: channel(), awaited, begun, moved: begun };
        let started = (0..THREADS.min(awaited)).filter(|_| survey.start()).count();
        if started == 0 {
            survey.awaited = 0;
        }
        self.0 = Some(survey);
    }

    /// Reads no more of them than those that are being read.
    pub(super) fn rest(&mut self) {
        if let Some(survey) = self.0.take() {
            survey.queue.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }

    /// What was found since.
    pub(super) fn collect(&mut self) -> Vec<Found> {
        let Some(survey) = &mut self.0 else { return Vec::new() };
        let found: Vec<Found> = survey.news.1.try_iter().collect();
        survey.awaited = survey.awaited.saturating_sub(found.len());
        let is_stuck = found.is_empty() && survey.moved.elapsed() >= STUCK && survey.has_rest();
        if !found.is_empty() || (is_stuck && survey.start()) {
            survey.moved = Instant::now();
        }
        found
    }
}

fn survey(queue: &Queue, sender: &Sender<Found>, glasses: &Glasses) {
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    while let Some(known) = next() {
        let look = look(&known, &glasses.places, &glasses.files);
        let day = look.studied.map_or_else(SafeText::default, |moment| glasses.calendar.recent(moment));
        if sender.send((known.path, Seen { look, day })).is_err() {
            // Nobody listens any more: the list is closed.
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::io;
    use std::path::Path;

    use jiff::tz::TimeZone;

    use super::*;
    use crate::files::Stamp;
    use crate::progress::Moment;
    use crate::roadmap::RoadmapId;
    use crate::store::{AppendFile, LockGuard, RealFiles};

    /// Files of which the logs of one roadmap are on a disk that does not answer until the gate is opened.
    struct Stuck(Mutex<Receiver<()>>);

    impl FileLayer for Stuck {
        fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
            if folder.to_string_lossy().contains("stuck") {
                let _ = self.0.lock().expect("one thread").recv();
            }
            RealFiles.list(folder)
        }
        fn read(&self, path: &Path, from: u64, limit: u64) -> io::Result<Vec<u8>> {
            RealFiles.read(path, from, limit)
        }
        fn stamp(&self, path: &Path) -> io::Result<Stamp> {
            RealFiles.stamp(path)
        }
        fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
            RealFiles.resolve(path)
        }
        fn open_append(&self, _: &Path) -> io::Result<Box<dyn AppendFile>> {
            unreachable!("whoever only looks does not write")
        }
        fn create_folders(&self, _: &Path) -> io::Result<()> {
            unreachable!("whoever only looks does not write")
        }
        fn create_like(&self, _: &Path, _: Option<&Path>) -> io::Result<()> {
            unreachable!("whoever only looks does not write")
        }
        fn write_temporary(&self, _: &Path, _: &[u8]) -> io::Result<()> {
            unreachable!("whoever only looks does not write")
        }
        fn rename(&self, _: &Path, _: &Path) -> io::Result<()> {
            unreachable!("whoever only looks does not write")
        }
        fn remove(&self, _: &Path) -> io::Result<()> {
            unreachable!("whoever only looks does not write")
        }
        fn sync_folder(&self, _: &Path) -> io::Result<()> {
            unreachable!("whoever only looks does not write")
        }
        fn lock(&self, _: &Path, _: Duration) -> io::Result<Box<dyn LockGuard>> {
            unreachable!("whoever only looks does not write")
        }
    }

    /// Collects until so many are found.
    fn collected(surveyor: &mut Surveyor, count: usize) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let begun = Instant::now();
        while found.len() < count {
            assert!(begun.elapsed() < Duration::from_secs(60), "{found:?}");
            found.extend(surveyor.collect().into_iter().filter_map(|(path, _)| path));
            thread::yield_now();
        }
        found.sort();
        found
    }

    #[test]
    fn a_disk_that_does_not_answer_keeps_nobody_else_waiting() {
        let folder = tempfile::tempdir().expect("a folder");
        let (gate, gated) = channel();
        let glasses = Glasses {
            places: Places { data: folder.path().join("data"), state: folder.path().join("state") },
            files: Arc::new(Stuck(Mutex::new(gated))),
            calendar: Calendar::new(TimeZone::UTC, Moment::FIRST),
        };
        let known = |id: &str| {
            let path = folder.path().join(id);
            Known::new(Some(&path), (RoadmapId::new(id).expect("an id"), id.into()), Moment::FIRST)
        };
        let mut surveyor = Surveyor::default();
        // More of them than are read at once.
        let stuck = ["stuck", "stuck-2", "stuck-3", "stuck-4"];
        let all = [&stuck[..], &["a", "b", "c"]].concat();
        surveyor.start(all.into_iter().map(known).collect(), glasses.clone());
        assert_eq!(collected(&mut surveyor, 3), ["a", "b", "c"].map(|id| folder.path().join(id)));
        assert!(surveyor.collect().is_empty());
        drop(gate);
        assert_eq!(collected(&mut surveyor, 4), stuck.map(|id| folder.path().join(id)));
        assert!(!surveyor.is_busy());
        // Nothing comes of a list that is closed.
        surveyor.start(["stuck"].map(known).to_vec(), glasses);
        surveyor.rest();
        assert!(!surveyor.is_busy() && surveyor.collect().is_empty());
    }
}
