//! What becomes a topic where nobody says it.

use super::aside;
use super::block::{Block, Document, Item, List, What};
use super::item::single;
use super::link::{Aim, Links};
use crate::import::Taken;

/// Letters and words of an item that is a name rather than a sentence.
const SHORT: usize = 40;
const FEW: usize = 5;

/// What is in a text that could become topics.
#[derive(Debug, Default)]
struct Found {
    headings: usize,
    tasks: usize,
    links: usize,
    items: usize,
    names: usize,
}

/// Finds out what becomes a topic: tasks if there are any; else headings, with the items of lists that are links and
/// the rows of tables that say that they are topics.
///
/// Items that are plain words become topics only where nearly all of them in the whole page are names (`HTML`, `Load
/// balancers`), or where there is no heading that could be one. A list that mixes names with sentences is what somebody wrote
/// down about its heading: it stays together, in order, as the note of that heading.
pub(super) fn found_out(
    document: &Document,
    links: &Links<'_>,
    is_contents: &dyn Fn(&List) -> bool,
) -> Taken {
    let mut found = Found::default();
    count(&document.blocks, links, is_contents, &mut found);
    match found {
        Found { tasks: 1.., .. } => Taken::Tasks,
        Found { links: 1.., .. } => Taken::Links,
        Found { items: 2.., headings: 0..=1, .. } => Taken::Bullets,
        Found { items: 2.., .. } if found.names * 10 >= found.items * 9 => Taken::Bullets,
        _ => Taken::Headings,
    }
}

fn count(blocks: &[Block], links: &Links<'_>, is_contents: &dyn Fn(&List) -> bool, found: &mut Found) {
    for block in blocks {
        match &block.what {
            What::Heading(..) => found.headings += 1,
            What::List(list) if !is_contents(list) => {
                for item in &list.items {
                    take(item, links, found);
                    count(&item.blocks, links, is_contents, found);
                }
            }
            What::Table(rows) => found.links += usize::from(super::rows::has_topics(rows, false)),
            _ => {}
        }
    }
}

fn take(item: &Item, links: &Links<'_>, found: &mut Found) {
    found.tasks += usize::from(item.mark.is_some());
    let text = item.text.text.trim();
    if text.is_empty() {
        return;
    }
    found.items += 1;
    let is_link = single(&item.text).is_some_and(|single| links.aim(&single.link.url) != Aim::Page);
    found.links += usize::from(is_link);
    let is_short = text.chars().take(SHORT + 1).count() <= SHORT && text.split_whitespace().count() <= FEW;
    let is_sentence =
        text.ends_with(['.', '。', '!']) || item.text.links.iter().any(|link| !link.url.is_empty());
    let is_alone = item.blocks.iter().all(|block| matches!(block.what, What::List(_)));
    found.names += usize::from(is_short && !is_sentence && is_alone);
}

/// The anchors of the tables of contents on the top level, with the boxes before them, and whether the heading at `before`
/// stands above the first of them.
pub(super) fn contents(document: &Document) -> (Vec<(String, Option<crate::progress::Mark>)>, Option<usize>) {
    let (mut anchors, mut first) = (Vec::new(), None);
    for block in &document.blocks {
        if let What::List(list) = &block.what
            && aside::is_contents(list)
        {
            first = first.or(Some(block.range.start));
            aside::anchors(list, &mut anchors);
        }
    }
    (anchors, first)
}
