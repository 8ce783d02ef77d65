//! Requirements that go in a circle.

/// What is known of a topic on the way.
#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Finished,
}

/// Takes out of `edges`, what each topic requires, those that close a circle, and gives them: (topic, what it required). In
/// linear time, and without recursion: a chain may be as long as a roadmap.
pub(super) fn broken(edges: &mut [Vec<usize>]) -> Vec<(usize, usize)> {
    let mut states = vec![State::New; edges.len()];
    let mut broken = Vec::new();
    // Topics from the start to here, each with how many of its requirements were followed.
    let mut path: Vec<(usize, usize)> = Vec::new();
    for start in 0..edges.len() {
        enter(start, &mut states, &mut path);
        while let Some((topic, followed)) = path.last_mut() {
            let topic = *topic;
            let Some(next) = edges.get(topic).and_then(|edges| edges.get(*followed)).copied() else {
                set(&mut states, topic, State::Finished);
                path.pop();
                continue;
            };
            *followed += 1;
            match states.get(next) {
                Some(State::Open) => broken.push((topic, next)),
                _ => enter(next, &mut states, &mut path),
            }
        }
    }
    broken.sort_unstable();
    let mut rest = broken.as_slice();
    for (topic, edges) in edges.iter_mut().enumerate() {
        let (own, others) = rest.split_at(rest.partition_point(|(of, _)| *of == topic));
        rest = others;
        edges.retain(|other| own.binary_search(&(topic, *other)).is_err());
    }
    broken
}

fn enter(topic: usize, states: &mut [State], path: &mut Vec<(usize, usize)>) {
    if states.get(topic) == Some(&State::New) {
        set(states, topic, State::Open);
        path.push((topic, 0));
    }
}

fn set(states: &mut [State], topic: usize, state: State) {
    states.get_mut(topic).into_iter().for_each(|slot| *slot = state);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_closes_a_circle_is_taken_out() {
        for (edges, expected) in [
            (vec![vec![1], vec![2], vec![]], vec![]),
            (vec![vec![1], vec![0]], vec![(1, 0)]),
            (vec![vec![0]], vec![(0, 0)]),
            (vec![vec![1], vec![2], vec![0, 3], vec![]], vec![(2, 0)]),
            (vec![vec![1, 2], vec![3], vec![3], vec![]], vec![]),
            (vec![vec![], vec![2], vec![3, 1], vec![1]], vec![(2, 1), (3, 1)]),
        ] {
            let mut left = edges.clone();
            assert_eq!(broken(&mut left), expected, "{edges:?}");
            assert_eq!(
                left.iter().map(Vec::len).sum::<usize>() + expected.len(),
                edges.iter().map(Vec::len).sum::<usize>()
            );
            assert_eq!(broken(&mut left), []);
        }
    }

    #[test]
    fn a_chain_and_a_ring_of_many_topics_are_walked_once() {
        let count = 200_000;
        let mut chain: Vec<Vec<usize>> =
            (0..count).map(|at: usize| at.checked_sub(1).into_iter().collect()).collect();
        assert_eq!(broken(&mut chain), []);
        let mut ring: Vec<Vec<usize>> = (0..count).map(|at| vec![(at + 1) % count]).collect();
        assert_eq!(broken(&mut ring), [(count - 1, 0)]);
    }
}
