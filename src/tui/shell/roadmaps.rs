//! The list of roadmaps: what is on it, and what is found of each meanwhile.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::{Msg, Screen, Shell};
use crate::calendar::Calendar;
use crate::shelf;
use crate::source::{FILE_NAME, Source};
use crate::store::Known;
use crate::text::{SafeText, sentence};
use crate::tui::roadmaps::Row;
use crate::tui::surveyor::Glasses;

impl Shell {
    /// Lists the roadmaps and has them looked at.
    pub(super) fn list_roadmaps(&mut self, chosen: Option<Known>) -> Msg {
        let rows = self.roadmap_rows();
        let glasses = Glasses {
            places: self.setup.places.clone(),
            files: Arc::clone(&self.setup.files),
            calendar: Calendar::new((self.setup.zone)(), (self.setup.now)()),
        };
        self.surveyor.start(rows.iter().map(|row| row.known.clone()).collect(), glasses);
        Msg::Roadmaps(rows, chosen.and_then(|known| known.path))
    }

    /// The roadmaps that were opened, the newest first; the present one is among them also where it could not be remembered.
    pub(super) fn roadmap_rows(&self) -> Vec<Row> {
        let mut known = shelf::roadmaps(&self.setup.places);
        let present = match &self.setup.source {
            Source::BuiltIn => None,
            Source::File(path) => Some(path),
        };
        if let Some(desk) = self.app.desk()
            && known.iter().all(|known| known.path.as_ref() != present)
        {
            known.insert(0, shelf::known(&self.setup.source, desk.roadmap(), (self.setup.now)()));
        }
        let has_stage = self.app.desk().is_some() || self.app.refusal().is_some();
        let row = |known: Known| {
            let is_present = has_stage && known.path.as_ref() == present;
            Row { place: self.place_of(known.path.as_deref()), known, is_present, seen: None }
        };
        known.into_iter().map(row).collect()
    }

    /// Where a roadmap is, in words: its folder, where the file has the usual name.
    fn place_of(&self, path: Option<&Path>) -> SafeText {
        let Some(path) = path else { return "built-in".into() };
        let folder = path.parent().filter(|_| path.file_name().is_some_and(|name| name == FILE_NAME));
        self.setup.home.shown(folder.unwrap_or(path))
    }

    /// Shows what was found of the roadmaps.
    pub(super) fn survey(&mut self, screen: &mut dyn Screen) -> io::Result<bool> {
        if self.app.roadmaps().is_none() {
            self.surveyor.rest();
            return Ok(false);
        }
        match self.surveyor.collect() {
            found if found.is_empty() => Ok(false),
            found => self.send(Msg::Surveyed(found), screen),
        }
    }

    pub(super) fn forget(&mut self, known: Known) -> Msg {
        match self.setup.places.forget_roadmap(known.path.as_deref()) {
            Ok(_) => Msg::Forgot(Box::new(known)),
            Err(error) => Msg::NotOpened(sentence(&error.to_string()).into()),
        }
    }

    pub(super) fn put_back(&mut self, known: Known) -> Msg {
        match self.setup.places.put_back_roadmap(known.clone()) {
            Ok(()) => self.list_roadmaps(Some(known)),
            Err(error) => Msg::NotOpened(sentence(&error.to_string()).into()),
        }
    }
}
