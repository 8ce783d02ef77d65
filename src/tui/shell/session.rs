//! How a roadmap is left, kept in a file of the state folder. Only a convenience: what cannot be read or written is not worth
//! a word, and nothing waits for it while the interface runs.

use super::{Msg, Shell};
use crate::progress::Moment;
use crate::roadmap::RoadmapId;
use crate::store::replace;
use crate::tui::desk::Desk;
use crate::tui::session::{MAX_BYTES, Session};
use crate::tui::worker::Keeper;

/// So long nothing more is written after something was, in milliseconds.
const PAUSE: u64 = 10_000;

/// What is known of the file.
#[derive(Debug, Default)]
pub(super) struct Sessions {
    /// The roadmap on the screen, once it is as it was left.
    roadmap: Option<RoadmapId>,
    /// What stands in the file, as far as this window knows.
    written: Option<Session>,
    /// When it was last looked whether that is still so.
    looked: Option<Moment>,
    /// Whether a person did something since.
    pub(super) is_touched: bool,
    writer: Keeper,
}

impl Shell {
    /// Puts the roadmap on the screen back as it was left; once each time that it comes there. Says whether to draw.
    pub(super) fn restore_session(&mut self) -> bool {
        let Some(id) = self.app.desk().map(|desk| desk.roadmap().id().clone()) else { return false };
        if self.sessions.roadmap.as_ref() == Some(&id) {
            return false;
        }
        let read = self.read_session(&id);
        self.sessions.roadmap = Some(id);
        self.sessions.looked = Some((self.setup.now)());
        self.sessions.is_touched = false;
        self.sessions.written = None;
        let Some((session, left)) = read else { return false };
        let redraw = self.tell(Msg::Returned(Box::new(session), left));
        // What is gone from the roadmap is no change that a person made.
        self.sessions.written = self.app.desk().map(Desk::session);
        redraw
    }

    fn read_session(&mut self, id: &RoadmapId) -> Option<(Session, Option<Moment>)> {
        self.sessions.writer.finish();
        let limit = u64::try_from(MAX_BYTES).ok()?;
        // One byte more tells that a file is too long.
        let bytes = self.setup.files.read(&self.setup.places.session_file(id), 0, limit + 1).ok()?;
        Session::read(str::from_utf8(&bytes).ok()?)
    }

    /// Keeps how the roadmap on the screen is left, and waits until it is on the disk: before it leaves the screen, and
    /// before another program has the terminal or this one ends.
    pub(super) fn save_session(&mut self) {
        self.sessions.writer.finish();
        if let Some(write) = self.session_writer() {
            write();
        }
    }

    /// Keeps it on a thread, where a person changed something, once in a while.
    pub(super) fn keep_session(&mut self) {
        let now = (self.setup.now)();
        let is_early = |looked: Moment| looked.millis().abs_diff(now.millis()) < PAUSE;
        let Sessions { looked, is_touched, writer, .. } = &self.sessions;
        if !is_touched || looked.is_some_and(is_early) || !writer.is_idle() {
            return;
        }
        self.sessions.looked = Some(now);
        self.sessions.is_touched = false;
        let session = self.app.desk().map(Desk::session);
        if session != self.sessions.written
            && let Some(write) = self.session_writer()
        {
            self.sessions.writer.run("session", write);
        }
    }

    /// What writes the session as it is now. None where there is no roadmap on the screen, or not yet as it was left.
    fn session_writer(&mut self) -> Option<impl FnOnce() + Send + use<>> {
        let desk =
            self.app.desk().filter(|desk| self.sessions.roadmap.as_ref() == Some(desk.roadmap().id()))?;
        let (session, now) = (desk.session(), (self.setup.now)());
        let path = self.setup.places.session_file(desk.roadmap().id());
        let files = std::sync::Arc::clone(&self.setup.files);
        let text = session.text(now);
        self.sessions.written = Some(session);
        let text = text?;
        Some(move || {
            let _ = replace(&*files, &path, text.as_bytes());
        })
    }
}
