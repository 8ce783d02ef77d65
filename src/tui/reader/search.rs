//! Words that are looked for in all of the pane: where they are, which hit is the current one, and how each looks.
//!
//! Hits are kept for each page and looked for again only where a page is another than before, for the pane settles at
//! every key.

use std::ops::Range;
use std::sync::Arc;

use super::place::Place;
use super::stack::{At, Hidden, PARTS, Stack};
use super::{Goal, Looks, Reader};
use crate::markdown::{Hit, MOST_HITS, Mark, Needle, Page};
use crate::roadmap::TopicId;
use crate::text::counted;

/// How far the current hit is down the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The number of the current hit, counted from 1; 0 where none is the current one.
    pub current: usize,
    /// How many there are, as far as the rows are here; at most 10,000 are counted.
    pub count: usize,
}

impl Found {
    /// It in words: `3 of 12`. `is_growing`: there may be more in rows that are on their way.
    pub fn said(self, is_growing: bool) -> String {
        let more = if is_growing || self.count >= MOST_HITS { "+" } else { "" };
        match self.current {
            0 => format!("{}{more}", counted(self.count, "hit")),
            current => format!("{current} of {}{more}", self.count),
        }
    }
}

/// What a step to another hit came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hop {
    /// There is no hit.
    Nowhere,
    /// It is further in the direction of the step.
    On,
    /// There is none further, so it starts over at the other end.
    Around,
}

/// A hit: on which of the pages, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct HitAt {
    part: usize,
    number: usize,
}

/// What is looked for, and where it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    words: String,
    needle: Option<Needle>,
    /// What was looked for last and kept.
    last: String,
    parts: [Searched; PARTS],
    current: Option<Current>,
    /// Whether a page changed since the current hit was seen to be where it is.
    is_moved: bool,
    /// Where the person was when the field was opened, as long as it is open.
    origin: Option<Origin>,
    topic: Option<TopicId>,
}

/// A page that was searched.
#[derive(Clone, Debug, Default)]
struct Searched {
    /// The page, with the rows of it that are not shown. Held, so that no other page can be taken for it.
    page: Option<(Arc<Page>, Hidden)>,
    hits: Vec<Hit>,
}

/// The current hit, with what it is known again by when pages are laid out anew.
#[derive(Clone, Debug)]
struct Current {
    at: HitAt,
    hit: Hit,
    /// How many hits there were on its page.
    count: usize,
    /// Where its row is, and how many hits begin before it in that row.
    place: Place,
    before: usize,
}

#[derive(Clone, Debug)]
struct Origin {
    place: Place,
    shift: usize,
}

impl Searched {
    /// Whether the page was another one.
    fn is_renewed(&mut self, page: Option<(&Arc<Page>, Hidden)>, needle: &Needle) -> bool {
        let is_same = match (&self.page, page) {
            (None, None) => true,
            (Some((old, old_hidden)), Some((new, hidden))) => Arc::ptr_eq(old, new) && *old_hidden == hidden,
            _ => false,
        };
        if is_same {
            return false;
        }
        self.hits = page.map(|(page, _)| page.find(needle)).unwrap_or_default();
        self.hits.retain(|hit| page.is_some_and(|(_, hidden)| !hidden.has(hit.row)));
        self.page = page.map(|(page, hidden)| (Arc::clone(page), hidden));
        true
    }
}

impl Search {
    /// Looks for something else. Says whether it is something else.
    pub(super) fn look_for(&mut self, words: Option<&str>) -> bool {
        let needle = words.and_then(Needle::new);
        words.unwrap_or_default().clone_into(&mut self.words);
        if needle == self.needle {
            return false;
        }
        self.needle = needle;
        self.parts = Default::default();
        self.current = None;
        true
    }

    /// Another topic is shown: what is looked for stays, the current hit was one of the topic before.
    pub(super) fn turn_to(&mut self, topic: &TopicId) {
        if self.topic.as_ref() != Some(topic) {
            self.topic = Some(topic.clone());
            self.current = None;
            if let Some(origin) = &mut self.origin {
                *origin = Origin { place: Place::default(), shift: 0 };
            }
        }
    }

    /// The topic that is shown has another id now.
    pub(super) fn rename(&mut self, topic: &TopicId) {
        self.topic = Some(topic.clone());
    }

    fn look(&mut self, pages: [Option<(&Arc<Page>, Hidden)>; PARTS]) {
        let Some(needle) = &self.needle else { return };
        for (part, page) in self.parts.iter_mut().zip(pages) {
            self.is_moved |= part.is_renewed(page, needle);
        }
    }

    /// All hits with the rows in which they begin, from top to bottom.
    fn hits(&self, stack: &Stack<'_>) -> impl Iterator<Item = (usize, HitAt)> {
        let numbered = |(part, searched): (usize, &Searched)| {
            let rows: Vec<usize> = searched.hits.iter().map(|hit| hit.row).collect();
            rows.into_iter().enumerate().map(move |(number, row)| (row, HitAt { part, number }))
        };
        let all = self.parts.iter().enumerate().flat_map(numbered);
        all.filter_map(|(row, at)| Some((stack.row(At { part: at.part, row })?, at))).take(MOST_HITS)
    }

