//! The task list: Markdown as GitHub shows it, sections as headings and topics as boxes.

mod escape;

use std::fmt::Write as _;

use super::{Study, seal};
use crate::counts::Tally;
use crate::note::percent_encoded;
use crate::progress::Mark;
use crate::roadmap::{NotePath, Topic, TopicIx};

pub(crate) use escape::literal;

/// Leads from the folder of a file to a note.
pub type Way<'a> = &'a dyn Fn(&NotePath) -> String;

/// Writes a study as a task list, in the language that is shown. `notes` leads to the notes, where they can be reached.
pub fn write(study: Study<'_>, notes: Option<Way<'_>>) -> String {
    let roadmap = study.roadmap;
    let mut out = format!("# {}\n\n{}\n", literal(roadmap.shown_title().as_str()), sum(study.counts.whole()));
    let list = List { study, notes };
    let mut sections = roadmap.sections().peekable();
    if roadmap.sections().all(|section| roadmap.is_leaf(section)) {
        if sections.peek().is_some() {
            out.push('\n');
        }
        sections.for_each(|topic| list.item(&mut out, (topic, 0)));
        return seal::sealed(end(out));
    }
    for section in sections {
        let topic = roadmap.topic(section);
        // Writing to a String cannot fail.
        let _ = write!(out, "\n## {} {}\n\n", list.title(topic), share(study.counts.of(section)));
        if roadmap.is_unit(section) {
            list.item(&mut out, (section, 0));
        }
        for below in roadmap.below(section).map(TopicIx::at) {
            list.item(&mut out, (below, roadmap.topic(below).depth - 1));
        }
    }
    seal::sealed(end(out))
}

/// A blank line before what follows.
fn end(mut out: String) -> String {
    out.push('\n');
    out
}

fn sum(tally: Tally) -> String {
    let topics = if tally.total == 1 { "topic" } else { "topics" };
    format!("{} of {} {topics} done, {}%", tally.done, tally.total, tally.percent())
}

fn share(tally: Tally) -> String {
    format!("{}/{}", tally.done, tally.total)
}

struct List<'a> {
    study: Study<'a>,
    notes: Option<Way<'a>>,
}

impl List<'_> {
    /// A line for a topic: with a box for a unit, with a sum for a group.
    fn item(&self, out: &mut String, (ix, depth): (TopicIx, usize)) {
        let title = self.title(self.study.roadmap.topic(ix));
        let indent = "  ".repeat(depth);
        // GitHub knows an empty box and one with a cross.
        let line = if self.study.roadmap.is_unit(ix) {
            match self.study.mark(ix) {
                Mark::Todo => format!("[ ] {title}"),
                Mark::InProgress => format!("[ ] {title} *(in progress)*"),
                Mark::Done => format!("[x] {title}"),
                Mark::Skipped => format!("[ ] ~~{title}~~ (skipped)"),
            }
        } else {
            format!("{title} {}", share(self.study.counts.of(ix)))
        };
        let _ = writeln!(out, "{indent}- {line}");
    }

    /// The title, as a link to the note where that can be reached.
    fn title(&self, topic: &Topic) -> String {
        let title = literal(topic.shown().as_str());
        match (&topic.note, self.notes) {
            (Some(note), Some(way)) => format!("[{title}]({})", percent_encoded(&way(note))),
            _ => title,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Counts;
    use crate::example;
    use crate::export::route;
    use crate::language::LanguageTag;
    use crate::roadmap::Roadmap;

    const TOML: &str = "id = \"r\"\ntitle = \"백엔드 *개발*\"
[[topics]]
id = \"db\"
title = \"Databases\"
note = \"db/index (1).md\"
[[topics.topics]]
id = \"a\"
title = \"조인 [JOIN]\"
note = \"db/a.md\"
[[topics.topics]]
id = \"b\"
title = \"B\"
[[topics.topics]]
id = \"g\"
title = \"1. Group\"
counts = true
[[topics.topics.topics]]
id = \"c\"
title = \"C\"
[[topics]]
id = \"alone\"
title = \"Alone\"
";

    fn written(toml: &str, marks: &str, notes: Option<&str>) -> String {
        written_of(&example::roadmap(toml), marks, notes)
    }

    fn written_of(roadmap: &Roadmap, marks: &str, notes: Option<&str>) -> String {
        let standing = example::progress(roadmap, marks).on(roadmap);
        let counts = Counts::new(roadmap, &standing);
        let way = |note: &NotePath| route::joined(notes.unwrap_or_default(), note.as_str());
        let way = notes.map(|_| &way as Way<'_>);
        let text = write(Study { roadmap, standing: &standing, counts: &counts }, way);
        let (text, seal) = text.trim_end().rsplit_once('\n').expect("a seal");
        assert!(seal.starts_with("<!-- trailmark export "), "{seal}");
        text.to_owned()
    }

    #[test]
    fn sections_are_headings_and_topics_are_boxes() {
        insta::assert_snapshot!(written(TOML, "a=done b=skip g=in c=skip", Some("notes")), @r"
        # 백엔드 \*개발\*

        1 of 3 topics done, 33%

        ## [Databases](notes/db/index%20%281%29.md) 1/2

        - [x] [조인 \[JOIN\]](notes/db/a.md)
        - [ ] ~~B~~ (skipped)
        - [ ] 1\. Group *(in progress)*
          - [ ] ~~C~~ (skipped)

        ## Alone 0/1

        - [ ] Alone
        ");
    }

    #[test]
    fn a_list_is_in_the_language_that_is_shown() {
        let mut roadmap = example::roadmap(
            "id = \"r\"\ntitle = \"R\"\ntitles = { ko = \"알\" }\n[[topics]]\nid = \"a\"\ntitle = \"A\"\ntitles = { ko = \"에이\" }\n",
        );
        roadmap.speak(LanguageTag::new("ko").as_ref());
        insta::assert_snapshot!(written_of(&roadmap, "", None), @r"
        # 알

        0 of 1 topic done, 0%

        - [ ] 에이
        ");
    }

    #[test]
    fn a_list_without_sections_has_no_headings() {
        let toml = "id = \"r\"\ntitle = \"R\"\n[[topics]]\nid = \"a\"\ntitle = \"A\"\nnote = \"a.md\"\n[[topics]]\nid = \"b\"\ntitle = \"B\"\n";
        insta::assert_snapshot!(written(toml, "a=d", None), @r"
        # R

        1 of 2 topics done, 50%

        - [x] A
        - [ ] B
        ");
    }
}
