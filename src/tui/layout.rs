//! Where things are on the screen: a pure function of its size and of what is looked at.
//!
//! Update and view both call [`Panes::of`]; nobody stores a rectangle.

use std::ops::RangeInclusive;

use ratatui::layout::{Rect, Size};

use super::action::PaneCount;
use super::menu::Menu;

/// From this width on there are two panes.
const TWO_PANES: u16 = 70;
/// From this size on the panes have titles.
const TITLES: Size = Size { width: 100, height: 24 };
/// From this height on there are lines under the header and over the footer.
const RULES: u16 = 10;
/// Widest column of text, in cells.
const TEXT: u16 = 72;
/// Narrowest tree beside a note.
const TREE: u16 = 24;
/// Narrowest note beside a tree.
const NOTE: u16 = 30;

/// Width of the help in a box, and the height of a screen from which on it has one.
const HELP: Size = Size { width: 108, height: 30 };

/// From this size of the place of the panes on a list has a box.
const LIST: Size = Size { width: 70, height: 8 };
/// Width of the box of a menu.
const MENU: u16 = 50;
/// Width of the widest box of a list.
const WIDEST_LIST: u16 = 100;

/// Width of the widest box of what to go to, and the height of a screen from which on it has one.
const GO_TO: Size = Size { width: 78, height: 16 };

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The tree of topics.
    #[default]
    Tree,
    /// The note.
    Note,
}

/// What decides the layout beside the size of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The pane with the keys.
    pub focus: Focus,
    /// Whether that pane has the screen for itself.
    pub zoomed: bool,
    /// Cells that the person gave the tree more (or less) than it takes by itself.
    pub tree_extra: i16,
    /// Rows of the notice above the footer.
    pub notice: u16,
}

/// The parts of the screen. What does not fit is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// Title and progress.
    pub header: Rect,
    /// Line under the header.
    pub top_rule: Rect,
    /// Title row of the tree.
    pub tree_title: Rect,
    /// The tree's rows.
    pub tree: Rect,
    /// Line between tree and note.
    pub divider: Rect,
    /// Title row of the note.
    pub note_title: Rect,
    /// The note with its margins.
    pub note: Rect,
    /// A message that needs more room than the footer has.
    pub notice: Rect,
    /// Line over the footer.
    pub bottom_rule: Rect,
    /// Keys and messages.
    pub footer: Rect,
}

impl Panes {
    /// Lays out a screen of `size`. The parts never overlap and fill the screen.
    pub fn of(size: Size, arrangement: Arrangement) -> Self {
        let mut rows = Rows { top: 0, bottom: size.height, width: size.width };
        let rules = u16::from(size.height >= RULES);
        let footer = rows.take_bottom(u16::from(size.height >= 3));
        let bottom_rule = rows.take_bottom(rules);
        let header = rows.take_top(u16::from(size.height >= 2));
        let top_rule = rows.take_top(rules);
        let notice = rows.take_bottom(arrangement.notice.min(rows.left() / 2));
        let body = Rect { x: 0, y: rows.top, width: size.width, height: rows.left() };
        let panes = Self { header, top_rule, notice, bottom_rule, footer, ..Self::default() };
        panes.with_body(body, size, arrangement)
    }

    fn with_body(self, body: Rect, size: Size, arrangement: Arrangement) -> Self {
        let (left, divider, right) = match (pane_count(size, arrangement), arrangement.focus) {
            (PaneCount::One, Focus::Tree) => (body, Rect::default(), Rect::default()),
            (PaneCount::One, Focus::Note) => (Rect::default(), Rect::default(), body),
            (PaneCount::Two, _) => {
                let width = tree_width(size.width, arrangement.tree_extra);
                let left = Rect { width, ..body };
                let divider = Rect { x: width, width: 1, ..body };
                (left, divider, Rect { x: width + 1, width: body.width - width - 1, ..body })
            }
        };
        let titles = u16::from(size.width >= TITLES.width && size.height >= TITLES.height);
        let (tree_title, tree) = split_top(left, titles);
        // A note begins with its title: a blank row keeps the two titles apart.
        let (note_title, note) = split_top(right, titles * 2);
        Self { tree_title, tree, divider, note_title, note, ..self }
    }

    /// The size of the screen.
    pub fn screen(&self) -> Size {
        let parts = [self.header, self.tree, self.note, self.footer];
        let (right, bottom) = (parts.map(Rect::right), parts.map(Rect::bottom));
        let most = |ends: [u16; 4]| ends.into_iter().max().unwrap_or_default();
        Size { width: most(right), height: most(bottom) }
    }

