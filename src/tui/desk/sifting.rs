//! What is shown of the tree: what the filter has, and of that what is looked for.

use super::Desk;
use crate::markdown::Needle;
use crate::roadmap::{Succession, TopicIx};
use crate::text::{SafeText, nearest};
use crate::tui::filter::{Filter, Known};
use crate::tui::outline::Outline;

/// Longest word that a slip of the fingers is looked for in, in bytes.
const LONGEST: usize = 40;
/// Shortest one, in characters: of fewer every other one is a slip away.
const SHORTEST: usize = 3;

/// What is shown of the tree.
#[derive(Clone, Debug, Default)]
pub(super) struct Sifting {
    /// The filter; none where all topics are shown.
    pub(super) filter: Option<Filter>,
    /// What is looked for.
    pub(super) sought: Option<Sought>,
    /// What was looked for last and kept.
    pub(super) last: String,
    /// The tree as it was when the field was opened, as long as it is open.
    pub(super) origin: Option<Outline>,
}

/// Words that are looked for in titles.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    pub(super) words: String,
    pub(super) needle: Needle,
}

impl Desk {
    /// What filters look at.
    pub(super) fn known(&self) -> Known<'_> {
        Known { roadmap: &self.roadmap, standing: &self.standing, own: &self.own }
    }

    /// Which topics are to be shown; none where all are.
    pub(super) fn hits(&self) -> Option<Vec<bool>> {
        let Sifting { filter, sought, .. } = &self.sifting;
        if filter.is_none() && sought.is_none() {
            return None;
        }
        let mut hits: Vec<bool> = self.roadmap.indices().map(|ix| self.is_let_through(ix)).collect();
        if let Some(sought) = sought {
            let names = self.roadmap.topics().iter().enumerate();
            let names = names.flat_map(|(at, topic)| topic.names().map(move |name| (at, name.as_str())));
            let (places, names): (Vec<usize>, Vec<&str>) = names.unzip();
            let mut found = vec![false; hits.len()];
            for hit in sought.needle.find_in_lines(&names) {
                found[places[hit.row]] = true;
            }
            hits.iter_mut().zip(found).for_each(|(hit, found)| *hit &= found);
        }
        Some(hits)
    }

    fn is_let_through(&self, ix: TopicIx) -> bool {
        self.filter().is_none_or(|filter| filter.has(self.known(), ix))
    }

    /// Shows what is asked for now.
    pub(super) fn sift(&mut self) {
        let hits = self.hits();
        self.outline.sift(&self.roadmap, hits);
    }

    /// Shows the same when something was marked or written.
    pub(super) fn sift_again(&mut self) {
        if let Some(hits) = self.hits() {
            self.outline.resift(&self.roadmap, hits);
        }
    }

    /// The filter.
    pub fn filter(&self) -> Option<&Filter> {
        self.sifting.filter.as_ref()
    }

    /// What is looked for in the titles of the tree.
    pub fn needle(&self) -> Option<&Needle> {
        self.sifting.sought.as_ref().map(|sought| &sought.needle)
    }

    /// What is shown of the tree, in words; none where it is all.
    pub fn shown(&self) -> Option<SafeText> {
        let selected = self.outline.selected_rows().len();
        if selected > 0 {
            return Some(format!("{selected} selected").into());
        }
        let Sifting { filter, sought, .. } = &self.sifting;
        let words = sought.as_ref().map(|sought| format!("\"{}\"", sought.words.trim()).into());
        let names: Vec<String> =
            filter.iter().map(Filter::name).chain(words).map(|name| name.to_string()).collect();
        (!names.is_empty()).then(|| format!("{} {}", names.join(" "), self.hit_count()).into())
    }

    /// How many topics are shown without those that only lead to them.
    pub(super) fn hit_count(&self) -> usize {
        self.roadmap.indices().filter(|ix| self.outline.is_hit(*ix)).count()
    }

    /// Why no topic is shown, and what may have been meant.
    pub fn why_empty(&self) -> (SafeText, Option<SafeText>) {
        let Sifting { filter, sought, .. } = &self.sifting;
        let Some(sought) = sought else {
            let said = filter.as_ref().map_or("There are no topics".into(), Filter::nothing);
            return (format!("{said}.").into(), None);
        };
        let within = filter.as_ref().map(|filter| format!(" of those {}", filter.name())).unwrap_or_default();
        let words = sought.words.trim();
        let meant = self.meant(words).map(|meant| format!("did you mean {meant}?").into());
        (format!("No topic{within} has \"{words}\".").into(), meant)
    }

    /// A word of a title that may have been meant.
    fn meant(&self, words: &str) -> Option<String> {
        let word = words.to_lowercase();
        if word.len() > LONGEST || word.chars().count() < SHORTEST || word.contains(char::is_whitespace) {
            return None;
        }
        let topics = self.roadmap.indices().filter(|ix| self.is_let_through(*ix));
        let titles =
            topics.flat_map(|ix| self.roadmap.topic(ix).names()).map(|name| name.as_str().to_lowercase());
        let known: Vec<String> = titles
            .flat_map(|title| title.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
            .filter(|known| known.len() <= LONGEST)
            .collect();
        nearest(&word, known.iter().map(String::as_str)).map(str::to_owned)
    }

    /// Clears the last of what is asked for. Says whether there was something.
    pub(super) fn clear_sifting(&mut self) -> bool {
        let is_cleared = self.sifting.sought.take().is_some() || self.sifting.filter.take().is_some();
        if is_cleared {
            self.sift();
        }
        is_cleared
    }

    /// Takes the topic that the cursor is on to a new version of the roadmap, and its place while words are typed.
    pub(super) fn carry_tree(&mut self, versions: &Succession<'_>) {
        self.outline = self.outline.carried(versions);
        self.sifting.origin = self.sifting.origin.as_ref().map(|origin| origin.carried(versions));
        self.suggested = self.suggested.and_then(|ix| versions.heir(ix));
    }
}
