//! The texts that are shown: the author's note and the person's summary of the selected topic, and no others.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::absence::Absence;
use super::{Msg, OpenEditor, Screen, Shell};
use crate::progress::Moment;
use crate::roadmap::TopicId;
use crate::source::{Source, Stamp};
use crate::store::{AddError, Summaries};
use crate::text::sentence;
use crate::tui::goto::GoTo;
use crate::tui::librarian::Catalogue;

/// How long lines are waited for that are found in notes: a quarter of a frame.
const AT_ONCE: Duration = Duration::from_millis(4);

/// What the texts were when they were read.
#[derive(Debug, Default)]
pub(super) struct Texts {
    note: Option<Stamp>,
    /// The summary of this id.
    summary: Option<(TopicId, Option<Stamp>)>,
    /// The folder of the summaries.
    folder: Option<Stamp>,
    /// Whether the note and the summary are away.
    absences: [Absence; 2],
}

impl Shell {
    /// Reads what is to be shown of the selected topic and is not read yet.
    pub(super) fn read_wanted(&mut self) -> bool {
        let Some(reader) = self.app.desk().map(|desk| &desk.reader) else { return false };
        let (note, summary) = (reader.wanted().is_some(), reader.wanted_summary().is_some());
        (note && self.read_note()) | (summary && self.read_summary())
    }

    /// Has lines looked for in all notes and summaries, while a person goes to anything; waits a moment for those that are
    /// found quickly, so that most come with the frame of the key.
    pub(super) fn search_texts(&mut self, screen: &mut dyn Screen) -> io::Result<bool> {
        let wanted = self.app.desk().and_then(|desk| {
            let goto = desk.going()?;
            Some((goto.number, goto.wanted().unwrap_or_default().to_owned()))
        });
        let Some((opening, words)) = wanted else {
            self.librarian.rest();
            return Ok(false);
        };
        let is_new = !self.librarian.is_for(opening);
        if is_new {
            let roadmaps = self.roadmap_rows();
            let _ = self.send(Msg::Others(roadmaps), screen)?;
        }
        if is_new
            && let (Some(desk), Some(summaries)) = (self.app.desk(), self.summaries())
            && let Some(names) = desk.going().map(GoTo::names)
        {
            let (source, roadmap) = (self.setup.source.clone(), desk.shared_roadmap());
            let written = desk.own_words().files().collect();
            self.librarian.read(opening, names, Catalogue { source, summaries, roadmap, written });
        }
        let mut patience = if self.librarian.find(&words) { AT_ONCE } else { Duration::ZERO };
        let mut redraw = false;
        while let Some(findings) = self.librarian.collect(patience) {
            patience = Duration::ZERO;
            redraw |= self.send(Msg::Found(findings), screen)?;
        }
        Ok(redraw)
    }

    /// Reads again what changed since it was read.
    pub(super) fn look_at_texts(&mut self) -> bool {
        let (note, summary) = (self.shown_note_stamp(), self.shown_summary_stamp());
        let before = self.texts.summary.as_ref().zip(summary.as_ref());
        let (now, before) = match before.filter(|(before, now)| before.0 == now.0) {
            Some((before, now)) => (now.1.as_ref(), before.1.as_ref()),
            None => (None, None),
        };
        let [of_note, of_summary] = &mut self.texts.absences;
        let may_return = [
            of_note.is_brief(self.texts.note.as_ref(), note.as_ref(), self.looked),
            of_summary.is_brief(before, now, self.looked),
        ];
        let mut redraw = false;
        if !may_return[1] && self.folder_stamp() != self.texts.folder {
            redraw |= self.list_summaries();
        }
        if !may_return[0] && note != self.texts.note {
            redraw |= self.read_note();
        }
        // Which file it is may be known only since the list.
        if !may_return[1] && self.shown_summary_stamp() != self.texts.summary {
            redraw |= self.read_summary();
        }
        redraw
    }

    fn read_note(&mut self) -> bool {
        self.texts.note = self.shown_note_stamp();
        let Some(desk) = self.app.desk() else { return false };
        let Some(ix) = desk.reader.topic() else { return false };
        let Some(path) = &desk.roadmap().topic(ix).note else { return false };
        let note = self.setup.source.note(desk.roadmap(), path).map_err(|error| error.to_string().into());
        self.tell(Msg::NoteRead(ix, note))
    }

    fn shown_note_stamp(&self) -> Option<Stamp> {
        let desk = self.app.desk()?;
        let path = desk.roadmap().topic(desk.reader.topic()?).note.as_ref()?;
        let shown = self.setup.source.shown_note(desk.roadmap(), path);
        self.setup.source.note_stamp(desk.roadmap(), &shown)
    }

