//! Circles of requirements.

use super::links::name;
use super::report::{Report, Words};
use super::topic::Draft;

/// Most topics of a circle that a message names.
const MOST_NAMED: usize = 8;

/// Reports each circle once. Where circles share a topic, only one of them is reported: mending it changes the others.
pub(super) fn report_all(drafts: &[Draft<'_>], requires: &[Vec<usize>], report: &mut Report) {
    for circle in circles(requires) {
        report_one(drafts, &circle, report);
    }
}

fn report_one(drafts: &[Draft<'_>], circle: &[usize], report: &mut Report) {
    let Some((first, second)) = circle.first().zip(circle.get(1)) else { return };
    let Some((draft, next)) = drafts.get(*first).zip(drafts.get(*second)) else { return };
    let next_id = next.written_id.as_ref().map(|(id, _)| *id);
    // A topic without an id of its own is required by its made-up one; then the first requirement has to do.
    let entry = draft.requires.iter().find(|(id, _)| Some(*id) == next_id).or(draft.requires.first());
    let place = entry.map_or_else(|| draft.place.clone(), |(_, place)| place.clone());
    report.add(&place, || {
        let mut names: Vec<String> =
            circle.iter().filter_map(|index| drafts.get(*index)).take(MOST_NAMED + 1).map(name).collect();
        let cut = names.len() > MOST_NAMED;
        names.truncate(MOST_NAMED);
        if cut {
            names.push(format!("⋯ ({} topics)", circle.len()));
        }
        names.push(name(draft));
        let way = names.join(" → ");
        Words::new(format!("These topics require each other in a circle: {way}."), "the circle goes on here")
            .help("take one of them out of a \"requires\"")
    });
}

/// Finds circles, no two with a topic in common. Each begins with its smallest index and goes from a topic to one that
/// it requires. A walk without recursion: a chain of requirements can be as long as the roadmap.
fn circles(requires: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut walk =
        Walk { requires, states: vec![State::New; requires.len()], path: Vec::new(), circled: Vec::new() };
    (0..requires.len()).flat_map(|start| walk.from(start)).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    /// On the path, at this position.
    Open(usize),
    Finished,
}

struct Walk<'a> {
    requires: &'a [Vec<usize>],
    states: Vec<State>,
    /// Topics from the start to here, each with the number of its requirements that were followed.
    path: Vec<(usize, usize)>,
    /// Positions on the path that belong to a circle which was found, ascending.
    circled: Vec<usize>,
}

impl Walk<'_> {
    fn from(&mut self, start: usize) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        self.enter(start);
        while let Some((topic, followed)) = self.path.last_mut() {
            let next = self.requires.get(*topic).and_then(|list| list.get(*followed)).copied();
            *followed += 1;
            match next {
                Some(next) => found.extend(self.follow(next)),
                None => self.leave(),
            }
        }
        found
    }

    fn enter(&mut self, topic: usize) {
        if let Some(state) = self.states.get_mut(topic)
            && *state == State::New
        {
            *state = State::Open(self.path.len());
            self.path.push((topic, 0));
        }
    }

    fn leave(&mut self) {
        if let Some((topic, _)) = self.path.pop()
            && let Some(state) = self.states.get_mut(topic)
        {
            *state = State::Finished;
        }
        while self.circled.last().is_some_and(|position| *position >= self.path.len()) {
            self.circled.pop();
        }
    }

    fn follow(&mut self, next: usize) -> Option<Vec<usize>> {
        let Some(State::Open(position)) = self.states.get(next).copied() else {
            self.enter(next);
            return None;
        };
        if self.circled.last().is_some_and(|last| *last >= position) {
            return None;
        }
        self.circled.extend(position..self.path.len());
        let mut circle: Vec<usize> = self.path.iter().skip(position).map(|(topic, _)| *topic).collect();
        let smallest = circle.iter().enumerate().min_by_key(|(_, topic)| **topic).map_or(0, |(at, _)| at);
        circle.rotate_left(smallest);
        Some(circle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_circle_is_found_once() {
        for (requires, expected) in [
            (vec![vec![1], vec![2], vec![]], vec![]),
            (vec![vec![], vec![2], vec![3], vec![1]], vec![vec![1, 2, 3]]),
            (vec![vec![2], vec![0], vec![1]], vec![vec![0, 2, 1]]),
            (vec![vec![1], vec![0], vec![3], vec![2]], vec![vec![0, 1], vec![2, 3]]),
            // Two circles through topic 0: one is named.
            (vec![vec![1, 2], vec![0], vec![0]], vec![vec![0, 1]]),
            // A diamond is no circle.
            (vec![vec![1, 2], vec![3], vec![3], vec![]], vec![]),
        ] {
            assert_eq!(circles(&requires), expected, "{requires:?}");
        }
    }

    #[test]
    fn a_long_chain_and_a_thicket_are_walked() {
        let count = 100_000;
        let ring: Vec<Vec<usize>> = (0..count).map(|at| vec![(at + 1) % count]).collect();
        assert_eq!(circles(&ring).len(), 1);
        let thicket: Vec<Vec<usize>> = (0..400).map(|_| (0..400).collect()).collect();
        assert!(!circles(&thicket).is_empty());
    }
}