    /// Whether the screen is wide enough for tree and note side by side.
    pub fn fits_two(&self) -> bool {
        self.screen().width >= TWO_PANES
    }

    /// The column of text in the note pane: two cells from the left, one from the right, at most 72 wide.
    pub fn text(&self) -> Rect {
        let margin = if self.note.width > 12 { 2 } else { 0 };
        let width = self.note.width.saturating_sub(margin + margin.min(1));
        Rect { x: self.note.x + margin, width: width.min(TEXT), ..self.note }
    }
}

/// How many panes fit.
pub fn pane_count(size: Size, arrangement: Arrangement) -> PaneCount {
    if size.width >= TWO_PANES && !arrangement.zoomed { PaneCount::Two } else { PaneCount::One }
}

/// The first row on a place of `height` rows, as near to `top` as may be: so that the rows that are `wanted` are on it, the
/// first of them where there is no room for all, and none is left empty behind the last of `all`.
pub fn in_view(top: usize, wanted: RangeInclusive<usize>, all: usize, height: usize) -> usize {
    let height = height.max(1);
    let lowest = (wanted.end() + 1).saturating_sub(height);
    top.max(lowest).min(*wanted.start()).min(all.saturating_sub(height))
}

/// Width of the tree: three eighths of the screen, but no less than is needed to read titles.
fn tree_width(screen: u16, extra: i16) -> u16 {
    let own = (screen.saturating_mul(3) / 8).clamp(32, 60).min(screen / 2);
    own.saturating_add_signed(extra).clamp(TREE, (screen - NOTE).max(TREE))
}

/// The part of `extra` that a screen of two panes can give the tree.
pub fn fitted_extra(screen: u16, extra: i16) -> i16 {
    let wide = |extra| i16::try_from(tree_width(screen, extra)).unwrap_or(i16::MAX);
    wide(extra) - wide(0)
}

fn split_top(area: Rect, rows: u16) -> (Rect, Rect) {
    let rows = rows.min(area.height);
    (Rect { height: rows, ..area }, Rect { y: area.y + rows, height: area.height - rows, ..area })
}

/// Where the help is drawn: a box where there is room around it, else the whole screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HelpPanes {
    /// All of it.
    pub area: Rect,
    /// Whether it has a frame.
    pub boxed: bool,
    /// The row with the title.
    pub title: Rect,
    /// The rows of keys.
    pub body: Rect,
}

impl HelpPanes {
    /// Lays out the help on a screen of `size`.
    pub fn of(size: Size) -> Self {
        let Size { width, height } = size;
        if width >= HELP.width + 4 && height >= HELP.height {
            let area = Rect { x: (width - HELP.width) / 2, y: 3, width: HELP.width, height: height - 7 };
            let body = Rect { x: area.x + 4, y: area.y + 2, width: area.width - 8, height: area.height - 3 };
            return Self { area, boxed: true, title: Rect { height: 1, ..area }, body };
        }
        let area = Rect { x: 0, y: 0, width, height };
        let (title, below) = split_top(area, 1);
        let (_, body) = split_top(below, 1);
        let margin = u16::from(width > 24) * 2;
        let body = Rect { x: margin, width: width - margin * 2, ..body };
        Self { area, boxed: false, title, body }
    }
}

/// Where a list or a question is drawn: a box over the panes where there is room around it, else all of their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPanes {
    /// All of it.
    pub area: Rect,
    /// Whether it has a frame.
    pub boxed: bool,
    /// The row with the title; empty where there is no room for it.
    pub title: Rect,
    /// The line under the title; empty in a box.
    pub rule: Rect,
    /// The lines.
    pub body: Rect,
}

impl ListPanes {
    /// Lays out a list of `lines` over the panes.
    pub fn of(panes: &Panes, lines: usize) -> Self {
        let top = panes.top_rule.bottom();
        let place =
            Rect { x: 0, y: top, width: panes.header.width, height: panes.notice.y.saturating_sub(top) };
        if place.width >= LIST.width && place.height >= LIST.height {
            let width = (place.width - 6).min(WIDEST_LIST);
            let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(2).min(place.height);
            let (x, y) = ((place.width - width) / 2, place.y + (place.height - height) / 2);
            let area = Rect { x, y, width, height };
            let body = Rect { x: x + 1, y: y + 1, width: width - 2, height: height.saturating_sub(2) };
            return Self { area, boxed: true, title: split_top(area, 1).0, rule: Rect::default(), body };
        }
        let (title, below) = split_top(place, u16::from(place.height >= 2));
        let (rule, body) = split_top(below, u16::from(below.height >= 5));
        Self { area: place, boxed: false, title, rule, body }
    }
}

