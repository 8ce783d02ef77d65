//! Any roadmap through any versions: whatever an author does, no mark is lost and all of it can be reached.

use proptest::prelude::*;
use trailmark::counts::Counts;
use trailmark::marking::mark_changes;
use trailmark::progress::{Address, Change, Mark, Orphan, Progress, Standing};
use trailmark::roadmap::{Roadmap, TopicIx};

use super::{apply, assert_nothing_is_lost, outline, roadmap};

/// Titles that have nothing in common.
const TITLES: [&str; 8] =
    ["Cookies", "Kubernetes", "Threads", "Indexes", "GraphQL", "Docker", "Regular expressions", "캐시"];

/// A topic of a roadmap in the making.
#[derive(Clone, Debug)]
struct Draft {
    id: String,
    was: Vec<String>,
    title: String,
    depth: usize,
}

/// What an author does to a roadmap; places are taken modulo its length.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Add {
        place: usize,
        title: usize,
        depth: usize,
    },
    /// With an id that some topic had before, if there is one.
    Reuse {
        place: usize,
        title: usize,
        old: usize,
    },
    Remove(usize),
    Move(usize, usize),
    /// Under another id, with the old one in `was`.
    Rename(usize),
    RetitleSlightly(usize),
    Retitle(usize, usize),
    /// Into a group, or out of it.
    Indent(usize, usize),
    /// Two become one, with `was`.
    Merge(usize, usize),
}

/// What a person does.
#[derive(Clone, Debug)]
enum Deed {
    Mark(usize, Mark),
    /// Ticks a resource of a topic, or takes its tick away.
    Tick(usize, &'static str, bool),
    Undo,
    /// Settles the doubt with this number: it is the same topic, or it is of another one.
    Settle(usize, Option<usize>),
    Reattach(usize, usize),
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let at = || 0..12_usize;
    let title = || 0..TITLES.len();
    prop_oneof![
        2 => (at(), title(), 0..3_usize).prop_map(|(place, title, depth)| Edit::Add { place, title, depth }),
        2 => (at(), title(), at()).prop_map(|(place, title, old)| Edit::Reuse { place, title, old }),
        2 => at().prop_map(Edit::Remove),
        1 => (at(), at()).prop_map(|(from, to)| Edit::Move(from, to)),
        1 => at().prop_map(Edit::Rename),
        1 => at().prop_map(Edit::RetitleSlightly),
        2 => (at(), title()).prop_map(|(at, title)| Edit::Retitle(at, title)),
        1 => (at(), 0..3_usize).prop_map(|(at, depth)| Edit::Indent(at, depth)),
        1 => (at(), at()).prop_map(|(from, to)| Edit::Merge(from, to)),
    ]
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let at = || 0..12_usize;
    prop_oneof![
        6 => (at(), prop::sample::select(Mark::ALL.to_vec())).prop_map(|(at, mark)| Deed::Mark(at, mark)),
        3 => (at(), prop::sample::select(vec!["https://one.dev", "https://two.dev"]), any::<bool>())
            .prop_map(|(at, address, on)| Deed::Tick(at, address, on)),
        1 => Just(Deed::Undo),
        1 => (at(), prop::option::of(at())).prop_map(|(at, to)| Deed::Settle(at, to)),
        1 => (at(), at()).prop_map(|(from, to)| Deed::Reattach(from, to)),
    ]
}

/// A roadmap and every id that it ever had.
#[derive(Default)]
struct Author {
    topics: Vec<Draft>,
    ids: Vec<String>,
}

impl Author {
    fn edit(&mut self, edit: Edit) {
        let count = self.topics.len();
        match edit {
            Edit::Add { place, title, depth } => {
                let id = self.new_id();
                self.insert(place, Draft { id, was: Vec::new(), title: TITLES[title].to_owned(), depth });
            }
            Edit::Reuse { place, title, old } => {
                let is_free = |id: &&String| {
                    self.topics.iter().all(|topic| topic.id != **id && !topic.was.contains(id))
                };
                let free: Vec<&String> = self.ids.iter().filter(is_free).collect();
                if let Some(id) = (!free.is_empty()).then(|| free[old % free.len()].clone()) {
                    self.insert(
                        place,
                        Draft { id, was: Vec::new(), title: TITLES[title].to_owned(), depth: 0 },
                    );
                }
            }
            _ if count == 0 => {}
            Edit::Remove(at) => drop(self.topics.remove(at % count)),
            Edit::Move(from, to) => {
                let topic = self.topics.remove(from % count);
                self.insert(to, topic);
            }
            Edit::Rename(at) => {
                let id = self.new_id();
                let topic = &mut self.topics[at % count];
                topic.was.push(std::mem::replace(&mut topic.id, id));
            }
            Edit::RetitleSlightly(at) => self.topics[at % count].title.push_str(" again"),
            Edit::Retitle(at, title) => TITLES[title].clone_into(&mut self.topics[at % count].title),
            Edit::Indent(at, depth) => self.topics[at % count].depth = depth,
            Edit::Merge(from, to) if from % count != to % count => {
                let (gone, kept) = (self.topics[from % count].clone(), &mut self.topics[to % count]);
                kept.was.extend(gone.was.iter().cloned().chain([gone.id.clone()]));
                self.topics.retain(|topic| topic.id != gone.id);
            }
            Edit::Merge(..) => {}
        }
    }

