//! Where the addresses of links and images stand in Markdown.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::import::headings::options;

/// An address, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its bytes in the text, without `<` and `>` around it.
    pub(crate) bytes: Range<usize>,
    /// What it says, with escapes and entities resolved.
    pub(crate) address: String,
}

/// A link whose end is not reached yet.
struct Open {
    bytes: Range<usize>,
    address: String,
    is_inline: bool,
    /// Where the last that is known of its label ends.
    label: usize,
}

/// The addresses in a text, in order. Addresses that are their own label are left out, and what is code.
pub(crate) fn found(markdown: &str) -> Vec<Found> {
    let parser = Parser::new_ext(markdown, options());
    let mut found: Vec<Found> = Vec::new();
    for (_, definition) in parser.reference_definitions().iter() {
        let from = definition.span.clone();
        let text = markdown.get(from.clone()).unwrap_or_default();
        if let Some(at) = text.find("]:") {
            found.extend(address_at(markdown, from.start + at + 2..from.end, &definition.dest));
        }
    }
    let mut open: Vec<Open> = Vec::new();
    for (event, bytes) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                let is_inline = link_type == LinkType::Inline;
                let label = bytes.start;
                open.push(Open { bytes, address: dest_url.to_string(), is_inline, label });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let Some(link) = open.pop() else { continue };
                if let Some(above) = open.last_mut() {
                    above.label = above.label.max(link.bytes.end);
                }
                found.extend(link.found(markdown));
            }
            event => {
                if let Event::Html(_) | Event::InlineHtml(_) = event {
                    found.extend(in_html(markdown, bytes.clone()));
                }
                if let Some(link) = open.last_mut() {
                    link.label = link.label.max(bytes.end);
                }
            }
        }
    }
    found.sort_unstable_by_key(|found| found.bytes.start);
    // One range a place, whatever the parser says.
    found.dedup_by(|next, before| next.bytes.start < before.bytes.end);
    found
}

impl Open {
    /// The address, where it stands in brackets behind the label.
    fn found(self, markdown: &str) -> Option<Found> {
        if !self.is_inline {
            return None;
        }
        let rest = markdown.get(self.label..self.bytes.end)?;
        let at = self.label + rest.find("](")? + 2;
        address_at(markdown, at..self.bytes.end, &self.address)
    }
}

/// The address at the beginning of these bytes, behind blanks and the signs of a quote.
fn address_at(markdown: &str, within: Range<usize>, address: &str) -> Option<Found> {
    let text = markdown.get(within.clone())?;
    let rest = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
    // A link in a quote may go over several lines.
    let is_broken = text.get(..text.len() - rest.len()).is_some_and(|blank| blank.contains('\n'));
    let rest = if is_broken { rest.trim_start_matches(['>', ' ', '\t']) } else { rest };
    let start = within.end - rest.len();
    let (start, length) = match rest.strip_prefix('<') {
        Some(rest) => (start + 1, end_of(rest, |c, _| c == '>')?),
        None => (
            start,
            end_of(rest, |c, depth| c.is_ascii_whitespace() || (c == ')' && depth == 0))
                .unwrap_or(rest.len()),
        ),
    };
    let bytes = start..start + length;
    (length > 0 && !address.is_empty()).then(|| Found { bytes, address: address.to_owned() })
}

/// Where a text comes to its end: `is_end` is asked of each character and the open brackets before it.
fn end_of(text: &str, is_end: impl Fn(char, usize) -> bool) -> Option<usize> {
    let (mut depth, mut is_escaped) = (0_usize, false);
    for (at, c) in text.char_indices() {
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        if is_end(c, depth) {
            return Some(at);
        }
        match c {
            '\\' => is_escaped = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The values of `src` and `href` in HTML.
fn in_html(markdown: &str, bytes: Range<usize>) -> Vec<Found> {
    let Some(html) = markdown.get(bytes.clone()) else { return Vec::new() };
    let lower = html.to_ascii_lowercase();
    let mut found = Vec::new();
    for name in ["src=", "href="] {
        for (at, _) in lower.match_indices(name) {
            let is_name =
                lower.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_whitespace()));
            let Some(rest) = html.get(at + name.len()..).filter(|_| is_name) else { continue };
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            let Some((value, _)) = rest.get(1..).and_then(|rest| rest.split_once(quote)) else { continue };
            let start = bytes.start + at + name.len() + 1;
            if !value.trim().is_empty() {
                found.push(Found { bytes: start..start + value.len(), address: value.replace("&amp;", "&") });
            }
        }
    }
    found
}
