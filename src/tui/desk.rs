//! A roadmap in front of a person: its progress, the tree, the open note, and what the keys do with them.

mod filtering;
mod finding;
mod going;
mod language;
mod listing;
mod marking;
mod pointing;
mod reading;
mod reloading;
mod returning;
mod seeking;
mod selecting;
mod sifting;
mod suggesting;
mod writing;

use std::collections::HashSet;
use std::sync::Arc;

use ratatui::layout::Size;

pub use self::finding::Finding;
pub use self::reading::Asking;

use self::reading::Step;
use self::sifting::Sifting;
use super::action::{Action, Place};
use super::app::{Effect, Opening};
use super::asking;
use super::goto::GoTo;
use super::help;
use super::layout::{Arrangement, Focus, GoToPanes, HelpPanes, ListPanes, MenuPanes, Panes, fitted_extra};
use super::listing::{Listed, Listing};
use super::menu::Menu;
use super::message::Message;
use super::outline::Outline;
use super::reader::{Delivery, Reader};
use super::roadmaps::Row as Shelved;
use super::sheet::Facts;
use super::summary::{Adding, OwnWords};
use crate::counts::Counts;
use crate::next::suggestions;
use crate::progress::{Compared, DeviceId, Event, Mark, Moment, Progress, Standing};
use crate::roadmap::{Roadmap, TopicId, TopicIx};
use crate::store::LogTrouble;
use crate::theme::Theme;

/// Cells by which wide tables and code move sideways at a time.
const SIDEWAYS: isize = 8;

/// What is laid over the panes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Nothing: the panes have the keys.
    #[default]
    Browse,
    /// The keys and what they do.
    Help {
        /// The first row on the screen.
        top: usize,
    },
    /// The field for a line that is to be added to a summary.
    Adding(Adding),
    /// The field for what is to be found in a pane.
    Finding(Finding),
    /// A menu of filters.
    Choosing(Menu),
    /// The field and the list of what to go to.
    GoTo(Box<GoTo>),
    /// A list of links or headings.
    Listing(Listing),
    /// A web address that is to be opened.
    Asking(Asking),
}

/// A roadmap with all that is shown of it.
#[derive(Clone, Debug)]
pub struct Desk {
    roadmap: Arc<Roadmap>,
    progress: Progress,
    standing: Standing,
    compared: Compared,
    counts: Counts,
    device: DeviceId,
    /// What could not be read in the logs.
    troubles: Vec<LogTrouble>,
    /// Events that are not on the disk, in order.
    unsaved: Vec<Event>,
    /// Topics of which an event could not be saved.
    at_risk: HashSet<TopicId>,
    own: OwnWords,
    /// The topics that were left by links, the last one last.
    trail: Vec<Step>,
    /// The list that opens as soon as the texts are here.
    awaited: Option<Listed>,
    sifting: Sifting,
    /// The topic that was suggested last.
    suggested: Option<TopicIx>,
    /// What was asked for by its name, and is not done here.
    asked: Option<Action>,
    /// Whether the divider is being dragged.
    is_dragging: bool,
    /// How the list of what to go to was opened last.
    went: Option<Box<GoTo>>,
    /// The roadmaps that were opened.
    others: Vec<Shelved>,
    /// The tree.
    pub outline: Outline,
    /// The note.
    pub reader: Reader,
    /// What decides the layout.
    pub arrangement: Arrangement,
    /// What is laid over the panes.
    pub mode: Mode,
}

type Outcome = (Vec<Effect>, Option<Message>);