    fn new_id(&mut self) -> String {
        self.ids.push(format!("t{}", self.ids.len()));
        self.ids[self.ids.len() - 1].clone()
    }

    fn insert(&mut self, place: usize, topic: Draft) {
        self.topics.insert(place % (self.topics.len() + 1), topic);
    }

    fn roadmap(&self) -> Roadmap {
        // A roadmap has a topic at least.
        let mut lines = "root | Hello\n".to_owned();
        let mut below = 0;
        for Draft { id, was, title, depth } in &self.topics {
            let depth = (*depth).min(below);
            below = depth + 1;
            let was: Vec<String> = was.iter().map(|id| format!("{id:?}")).collect();
            lines += &[&"  ".repeat(depth), id, " | ", title, " | was = [", &was.join(", "), "]\n"].concat();
        }
        roadmap(&outline(&lines))
    }
}

fn act(progress: &mut Progress, roadmap: &Roadmap, deed: &Deed, now: i64) {
    let count = roadmap.topics().len();
    let standing = progress.on(roadmap);
    let id = |at: usize| roadmap.topics()[at % count].id.clone();
    let changes = match deed {
        Deed::Undo => progress.to_undo().map(|step| Change::Undo(step.key)).into_iter().collect(),
        Deed::Mark(at, mark) => mark_changes(roadmap, &[TopicIx::at(at % count)], *mark),
        Deed::Tick(at, address, on) => {
            let topic = &roadmap.topics()[at % count];
            let (topic, title, resource) = (topic.id.clone(), topic.title.clone(), Address::new(address));
            vec![Change::Tick { topic, title, resource, on: *on }]
        }
        Deed::Settle(at, to) => {
            let doubts = standing.doubts();
            let doubt = (!doubts.is_empty()).then(|| doubts[at % doubts.len()].before.clone());
            let reattach = |Orphan { id: from, title, .. }| Change::Reattach {
                to: to.map_or_else(|| from.clone(), id),
                from,
                title,
            };
            doubt.map(reattach).into_iter().collect()
        }
        Deed::Reattach(from, to) => {
            let gone = standing.orphans();
            let from = (!gone.is_empty()).then(|| gone[from % gone.len()].clone());
            let reattach = |Orphan { id: from, title, .. }| Change::Reattach { from, to: id(*to), title };
            from.map(reattach).into_iter().collect()
        }
    };
    apply(progress, changes, now);
}

/// Marks all there is: then all of it is done, and nothing is in doubt.
fn assert_all_can_be_reached(progress: &Progress, roadmap: &Roadmap, now: i64) {
    let mut progress = progress.clone();
    let units: Vec<_> = roadmap.sections().flat_map(|section| roadmap.units(section)).collect();
    apply(&mut progress, mark_changes(roadmap, &units, Mark::Done), now);
    let standing = progress.on(roadmap);
    let whole = Counts::new(roadmap, &standing).whole();
    assert_eq!((whole.done, whole.total), (whole.total, u32::try_from(units.len()).unwrap()));
    assert!(standing.doubts().iter().all(|doubt| !units.contains(&doubt.topic)), "{:?}", standing.doubts());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]
    #[test]
    fn no_evolution_loses_a_mark(versions in prop::collection::vec(
        (prop::collection::vec(any_edit(), 1..6), prop::collection::vec(any_deed(), 0..5)),
        1..11,
    )) {
        let (mut author, mut progress) = (Author::default(), Progress::default());
        let mut before: Vec<(Roadmap, usize, Standing)> = Vec::new();
        let mut now = 0;
        for (edits, deeds) in versions {
            for edit in edits {
                author.edit(edit);
            }
            let roadmap = author.roadmap();
            assert_nothing_is_lost(&progress, &roadmap);
            // Back to each older version, with what was known then, and with what is known now.
            for (old, known, standing) in &before {
                let mut then = Progress::default();
                then.extend(progress.events()[..*known].iter().cloned());
                prop_assert_eq!(&then.on(old), standing);
                assert_nothing_is_lost(&progress, old);
                if *known == progress.len() {
                    prop_assert_eq!(&progress.on(old), standing);
                }
            }
            for deed in &deeds {
                now += 1;
                act(&mut progress, &roadmap, deed, now);
                assert_nothing_is_lost(&progress, &roadmap);
            }
            assert_all_can_be_reached(&progress, &roadmap, now + 1);
            let standing = progress.on(&roadmap);
            before.push((roadmap, progress.len(), standing));
        }
    }
}
