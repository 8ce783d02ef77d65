//! The roadmaps that a person has opened, and how far they have come in each: what the list of the interface and
//! `trailmark roadmaps` say. Nothing here writes.

use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::counts::{Counts, Tally};
use crate::files::Stamp;
use crate::progress::{EventKey, Moment, Progress};
use crate::roadmap::{Roadmap, RoadmapId};
use crate::source::{Fault, LoadError, Source};
use crate::store::{FileLayer, Known, Places, Store, StoreError};
use crate::text::SafeText;

/// What was found of a roadmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// What it is called today, where it can be read.
    pub title: Option<SafeText>,
    /// What its store is called today, where it can be read.
    pub id: Option<RoadmapId>,
    /// How it is.
    pub state: State,
    /// When the newest change in its logs was made, where they can be read and there is one.
    pub studied: Option<Moment>,
}

/// How a roadmap is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It can be studied.
    Sound(Tally),
    /// There is no such file.
    Gone,
    /// It has mistakes.
    Broken,
    /// It, or progress on it, cannot be read.
    Unreadable,
}

impl State {
    /// How it is, in words; none where numbers say more.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Sound(_) => None,
            Self::Gone => Some("the file is gone"),
            Self::Broken => Some("has mistakes"),
            Self::Unreadable => Some("cannot be read"),
        }
    }

    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sound(_) => "sound",
            Self::Gone => "gone",
            Self::Broken => "broken",
            Self::Unreadable => "unreadable",
        }
    }
}

/// The roadmaps that were opened, the newest first. The built-in one is always among them.
pub fn roadmaps(places: &Places) -> Vec<Known> {
    let mut known = places.known_roadmaps();
    if known.iter().all(|known| known.path.is_some()) {
        known.extend(built_in());
    }
    known
}

/// The built-in roadmap, as if it were opened before all others.
fn built_in() -> Option<Known> {
    static HEAD: OnceLock<Option<(RoadmapId, SafeText)>> = OnceLock::new();
    let head = || Source::BuiltIn.load().ok().map(|roadmap| head(&roadmap));
    HEAD.get_or_init(head).clone().map(|head| Known::new(None, head, Moment::FIRST))
}

fn head(roadmap: &Roadmap) -> (RoadmapId, SafeText) {
    (roadmap.id().clone(), roadmap.title().clone())
}

/// Whether another roadmap has this id, or progress under it: two of one id would share their progress.
pub fn is_taken(places: &Places, id: &RoadmapId) -> bool {
    roadmaps(places).iter().any(|known| known.id == *id) || places.data.join(id.as_str()).exists()
}

/// Where a roadmap that was opened is.
pub fn source(known: &Known) -> Source {
    known.path.clone().map_or(Source::BuiltIn, Source::File)
}

/// A source that is opened now, with the id and the title of its roadmap.
pub fn known(source: &Source, roadmap: &Roadmap, now: Moment) -> Known {
    let path = match source {
        Source::BuiltIn => None,
        Source::File(path) => Some(path.as_path()),
    };
    Known::new(path, head(roadmap), now)
}

/// Whether nobody has studied the built-in roadmap here, nor opened any other.
pub fn is_untouched(places: &Places) -> bool {
    let has_store = |known: Known| places.data.join(known.id.as_str()).exists();
    places.known_roadmaps().is_empty() && !built_in().is_some_and(has_store)
}

