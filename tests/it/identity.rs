//! Who a topic is, from one version of a roadmap to the next, and what is said about it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod evolution;
mod format;
mod story;

use std::fmt::Write as _;
use std::path::Path;

use trailmark::progress::{Change, DeviceId, Event, Mark, Moment, Progress, Status};
use trailmark::roadmap::{Resource, ResourceKind, Roadmap, TopicId, TopicIx, parse};
use trailmark::text::SafeText;

use crate::harness::{Dir, ROADMAP};
use crate::stage::Stage;

/// The roadmap of this text, which is a good one.
fn roadmap(toml: &str) -> Roadmap {
    parse(toml, Path::new("roadmap.toml")).unwrap_or_else(|problems| panic!("{problems}"))
}

fn ix(roadmap: &Roadmap, id: &str) -> TopicIx {
    roadmap.indices().find(|ix| roadmap.topic(*ix).id.as_str() == id).unwrap_or_else(|| panic!("no {id}"))
}

/// The TOML of an outline: a line a topic, `id | Title | more`, below the one it belongs to by two blanks.
fn outline(lines: &str) -> String {
    let mut toml = "id = \"r\"\ntitle = \"R\"\n".to_owned();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let level = (line.len() - line.trim_start().len()) / 2;
        let mut parts = line.split('|').map(str::trim);
        let mut next = || parts.next().unwrap_or_default();
        let (id, title, more) = (next(), next(), next());
        let table = vec!["topics"; level + 1].join(".");
        let _ = writeln!(toml, "[[{table}]]\nid = {id:?}\ntitle = {title:?}\n{more}");
    }
    toml
}

/// Fails unless each mark counts on its topic, is listed as gone or in doubt, or was followed by another one on the same topic.
/// Every mark has a moment of its own.
#[track_caller]
fn assert_nothing_is_lost(progress: &Progress, roadmap: &Roadmap) {
    let standing = progress.on(roadmap);
    let listed: Vec<(&TopicId, Status)> = standing
        .orphans()
        .iter()
        .chain(standing.doubts().iter().map(|doubt| &doubt.before))
        .map(|orphan| (&orphan.id, orphan.status))
        .collect();
    let is_live = |event: &&Event| matches!(event.change, Change::Mark { .. }) && !progress.is_undone(event);
    let marks: Vec<&Event> = progress.events().iter().filter(is_live).collect();
    for (at, event) in marks.iter().enumerate() {
        let Change::Mark { topic: id, mark, .. } = &event.change else { continue };
        let status = Status::of(*mark, event.key.moment());
        let is_shown = roadmap.indices().any(|ix| standing.status(ix) == status);
        let is_followed = marks[at + 1..].iter().any(|later| {
            let other = later.change.topic().unwrap();
            other == id
                || topics_of(progress, roadmap, other)
                    .iter()
                    .any(|ix| topics_of(progress, roadmap, id).contains(ix))
        });
        assert!(
            *mark == Mark::Todo || is_shown || listed.contains(&(id, status)) || is_followed,
            "{event:?} is lost"
        );
    }
    assert_no_tick_is_lost(progress, roadmap);
}

/// Fails unless each tick shows on its topic, is listed as gone or in doubt, or something newer of its topic answers it.
#[track_caller]
fn assert_no_tick_is_lost(progress: &Progress, roadmap: &Roadmap) {
    let standing = progress.on(roadmap);
    let doubts = standing.doubts().iter().map(|doubt| &doubt.before);
    let listed: Vec<&TopicId> = standing
        .orphans()
        .iter()
        .chain(doubts)
        .filter(|orphan| orphan.ticked > 0)
        .map(|orphan| &orphan.id)
        .collect();
    let events: Vec<&Event> = progress.events().iter().filter(|event| !progress.is_undone(event)).collect();
    for (at, event) in events.iter().enumerate() {
        let Change::Tick { topic: id, resource, on: true, .. } = &event.change else { continue };
        let resource = Resource {
            kind: ResourceKind::Docs,
            title: SafeText::default(),
            url: SafeText::new(resource.as_str()),
        };
        let of = topics_of(progress, roadmap, id);
        let is_shown = of.iter().any(|ix| standing.is_ticked(*ix, &resource));
        let is_followed = events[at + 1..]
            .iter()
            .filter_map(|later| later.change.topic())
            .any(|other| other == id || topics_of(progress, roadmap, other).iter().any(|ix| of.contains(ix)));
        assert!(is_shown || listed.contains(&id) || is_followed, "{event:?} is lost");
    }
}