impl Desk {
    /// A roadmap that was just opened: the topic to go on with is selected.
    pub fn new(opening: Opening) -> Self {
        let Opening { roadmap, progress, troubles, device, .. } = opening;
        let mut compared = Compared::default();
        let standing = progress.on_again(&roadmap, &mut compared);
        let counts = Counts::new(&roadmap, &standing);
        let mut outline = Outline::new(&roadmap);
        if let Some(first) = suggestions(&roadmap, &standing, &counts).first() {
            outline.select(&roadmap, first.topic);
        }
        Self {
            roadmap: Arc::new(roadmap),
            progress,
            standing,
            compared,
            counts,
            device,
            troubles,
            unsaved: Vec::new(),
            at_risk: HashSet::new(),
            own: OwnWords::default(),
            trail: Vec::new(),
            awaited: None,
            sifting: Sifting::default(),
            suggested: None,
            asked: None,
            is_dragging: false,
            went: None,
            others: Vec::new(),
            outline,
            reader: Reader::default(),
            arrangement: Arrangement::default(),
            mode: Mode::default(),
        }
    }

    /// Takes in events of another process or device. Says whether any was new.
    pub(super) fn learn(&mut self, events: Vec<Event>) -> bool {
        let news = self.progress.extend(events);
        if news {
            self.recount();
        }
        news
    }

    fn recount(&mut self) {
        self.standing = self.progress.on_again(&self.roadmap, &mut self.compared);
        self.counts = Counts::new(&self.roadmap, &self.standing);
        self.own.find_topics(&self.progress, &self.roadmap);
        self.sift_again();
    }

    pub(super) fn act(&mut self, action: Action, panes: &Panes, now: Moment) -> Outcome {
        self.awaited = None;
        if let Mode::Help { top } = &mut self.mode {
            match action {
                Action::ToggleHelp | Action::Back => self.mode = Mode::Browse,
                _ => *top = scrolled(*top, action, HelpPanes::of(panes.screen()).body.height),
            }
            return (Vec::new(), None);
        }
        match &self.mode {
            Mode::Adding(_) => return self.write(action, now),
            Mode::Finding(_) => return self.find(action),
            Mode::GoTo(_) => return self.go(action, panes, now),
            Mode::Listing(_) => return self.choose(action, panes, now),
            Mode::Asking(_) => return self.answer(action, panes),
            Mode::Choosing(_) => return self.choose_filter(action, panes, now),
            Mode::Browse | Mode::Help { .. } => {}
        }
        self.end_selection_at(action);
        match action {
            Action::Suggest => self.suggest(now),
            Action::CopyAddress => self.copy_address(),
            Action::CopyNote => self.copy_note(now),
            Action::Accept => self.follow(now),
            Action::NextHit | Action::PreviousHit => self.hop(action),
            Action::NextLink | Action::PreviousLink => self.turn_to_link(action, now),
            Action::ListLinks => self.list_links(now),
            Action::ListHeadings => self.list_headings(now),
            Action::EditSummary => self.edit_summary(),
            Action::EditRoadmap => self.edit_roadmap(),
            Action::ToggleDone => self.mark(Mark::Done, now),
            Action::ToggleInProgress => self.mark(Mark::InProgress, now),
            Action::ToggleSkipped => self.mark(Mark::Skipped, now),
            Action::ToggleBookmark => self.bookmark(now),
            Action::Tick(number) => self.tick(usize::from(number).saturating_sub(1), now),
            Action::Undo => self.undo(now),
            Action::Redo => self.redo(now),
            Action::SwitchLanguage => self.switch_language(now),
            Action::ToggleZoom | Action::ShrinkTree | Action::GrowTree if !panes.fits_two() => {
                (Vec::new(), Some(Message::passing("There is room for one pane only", now)))
            }
            _ => {
                self.look(action, panes);
                (Vec::new(), None)
            }
        }
    }