    /// The summaries of the roadmap on the screen.
    fn summaries(&self) -> Option<Summaries> {
        let roadmap = self.app.desk()?.roadmap().id();
        Some(Summaries::new(&self.setup.places, roadmap, self.setup.files.clone()))
    }

    /// Finds out which summaries there are. Where that cannot be told, the place of the summary says why.
    pub(super) fn list_summaries(&mut self) -> bool {
        self.texts.folder = self.folder_stamp();
        match self.summaries().map(|summaries| summaries.ids()) {
            Some(Ok(ids)) => self.tell(Msg::Listed(ids)),
            _ => false,
        }
    }

    fn folder_stamp(&self) -> Option<Stamp> {
        self.setup.files.stamp(self.summaries()?.folder()).ok()
    }

    fn read_summary(&mut self) -> bool {
        self.texts.summary = self.shown_summary_stamp();
        let (Some(desk), Some(summaries)) = (self.app.desk(), self.summaries()) else { return false };
        let Some((ix, file)) = desk.shown_summary() else { return false };
        let summary = summaries.read(&file).map_err(|error| sentence(&error.to_string()).into());
        self.tell(Msg::SummaryRead(ix, summary))
    }

    fn shown_summary_stamp(&self) -> Option<(TopicId, Option<Stamp>)> {
        let (_, file) = self.app.desk()?.shown_summary()?;
        let stamp = self.summaries()?.stamp(&file);
        Some((file, stamp))
    }

    pub(super) fn tell(&mut self, msg: Msg) -> bool {
        self.app.update(msg, (self.setup.now)()).redraw
    }

    /// Adds a line to a summary and shows it there.
    pub(super) fn add_line(&mut self, topic: TopicId, file: &TopicId, text: &str) -> Option<Msg> {
        let added = self.summaries()?.add(file, text);
        self.list_summaries();
        self.read_summary();
        Some(match added {
            Ok(_) => Msg::LineAdded(topic, None),
            Err(AddError::Written(but)) => Msg::LineAdded(topic, Some(sentence(&but.to_string()).into())),
            Err(AddError::NotWritten(why)) => Msg::LineNotAdded(topic, sentence(&why.to_string()).into()),
        })
    }

    /// Lets the person edit a summary in their editor. Nothing comes of it where the program is asked to end meanwhile.
    pub(super) fn edit_summary(
        &mut self,
        file: &TopicId,
        screen: &mut dyn Screen,
    ) -> io::Result<Option<Msg>> {
        let Some(summaries) = self.summaries() else { return Ok(None) };
        // Before anything is made for it to edit.
        let editor = match self.editor() {
            Ok(editor) => editor,
            Err(refused) => return Ok(Some(refused)),
        };
        let path = match summaries.prepare(file) {
            Ok(path) => path,
            Err(error) => return Ok(Some(Msg::Edited(Err(sentence(&error.to_string()).into())))),
        };
        self.lend_to_editor(editor, (path, None), screen)
    }

    /// Lets the person edit the roadmap file, from a line on.
    pub(super) fn edit_roadmap(&mut self, line: usize, screen: &mut dyn Screen) -> io::Result<Option<Msg>> {
        match &self.setup.source {
            Source::BuiltIn => {
                let said = "This roadmap is built into the program: it has no file to edit";
                Ok(Some(Msg::Handed(Err(said.into()))))
            }
            Source::File(path) => match self.editor() {
                Ok(editor) => self.lend_to_editor(editor, (path.clone(), Some(line)), screen),
                Err(refused) => Ok(Some(refused)),
            },
        }
    }

    /// The person's editor, or what is said where there is none.
    fn editor(&self) -> Result<OpenEditor, Msg> {
        let editor = self.setup.programs.editor.clone();
        editor.map_err(|why| Msg::Edited(Err(sentence(why.as_str()).into())))
    }

    fn lend_to_editor(
        &mut self,
        editor: OpenEditor,
        (path, line): (PathBuf, Option<usize>),
        screen: &mut dyn Screen,
    ) -> io::Result<Option<Msg>> {
        self.save_session();
        // Keys that were typed ahead were meant for the editor.
        self.has_stray_keys = true;
        let edited = screen.lend(std::sync::Arc::new(move || editor(&path, line)))?;
        self.list_summaries();
        self.read_summary();
        // Whatever else happened meanwhile is looked for at once.
        self.looked = Moment::from_millis(0);
        Ok(edited.map(|edited| Msg::Edited(edited.map_err(|why| sentence(why.as_str()).into()))))
    }
}
