//! What the person's own words, their mouse and their Korean keys lead to.

use super::{App, Msg, Stage, Update};
use crate::progress::Moment;
use crate::tui::chord::Chord;
use crate::tui::message::{Message, Trouble};
use crate::tui::pointer::{Pointed, WHEEL, wheel_action};

impl App {
    /// What a message about the person's own words leads to.
    pub(super) fn of_summaries(&mut self, msg: Msg, now: Moment) -> Update {
        // The roadmap file can be edited where there is no desk yet.
        match msg {
            Msg::Edited(Err(why)) => return self.say(Message::trouble(Trouble::Summary, why), now),
            Msg::Edited(Ok(())) => {
                let _ = self.over(Trouble::Summary);
                return Update::redraw();
            }
            _ => {}
        }
        let Some(desk) = self.desk_mut() else { return Update::none() };
        match msg {
            Msg::Listed(ids) => {
                return if desk.list_summaries(ids) { Update::redraw() } else { Update::none() };
            }
            Msg::SummaryRead(ix, summary) => desk.reader.take_summary(ix, summary),
            Msg::LineAdded(topic, but) => {
                let message = desk.line_added(&topic, but);
                let _ = self.over(Trouble::Summary);
                return self.say(message, now);
            }
            Msg::LineNotAdded(topic, why) => {
                let message = desk.line_failed(&topic, &why);
                return self.say(message, now);
            }
            _ => {}
        }
        Update::redraw()
    }

    /// A key that was pressed. Outside of fields a Korean letter is the key that it sits on, and a syllable its keys in
    /// order; where one of them opens a field the rest is text.
    pub(super) fn press_all(&mut self, chord: Chord, now: Moment) -> Update {
        let keys = chord.hangul().filter(|_| !self.place().takes_text());
        let Some(keys) = keys else { return self.press(chord, now) };
        let mut all = Update::none();
        for key in keys {
            let text = key.hangul_text().filter(|_| self.place().takes_text());
            let update = self.press(text.map_or(key, Chord::char), now);
            all.redraw |= update.redraw;
            all.effects.extend(update.effects);
            // The next key works on what this one came to.
            self.settle();
        }
        all
    }

    /// What the mouse leads to.
    pub(super) fn point(&mut self, pointed: Pointed, now: Moment) -> Update {
        if matches!(pointed, Pointed::Press { .. })
            && self.message.as_ref().is_some_and(Message::ends_with_a_key)
        {
            self.message = None;
        }
        if self.leafing.is_some() {
            return self.point_at_messages(pointed);
        }
        if self.roadmaps.is_some() {
            return self.point_in_roadmaps(pointed, now);
        }
        let panes = self.panes();
        match &mut self.stage {
            Stage::Welcome(_) => self.point_in_welcome(pointed, now),
            Stage::Broken(broken) => {
                let Pointed::Wheel { is_down, .. } = pointed else { return Update::none() };
                for _ in 0..WHEEL {
                    broken.scroll(wheel_action(is_down), self.size, &panes);
                }
                Update::redraw()
            }
            Stage::Open(desk) => {
                let (effects, message) = desk.point(pointed, &panes, now);
                if let Some(message) = message {
                    let _ = self.say(message, now);
                }
                Update { effects, redraw: true }
            }
        }
    }
}
