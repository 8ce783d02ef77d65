//! What stands in a README beside what is to be learned: a table of contents, badges, links to the top, the license.

use super::block::{Block, Item, List, What};
use super::inline::{Html, Inline, Picture};
use crate::progress::Mark;

/// Sections about the repository, not about its subject: their titles without signs and emoji, in lower case.
const ABOUT_THE_REPOSITORY: &[&str] = &[
    "license",
    "licence",
    "licensing",
    "contributors",
    "contributor",
    "contributing",
    "contribute",
    "contribution",
    "contributions",
    "how to contribute",
    "contribution guidelines",
    "contributing guidelines",
    "code of conduct",
    "sponsors",
    "sponsor",
    "backers",
    "stargazers",
    "stargazers over time",
    "star history",
    "acknowledgements",
    "acknowledgments",
    "라이선스",
    "라이센스",
    "기여",
    "기여자",
    "기여하기",
    "기여 방법",
    "후원",
];
/// What people write above a table of contents, in the same way.
const CONTENTS: &[&str] = &[
    "table of contents",
    "contents",
    "content",
    "toc",
    "index",
    "overview",
    "outline",
    "quick links",
    "목차",
    "차례",
    "目录",
    "目次",
    "inhalt",
    "inhaltsverzeichnis",
    "table des matières",
    "sommaire",
    "índice",
    "sumário",
    "содержание",
    "оглавление",
];
/// What people write above links to learn from.
const REFERENCES: &[&str] = &[
    "resources",
    "resource",
    "references",
    "reference",
    "further reading",
    "links",
    "useful links",
    "see also",
    "자료",
    "참고",
    "참고 자료",
    "참고자료",
    "참고 문헌",
    "출처",
    "링크",
];
/// What addresses of badges have in them.
const BADGES: &[&str] = &[
    "img.shields.io",
    "shields.io/",
    "badge",
    "badgen.net",
    "travis-ci.",
    "codecov.io",
    "coveralls.io",
    "circleci.com",
    "hits.seeyoufarm.com",
    "komarev.com",
    "visitor-count",
    "contrib.rocks",
    "opencollective.com",
    "star-history.com",
];

/// A title without emoji and signs around it, in lower case.
fn folded(title: &str) -> String {
    title.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether a section is about the repository itself.
pub(super) fn is_about_the_repository(title: &str) -> bool {
    ABOUT_THE_REPOSITORY.contains(&folded(title).as_str())
}

/// Whether a title stands above a table of contents.
pub(super) fn is_contents_title(title: &str) -> bool {
    CONTENTS.contains(&folded(title).as_str())
}

/// Whether a title stands above links to learn from.
pub(super) fn is_references_title(title: &str) -> bool {
    REFERENCES.contains(&folded(title).as_str())
}

/// Whether a list is a table of contents: each entry is a link into this page, or holds such entries.
pub(super) fn is_contents(list: &List) -> bool {
    let is_entry = |item: &Item| {
        let leads_here = item.text.links.iter().all(|link| link.url.starts_with('#'));
        let is_one =
            item.text.links.len() == 1 && item.text.label(&item.text.links[0]) == item.text.text.trim();
        let lists =
            || item.blocks.iter().all(|block| matches!(&block.what, What::List(list) if is_contents(list)));
        leads_here && lists() && (is_one || !item.blocks.is_empty())
    };
    !list.items.is_empty() && list.items.iter().all(is_entry)
}

/// The addresses of a table of contents without `#`, with what their boxes say.
pub(super) fn anchors(list: &List, into: &mut Vec<(String, Option<Mark>)>) {
    for item in &list.items {
        for link in &item.text.links {
            let anchor = link.url.trim_start_matches('#').to_lowercase();
            let anchor = crate::note::percent_decoded(&anchor).unwrap_or(anchor);
            into.push((anchor, item.mark));
        }
        for block in &item.blocks {
            if let What::List(list) = &block.what {
                anchors(list, into);
            }
        }
    }
}

/// Whether a picture is a badge.
pub(super) fn is_badge(picture: &Picture) -> bool {
    let url = picture.url.to_lowercase();
    BADGES.iter().any(|sign| url.contains(sign))
}

/// Why a paragraph is left out, if it is.
pub(super) fn reason(inline: &Inline) -> Option<&'static str> {
    let words =
        inline.links.iter().map(|link| inline.label(link).chars().filter(|c| c.is_alphanumeric()).count());
    let linked: usize = words.sum();
    let letters = inline.text.chars().filter(|c| c.is_alphanumeric()).count();
    if letters == 0 && !inline.pictures.is_empty() && inline.pictures.iter().all(is_badge) {
        return Some("badges: they tell about the repository");
    }
    let leads_here = inline.links.iter().all(|link| link.url.starts_with('#')) && !inline.links.is_empty();
    (leads_here && letters == linked && inline.pictures.is_empty())
        .then_some("links within the page: topics are found in the tree")
}

/// Why a piece of HTML is left out, if it is.
pub(super) fn html_reason(html: &Html) -> Option<&'static str> {
    let inline = &html.inline;
    let is_empty = !inline.text.contains(char::is_alphanumeric) && inline.pictures.is_empty();
    if is_empty && inline.links.is_empty() {
        return Some(if html.has_comment { "a comment" } else { "HTML without words" });
    }
    reason(inline)
}

/// Whether a task stands in a list, at any depth.
pub(super) fn has_mark(list: &List) -> bool {
    list.items.iter().any(|item| item.mark.is_some() || has_task(&item.blocks))
}

/// Whether a task stands in the blocks, at any depth.
pub(super) fn has_task(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.what {
        What::List(list) => has_mark(list),
        _ => false,
    })
}
