//! A walk through a roadmap: where the person is, what the numbers stand for, and the answer to each line they type.

use super::list::{List, Only, Pages, Row, Said, state};
use super::reading;
use super::words::{COMMANDS, Deed, Typed, read};
use crate::browser::OpenAddress;
use crate::cli::address::resolve;
use crate::cli::context::Context;
use crate::cli::exit::UsageError;
use crate::cli::find::{Part, lines};
use crate::cli::next::reason;
use crate::cli::status::named;
use crate::cli::surroundings::Surroundings;
use crate::clipboard::CopyText;
use crate::next::{Why, suggestions};
use crate::roadmap::TopicIx;
use crate::search::Query;
use crate::source::Stamp;
use crate::store::{LogTrouble, Places};
use crate::text::{SafeText, counted, sentence};

/// Rows of a list that are read out at a time.
const ROWS: usize = 20;
/// Lines of a topic that are read out at a time.
const LINES: usize = 100;
/// Topics that are suggested.
const SUGGESTED: usize = 5;
/// Cells of a line that was found.
const WIDEST: usize = 400;
/// Cells of what was typed, where it is said again.
const ECHO: usize = 40;
/// Longest name of a topic that is looked up, in bytes.
const LONGEST_NAME: usize = 1024;

/// What other programs do for a walk.
pub(super) struct Hands<'h> {
    /// What the process was started with.
    pub(super) here: &'h Surroundings,
    /// Opens web addresses.
    pub(super) open: OpenAddress,
    /// Copies texts.
    pub(super) copy: CopyText,
    /// Told whether another program has the terminal: `^C` is meant for it then.
    pub(super) lend: &'h dyn Fn(bool),
}

/// What is said to a line.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// It.
    pub(super) lines: Vec<SafeText>,
    /// Whether that is the end.
    pub(super) ends: bool,
}

/// Where a person is in a roadmap.
pub(super) struct Walk<'h> {
    pub(super) context: Context,
    pub(super) places: Places,
    pub(super) hands: Hands<'h>,
    /// What tells that the roadmap file changed.
    pub(super) stamp: Option<Stamp>,
    /// Why the file cannot be read any more, as it was told.
    pub(super) broken: Option<String>,
    /// Why the logs cannot be read any more, as it was told.
    pub(super) unseen: Option<String>,
    /// What is wrong with the logs, as it was told.
    pub(super) troubles: Vec<LogTrouble>,
    /// The topic whose children are the level; none for the sections.
    pub(super) place: Option<TopicIx>,
    /// The topic that was read last.
    pub(super) open: Option<TopicIx>,
    /// What the numbers stand for.
    pub(super) list: List,
    /// What is still to be read out.
    pub(super) pages: Pages,
    said: Vec<SafeText>,
}

impl<'h> Walk<'h> {
    /// Begins at the sections.
    pub(super) fn new(context: Context, (places, stamp): (Places, Option<Stamp>), hands: Hands<'h>) -> Self {
        let list = List::below(&context.roadmap, None);
        // They were told when it was opened.
        let troubles = context.troubles.clone();
        Self {
            context,
            places,
            hands,
            stamp,
            broken: None,
            unseen: None,
            troubles,
            place: None,
            open: None,
            list,
            pages: Pages::default(),
            said: Vec::new(),
        }
    }

    /// What is said before the first line is typed.
    pub(super) fn greeting(&mut self) -> Answer {
        let title = self.context.roadmap.shown_title().clone();
        self.say(title);
        self.say(self.totals());
        self.tell_list();
        self.say("Type a number, a command, or help.");
        self.answered(false)
    }

