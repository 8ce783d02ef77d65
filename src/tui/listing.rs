//! A list over the panes: links and resources by number, or the headings of what is shown.

use super::layout::in_view;
use super::reader::{Headed, HeadingAt, LinkAt, Linked};
use crate::roadmap::Resource;
use crate::text::SafeText;

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Links and resources.
    Links,
    /// Headings.
    Headings,
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// How far it stands to the right, in steps.
    pub level: usize,
    /// What it says.
    pub text: SafeText,
    /// Where it leads, in words; empty where `text` says it.
    pub detail: SafeText,
    /// Whether the resource that it is of is ticked; none where it is of none.
    pub ticked: Option<bool>,
    /// What is gone to.
    pub goal: Goal,
}

/// What is gone to from a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A link is followed.
    Link {
        /// Which one.
        at: LinkAt,
        /// Its address. It goes where the line says, whatever becomes of the text meanwhile.
        address: Box<str>,
    },
    /// A heading is scrolled to.
    Heading {
        /// Which one.
        at: HeadingAt,
        /// What links to it name.
        anchor: Box<str>,
    },
}

/// What a row of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedRow {
    /// The line of this number, counted from 0.
    Line(usize),
    /// The title of the lines below it.
    Title(&'static str),
    /// Nothing.
    Blank,
}

/// What came of a digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Another digit may follow.
    Begun,
    /// No other line can be meant.
    Line,
    /// There is no line of this number.
    Missing(usize),
}

/// A list with the line that is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What is listed.
    pub of: Listed,
    /// The lines; never none. Topics come last, below a title of their own.
    pub items: Vec<Item>,
    /// The line that is chosen.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// The number that is being typed; 0 where none is.
    pub typed: usize,
    /// Cells of the longest text that has a detail beside it.
    pub widest: usize,
    /// Whether some line is of a resource, which can be ticked.
    pub has_ticks: bool,
    /// Where the topics begin; behind the last line where there are none.
    topics: usize,
}

impl Item {
    /// The line of a topic that a link leads to.
    pub fn of_topic(link: Linked, title: &SafeText) -> Self {
        let detail = if link.at.is_needed() { "needed first" } else { "" };
        let goal = Goal::Link { at: link.at, address: link.address };
        Self { level: 0, text: title.clone(), detail: detail.into(), ticked: None, goal }
    }

    /// Whether it leads to a topic that is no link of a text.
    fn is_topic(&self) -> bool {
        matches!(self.goal, Goal::Link { at, .. } if at.is_topic())
    }

    /// The line of a link. The link of a resource says more than its title, and that in rows.
    pub fn of_link(link: Linked, resource: Option<&Resource>) -> Self {
        let address = SafeText::new(&link.address);
        let bare = |text: &SafeText| text.as_str().split_whitespace().collect::<String>();
        let label = resource.map_or(&link.text, |resource| &resource.title);
        let says_address = bare(label).is_empty() || bare(label) == bare(&address);
        let (text, detail) =
            if says_address { (address, SafeText::default()) } else { (label.clone(), address) };
        let goal = Goal::Link { at: link.at, address: link.address };
        Self { level: 0, text, detail, ticked: None, goal }
    }

    /// The lines of headings, the highest of which stand at the left.
    pub fn of_headings(headings: Vec<Headed>) -> Vec<Self> {
        let highest = headings.iter().map(|heading| heading.level).min().unwrap_or_default();
        let item = |heading: Headed| Self {
            level: usize::from(heading.level - highest),
            text: heading.text,
            detail: SafeText::default(),
            ticked: None,
            goal: Goal::Heading { at: heading.at, anchor: heading.anchor },
        };
        headings.into_iter().map(item).collect()
    }

    /// Whether both lead to the same.
    fn is_same(&self, other: &Self) -> bool {
        match (&self.goal, &other.goal) {
            (Goal::Link { at, address }, Goal::Link { at: other_at, address: other }) => {
                address == other && at.is_topic() == other_at.is_topic()
            }
            (Goal::Heading { .. }, Goal::Heading { .. }) => {
                (self.level, &self.text) == (other.level, &other.text)
            }
            _ => false,
        }
    }
}

