//! One roadmap through ten versions, with marks made in between.

use trailmark::counts::Counts;
use trailmark::marking::mark_changes;
use trailmark::progress::{Address, Change, Mark, Progress, Standing};
use trailmark::roadmap::{Resource, ResourceKind, Roadmap, TopicId};

use super::{apply, assert_nothing_is_lost, ix, outline, roadmap};

/// What changed, the outline, and what a person did then.
const VERSIONS: [(&str, &str, &str); 10] = [
    (
        "the first version",
        "
net | Internet
  dns | DNS
  http | HTTP
db | Databases
  sql | SQL joins
  acid | Transactions and ACID
  idx | Indexes
lang | Learn a language | choose = 1
  go | Go
  rust | Rust
git | Git",
        "done dns http acid go; start idx; bookmark sql; tick sql dns",
    ),
    (
        "a topic is added, one is retitled slightly",
        "
net | Internet
  dns | DNS
  http | HTTP basics
  tls | TLS certificates
db | Databases
  sql | SQL joins
  acid | Transactions & ACID
  idx | Indexes
lang | Pick a language | choose = 1
  go | Go
  rust | Rust
git | Git",
        "done tls git",
    ),
    (
        "an id is renamed with `was`, a topic is removed",
        "
net | Internet
  dns | DNS
  http | HTTP basics
  tls | TLS certificates
db | Databases
  sql | SQL joins
  transactions | Isolation levels | was = [\"acid\"]
  idx | Indexes
lang | Pick a language | choose = 1
  go | Go
  rust | Rust",
        "done sql",
    ),
    (
        "the removed topic is restored, one is split in two",
        "
net | Internet
  dns | DNS
  http | HTTP/1.1
  http2 | HTTP/2 and HTTP/3
  tls | TLS certificates
db | Databases
  sql | SQL joins
  transactions | Isolation levels | was = [\"acid\"]
  idx | Indexes
lang | Pick a language | choose = 1
  go | Go
  rust | Rust
git | Git",
        "start http2",
    ),
    (
        "two topics are merged",
        "
net | Internet
  dns | DNS
  http | HTTP/1.1
  http2 | HTTP/2 and HTTP/3
  tls | TLS certificates
db | Databases
  queries | Queries | was = [\"sql\", \"idx\"]
  transactions | Isolation levels | was = [\"acid\"]
lang | Pick a language | choose = 1
  go | Go
  rust | Rust
git | Git",
        "undo",
    ),
    (
        "topics are moved, a section is gone, a topic counts itself",
        "
git | Git
data | Data | counts = true
  transactions | Isolation levels | was = [\"acid\"]
  queries | Queries | was = [\"sql\", \"idx\"]
  dns | DNS
web | The web
  http | HTTP/1.1
  http2 | HTTP/2 and HTTP/3
  tls | TLS certificates
  lang | Pick a language | choose = 2
    rust | Rust
    go | Go",
        "done data",
    ),
    (
        "a leaf becomes a section",
        "
git | Git
  commits | Commits
  branches | Branches
data | Data | counts = true
  transactions | Isolation levels | was = [\"acid\"]
  queries | Queries | was = [\"sql\", \"idx\"]
  dns | DNS
web | The web
  http | HTTP/1.1
  http2 | HTTP/2 and HTTP/3
  tls | TLS certificates
  lang | Pick a language
    rust | Rust
    go | Go",
        "done commits; skip rust",
    ),
    (
        "an id is used for something else, and its old title stands on another topic",
        "
git | Git
  commits | Commits
  branches | Branches
data | Data
  transactions | Isolation levels | was = [\"acid\"]
  queries | Queries | was = [\"sql\", \"idx\"]
  dns | DNS
web | The web
  http | HTTP/1.1
  http2 | HTTP/2 and HTTP/3
  tls | Kubernetes
  crypto | TLS certificates
  lang | Pick a language
    rust | Rust
    go | Go",
        "done branches",
    ),
    (
        "the section becomes a leaf again; what is in doubt is given away",
        "
git | Git
data | Data
  transactions | Isolation levels | was = [\"acid\"]
  queries | Queries | was = [\"sql\", \"idx\"]
  dns | DNS
web | The web
  http | HTTP/1.1
  http2 | HTTP/2 and HTTP/3
  tls | Kubernetes
  crypto | TLS certificates
  lang | Pick a language
    rust | Rust
    go | Go",
        "reattach tls crypto; start tls",
    ),
    (
        "the id has its first meaning again",
        "
git | Git
data | Data
  transactions | Isolation levels | was = [\"acid\"]
  queries | Queries | was = [\"sql\", \"idx\"]
  dns | DNS
web | The web
  http | HTTP/1.1
  http2 | HTTP/2 and HTTP/3
  tls | TLS certificates
  kubernetes | Kubernetes
  lang | Pick a language
    rust | Rust
    go | Go",
        "reattach tls kubernetes; done http2",
    ),
];

/// What is ticked, of whatever topic.
const RESOURCE: &str = "https://one.dev";

fn resource() -> Resource {
    Resource { kind: ResourceKind::Docs, title: "One".into(), url: RESOURCE.into() }
}

/// Does what the words say, each as a step, and says how late it is then.
fn act(progress: &mut Progress, roadmap: &Roadmap, words: &str, mut now: i64) -> i64 {
    for words in words.split(';').filter(|words| !words.trim().is_empty()) {
        let mut words = words.split_whitespace();
        let (what, ids): (&str, Vec<&str>) = (words.next().unwrap(), words.collect());
        let named = || ids.iter().map(|id| ix(roadmap, id));
        let changes: Vec<Change> = match what {
            "reattach" => {
                let [from, to] = [0, 1].map(|at| TopicId::new(ids[at]).unwrap());
                let standing = progress.on(roadmap);
                let before =
                    standing.orphans().iter().chain(standing.doubts().iter().map(|doubt| &doubt.before));
                let title =
                    before.into_iter().find(|orphan| orphan.id == from).map(|orphan| orphan.title.clone());
                vec![Change::Reattach { from, to, title: title.unwrap_or_default() }]
            }
            "undo" => vec![Change::Undo(progress.to_undo().unwrap().key)],
            "bookmark" => named()
                .map(|ix| {
                    let topic = roadmap.topic(ix);
                    Change::Bookmark { topic: topic.id.clone(), title: topic.title.clone(), on: true }
                })
                .collect(),
            "tick" => named()
                .map(|ix| {
                    let topic = roadmap.topic(ix);
                    let resource = Address::new(RESOURCE);
                    Change::Tick { topic: topic.id.clone(), title: topic.title.clone(), resource, on: true }
                })
                .collect(),
            "done" => mark_changes(roadmap, &named().collect::<Vec<_>>(), Mark::Done),
            "start" => mark_changes(roadmap, &named().collect::<Vec<_>>(), Mark::InProgress),
            "skip" => mark_changes(roadmap, &named().collect::<Vec<_>>(), Mark::Skipped),
            other => panic!("{other}"),
        };
        now += 1;
        apply(progress, changes, now);
    }
    now
}

/// `5 of 8, 62%: dns done, idx in-progress, sql *; in doubt: tls; gone: git`.
fn told(roadmap: &Roadmap, standing: &Standing) -> String {
    let whole = Counts::new(roadmap, standing).whole();
    let marked: Vec<String> = roadmap
        .indices()
        .filter_map(|ix| {
            let mark = standing.status(ix).mark();
            let star = if standing.is_bookmarked(ix) { "*" } else { "" };
            let plus = if standing.is_ticked(ix, &resource()) { "+" } else { "" };
            let is_told = mark != Mark::Todo || !star.is_empty() || !plus.is_empty();
            is_told.then(|| format!("{} {}{star}{plus}", roadmap.topic(ix).id, mark.word()))
        })
        .collect();
    let mut text = format!(
        "{} of {}, {}%: {}",
        whole.done,
        whole.total,
        whole.percent(),
        if marked.is_empty() { "nothing".to_owned() } else { marked.join(", ") }
    );
    for (what, ids) in [
        ("in doubt", standing.doubts().iter().map(|doubt| doubt.before.id.as_str()).collect::<Vec<_>>()),
        ("gone", standing.orphans().iter().map(|orphan| orphan.id.as_str()).collect()),
    ] {
        if !ids.is_empty() {
            text += &["; ", what, ": ", &ids.join(", ")].concat();
        }
    }
    text
}

/// Marks whatever is not done yet, and everything is.
fn assert_all_can_be_reached(progress: &Progress, roadmap: &Roadmap) {
    let mut progress = progress.clone();
    let units: Vec<_> = roadmap.sections().flat_map(|section| roadmap.units(section)).collect();
    apply(&mut progress, mark_changes(roadmap, &units, Mark::Done), 1_000_000);
    let standing = progress.on(roadmap);
    assert_eq!(Counts::new(roadmap, &standing).whole().percent(), 100);
    assert_eq!(standing.doubts(), []);
}

#[test]
fn ten_versions_lose_no_mark() {
    let mut progress = Progress::default();
    let (mut story, mut before, mut now) = (String::new(), Vec::new(), 0);
    for (what, lines, deeds) in VERSIONS {
        let roadmap = roadmap(&outline(lines));
        let opened = progress.on(&roadmap);
        assert_nothing_is_lost(&progress, &roadmap);
        now = act(&mut progress, &roadmap, deeds, now);
        let standing = progress.on(&roadmap);
        assert_nothing_is_lost(&progress, &roadmap);
        assert_all_can_be_reached(&progress, &roadmap);
        story += &[
            what,
            "\n  ",
            &told(&roadmap, &opened),
            "\n  > ",
            deeds,
            "\n  ",
            &told(&roadmap, &standing),
            "\n",
        ]
        .concat();
        // A look at any older version changes nothing, and has its own standing wherever nothing was marked since.
        before.push((roadmap, progress.clone(), standing));
        for (roadmap, then, standing) in &before {
            assert_eq!(then.on(roadmap), *standing);
            assert_nothing_is_lost(&progress, roadmap);
        }
    }
    insta::assert_snapshot!(story, @r"
    the first version
      0 of 7, 0%: nothing
      > done dns http acid go; start idx; bookmark sql; tick sql dns
      4 of 7, 57%: dns done+, http done, sql todo*+, acid done, idx in-progress, go done
    a topic is added, one is retitled slightly
      4 of 8, 50%: dns done+, http done, sql todo*+, acid done, idx in-progress, go done
      > done tls git
      6 of 8, 75%: dns done+, http done, tls done, sql todo*+, acid done, idx in-progress, go done, git done
    an id is renamed with `was`, a topic is removed
      5 of 7, 71%: dns done+, http done, tls done, sql todo*+, transactions done, idx in-progress, go done; gone: git
      > done sql
      6 of 7, 85%: dns done+, http done, tls done, sql done*+, transactions done, idx in-progress, go done; gone: git
    the removed topic is restored, one is split in two
      7 of 9, 77%: dns done+, http done, tls done, sql done*+, transactions done, idx in-progress, go done, git done
      > start http2
      7 of 9, 77%: dns done+, http done, http2 in-progress, tls done, sql done*+, transactions done, idx in-progress, go done, git done
    two topics are merged
      7 of 8, 87%: dns done+, http done, http2 in-progress, tls done, queries done*+, transactions done, go done, git done
      > undo
      7 of 8, 87%: dns done+, http done, tls done, queries done*+, transactions done, go done, git done
    topics are moved, a section is gone, a topic counts itself
      7 of 10, 70%: git done, transactions done, queries done*+, dns done+, http done, tls done, go done
      > done data
      8 of 10, 80%: git done, data done, transactions done, queries done*+, dns done+, http done, tls done, go done
    a leaf becomes a section
      7 of 11, 63%: git done, data done, transactions done, queries done*+, dns done+, http done, tls done, go done
      > done commits; skip rust
      8 of 10, 80%: git done, commits done, data done, transactions done, queries done*+, dns done+, http done, tls done, rust skipped, go done
    an id is used for something else, and its old title stands on another topic
      6 of 10, 60%: git done, commits done, data done, transactions done, queries done*+, dns done+, http done, rust skipped, go done; in doubt: tls
      > done branches
      7 of 10, 70%: git done, commits done, branches done, data done, transactions done, queries done*+, dns done+, http done, rust skipped, go done; in doubt: tls
    the section becomes a leaf again; what is in doubt is given away
      6 of 9, 66%: git done, data done, transactions done, queries done*+, dns done+, http done, rust skipped, go done; in doubt: tls; gone: branches, commits
      > reattach tls crypto; start tls
      7 of 9, 77%: git done, data done, transactions done, queries done*+, dns done+, http done, tls in-progress, crypto done, rust skipped, go done; gone: branches, commits
    the id has its first meaning again
      7 of 9, 77%: git done, data done, transactions done, queries done*+, dns done+, http done, tls done, rust skipped, go done; in doubt: tls; gone: branches, commits
      > reattach tls kubernetes; done http2
      8 of 9, 88%: git done, data done, transactions done, queries done*+, dns done+, http done, http2 done, tls done, kubernetes in-progress, rust skipped, go done; gone: branches, commits
    ");
    let first = &before[0];
    insta::assert_snapshot!(told(&first.0, &progress.on(&first.0)), @r"6 of 7, 85%: dns done+, http done, sql done*+, acid done, idx in-progress, go done, rust skipped, git done; gone: http2, tls, branches, commits, data");
}