/// The column of the status sign in the tree.
pub const SIGN: u16 = 2;
/// Cells before the arrow of a section: cursor, blank, sign, blank.
const GUTTER: u16 = 4;
/// Cells a level of the tree is set in.
const INDENT: u16 = 2;

/// The column of a topic's arrow in a tree of this width: a deep tree must not push its titles out of the pane.
pub fn arrow_column(depth: usize, width: u16) -> u16 {
    let depth = u16::try_from(depth).unwrap_or(u16::MAX);
    GUTTER + depth.saturating_mul(INDENT).min(width / 3)
}

/// Where a menu is drawn: a box no wider than its lines, else as a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MenuPanes;

impl MenuPanes {
    /// Lays out a menu over the panes.
    pub fn of(panes: &Panes, menu: &Menu) -> ListPanes {
        let list = ListPanes::of(panes, menu.lines.len());
        if !list.boxed {
            return list;
        }
        let width = MENU.min(list.area.width);
        let x = (panes.header.width - width) / 2;
        let area = Rect { x, width, ..list.area };
        let body = Rect { x: x + 1, width: width - 2, ..list.body };
        ListPanes { area, title: split_top(area, 1).0, body, ..list }
    }
}

/// Where the field and the list of what to go to are: a box over the panes where there is room around it, else the whole
/// screen. What does not fit is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GoToPanes {
    /// All of it.
    pub area: Rect,
    /// Whether it has a frame.
    pub boxed: bool,
    /// The row with the field.
    pub field: Rect,
    /// The lines below the field and over the words at the bottom.
    pub rules: [Rect; 2],
    /// The list.
    pub body: Rect,
    /// What the prefixes do.
    pub prefixes: Rect,
    /// What the keys do.
    pub keys: Rect,
}

impl GoToPanes {
    /// Lays it out on a screen of `size`.
    pub fn of(size: Size) -> Self {
        let Size { width, height } = size;
        if width < TWO_PANES || height < GO_TO.height {
            return Self::whole(size);
        }
        let is_high = height >= HELP.height;
        let (above, around) = if is_high { (4, 14) } else { (2, 7) };
        let width = (width - 12).min(GO_TO.width);
        let area = Rect { x: (size.width - width) / 2, y: above, width, height: height - around };
        let inner = Rect { x: area.x + 1, y: area.y + 1, width: width - 2, height: area.height - 2 };
        let (field, below) = split_top(inner, 1);
        let (rule, below) = split_top(below, 1);
        let (body, below) = split_top(below, below.height - 3);
        let (last, below) = split_top(below, 1);
        let (prefixes, keys) = split_top(below, 1);
        let whole = |rule: Rect| Rect { x: area.x, width, ..rule };
        Self { area, boxed: true, field, rules: [whole(rule), whole(last)], body, prefixes, keys }
    }

    fn whole(size: Size) -> Self {
        let area = Rect { x: 0, y: 0, width: size.width, height: size.height };
        let (field, below) = split_top(area, 1);
        let (rule, below) = split_top(below, u16::from(size.height >= 6));
        let words = if size.height >= RULES { 2 } else { 0 };
        let (body, below) = split_top(below, below.height - words.min(below.height));
        let (last, keys) = split_top(below, 1);
        Self { area, field, rules: [rule, last], body, keys, ..Self::default() }
    }
}

/// Where the report of a broken roadmap file stands: with wide margins where there is room for them.
pub fn report_area(size: Size, panes: &Panes) -> Rect {
    let left = match size.width {
        100.. => 16,
        60.. => 3,
        20.. => 1,
        _ => 0,
    };
    let top = match size.height {
        30.. => 4,
        16.. => 1,
        _ => 0,
    };
    let below = panes.bottom_rule.height + panes.footer.height + panes.notice.height;
    let height = size.height.saturating_sub(below + top);
    Rect { x: left, y: top, width: size.width.saturating_sub(left + left.min(2)), height }
}

/// Rows that are not given away yet.
struct Rows {
    top: u16,
    bottom: u16,
    width: u16,
}

impl Rows {
    fn left(&self) -> u16 {
        self.bottom - self.top
    }