    /// Does what a line says.
    pub(super) fn answer(&mut self, line: &str) -> Answer {
        let is_renumbered = self.look_around();
        let typed = read(line);
        let done = match typed {
            Typed::Deed(deed, rest) if is_renumbered && deed.counts_on_list() && !rest.is_empty() => {
                self.say("Nothing was done. This is the list now:");
                self.tell_list();
                Ok(())
            }
            Typed::Deed(deed, rest) => self.obey(deed, rest),
            Typed::Nothing if self.pages.is_over() => {
                self.tell_place();
                Ok(())
            }
            Typed::Nothing => {
                self.more();
                Ok(())
            }
            Typed::Unknown(word, near) => {
                let near = near.map(|name| format!(" Did you mean {name}?")).unwrap_or_default();
                let word = echo(word);
                self.say(format!("There is no command {word}.{near} Type help for the commands."));
                Ok(())
            }
        };
        if let Err(error) = done {
            self.say_lines(&format!("{error:#}"));
        }
        self.answered(matches!(typed, Typed::Deed(Deed::Quit, _)))
    }

    /// Says why nothing was done with what was typed.
    pub(super) fn refuse(&mut self, why: &str) -> Answer {
        self.say(why);
        self.answered(false)
    }

    fn answered(&mut self, ends: bool) -> Answer {
        Answer { lines: std::mem::take(&mut self.said), ends }
    }

    fn obey(&mut self, deed: Deed, rest: &str) -> anyhow::Result<()> {
        match deed {
            Deed::Take => {
                let [topic] = self.topics(rest)?[..] else {
                    return Err(wrong(
                        "One number opens a topic. For several there is done, start, skip, todo and bookmark.",
                    ));
                };
                self.enter(topic);
            }
            Deed::Mark(mark) => self.mark(&self.topics(rest)?, mark)?,
            Deed::Bookmark => self.bookmark(&self.topics(rest)?)?,
            Deed::Read => {
                let topics = self.topics(rest)?;
                topics.last().copied().into_iter().for_each(|topic| self.read(topic));
            }
            Deed::Up => self.up(),
            Deed::Top => self.go_to(None),
            Deed::List => self.tell_list(),
            Deed::More if self.pages.is_over() => self.say("There is no more."),
            Deed::More => self.more(),
            Deed::Next => self.suggest(),
            Deed::Find => self.find(rest)?,
            Deed::Filter => self.filter(rest)?,
            Deed::Edit => self.edit()?,
            Deed::Add => self.add(rest)?,
            Deed::Open => self.open_resource(rest)?,
            Deed::Tick => self.tick(rest)?,
            Deed::Copy => self.copy(rest)?,
            Deed::Undo => self.undo()?,
            Deed::Redo => self.redo()?,
            Deed::Where => self.tell_place(),
            Deed::Status => self.status(),
            Deed::Help => self.help(),
            Deed::Quit => {}
        }
        Ok(())
    }

    /// Says a line.
    pub(super) fn say(&mut self, words: impl AsRef<str>) {
        self.said.push(SafeText::new(words));
    }

    /// Says lines as sentences.
    pub(super) fn say_all(&mut self, lines: Vec<String>) {
        for line in lines {
            self.say(sentence(&line));
        }
    }

    /// Says each line of an error, the first as a sentence.
    pub(super) fn say_lines(&mut self, words: &str) {
        sentence(words).lines().for_each(|line| self.say(line));
    }

    /// What the words behind a command stand for: numbers of the list, ranges of them, or a topic; where there are none the
    /// open topic.
    fn topics(&self, words: &str) -> anyhow::Result<Vec<TopicIx>> {
        if words.is_empty() {
            return Ok(vec![self.topic_here()?]);
        }
        if words.chars().any(|c| !(c.is_ascii_digit() || " \t,-".contains(c))) {
            if words.len() > LONGEST_NAME {
                return Err(wrong("That is too long for the name of a topic."));
            }
            return Ok(vec![resolve(&self.context.roadmap, words)?]);
        }
        let mut topics = Vec::new();
        for part in words.split([' ', '\t', ',']).filter(|part| !part.is_empty()) {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (self.row(first)?, self.row(last)?);
            if first > last {
                return Err(wrong(format!("{part} is no range: the smaller number comes first.")));
            }
            topics.extend(self.list.rows.iter().take(last).skip(first - 1).map(|row| row.topic));
            if topics.len() > self.list.rows.len() {
                return Err(wrong("That is more than the list has: name each number once."));
            }
        }
        if topics.is_empty() {
            return Err(wrong(format!("{} is no number.", echo(words))));
        }
        Ok(topics)
    }