/// The topics that the history of an id may be of.
fn topics_of(progress: &Progress, roadmap: &Roadmap, id: &TopicId) -> Vec<TopicIx> {
    let mut ids = vec![id.clone()];
    let mut at = 0;
    while let Some(id) = ids.get(at).cloned() {
        for event in progress.events().iter().filter(|event| !progress.is_undone(event)) {
            if let Change::Reattach { from, to, .. } = &event.change
                && *from == id
                && !ids.contains(to)
            {
                ids.push(to.clone());
            }
        }
        at += 1;
    }
    let is_of = |ix: &TopicIx| {
        let topic = roadmap.topic(*ix);
        ids.contains(&topic.id) || topic.was.iter().any(|was| ids.contains(was))
    };
    roadmap.indices().filter(is_of).collect()
}

/// Makes one step of the changes, `now` in milliseconds.
fn apply(progress: &mut Progress, changes: Vec<Change>, now: i64) -> Vec<Event> {
    let device = DeviceId::new("k3f9q2").unwrap();
    let events = progress.next_step(changes, Moment::from_millis(now), &device);
    progress.extend(events.clone());
    events
}

/// The id of `jwt` now stands for something else.
fn reused() -> String {
    ROADMAP.replace("JSON Web Tokens", "Rate limiting")
}