    /// Actions that change only what is seen.
    fn look(&mut self, action: Action, panes: &Panes) {
        match action {
            Action::ToggleHelp => self.mode = Mode::Help { top: 0 },
            Action::AddLine => self.open_field(),
            Action::Find => self.open_find(),
            Action::Filter => self.open_filters(),
            Action::SelectRows => self.select_rows(),
            Action::GoTo => self.open_goto(),
            Action::ToggleZoom => self.arrangement.zoomed = !self.arrangement.zoomed,
            Action::ShrinkTree => {
                self.arrangement.tree_extra = resized(panes, self.arrangement.tree_extra, -2);
            }
            Action::GrowTree => self.arrangement.tree_extra = resized(panes, self.arrangement.tree_extra, 2),
            Action::SwitchPane => {
                self.arrangement.focus = match self.arrangement.focus {
                    Focus::Tree => Focus::Note,
                    Focus::Note => Focus::Tree,
                }
            }
            Action::Back => self.step_back(),
            _ if self.arrangement.focus == Focus::Tree => self.browse(action, panes),
            _ => self.read(action, panes),
        }
    }

    /// One step back. In the note from what was found, from the link that is chosen, from the topic that a link led to, from
    /// the note. In the tree from the rows that are selected, from what was found, from the filter, from the whole screen.
    fn step_back(&mut self) {
        let in_note = self.arrangement.focus == Focus::Note;
        match in_note {
            true if self.reader.clear_hits() || self.reader.unchoose() || self.go_back() => {}
            true => self.arrangement.focus = Focus::Tree,
            false if self.outline.end_selection() || self.clear_sifting() => {}
            false => self.arrangement.zoomed = false,
        }
    }

    fn browse(&mut self, action: Action, panes: &Panes) {
        // Whoever goes on by themselves needs no way back.
        self.trail.clear();
        let (outline, roadmap) = (&mut self.outline, &self.roadmap);
        if let Some(rows) = distance(action, panes.tree.height) {
            outline.move_by(rows);
            return;
        }
        match action {
            Action::First => outline.first(),
            Action::Last => outline.last(),
            Action::Fold => outline.fold(roadmap),
            Action::Unfold => outline.unfold(roadmap),
            Action::PreviousPart => outline.previous_section(roadmap),
            Action::NextPart => outline.next_section(roadmap),
            Action::Open => match self.outline.selected() {
                Some(ix) if self.only_folds(ix) => self.outline.toggle(&self.roadmap),
                _ => self.arrangement.focus = Focus::Note,
            },
            _ => {}
        }
    }

    fn read(&mut self, action: Action, panes: &Panes) {
        if let Some(rows) = distance(action, panes.note.height) {
            self.reader.scroll_by(rows);
            return;
        }
        match action {
            Action::First => self.reader.first(),
            Action::Last => self.reader.last(),
            Action::PreviousPart => self.reader.previous_heading(),
            Action::NextPart => self.reader.next_heading(),
            Action::ScrollLeft => self.reader.shift_by(-SIDEWAYS),
            Action::ScrollRight => self.reader.shift_by(SIDEWAYS),
            _ => {}
        }
    }

    /// Takes the present list of what cannot be read. Says whether there is something in it that was not there before.
    pub(super) fn replace_troubles(&mut self, troubles: Vec<LogTrouble>) -> bool {
        let news = troubles.iter().any(|trouble| !self.troubles.contains(trouble));
        self.troubles = troubles;
        news
    }

    /// What could not be read in the logs.
    pub(super) fn troubles(&self) -> &[LogTrouble] {
        &self.troubles
    }

    pub(super) fn deliver(&mut self, delivery: &Delivery) {
        self.reader.deliver(&self.roadmap, delivery);
    }