impl Listing {
    /// A list with a line of it chosen.
    pub fn new(of: Listed, items: Vec<Item>, cursor: usize) -> Self {
        let (items_before, has_ticks) = (Vec::new(), false);
        let mut listing =
            Self { of, items: items_before, cursor, top: 0, typed: 0, widest: 0, has_ticks, topics: 0 };
        listing.fill(items);
        listing
    }

    fn fill(&mut self, items: Vec<Item>) {
        let labelled = items.iter().filter(|item| !item.detail.is_empty());
        self.widest = labelled.map(|item| item.text.width()).max().unwrap_or_default();
        self.cursor = self.cursor.min(items.len().saturating_sub(1));
        self.topics = items.iter().position(Item::is_topic).unwrap_or(items.len());
        self.has_ticks = items.iter().any(|item| item.ticked.is_some());
        self.items = items;
    }

    /// Rows before the first topic that are no lines: its title, below a blank one.
    fn title_rows(&self) -> usize {
        match self.topics {
            first if first == self.items.len() => 0,
            0 => 1,
            _ => 2,
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.items.len() + self.title_rows()
    }

    /// What is in a row.
    pub fn row(&self, row: usize) -> ListedRow {
        let title = self.topics + self.title_rows();
        match row {
            row if row < self.topics => ListedRow::Line(row),
            row if row + 1 == title => ListedRow::Title("Topics"),
            row if row < title => ListedRow::Blank,
            row => ListedRow::Line(row - self.title_rows()),
        }
    }

    /// Takes the same lines of a text that was laid out anew. Says whether they are the same.
    pub fn renew(&mut self, items: Vec<Item>) -> bool {
        let is_same = self.items.len() == items.len()
            && self.items.iter().zip(&items).all(|(old, new)| old.is_same(new));
        if is_same {
            self.fill(items);
        }
        is_same
    }

    /// The line that is chosen.
    pub fn chosen(&self) -> Option<&Item> {
        self.items.get(self.cursor)
    }

    /// Chooses the line `lines` further down; the last one where there are not as many.
    pub fn move_by(&mut self, lines: isize) {
        self.typed = 0;
        self.cursor = self.cursor.saturating_add_signed(lines).min(self.items.len().saturating_sub(1));
    }

    /// Takes the next digit of a number, and chooses the line of that number.
    pub fn take_digit(&mut self, digit: u8) -> Typed {
        let number = self.typed.saturating_mul(10).saturating_add(digit.into());
        self.typed = 0;
        match number.checked_sub(1) {
            Some(line) if line < self.items.len() => self.cursor = line,
            _ => return Typed::Missing(number),
        }
        if number.saturating_mul(10) > self.items.len() {
            return Typed::Line;
        }
        self.typed = number;
        Typed::Begun
    }

    /// Keeps the line that is chosen among the `height` lines on the screen, and these full.
    pub fn settle(&mut self, height: usize) {
        let height = height.max(1);
        let rows = self.title_rows();
        let row = if self.cursor < self.topics { self.cursor } else { self.cursor + rows };
        // The title is seen with the first topic.
        let first = if self.cursor == self.topics && height > rows { row - rows } else { row };
        self.top = in_view(self.top, first..=row, self.rows(), height);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(count: usize) -> Listing {
        with_topics(count, 0)
    }

    fn with_topics(links: usize, topics: usize) -> Listing {
        let item = |number: usize| Item {
            level: 0,
            text: format!("{number}").into(),
            detail: SafeText::default(),
            ticked: None,
            goal: Goal::Link { at: LinkAt::example(number > links), address: format!("#{number}").into() },
        };
        Listing::new(Listed::Links, (1..=links + topics).map(item).collect(), 0)
    }

    #[test]
    fn topics_have_a_title_of_their_own() {
        for (links, topics, expected) in
            [(2, 0, "0 1"), (0, 2, "Topics 0 1"), (2, 2, "0 1 - Topics 2 3"), (1, 1, "0 - Topics 1")]
        {
            let mut listing = with_topics(links, topics);
            let row = |row| match listing.row(row) {
                ListedRow::Line(line) => line.to_string(),
                ListedRow::Title(title) => title.to_owned(),
                ListedRow::Blank => "-".to_owned(),
            };
            let rows: Vec<String> = (0..listing.rows()).map(row).collect();
            assert_eq!(rows.join(" "), expected);
            // The chosen line is on the screen however low that is, the title with the first of its lines.
            for height in 1..8 {
                for line in (0..links + topics).chain((0..links + topics).rev()) {
                    listing.cursor = line;
                    listing.settle(height);
                    let shown: Vec<_> =
                        (listing.top..listing.rows()).take(height).map(|row| listing.row(row)).collect();
                    assert!(shown.contains(&ListedRow::Line(line)), "{expected} {line} {height} {shown:?}");
                    let has_title = shown.contains(&ListedRow::Title("Topics"));
                    assert!(has_title || line != links || height < 3, "{expected} {line} {height} {shown:?}");
                }
            }
        }
    }

    #[test]
    fn a_number_is_taken_as_soon_as_no_other_can_be_meant() {
        for (count, digits, expected, cursor) in [
            (9, &[3][..], &[Typed::Line][..], 2),
            (9, &[0], &[Typed::Missing(0)], 0),
            (2, &[3], &[Typed::Missing(3)], 0),
            (40, &[1, 2], &[Typed::Begun, Typed::Line], 11),
            (40, &[5], &[Typed::Line], 4),
            (40, &[4], &[Typed::Begun], 3),
            (40, &[4, 1], &[Typed::Begun, Typed::Missing(41)], 3),
            (10, &[1], &[Typed::Begun], 0),
            (10, &[1, 0], &[Typed::Begun, Typed::Line], 9),
            (10, &[2], &[Typed::Line], 1),
            (
                10_000,
                &[1, 0, 0, 0, 0],
                &[Typed::Begun, Typed::Begun, Typed::Begun, Typed::Begun, Typed::Line],
                9_999,
            ),
        ] {
            let mut listing = listing(count);
            let came: Vec<Typed> = digits.iter().map(|digit| listing.take_digit(*digit)).collect();
            assert_eq!((came.as_slice(), listing.cursor), (expected, cursor), "{digits:?} of {count}");
        }
    }

    #[test]
    fn a_number_is_forgotten_with_another_key() {
        let mut listing = listing(40);
        assert_eq!(listing.take_digit(1), Typed::Begun);
        listing.move_by(1);
        assert_eq!((listing.typed, listing.cursor), (0, 1));
        assert_eq!((listing.take_digit(2), listing.cursor), (Typed::Begun, 1));
    }

    #[test]
    fn the_chosen_line_is_on_the_screen() {
        let mut listing = listing(40);
        for (lines, height, top) in [
            (0, 10, 0),
            (9, 10, 0),
            (1, 10, 1),
            (100, 10, 30),
            (-3, 10, 30),
            (-20, 10, 16),
            (0, 1, 16),
            (0, 50, 0),
            (0, 0, 16),
        ] {
            listing.move_by(lines);
            listing.settle(height);
            assert_eq!(listing.top, top, "{lines} {height}");
        }
    }

    #[test]
    fn a_list_takes_only_the_lines_that_it_has() {
        let mut listing = listing(3);
        listing.move_by(2);
        assert!(listing.renew(super::tests::listing(3).items) && listing.cursor == 2);
        assert!(!listing.renew(super::tests::listing(4).items) && listing.items.len() == 3);
        let mut other = super::tests::listing(3).items;
        other.swap(0, 1);
        assert!(!listing.renew(other));
    }
}