#[test]
fn an_id_that_stands_for_something_else_is_asked_about() {
    let dir = Dir::new();
    dir.run("done jwt transactions").code(0);
    dir.put("roadmap.toml", reused().replace("\"transactions\"", "\"acid\""));
    dir.run("status --short").out("0% 0/5\n");
    let [orphans, check, show, terminal] = ["orphans", "check", "show jwt", "orphans --ascii"].map(|line| {
        if line.ends_with("ascii") {
            (dir.in_terminal(line, &[("TZ", "UTC")]), String::new())
        } else {
            both(&dir, line)
        }
    });
    let day = |text: String| text.replace(&today(&dir), "[DAY]");
    insta::assert_snapshot!(day(orphans.0).replace('\t', "|"), @r"
    transactions|Transactions and ACID|done|[DAY]|
    jwt|JSON Web Tokens|done|[DAY]|Rate limiting
    ");
    insta::assert_snapshot!(orphans.1, @r"
    `trailmark reattach OLD NEW` gives the history of one to a topic of the roadmap
    what has a `now` was marked when its id stood for something else, and does not count:
      trailmark reattach ID ID      it is the same topic after all
      trailmark reattach ID OTHER   give its history to another topic
      trailmark todo ID             begin anew, or any other mark
    ");
    insta::assert_snapshot!(day(terminal.0), @r"
    `trailmark reattach OLD NEW` gives the history of one to a topic of the roadmap
    what has a `now` was marked when its id stood for something else, and does not count:
      trailmark reattach ID ID      it is the same topic after all
      trailmark reattach ID OTHER   give its history to another topic
      trailmark todo ID             begin anew, or any other mark
    transactions  [1mTransactions and ACID  [0mdone  [90m[DAY][0m
    jwt           [1mJSON Web Tokens        [0mdone  [90m[DAY]  now Rate limiting[0m
    ");
    insta::assert_snapshot!(check.0 + &check.1, @r"
    No problems: 7 topics, 1 note, 2 events.
    progress of 1 topic that is gone is kept; `trailmark orphans` shows it
    progress under 1 id that stands for something else now is kept, but does not count until you say what is so; `trailmark orphans` shows it
    ");
    insta::assert_snapshot!(show.0, @r"
    # Rate limiting

    - id: jwt
    - status: to do
    - in doubt: this id was done as JSON Web Tokens; see `trailmark orphans`
    - in: Web
    ");
    let json = dir.run("orphans --json").code(0).json();
    assert_eq!(
        (json["orphans"][0]["now"].as_str(), json["orphans"][1]["now"].as_str()),
        (None, Some("Rate limiting"))
    );
}

/// Both streams of a run that ends well.
fn both(dir: &Dir, line: &str) -> (String, String) {
    let ran = dir.run(line).code(0);
    (ran.stdout().to_owned(), ran.stderr())
}

/// The day on which `jwt` was marked, as it is shown.
fn today(dir: &Dir) -> String {
    dir.run("orphans").stdout().lines().next().and_then(|line| line.split('\t').nth(3)).unwrap().to_owned()
}

#[test]
fn each_answer_settles_it_and_can_be_taken_back() {
    let dir = Dir::new();
    dir.run("done jwt").code(0);
    dir.put("roadmap.toml", reused());
    let mut said = String::new();
    for (answer, status) in [
        ("reattach jwt jwt", "20% 1/5"),
        ("reattach jwt web-locks", "20% 1/5"),
        ("todo jwt", "0% 0/5"),
        ("start jwt", "0% 0/5"),
        ("done jwt", "20% 1/5"),
    ] {
        let _ = writeln!(said, "> {answer}\n{}", dir.run(answer).code(0).quietly().stdout());
        dir.run("status --short").out(&format!("{status}\n"));
        dir.run("orphans").code(0).out("");
        let _ = writeln!(said, "> undo\n{}", dir.run("undo").code(0).stdout());
        dir.run("status --short").out("0% 0/5\n");
        dir.run("orphans").code(0).says("\tRate limiting\n");
    }
    insta::assert_snapshot!(said, @r"
    > reattach jwt jwt
    what was marked as JSON Web Tokens now belongs to Rate limiting
    20%  1 of 5
    undo: trailmark undo

    > undo
    undone: jwt taken for the same topic as before

    > reattach jwt web-locks
    what was marked as JSON Web Tokens now belongs to Locks
    20%  1 of 5
    undo: trailmark undo

    > undo
    undone: history of jwt given to web-locks

    > todo jwt
    ◦ Rate limiting to do
    0%  0 of 5
    undo: trailmark undo

    > undo
    undone: Rate limiting to do

    > start jwt
    ◔ Rate limiting in progress
    0%  0 of 5
    undo: trailmark undo

    > undo
    undone: Rate limiting in progress

    > done jwt
    ✓ Rate limiting done
    20%  1 of 5
    undo: trailmark undo

    > undo
    undone: Rate limiting done
    ");
    // Nothing was marked under this id when it was something else.
    insta::assert_snapshot!(dir.run("reattach db-locks web-locks").code(4).out("").stderr(), @r"trailmark: `db-locks` is a topic of this roadmap, and all that was marked under this id is of it; only progress of topics that are gone, or of an id that stands for something else now, can be given away");
    // Nor is anything left of it that could be given away.
    dir.run("reattach jwt web-locks").code(0);
    dir.run("reattach jwt web-locks").code(4);
}

#[test]
fn a_topic_with_children_can_begin_anew_too() {
    let toml = |title: &str, child: &str| {
        outline(&format!("x | {title}\n{child}")).replace("id = \"r\"", "id = \"test\"")
    };
    let dir = Dir::empty().file("roadmap.toml", toml("Cookies", ""));
    dir.run("done x").code(0);
    dir.put("roadmap.toml", toml("Kubernetes", "  y | Pods"));
    dir.run("done x").code(0).says("Kubernetes: 1 topic done");
    dir.run("orphans").code(0).says("x\tCookies\tdone\t");
    dir.run("todo x").code(0);
    dir.run("orphans").code(0).out("");
}

#[test]
fn what_was_marked_anew_can_still_give_its_past_away() {
    let dir = Dir::new();
    dir.run("done jwt").code(0);
    dir.put("roadmap.toml", reused());
    dir.run("skip jwt").code(0);
    dir.run("orphans").code(0).out("");
    dir.run("reattach jwt web-locks")
        .code(0)
        .says("what was marked as JSON Web Tokens now belongs to Locks\n");
    dir.run("list --status skipped").says("jwt");
    dir.run("list --status done").says("web-locks");
}

#[test]
fn the_interface_says_once_that_something_needs_a_look() {
    let toml =
        |title: &str| format!("id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"x\"\ntitle = \"{title}\"\n");
    let mut stage = Stage::of(&toml("Cookies")).keys("<space>");
    assert!(stage.frame().contains('✓'), "{}", stage.frame());
    stage.write("roadmap.toml", &toml("Kubernetes"));
    stage.wait(3_000);
    assert!(stage.frame().contains("1 topic needs a look: trailmark orphans"), "{}", stage.frame());
    let mut other = Stage::of("").sharing(&stage).keys("");
    assert!(other.frame().contains("1 topic needs a look: trailmark orphans"), "{}", other.frame());
    assert!(!other.frame().contains('✓'), "{}", other.frame());
    other.press("j");
    assert!(!other.frame().contains("needs a look"), "{}", other.frame());
    // The note pane goes on saying it.
    assert!(other.row("in doubt:").contains("this id was done as Cookies"), "{}", other.frame());
    // The mark is of the new title: nothing is in doubt any more.
    other.press("<space>");
    assert!(other.frame().contains('✓') && !other.frame().contains("in doubt"), "{}", other.frame());
    let mut again = Stage::of("").sharing(&stage).keys("");
    assert!(!again.frame().contains("needs a look"), "{}", again.frame());
}

#[test]
fn a_topic_without_an_id_never_hands_its_marks_to_another_one_unseen() {
    let toml = |topics: &str| format!("id = \"r\"\ntitle = \"R\"\n{topics}");
    let topic = |level: &str, title: &str| format!("[[{level}]]\ntitle = \"{title}\"\n");
    let (section, web) = (topic("topics", "Databases"), topic("topics", "Web"));
    let cookies = topic("topics.topics", "Cookies");
    let dir = Dir::empty()
        .file("roadmap.toml", toml(&format!("{section}{}{web}{cookies}", topic("topics.topics", "Locks"))));
    dir.run("done locks").code(0);
    dir.run("check").code(3).says("has no id: its progress is lost when its title or its place changes.");
    for topics in [
        // Moved, renamed, gone with its section.
        format!("{section}{web}{cookies}{}", topic("topics.topics", "Locks")),
        format!("{section}{}{web}{cookies}", topic("topics.topics", "Locking")),
        format!("{web}{cookies}"),
    ] {
        dir.put("roadmap.toml", toml(&topics));
        dir.run("status").code(0).says("0%");
        dir.run("orphans").code(0).says("databases.locks\tLocks\tdone\t");
        dir.run("check").code(3).complains("progress of 1 topic that is gone is kept");
    }
    // Two of one title: the number behind the second one is all that tells them apart, and the first one takes its mark.
    dir.put("roadmap.toml", toml(&format!("{section}{0}{0}", topic("topics.topics", "Locks"))));
    dir.run("list --status done").code(0).says("databases.locks\t");
    // An id of its own with the old one in `was` brings the mark back.
    let named = "[[topics.topics]]\nid = \"locks\"\ntitle = \"Locks\"\nwas = [\"databases.locks\"]\n";
    dir.put("roadmap.toml", toml(&format!("{section}{named}")));
    dir.run("status --short").out("100% 1/1\n");
}