    fn take_top(&mut self, rows: u16) -> Rect {
        let rows = rows.min(self.left());
        let part = Rect { x: 0, y: self.top, width: self.width, height: rows };
        self.top += rows;
        part
    }

    fn take_bottom(&mut self, rows: u16) -> Rect {
        let rows = rows.min(self.left());
        self.bottom -= rows;
        Rect { x: 0, y: self.bottom, width: self.width, height: rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_is_in_view_and_no_row_is_wasted() {
        for (top, wanted, all, height, expected) in [
            (0, 0..=0, 0, 5, 0),
            (0, 4..=4, 9, 5, 0),
            (0, 5..=5, 9, 5, 1),
            (7, 5..=5, 9, 5, 4),
            (3, 2..=2, 9, 5, 2),
            (9, 8..=8, 9, 5, 4),
            (0, 7..=11, 9, 5, 4),
            (0, 3..=6, 9, 2, 3),
            (5, 3..=3, 9, 0, 3),
            (5, 3..=3, 9, 1, 3),
        ] {
            assert_eq!(
                in_view(top, wanted.clone(), all, height),
                expected,
                "{top} {wanted:?} {all} {height}"
            );
        }
    }

    fn parts(panes: &Panes) -> [Rect; 10] {
        [
            panes.header,
            panes.top_rule,
            panes.tree_title,
            panes.tree,
            panes.divider,
            panes.note_title,
            panes.note,
            panes.notice,
            panes.bottom_rule,
            panes.footer,
        ]
    }

    #[test]
    fn panes_tile_the_screen_at_every_size() {
        for width in (0..=140).chain([65535]) {
            for height in 0..=40 {
                for (zoomed, focus, tree_extra, notice) in [
                    (false, Focus::Tree, 0, 0),
                    (true, Focus::Note, 0, 3),
                    (false, Focus::Note, 400, 1),
                    (false, Focus::Tree, -400, 9),
                ] {
                    let panes =
                        Panes::of(Size { width, height }, Arrangement { focus, zoomed, tree_extra, notice });
                    let area: u32 = parts(&panes).iter().map(|part| part.area()).sum();
                    assert_eq!(area, u32::from(width) * u32::from(height), "{width}x{height}");
                    for part in parts(&panes).iter().filter(|part| part.area() > 0) {
                        assert!(
                            part.right() <= width && part.bottom() <= height,
                            "{width}x{height} {part:?}"
                        );
                    }
                    assert!(panes.text().right() <= panes.note.right());
                }
            }
        }
    }

    #[test]
    fn lists_stay_over_the_panes() {
        for width in (0..=140).chain([65535]) {
            for height in 0..=40 {
                for (lines, notice) in [(1, 0), (7, 3), (10_000, 0)] {
                    let arrangement = Arrangement { notice, ..Arrangement::default() };
                    let panes = Panes::of(Size { width, height }, arrangement);
                    let list = ListPanes::of(&panes, lines);
                    let (area, at) = (list.area, format!("{width}x{height}: {list:?}"));
                    assert!(area.y >= panes.top_rule.bottom() && area.bottom() <= panes.notice.y, "{at}");
                    assert!(area.right() <= width, "{at}");
                    for part in [list.title, list.rule, list.body].iter().filter(|part| part.area() > 0) {
                        assert_eq!(area.intersection(*part), *part, "{at}");
                    }
                    assert_eq!(list.body.height > 0, area.height > 0, "{at}");
                }
            }
        }
    }

    #[test]
    fn lists_are_as_high_as_needed() {
        let list = |width, height, lines| {
            ListPanes::of(&Panes::of(Size { width, height }, Arrangement::default()), lines).area
        };
        assert_eq!(list(120, 36, 5), Rect { x: 10, y: 14, width: 100, height: 7 });
        assert_eq!(list(80, 24, 100), Rect { x: 3, y: 2, width: 74, height: 20 });
        assert_eq!(list(50, 20, 1), Rect { x: 0, y: 2, width: 50, height: 16 });
        assert_eq!(list(20, 5, 1), Rect { x: 0, y: 1, width: 20, height: 3 });
    }

    #[test]
    fn the_widths_of_the_screens_document() {
        let tree = |width, height| Panes::of(Size { width, height }, Arrangement::default()).tree;
        assert_eq!(tree(120, 36).width, 45);
        assert_eq!(tree(80, 24).width, 32);
        assert_eq!(tree(50, 20), Rect { x: 0, y: 2, width: 50, height: 16 });
        assert_eq!(tree(20, 5), Rect { x: 0, y: 1, width: 20, height: 3 });
    }
}
