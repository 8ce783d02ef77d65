//! The tree: a topic can be folded, and what is in it is its texts and the topics below it.

use std::fmt::Write as _;

use super::blocks::Writer;
use super::text::{Href, Links, Text};
use super::{Options, escape};
use crate::guard::guarded;
use crate::note::{self, Block, with_lines_kept};
use crate::progress::Mark;
use crate::roadmap::{Kind, Level, Topic, TopicIx};
use crate::text::{duration, sentence};

/// Writes a part of what is in a topic, if there is any.
type Part<'p> = fn(&Topics<'p>, &mut String, TopicIx);

/// Writes the topics of a page.
pub(super) struct Topics<'p> {
    links: &'p Links<'p>,
    options: Options,
}

impl<'p> Topics<'p> {
    pub(super) fn new(links: &'p Links<'p>, options: Options) -> Self {
        Self { links, options }
    }

    fn topic(&self, ix: TopicIx) -> &'p Topic {
        self.links.matter.study.roadmap.topic(ix)
    }

    /// The sections as a list of links.
    pub(super) fn sections(&self, out: &mut String) {
        out.push_str("<nav id=\"_sections\" aria-label=\"Sections\">\n<ol>\n");
        for ix in self.links.matter.study.roadmap.sections() {
            out.push_str("<li>");
            Href::Inside(self.links.id(ix).to_owned()).start(out);
            self.sign(out, ix);
            out.push_str("<span class=\"name\">");
            escape::text(out, self.topic(ix).shown().as_str());
            out.push_str("</span>");
            self.tally(out, ix);
            out.push_str("</a></li>\n");
        }
        out.push_str("</ol>\n</nav>\n");
    }

    /// All topics.
    pub(super) fn tree(&self, out: &mut String) {
        self.list(out, self.links.matter.study.roadmap.sections());
    }

    fn list(&self, out: &mut String, topics: impl Iterator<Item = TopicIx>) {
        // The list keeps its role where a style takes its bullets away, <https://bugs.webkit.org/show_bug.cgi?id=170179>.
        out.push_str("<ul class=\"topics\" role=\"list\">\n");
        topics.for_each(|ix| self.entry(out, ix));
        out.push_str("</ul>\n");
    }

    fn entry(&self, out: &mut String, ix: TopicIx) {
        let matter = self.links.matter;
        let is_leaf = matter.study.roadmap.is_leaf(ix);
        out.push_str("<li class=\"topic\" id=\"");
        escape::text(out, self.links.id(ix));
        out.push('"');
        if self.options.progress {
            let _ = write!(out, " data-status=\"{}\"", matter.study.counts.mark(ix).word());
        }
        out.push('>');
        let mut body = String::new();
        self.body(&mut body, ix);
        if is_leaf && body.is_empty() {
            out.push_str("<div class=\"row\">");
            self.row(out, ix);
            out.push_str("</div>");
        } else {
            out.push_str(if is_leaf { "<details>" } else { "<details open>" });
            out.push_str("<summary class=\"row\">");
            self.row(out, ix);
            out.push_str("</summary>\n");
            if !body.is_empty() {
                let _ = write!(out, "<div class=\"body\">\n{body}</div>\n");
            }
            if !is_leaf {
                self.list(out, matter.study.roadmap.children(ix));
            }
            out.push_str("</details>");
        }
        out.push_str("</li>\n");
    }

    /// The line that stands for a topic.
    fn row(&self, out: &mut String, ix: TopicIx) {
        let level = self.level(ix);
        self.sign(out, ix);
        let _ = write!(out, "<h{level}>");
        escape::text(out, self.topic(ix).shown().as_str());
        let _ = write!(out, "</h{level}>");
        let (matter, own) = (self.links.matter, self.options);
        if own.progress && matter.study.standing.is_bookmarked(ix) {
            out.push_str(
                "<span class=\"bookmark\" aria-hidden=\"true\">✦</span><span class=\"vh\">bookmarked</span>",
            );
        }
        if own.summaries && self.has_summary(ix) {
            out.push_str(
                "<span class=\"pen\" aria-hidden=\"true\">✎</span><span class=\"vh\">with my summary</span>",
            );
        }
        self.tally(out, ix);
    }

    fn sign(&self, out: &mut String, ix: TopicIx) {
        if !self.options.progress {
            return;
        }
        let mark = self.links.matter.study.counts.mark(ix);
        let (word, label, sign) = (mark.word(), mark.label(), sign(mark));
        let _ = write!(
            out,
            "<span class=\"sign {word}\" aria-hidden=\"true\">{sign}</span><span class=\"vh\">{label}: </span>"
        );
    }

    fn tally(&self, out: &mut String, ix: TopicIx) {
        let matter = self.links.matter;
        if self.options.progress && !matter.study.roadmap.is_leaf(ix) {
            let tally = matter.study.counts.of(ix);
            let (done, total) = (tally.done, tally.total);
            let _ = write!(
                out,
                "<span class=\"tally\"><span aria-hidden=\"true\">{done}/{total}</span><span class=\"vh\">{done} of {total} done</span></span>"
            );
        }
    }

    /// The level of the heading of a topic: the page's title is the first.
    fn level(&self, ix: TopicIx) -> u8 {
        u8::try_from(self.topic(ix).depth.saturating_add(2)).unwrap_or(6).min(6)
    }

    fn has_summary(&self, ix: TopicIx) -> bool {
        self.links.matter.texts.summary(ix).is_some_and(|summary| !summary.trim().is_empty())
    }

    fn body(&self, out: &mut String, ix: TopicIx) {
        self.facts(out, ix);
        if self.links.matter.study.roadmap.is_leaf(ix) {
            self.summary(out, ix);
            self.note(out, ix);
            self.resources(out, ix);
            return;
        }
        // Who looks for a topic below this one should not have to scroll past all that: it is folded, behind what it is.
        let (mut inner, mut words) = (String::new(), Vec::new());
        let parts: [(&str, Part<'p>); 3] =
            [("my summary", Self::summary), ("note", Self::note), ("resources", Self::resources)];
        for (name, part) in parts {
            let before = inner.len();
            part(self, &mut inner, ix);
            words.extend((inner.len() > before).then_some(name));
        }
        if !words.is_empty() {
            let label = sentence(&words.join(", "));
            let _ = write!(out, "<details class=\"more\"><summary>{label}</summary>\n{inner}</details>\n");
        }
    }

    /// What is known of a topic beside its texts, in one line.
    fn facts(&self, out: &mut String, ix: TopicIx) {
        let (topic, matter) = (self.topic(ix), self.links.matter);
        let mut facts = String::new();
        let since = matter.study.standing.status(ix).since();
        if let Some(since) = since.filter(|_| self.options.progress && matter.study.roadmap.is_leaf(ix)) {
            let (label, day) = (matter.study.counts.mark(ix).label(), matter.calendar.plain_day(since));
            let _ = writeln!(facts, "<span>{label} <time datetime=\"{day}\">{day}</time></span>");
        }
        let enough = topic.choose.map(|enough| {
            let verb = if enough.get() == 1 { "is" } else { "are" };
            format!("{enough} of these {verb} enough")
        });
        let words = [
            topic.minutes.map(duration),
            topic.kind.map(Kind::word).map(str::to_owned),
            topic.level.map(Level::word).map(str::to_owned),
            enough,
        ];
        let tags = topic.tags.iter().map(|tag| format!("#{tag}"));
        for word in words.into_iter().flatten().chain(tags) {
            facts.push_str("<span>");
            escape::text(&mut facts, &word);
            facts.push_str("</span>\n");
        }
        if !topic.requires.is_empty() {
            facts.push_str("<span class=\"needs\">needs ");
            for (number, needed) in topic.requires.iter().enumerate() {
                facts.push_str(if number > 0 { ", " } else { "" });
                Href::Inside(self.links.id(*needed).to_owned()).start(&mut facts);
                escape::text(&mut facts, self.topic(*needed).shown().as_str());
                facts.push_str("</a>");
                if self.options.progress && matter.study.counts.mark(*needed) == Mark::Done {
                    facts.push_str(" <span class=\"sign done\" aria-hidden=\"true\">✓</span><span class=\"vh\">(done)</span>");
                }
            }
            facts.push_str("</span>\n");
        }
        if !facts.is_empty() {
            let _ = writeln!(out, "<p class=\"facts\">{facts}</p>");
        }
    }

    fn summary(&self, out: &mut String, ix: TopicIx) {
        let summary = self.links.matter.texts.summary(ix).filter(|_| self.options.summaries);
        let Some(summary) = summary.filter(|summary| !summary.trim().is_empty()) else { return };
        let markdown = with_lines_kept(&summary);
        let prepared = note::prepared(&markdown);
        out.push_str("<section class=\"mine\" aria-label=\"My summary\">\n<p class=\"label\" aria-hidden=\"true\">My summary</p>\n");
        match parsed(&prepared) {
            Some(blocks) => {
                let text = Text::summary(self.links, ix, &blocks);
                Writer::new(out, &text, self.level(ix)).blocks(&blocks);
            }
            None => as_written(out, &prepared),
        }
        out.push_str("</section>\n");
    }

    fn note(&self, out: &mut String, ix: TopicIx) {
        let topic = self.topic(ix);
        let note = topic.note.as_ref().filter(|_| self.options.notes);
        let Some(note) = note.and_then(|_| self.links.matter.texts.note(ix)) else { return };
        let prepared = note::prepared(&note);
        match parsed(&prepared) {
            _ if note::is_empty(&note, topic.shown().as_str()) => {
                let _ = writeln!(out, "<p class=\"data\">{}</p>", note::EMPTY);
            }
            Some(blocks) => self.blocks(out, ix, &blocks),
            None => as_written(out, &prepared),
        }
    }

    /// A note without the heading that only says the topic's title again: what links to it leads to the note.
    fn blocks(&self, out: &mut String, ix: TopicIx, blocks: &[Block<'_>]) {
        let text = Text::note(self.links, ix, blocks);
        let folded = |title: &str| title.trim().to_lowercase();
        let is_title =
            |heading: &str| self.topic(ix).names().any(|name| folded(name.as_str()) == folded(heading));
        let (data, rest) = match blocks {
            [data @ Block::FrontMatter(_), rest @ ..] => (std::slice::from_ref(data), rest),
            rest => (Default::default(), rest),
        };
        out.push_str("<div class=\"note\"");
        let rest = match rest {
            [Block::Heading(heading), rest @ ..] if is_title(&heading.plain) => {
                out.push_str(" id=\"");
                escape::text(out, &text.heading());
                out.push('"');
                rest
            }
            rest => rest,
        };
        out.push_str(">\n");
        let mut writer = Writer::new(out, &text, self.level(ix));
        writer.blocks(data);
        writer.blocks(rest);
        out.push_str("</div>\n");
    }

    fn resources(&self, out: &mut String, ix: TopicIx) {
        let (topic, matter) = (self.topic(ix), self.links.matter);
        if topic.resources.is_empty() {
            return;
        }
        out.push_str("<section class=\"resources\" aria-label=\"Resources\">\n<p class=\"label\" aria-hidden=\"true\">Resources</p>\n<ul role=\"list\">\n");
        for resource in &topic.resources {
            let kind = resource.kind.word();
            out.push_str("<li>");
            if self.options.progress && matter.study.standing.is_ticked(ix, resource) {
                out.push_str(
                    "<span class=\"sign done\" aria-hidden=\"true\">✓</span><span class=\"vh\">done: </span>",
                );
            }
            let _ = write!(out, "<span class=\"kind\">{kind}</span> ");
            let href = Href::web(resource.url.as_str());
            Href::start_of(href.as_ref(), out);
            escape::text(out, resource.title.as_str());
            out.push_str(if href.is_some() { "</a></li>\n" } else { "</li>\n" });
        }
        out.push_str("</ul>\n</section>\n");
    }
}

/// The sign of a mark, as on screens.
fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Todo => "◦",
        Mark::InProgress => "◔",
        Mark::Done => "✓",
        Mark::Skipped => "⊘",
    }
}

fn parsed(prepared: &str) -> Option<Vec<Block<'_>>> {
    guarded(|| note::blocks(prepared).collect())
}

/// What the parser stumbled over.
fn as_written(out: &mut String, text: &str) {
    out.push_str("<pre class=\"raw\" tabindex=\"0\">");
    escape::lines(out, text);
    out.push_str("</pre>\n");
}