/// Looks at a roadmap and at what its logs say. It may take long: the file may lie on a slow disk.
pub fn look(known: &Known, places: &Places, files: &Arc<dyn FileLayer>) -> Look {
    let roadmap = source(known).load();
    let id = roadmap.as_ref().map_or_else(|_| known.id.clone(), |roadmap| roadmap.id().clone());
    let progress = progress(&id, places, files);
    let studied = progress.as_ref().ok().and_then(Progress::newest).map(EventKey::moment);
    let state = match (&roadmap, &progress) {
        (Ok(roadmap), Ok(progress)) => State::Sound(Counts::new(roadmap, &progress.on(roadmap)).whole()),
        (Err(LoadError::Invalid(_)), _) => State::Broken,
        (Err(LoadError::Unreadable(_)), _) if known.path.as_deref().is_some_and(is_gone) => State::Gone,
        (Err(LoadError::Unreadable(error)), _) if error.fault() == Fault::Content => State::Broken,
        (Ok(_) | Err(LoadError::Unreadable(_)), _) => State::Unreadable,
    };
    let roadmap = roadmap.ok();
    Look {
        title: roadmap.as_ref().map(|roadmap| roadmap.title().clone()),
        id: roadmap.map(|_| id),
        state,
        studied,
    }
}

/// Whether there is nothing at a path.
pub fn is_gone(path: &Path) -> bool {
    let nothing = [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory];
    Stamp::of(path).is_err_and(|error| nothing.contains(&error.kind()))
}

fn progress(id: &RoadmapId, places: &Places, files: &Arc<dyn FileLayer>) -> Result<Progress, StoreError> {
    let mut progress = Progress::default();
    progress.extend(Store::open(places, id, Arc::clone(files))?.load()?.events);
    Ok(progress)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::RealFiles;

    const GOOD: &str = "id = \"a\"\ntitle = \"New title\"\n[[topics]]\nid = \"b\"\ntitle = \"B\"\n[[topics]]\nid = \"c\"\ntitle = \"C\"\n";
    const LOG: &str =
        "format = 1\n20261120T194503123Z-00-k3f9q2 = { topic = \"b\", title = \"B\", status = \"done\" }\n";

    fn file(path: &Path, bytes: &[u8]) {
        RealFiles.create_folders(path.parent().expect("a folder")).expect("a folder");
        RealFiles.write_temporary(path, bytes).expect("a file");
    }

    #[test]
    fn how_each_roadmap_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let places = Places { data: folder.path().join("data"), state: folder.path().join("state") };
        file(&places.data.join("a/progress/k3f9q2.toml"), LOG.as_bytes());
        for (name, text) in
            [("good", GOOD.as_bytes()), ("broken", b"id = \"a\""), ("binary", b"\xff\x00\xff\xfe\x01")]
        {
            file(&folder.path().join(name), text);
        }
        RealFiles.create_folders(&folder.path().join("folder")).expect("a folder");
        let files: Arc<dyn FileLayer> = Arc::new(RealFiles);
        let looked = |name: &str| {
            let head = (RoadmapId::new("a").expect("an id"), "Old title".into());
            let path = folder.path().join(name);
            look(&Known::new(Some(&path), head, Moment::FIRST), &places, &files)
        };
        let good = looked("good");
        assert_eq!(good.title.as_ref().map(SafeText::as_str), Some("New title"));
        assert!(matches!(good.state, State::Sound(tally) if (tally.done, tally.total) == (1, 2)), "{good:?}");
        for (name, state) in [
            ("broken", State::Broken),
            ("nowhere", State::Gone),
            ("good/below", State::Gone),
            ("folder", State::Unreadable),
        ] {
            let look = looked(name);
            // What was studied is known all the same.
            assert_eq!((look.state, look.studied), (state, good.studied), "{name}");
        }
        assert!(matches!(looked("binary").state, State::Broken), "{:?}", looked("binary"));
    }

    #[test]
    fn the_built_in_roadmap_is_always_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let places = Places { data: folder.path().join("data"), state: folder.path().join("state") };
        let listed = roadmaps(&places);
        assert_eq!(listed.len(), 1);
        assert!(is_untouched(&places));
        places.remember_roadmap(listed[0].clone()).expect("a list");
        assert_eq!(roadmaps(&places).len(), 1);
        assert!(!is_untouched(&places));
        places.forget_roadmap(None).expect("a list");
        assert!(is_untouched(&places));
        RealFiles.create_folders(&places.data.join(listed[0].id.as_str())).expect("a folder");
        assert!(!is_untouched(&places));
    }
}
