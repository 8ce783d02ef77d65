//! The way from one roadmap to another.

use std::path::Path;

use super::absence::Absence;
use super::session::Sessions;
use super::{Librarian, Moment, Msg, Painter, Shell, Texts, open, why_unreadable};
use crate::shelf;
use crate::source::{Source, Wishes};
use crate::starter;
use crate::store::shown;
use crate::text::sentence;
use crate::tui::app::gone;

impl Shell {
    /// Opens another roadmap in the place of the present one, which is saved first: what cannot be saved would be lost, so
    /// that then nothing happens. Gives what is to be said where it stays.
    pub(super) fn switch(&mut self, to: Source) -> Option<Msg> {
        self.save_again();
        if let Some(unsaved) = self.unsaved_words() {
            let why = self.not_saved.as_ref().map(|why| format!(" {why}")).unwrap_or_default();
            let said =
                format!("Another roadmap cannot be opened yet: {unsaved}.{why} Then open it once more");
            return Some(Msg::NotOpened(said.into()));
        }
        if let Source::File(path) = &to
            && shelf::is_gone(path)
        {
            return Some(Msg::NotOpened(gone(path).into()));
        }
        self.save_session();
        self.sessions = Sessions::default();
        (self.stamp, self.absence) = (to.stamp(), Absence::default());
        self.setup.source = to;
        let (store, first) = open(&self.setup);
        self.store = store;
        self.unreadable = why_unreadable(&first);
        self.to_keep = self.stamp.filter(|_| matches!(first, Msg::Opened(_)));
        (self.not_saved, self.unseen) = (None, None);
        // Notes of two roadmaps may have the same name.
        (self.texts, self.librarian, self.painter) =
            (Texts::default(), Librarian::default(), Painter::default());
        self.remembered = false;
        self.tell(Msg::Switched(Box::new(first)));
        self.settle_in();
        // Whatever else happened meanwhile is looked for at once.
        self.looked = Moment::from_millis(0);
        None
    }

    /// What another roadmap on the screen, or a file that cannot be used, has of its own besides: summaries, a store that may
    /// not be written, a place where it was left, ways out. Says whether to draw.
    pub(super) fn settle_in(&mut self) -> bool {
        let redraw = self.list_summaries();
        self.warn_of_store();
        self.tell_of_language();
        redraw | self.restore_session() | self.tell_ways_out()
    }

    /// Says that the roadmap is not in the language that was asked for.
    fn tell_of_language(&mut self) {
        let asked = self.setup.language.asked.as_ref();
        let lacks = asked.zip(self.app.desk()).and_then(|(asked, desk)| desk.roadmap().lacks(asked));
        if let Some(lacks) = lacks {
            self.tell(Msg::Handed(Err(sentence(&lacks).into())));
        }
    }

    /// Opens the roadmap at a path that was typed.
    pub(super) fn open_typed(&mut self, typed: &str) -> Option<Msg> {
        let path = self.setup.home.typed(typed);
        let wishes = Wishes { argument: Some(&path), variable: None, folder: Path::new("."), last: None };
        match Source::locate(wishes) {
            // Mistakes in a roadmap have a screen of their own. A list in Markdown or any other text has nothing but
            // mistakes, and nothing is to be mended there.
            Ok(Source::File(path))
                if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("toml")) =>
            {
                let said = format!(
                    "{} is no roadmap. Give the path of a roadmap.toml, or of the folder that it is in; to make one, \
                     go back and choose 3",
                    shown(&path)
                );
                Some(Msg::NotOpened(said.into()))
            }
            Ok(source) => self.switch(source),
            Err(error) => Some(Msg::NotOpened(error.to_string().into())),
        }
    }

    /// Makes a roadmap in a folder that was typed, and opens it.
    pub(super) fn make_roadmap(&mut self, typed: &str) -> Option<Msg> {
        let folder = self.setup.home.typed(typed);
        let places = &self.setup.places;
        let made = starter::make(&folder, &|id| shelf::is_taken(places, id));
        match made {
            Ok(file) => self.switch(Source::File(file)).or(Some(Msg::Made)),
            Err(error) => Some(Msg::NotOpened(error.to_string().into())),
        }
    }
}

/// Why a roadmap that was there cannot be read, where its file is gone.
pub(super) fn missing(source: &Source) -> Option<String> {
    let Source::File(path) = source else { return None };
    shelf::is_gone(path).then(|| {
        let path = shown(path);
        format!("Cannot read the roadmap {path}: it is not there any more. Put it back, and it is taken over by itself.")
    })
}