    pub(super) fn settle(&mut self, size: Size, panes: &Panes, theme: &Theme) {
        if let Mode::Help { top } = &mut self.mode {
            let body = HelpPanes::of(size).body;
            let rows = help::rows(usize::from(body.width), theme).len();
            *top = (*top).min(rows.saturating_sub(usize::from(body.height)));
        }
        match &mut self.mode {
            Mode::Listing(listing) => {
                let body = ListPanes::of(panes, listing.rows()).body;
                listing.settle(usize::from(body.height));
            }
            Mode::GoTo(goto) => goto.settle(GoToPanes::of(size).body.height),
            Mode::Asking(asking) => {
                let (rows, parts) = asking::laid_out(&asking.address, panes, theme);
                asking.top = asking.top.min(rows.len().saturating_sub(usize::from(parts.address.height)));
            }
            Mode::Choosing(menu) => {
                let body = MenuPanes::of(panes, menu).body;
                menu.settle(usize::from(body.height));
            }
            _ => {}
        }
        self.outline.dismiss(&self.roadmap);
        self.outline.settle(usize::from(panes.tree.height));
        let facts = Facts { roadmap: &self.roadmap, standing: &self.standing, counts: &self.counts, theme };
        if let Some(ix) = self.outline.selected() {
            self.reader.turn_to(&self.roadmap, ix);
        }
        let mut text = panes.text();
        if panes.note.area() == 0 {
            // What is not shown is laid out as it will be: its links can be listed from the tree.
            text = Panes::of(size, Arrangement { focus: Focus::Note, ..self.arrangement }).text();
        }
        if text.area() > 0 {
            self.reader.settle(&facts, usize::from(text.width), usize::from(text.height));
        }
    }

    /// Where keys go.
    pub fn place(&self) -> Place {
        match (&self.mode, self.arrangement.focus) {
            (Mode::Help { .. }, _) => Place::Help,
            (Mode::Adding(_) | Mode::Finding(_), _) => Place::Field,
            (Mode::GoTo(_), _) => Place::GoTo,
            (Mode::Listing(_) | Mode::Asking(_), _) => Place::List,
            (Mode::Choosing(_), _) => Place::Menu,
            (Mode::Browse, Focus::Tree) => Place::Tree,
            (Mode::Browse, Focus::Note) => Place::Note,
        }
    }

    /// The roadmap.
    pub fn roadmap(&self) -> &Roadmap {
        &self.roadmap
    }

    /// Progress on it.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// When the first of what is known of it happened.
    pub fn began(&self) -> Option<Moment> {
        self.progress.events().iter().map(|event| event.key.moment()).min()
    }

    /// Its totals.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Events that are not on the disk.
    pub fn unsaved(&self) -> &[Event] {
        &self.unsaved
    }

    /// Whether something of a topic could not be saved.
    pub fn is_at_risk(&self, ix: TopicIx) -> bool {
        let id = &self.roadmap.topic(ix).id;
        self.at_risk.contains(id) || self.own.is_at_risk(id)
    }
}

/// How many rows an action moves in a pane of `height` rows, down where positive; none where it moves otherwise. A page
/// keeps one row of the page before.
pub(super) fn distance(action: Action, height: u16) -> Option<isize> {
    let page = isize::try_from(height.max(2)).unwrap_or(2);
    match action {
        Action::Down => Some(1),
        Action::Up => Some(-1),
        Action::HalfPageDown => Some(page / 2),
        Action::HalfPageUp => Some(-page / 2),
        Action::PageDown => Some(page - 1),
        Action::PageUp => Some(1 - page),
        _ => None,
    }
}

/// The scroll position of a plain text after an action, in a place of `height` rows.
pub(super) fn scrolled(top: usize, action: Action, height: u16) -> usize {
    match action {
        Action::First => 0,
        Action::Last => usize::MAX,
        _ => distance(action, height).map_or(top, |rows| top.saturating_add_signed(rows)),
    }
}

/// The extra width of the tree after a change; what the screen cannot give is not counted up. Where there is one pane
/// nothing changes that could be seen.
fn resized(panes: &Panes, extra: i16, by: i16) -> i16 {
    if panes.divider.width == 0 {
        return extra;
    }
    let screen = panes.tree.width + panes.divider.width + panes.note.width;
    fitted_extra(screen, extra.saturating_add(by))
}

#[cfg(test)]
mod tests;