    /// A number of the list.
    fn row(&self, number: &str) -> anyhow::Result<usize> {
        let all = self.list.rows.len();
        match number.parse() {
            Ok(row) if (1..=all).contains(&row) => Ok(row),
            _ if all == 0 => Err(wrong("This list is empty: no number stands for anything.")),
            _ if number.is_empty() => Err(wrong("A number is missing beside the hyphen.")),
            _ => Err(wrong(format!(
                "There is no {} in this list; its numbers go from 1 to {all}.",
                echo(number)
            ))),
        }
    }

    /// The open topic: the one that was read, else the one whose children are listed. Beside a list of something else that
    /// one is out of sight, and nobody means it.
    ///
    /// # Errors
    /// Where none is.
    pub(super) fn topic_here(&self) -> anyhow::Result<TopicIx> {
        let place = self.place.filter(|_| self.list.head.is_none());
        let nothing = "No topic is open. Type the number of one first, or behind the command, as in done 1.";
        self.open.or(place).ok_or_else(|| wrong(nothing))
    }

    /// Reads a topic, or lists what is below it.
    fn enter(&mut self, topic: TopicIx) {
        if self.context.roadmap.is_leaf(topic) {
            self.read(topic);
        } else {
            self.go_to(Some(topic));
        }
    }

    fn read(&mut self, topic: TopicIx) {
        self.open = Some(topic);
        let lines = reading::lines(&self.context, topic, self.hands.here.width);
        self.pages = Pages::new(lines, LINES);
        self.more();
    }

    fn more(&mut self) {
        let part = self.pages.next();
        self.said.extend(part);
    }

    fn go_to(&mut self, place: Option<TopicIx>) {
        self.open = None;
        self.place = place;
        self.list = List::below(&self.context.roadmap, place);
        self.tell_list();
    }

    fn up(&mut self) {
        if self.open.take().is_some() {
            return self.tell_list();
        }
        match self.place {
            place if self.list.head.is_some() => self.go_to(place),
            Some(place) => self.go_to(self.context.roadmap.topic(place).parent),
            None => self.say("You are at the top."),
        }
    }

    /// Says what the list is of, and its first rows.
    pub(super) fn tell_list(&mut self) {
        let head = match (&self.list.head, self.place) {
            (Some(head), _) => head.to_string(),
            (None, Some(place)) => {
                let note = self.context.roadmap.topic(place).note.as_ref();
                let note = note.map(|_| "; it has a note: read reads it").unwrap_or_default();
                format!("{}{note}", state(&self.context, place))
            }
            (None, None) => {
                let is_flat = self.list.rows.iter().all(|row| self.context.roadmap.is_leaf(row.topic));
                counted(self.list.rows.len(), if is_flat { "topic" } else { "section" })
            }
        };
        self.say(format!("{head}."));
        self.pages = Pages::new(self.list.lines(&self.context), ROWS);
        self.more();
    }

    /// Makes another list the one that the numbers are of.
    fn tell_found(&mut self, head: String, rows: Vec<Row>) {
        self.open = None;
        self.list = List { head: Some(SafeText::new(head)), rows };
        self.tell_list();
    }

    fn suggest(&mut self) {
        let mut found = suggestions(&self.context.roadmap, &self.context.standing, &self.context.counts);
        if found.is_empty() {
            return self.say("Nothing is left to study.");
        }
        found.truncate(SUGGESTED);
        let words = |why| Said::Reason(reason(&self.context, why));
        let rows = found.into_iter().map(|one| Row { topic: one.topic, said: words(one.why) }).collect();
        self.tell_found("What to study next".to_owned(), rows);
    }

