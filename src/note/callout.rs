//! Alerts with a title or a sign for folding after their kind, as Obsidian writes them. To the parser they are quotes.

use super::{Alert, Block, Inline, Piece};

/// The kind of alert that quoted blocks begin with. It is taken out of them, and its title becomes a paragraph.
pub(super) fn taken(blocks: &mut Vec<Block<'_>>) -> Option<Alert> {
    let Some(Block::Paragraph(inline)) = blocks.first_mut() else { return None };
    let Some(Piece::Source(first)) = inline.pieces.first_mut() else { return None };
    let (alert, title) = kind(first)?;
    *first = title;
    let end = inline.pieces.iter().position(|piece| *piece == Piece::NewLine);
    let rest = end.map(|end| inline.pieces.split_off(end)).unwrap_or_default();
    let rest: Vec<_> = rest.into_iter().skip(1).collect();
    let has_title = inline.pieces.len() > 1 || !title.is_empty();
    if !rest.is_empty() {
        blocks.insert(1, Block::Paragraph(Inline { pieces: rest }));
    }
    if !has_title {
        blocks.remove(0);
    }
    Some(alert)
}

/// The kind of alert that a line names, and its title.
fn kind(line: &str) -> Option<(Alert, &str)> {
    let (name, title) = line.strip_prefix("[!")?.split_once(']')?;
    let alert = Alert::ALL.into_iter().find(|alert| alert.label().eq_ignore_ascii_case(name))?;
    let title = title.strip_prefix(['-', '+']).unwrap_or(title);
    (title.is_empty() || title.starts_with([' ', '\t'])).then(|| (alert, title.trim_start()))
}