    fn hit(&self, at: HitAt) -> Option<&Hit> {
        self.parts.get(at.part)?.hits.get(at.number)
    }

    fn current(&self) -> Option<HitAt> {
        self.current.as_ref().map(|current| current.at)
    }

    fn make_current(&mut self, at: Option<HitAt>, stack: &Stack<'_>) {
        self.current = at.and_then(|at| {
            let hit = self.hit(at)?.clone();
            let place = Place::of(stack, stack.row(At { part: at.part, row: hit.row })?);
            let hits = &self.parts.get(at.part)?.hits;
            let before = at.number - hits.partition_point(|other| other.row < hit.row).min(at.number);
            Some(Current { at, hit, count: hits.len(), place, before })
        });
    }

    /// Finds the current hit again on pages that changed: it is the one of that number where there are as many as before,
    /// else the first from its place on.
    fn found_again(&self, stack: &Stack<'_>) -> Option<HitAt> {
        let Current { at, count, place, before, .. } = self.current.as_ref()?;
        if self.parts.get(at.part).is_some_and(|part| part.hits.len() == *count) {
            return Some(*at);
        }
        let from = place.row(stack).unwrap_or_else(|| place.nearest(stack));
        let all: Vec<_> = self.hits(stack).collect();
        let first = all.partition_point(|(row, _)| *row < from);
        let in_row = all.get(first + before).filter(|(row, _)| *row == from);
        in_row.or(all.get(first)).or(all.last()).map(|(_, at)| *at)
    }

    /// The looks of a row: hits lie over code and the link that is chosen.
    pub(super) fn marks(&self, page: &Page, at: At, below: Vec<Mark>, looks: &Looks) -> Vec<Mark> {
        let hits = self.parts.get(at.part).map(|part| part.hits.as_slice()).unwrap_or_default();
        let first = hits.partition_point(|hit| hit.last_row < at.row);
        let mut marks = Vec::new();
        for (number, hit) in hits.iter().enumerate().skip(first).take_while(|(_, hit)| hit.row <= at.row) {
            let is_current = self.current() == Some(HitAt { part: at.part, number });
            let style = if is_current { looks.current_hit } else { looks.hit };
            marks.extend(hit.in_row(page, at.row).map(|bytes| Mark { bytes, style }));
        }
        laid_over(below, marks)
    }
}

/// Marks from left to right, of which those above hide what they lie on.
pub(super) fn laid_over(below: Vec<Mark>, above: Vec<Mark>) -> Vec<Mark> {
    if above.is_empty() || below.is_empty() {
        return if above.is_empty() { below } else { above };
    }
    let mut marks = Vec::with_capacity(below.len() + above.len());
    let mut next = 0;
    for mark in below {
        let mut rest = mark.bytes.clone();
        let piece = |bytes: Range<usize>| Mark { bytes, style: mark.style };
        next += above.iter().skip(next).take_while(|over| over.bytes.end <= mark.bytes.start).count();
        for over in above.iter().skip(next).take_while(|over| over.bytes.start < mark.bytes.end) {
            marks.push(piece(rest.start..over.bytes.start));
            rest.start = over.bytes.end;
        }
        marks.push(piece(rest));
    }
    marks.retain(|mark| !mark.bytes.is_empty());
    marks.extend(above);
    marks.sort_by_key(|mark| mark.bytes.start);
    marks
}

impl Reader {
    /// Remembers where the person is, for [`Reader::cancel_find`]; what was looked for before is over.
    pub fn begin_find(&mut self) {
        let place = match &self.goal {
            Some(Goal::Place(place)) => place.clone(),
            _ => self.here.clone(),
        };
        self.search.origin = Some(Origin { place, shift: self.shift });
        self.find(None);
    }

    /// Looks for words in all of the pane. Between [`Reader::begin_find`] and its end the first hit from the first row
    /// that was on the screen then is the current one, and is brought on the screen. Nothing is looked for where there
    /// are no words.
    pub fn find(&mut self, words: Option<&str>) {
        let _ = self.search.look_for(words);
        self.follow_search();
    }

    /// The person stays at the hit that was found.
    pub fn end_find(&mut self) {
        self.search.origin = None;
        if self.search.needle.is_some() {
            self.search.last.clone_from(&self.search.words);
        }
    }

    /// The person goes back to where they were, and nothing is looked for any more.
    pub fn cancel_find(&mut self) {
        let _ = self.search.look_for(None);
        if let Some(Origin { place, shift }) = self.search.origin.take() {
            self.goal = Some(Goal::Place(place));
            self.shift = shift;
        }
    }

    /// Looks for nothing any more. Says whether something had been found.
    pub fn clear_hits(&mut self) -> bool {
        let was_found = self.found().is_some_and(|found| found.count > 0);
        self.search.look_for(None) && was_found
    }