    fn find(&mut self, words: &str) -> anyhow::Result<()> {
        let query = Query::new(words);
        if query.is_empty() {
            return Err(wrong("Say what to find, as in find isolation level."));
        }
        let (found, unread) = lines(&self.context, &query);
        let head = format!("{} with {}", counted(found.len(), "line"), echo(words));
        let row = |found: crate::cli::find::Found| {
            let text = found.text.fitted(WIDEST, "");
            let said = match found.line {
                Some(line) => {
                    Said::Words(SafeText::new(format!("{}, line {line}: {text}", found.part.word())))
                }
                None => Said::StateAndPlace,
            };
            Row { topic: found.ix, said: if found.part == Part::Title { Said::StateAndPlace } else { said } }
        };
        if found.is_empty() {
            self.say("No title, note or summary says that.");
        } else {
            self.tell_found(head, found.into_iter().map(row).collect());
        }
        if unread > 0 {
            let texts = counted(unread, "text");
            self.say(format!(
                "{texts} could not be read and searched; the command trailmark check says why."
            ));
        }
        Ok(())
    }

    fn filter(&mut self, words: &str) -> anyhow::Result<()> {
        let only = Only::named(words).map_err(wrong)?;
        if only == Only::All {
            self.go_to(self.place);
            return Ok(());
        }
        let rows = only.list(&self.context, self.place);
        let below = match self.place {
            Some(place) => format!(" below {}", self.context.title(place)),
            None => String::new(),
        };
        if rows.is_empty() {
            self.say(format!("No topic{below} is like that; the list is as it was."));
            return Ok(());
        }
        let head = format!("{} {}{below}", counted(rows.len(), "topic"), only.words());
        self.tell_found(head, rows);
        Ok(())
    }

    /// Says where the person is.
    fn tell_place(&mut self) {
        let roadmap = &self.context.roadmap;
        let mut path: Vec<&str> = vec![roadmap.shown_title().as_str()];
        let here = self.open.or(self.place);
        if let Some(here) = here {
            let mut above: Vec<&str> =
                roadmap.ancestors(here).map(|above| self.context.title(above).as_str()).collect();
            above.reverse();
            path.extend(above);
        }
        let path = path.join(", ");
        let words = match here {
            Some(here) => format!("{path}: {}.", state(&self.context, here)),
            None => format!("{path}: {}.", self.totals().trim_end_matches('.')),
        };
        let list = match &self.list.head {
            Some(head) => format!(" The numbers are of: {head}."),
            None => String::new(),
        };
        self.say(format!("{words}{list}"));
    }

    fn totals(&self) -> String {
        let tally = self.context.counts.whole();
        format!("{} of {} done, {} percent.", tally.done, tally.total, tally.percent())
    }

    fn status(&mut self) {
        self.say(self.totals());
        let all = suggestions(&self.context.roadmap, &self.context.standing, &self.context.counts);
        let is_begun = |why: Why| matches!(why, Why::InProgress { .. });
        let begun: Vec<TopicIx> = all.iter().filter(|one| is_begun(one.why)).map(|one| one.topic).collect();
        self.say(format!("In progress: {}.", named(&self.context, &begun)));
        let next = match all.iter().find(|one| !is_begun(one.why)) {
            Some(one) => format!("{}, {}", self.context.title(one.topic), reason(&self.context, one.why)),
            None => "nothing new".to_owned(),
        };
        self.say(format!("Next: {next}."));
    }

    fn help(&mut self) {
        self.say(
            "A number opens what it stands for in the list. An empty line goes on, or says where you are.",
        );
        for command in &COMMANDS {
            self.say(format!("{}: {}.", command.call(), command.help));
        }
        self.say(
            "Without a number a command is for the open topic. Instead of numbers an id or a title will do.",
        );
    }
}

/// What was typed, to be said again.
fn echo(words: &str) -> SafeText {
    SafeText::new(words).fitted(ECHO, "...")
}

/// What was typed makes no sense.
pub(super) fn wrong(words: impl Into<String>) -> anyhow::Error {
    UsageError(words.into()).into()
}
