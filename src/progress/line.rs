//! One event a line: the format of a log.
//!
//! [`write_line`] makes one shape only, and `canonical` reads exactly that shape, fast. Whatever else a line says in TOML,
//! written by hand or by another version, is read here with the `toml` crate. Both must agree.

mod canonical;

use std::fmt::Write as _;

use toml::{Table, Value};

use super::{Address, Change, Event, EventKey, Mark};
use crate::roadmap::TopicId;
use crate::text::{SafeText, nearest, push_toml_string};

/// Longest line that is read, in bytes. The longest that is written has about a tenth of it.
pub const MAX_LINE: usize = 64 * 1024;
/// Longest part of a title that is written, in characters.
const MAX_TITLE: usize = 200;

/// What a line of a log is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Blank, a comment, or a setting that this version does not know.
    Other,
    /// `format = N`: the version of the format.
    Format(u64),
    /// An event.
    Event(Event),
}

/// Why a line could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadLine(pub String);

/// Reads one line of a log, without its line break.
///
/// # Errors
/// Says what is wrong with the line.
pub fn read_line(line: &str) -> Result<Line, BadLine> {
    let line = line.strip_suffix('\r').unwrap_or(line);
    let line = line.strip_prefix('\u{FEFF}').unwrap_or(line);
    if line.len() > MAX_LINE {
        return Err(BadLine(format!("the line has {} bytes; {MAX_LINE} is the limit", line.len())));
    }
    if line.starts_with('#') || line.trim_ascii().is_empty() {
        return Ok(Line::Other);
    }
    match canonical::read(line) {
        Some(event) => Ok(Line::Event(event)),
        None => read_toml(line),
    }
}

/// Reads a line as TOML, whatever its shape.
fn read_toml(line: &str) -> Result<Line, BadLine> {
    let table: Table = line
        .parse()
        .map_err(|error: toml::de::Error| BadLine(format!("not readable as TOML: {}", error.message())))?;
    let Some((name, value)) = table.into_iter().next() else { return Ok(Line::Other) };
    match (name.parse::<EventKey>(), value) {
        (Ok(key), Value::Table(fields)) => read_event(key, &fields).map(Line::Event),
        (Ok(_), _) => Err(BadLine("an event is written as KEY = { … }".to_owned())),
        (Err(_), Value::Integer(format @ 1..)) if name == "format" => Ok(Line::Format(format.unsigned_abs())),
        (Err(_), _) if name == "format" => Err(BadLine("`format` is a number such as 1".to_owned())),
        (Err(bad), Value::Table(_) | Value::Array(_)) => Err(BadLine(format!("`{name}` is no key; {bad}"))),
        (Err(_), _) => Ok(Line::Other),
    }
}

fn read_event(key: EventKey, fields: &Table) -> Result<Event, BadLine> {
    let step = if fields.contains_key("step") { Some(key_field(fields, "step")?) } else { None };
    let kinds = ["status", "bookmark", "ticked", "undo", "redo", "reattach"];
    let mut told = kinds.into_iter().filter(|kind| fields.contains_key(*kind));
    let change = match (told.next(), told.next()) {
        (Some(one), Some(other)) => {
            return Err(BadLine(format!("says both `{one}` and `{other}`; an event says one")));
        }
        (Some("status"), None) => read_mark(fields)?,
        (Some("bookmark"), None) => {
            let on = flag_field(fields, "bookmark")?;
            Change::Bookmark { topic: topic_field(fields, "topic")?, title: title(fields)?, on }
        }
        (Some("ticked"), None) => {
            let on = flag_field(fields, "ticked")?;
            let resource = Address::new(text_field(fields, "resource")?);
            Change::Tick { topic: topic_field(fields, "topic")?, title: title(fields)?, resource, on }
        }
        (Some("undo"), None) => Change::Undo(key_field(fields, "undo")?),
        (Some("redo"), None) => Change::Redo(key_field(fields, "redo")?),
        (Some(_), None) => {
            let (from, to) = (topic_field(fields, "reattach")?, topic_field(fields, "to")?);
            Change::Reattach { from, to, title: title(fields)? }
        }
        (None, _) => Change::Unknown,
    };
    Ok(Event { key, step, change })
}

