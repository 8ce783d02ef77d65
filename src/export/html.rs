//! A roadmap as one page for a browser: the tree with progress, notes and summaries, in a single file that asks for
//! nothing else.
//!
//! Everything can be read without its script, which adds search, filters and the choice of light and dark. What notes
//! bring is text or one of our own elements, never markup of theirs; should something slip through all the same, the page's
//! policy lets a browser run our script and no other, and load nothing.

mod blocks;
mod code;
mod digest;
mod escape;
mod inline;
mod text;
mod topics;

use std::fmt::Write as _;

use self::text::Links;
use self::topics::Topics;
use super::{Study, seal};
use crate::calendar::Calendar;
use crate::language::LanguageTag;
use crate::progress::Mark;
use crate::roadmap::{NotePath, TopicIx};
use crate::text::SafeText;

/// The style of the page.
const STYLE: &str = include_str!("html/page.css");
/// The script of the page.
const SCRIPT: &str = include_str!("html/page.js");

/// Gives the texts that belong to topics. Each may be asked for more than once.
pub trait Texts {
    /// The note of a topic as Markdown; none where there is none, or it cannot be read.
    fn note(&self, topic: TopicIx) -> Option<String>;

    /// What the person wrote about a topic.
    fn summary(&self, topic: TopicIx) -> Option<String>;

    /// A picture below the folder of the notes; none where there is none, or it is larger than a page should carry.
    fn picture(&self, path: &NotePath) -> Option<Vec<u8>>;
}

/// What a page is made of.
pub struct Matter<'a> {
    /// The roadmap, and how far the person has come.
    pub study: Study<'a>,
    /// Says on which days things were marked, and which day it is.
    pub calendar: &'a Calendar,
    /// The notes, summaries and pictures.
    pub texts: &'a dyn Texts,
}

/// What goes into a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The author's notes.
    pub notes: bool,
    /// The person's summaries.
    pub summaries: bool,
    /// Marks, bookmarks, ticked resources and sums.
    pub progress: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { notes: true, summaries: true, progress: true }
    }
}

/// The page. The same matter gives the same page.
pub fn page(matter: &Matter<'_>, options: Options) -> String {
    let mut out = String::new();
    let roadmap = matter.study.roadmap;
    let own = || roadmap.language().map_or("en", SafeText::as_str);
    let language = roadmap.spoken().map_or_else(own, LanguageTag::as_str);
    out.push_str("<!doctype html>\n<html lang=\"");
    escape::text(&mut out, language);
    out.push_str("\">\n");
    head(&mut out, matter);
    out.push_str("<body>\n<a class=\"skip\" href=\"#_topics\">Skip to the topics</a>\n");
    header(&mut out, matter, options);
    tools(&mut out, options);
    out.push_str("<div class=\"page\">\n");
    let links = Links::new(matter, options.notes);
    let topics = Topics::new(&links, options);
    topics.sections(&mut out);
    out.push_str("<main id=\"_topics\">\n<p class=\"found\" id=\"_found\" role=\"status\" hidden></p>\n");
    topics.tree(&mut out);
    out.push_str("</main>\n</div>\n");
    out.push_str("<footer>Made with trailmark.</footer>\n</body>\n</html>\n");
    seal::sealed(out)
}

fn head(out: &mut String, matter: &Matter<'_>) {
    let (style, script) = (digest::source(STYLE), digest::source(SCRIPT));
    let _ = write!(
        out,
        "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src {style}; script-src {script}; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"trailmark\">\n<link rel=\"icon\" href=\"data:,\">\n<title>"
    );
    escape::text(out, matter.study.roadmap.shown_title().as_str());
    let _ = write!(out, "</title>\n<style>{STYLE}</style>\n<script>{SCRIPT}</script>\n</head>\n");
}

/// Title, description, and how far the person has come.
fn header(out: &mut String, matter: &Matter<'_>, options: Options) {
    out.push_str("<header>\n<h1>");
    escape::text(out, matter.study.roadmap.shown_title().as_str());
    out.push_str("</h1>\n");
    if !matter.study.roadmap.shown_description().is_empty() {
        out.push_str("<p class=\"about\">");
        escape::text(out, matter.study.roadmap.shown_description().as_str());
        out.push_str("</p>\n");
    }
    if options.progress {
        let whole = matter.study.counts.whole();
        let (percent, done, total) = (whole.percent(), whole.done, whole.total);
        let day = matter.calendar.plain_day(matter.calendar.now());
        let _ = writeln!(
            out,
            "<div class=\"progress\"><progress max=\"{}\" value=\"{done}\" aria-label=\"Topics done\">{percent}%</progress>\
             <p><strong>{percent}%</strong> <span>{done} of {total} done</span> <time datetime=\"{day}\">{day}</time></p></div>",
            total.max(1)
        );
    }
    out.push_str("</header>\n");
}

/// What works with the script only, and is shown by it.
fn tools(out: &mut String, options: Options) {
    out.push_str(
        "<div class=\"tools\" id=\"_tools\" hidden>\n<div class=\"inner\">\n<label class=\"search\"><span class=\"vh\">Search topics, \
         notes and summaries</span><input id=\"_search\" type=\"search\" placeholder=\"Search\" autocomplete=\"off\" \
         spellcheck=\"false\" aria-keyshortcuts=\"/\"><kbd aria-hidden=\"true\">/</kbd></label>\n",
    );
    if options.progress {
        out.push_str("<fieldset class=\"filter\"><legend class=\"vh\">Show topics that are</legend>\n");
        let marks = Mark::ALL.into_iter().map(|mark| (mark.word(), mark.label()));
        for (word, label) in std::iter::once(("", "all")).chain(marks) {
            let checked = if word.is_empty() { " checked" } else { "" };
            let _ = writeln!(
                out,
                "<label><input type=\"radio\" name=\"_status\" value=\"{word}\"{checked}><span>{label}</span></label>"
            );
        }
        out.push_str("</fieldset>\n");
    }
    out.push_str(
        "<div class=\"buttons\"><button type=\"button\" id=\"_fold\">Unfold all</button>\
         <button type=\"button\" id=\"_theme\">Dark</button></div>\n</div>\n</div>\n",
    );
}

#[cfg(test)]
mod tests;