    /// The words that are looked for.
    pub fn words(&self) -> Option<&str> {
        self.search.needle.as_ref().map(|_| self.search.words.as_str())
    }

    /// The words that were looked for last, where a person stayed at what was found.
    pub fn last_words(&self) -> Option<&str> {
        Some(self.search.last.as_str()).filter(|words| !words.is_empty())
    }

    /// How many hits there are, and which is the current one; none where nothing is looked for.
    pub fn found(&self) -> Option<Found> {
        self.words()?;
        let (mut found, current) = (Found { current: 0, count: 0 }, self.search.current());
        for (_, at) in self.search.hits(&self.stack()) {
            found.count += 1;
            if current == Some(at) {
                found.current = found.count;
            }
        }
        Some(found)
    }

    /// Goes to the next hit: the one after the current one where that is on the screen, else the first on the screen or
    /// below; from the last to the first.
    pub fn next_hit(&mut self) -> Hop {
        let hits: Vec<_> = self.search.hits(&self.stack()).collect();
        let next = match self.current_on_screen(&hits) {
            Some(current) => current + 1,
            None => hits.partition_point(|(row, _)| *row < self.top),
        };
        match hits.get(next) {
            Some((_, at)) => self.hop_to(*at, Hop::On),
            None => hits.first().map_or(Hop::Nowhere, |(_, at)| self.hop_to(*at, Hop::Around)),
        }
    }

    /// Goes to the hit before, as [`Reader::next_hit`] to the next; from the first to the last.
    pub fn previous_hit(&mut self) -> Hop {
        let hits: Vec<_> = self.search.hits(&self.stack()).collect();
        let end = self.top.saturating_add(self.height.max(1));
        let before =
            self.current_on_screen(&hits).unwrap_or_else(|| hits.partition_point(|(row, _)| *row < end));
        match before.checked_sub(1).and_then(|before| hits.get(before)) {
            Some((_, at)) => self.hop_to(*at, Hop::On),
            None => hits.last().map_or(Hop::Nowhere, |(_, at)| self.hop_to(*at, Hop::Around)),
        }
    }

    fn current_on_screen(&self, hits: &[(usize, HitAt)]) -> Option<usize> {
        let current = self.search.current()?;
        let index = hits.iter().position(|(_, at)| *at == current)?;
        let (row, _) = hits.get(index)?;
        (self.top..self.top.saturating_add(self.height.max(1))).contains(row).then_some(index)
    }

    fn hop_to(&mut self, at: HitAt, hop: Hop) -> Hop {
        self.make_current(Some(at));
        self.reveal_current();
        hop
    }

    /// Makes the first hit from a row on the current one.
    pub(super) fn begin_at(&mut self, row: usize) {
        let hits: Vec<_> = self.search.hits(&self.stack()).collect();
        let first = hits.get(hits.partition_point(|(at, _)| *at < row)).map(|(_, at)| *at);
        self.make_current(first);
    }

    fn make_current(&mut self, at: Option<HitAt>) {
        let mut search = std::mem::take(&mut self.search);
        search.make_current(at, &self.stack());
        self.search = search;
    }

    /// Brings the current hit on the screen, sideways too.
    fn reveal_current(&mut self) {
        let Some((at, hit)) = self.search.current.as_ref().map(|current| (current.at, current.hit.clone()))
        else {
            return;
        };
        let Some(row) = self.stack().row(At { part: at.part, row: hit.row }) else { return };
        self.reveal(row);
        let stack = self.stack();
        if let Some((page, bytes)) =
            stack.page(at.part).and_then(|page| Some((page, hit.in_row(page, hit.row)?)))
        {
            self.shift = page.shift_for(hit.row, &bytes, self.shift);
        }
    }

    /// Looks at pages that are new, and where the current hit went.
    pub(super) fn follow_search(&mut self) {
        let Self { search, head, summary, between, note, topics, resources, .. } = self;
        let whole = Hidden::default();
        search.look([
            Some((&*head, whole)),
            summary.page(),
            Some((&*between, whole)),
            note.page(),
            Some((&*topics, whole)),
            Some((&*resources, whole)),
        ]);
        if let Some(origin) = self.search.origin.clone() {
            self.show_from(origin);
        } else if self.search.is_moved && !self.is_growing() {
            self.search.is_moved = false;
            let again = self.search.found_again(&self.stack());
            self.make_current(again);
        }
    }

    /// Shows the first hit from where the person was when the field was opened.
    fn show_from(&mut self, Origin { place, shift }: Origin) {
        let stack = self.stack();
        let row = place.row(&stack).or_else(|| (!self.is_growing()).then(|| place.nearest(&stack)));
        let Some(row) = row else {
            self.goal = Some(Goal::Place(place));
            return;
        };
        let hits: Vec<_> = self.search.hits(&stack).collect();
        let from = hits.partition_point(|(at, _)| *at < row);
        let first = hits.get(from).or(hits.first()).map(|(_, at)| *at);
        self.scroll_to(row);
        self.shift = shift;
        self.make_current(first);
        self.reveal_current();
    }
}