fn read_mark(fields: &Table) -> Result<Change, BadLine> {
    let (topic, title, word) = (topic_field(fields, "topic")?, title(fields)?, text_field(fields, "status")?);
    if let Some(mark) = Mark::from_word(word) {
        return Ok(Change::Mark { topic, title, mark });
    }
    let words = Mark::ALL.map(Mark::word);
    // A later version may know more words. What is close to one of ours, or no word at all, is a slip or damage.
    if let Some(near) = nearest(word, words) {
        return Err(BadLine(format!("no status is called {word:?}; did you mean {near:?}?")));
    }
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
        return Ok(Change::Unknown);
    }
    Err(BadLine(format!("no status is called {word:?}; it is one of {}", words.join(", "))))
}

fn text_field<'a>(fields: &'a Table, name: &str) -> Result<&'a str, BadLine> {
    match fields.get(name) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(BadLine(format!("`{name}` is not a text in quotes"))),
        None => Err(BadLine(format!("`{name}` is missing"))),
    }
}

fn flag_field(fields: &Table, name: &str) -> Result<bool, BadLine> {
    match fields.get(name) {
        Some(Value::Boolean(on)) => Ok(*on),
        _ => Err(BadLine(format!("`{name}` is true or false"))),
    }
}

fn key_field(fields: &Table, name: &str) -> Result<EventKey, BadLine> {
    text_field(fields, name)?.parse().map_err(|bad| BadLine(format!("`{name}` names no event; {bad}")))
}

fn topic_field(fields: &Table, name: &str) -> Result<TopicId, BadLine> {
    TopicId::new(text_field(fields, name)?).map_err(|bad| BadLine(format!("`{name}` names no topic: {bad}")))
}

/// The title; it may be missing, because only people need it.
fn title(fields: &Table) -> Result<SafeText, BadLine> {
    if fields.contains_key("title") {
        text_field(fields, "title").map(SafeText::new)
    } else {
        Ok(SafeText::default())
    }
}

/// Writes an event as one line, with its line break.
///
/// An event of a later version ([`Change::Unknown`]) has no content here and is written without.
pub fn write_line(event: &Event) -> String {
    let mut line = format!("{} = {{", event.key);
    match &event.change {
        Change::Mark { topic, title, mark } => {
            write_topic(&mut line, topic, title);
            write_text(&mut line, ", status", mark.word());
        }
        Change::Bookmark { topic, title, on } => {
            write_topic(&mut line, topic, title);
            line.push_str(if *on { ", bookmark = true" } else { ", bookmark = false" });
        }
        Change::Tick { topic, title, resource, on } => {
            write_topic(&mut line, topic, title);
            write_text(&mut line, ", resource", resource.as_str());
            line.push_str(if *on { ", ticked = true" } else { ", ticked = false" });
        }
        Change::Undo(key) => write_key(&mut line, " undo", key),
        Change::Redo(key) => write_key(&mut line, " redo", key),
        Change::Reattach { from, to, title } => {
            write_text(&mut line, " reattach", from.as_str());
            write_text(&mut line, ", to", to.as_str());
            if !title.is_empty() {
                write_title(&mut line, title);
            }
        }
        Change::Unknown => {}
    }
    if let Some(step) = &event.step {
        write_key(&mut line, if event.change == Change::Unknown { " step" } else { ", step" }, step);
    }
    line.push_str(" }\n");
    line
}

fn write_topic(line: &mut String, topic: &TopicId, title: &SafeText) {
    write_text(line, " topic", topic.as_str());
    write_title(line, title);
}

fn write_title(line: &mut String, title: &SafeText) {
    let short: String = title.as_str().chars().take(MAX_TITLE).collect();
    write_text(line, ", title", &short);
}

fn write_key(line: &mut String, name: &str, key: &EventKey) {
    // A key has nothing to escape. Writing to a String cannot fail.
    let _ = write!(line, "{name} = \"{key}\"");
}

/// Writes `name = "text"`.
fn write_text(line: &mut String, name: &str, text: &str) {
    line.push_str(name);
    line.push_str(" = ");
    push_toml_string(line, text);
}

#[cfg(test)]
mod tests;
