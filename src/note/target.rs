//! Where an address leads that a note names.

use super::address::scheme;
use super::path::{decoded, is_markdown, resolved};
use crate::roadmap::NotePath;

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A place in the same note: what [`super::Anchors`] calls a heading, or the id of a footnote. Empty for its top.
    Anchor(String),
    /// Another note of the folder.
    Note {
        /// Its path below the folder of the notes.
        path: NotePath,
        /// The place in it.
        anchor: Option<String>,
    },
    /// An address for the browser or the mail program, clean.
    Web(String),
    /// Nothing that may be followed.
    Refused(Refusal),
}

/// Why an address is not followed, as a sentence that the address may come behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no address.
    #[error("This link has no address")]
    Empty,
    /// Characters that an address cannot have.
    #[error("The address has blanks or invisible characters in it")]
    BadCharacters,
    /// A scheme that is not followed.
    #[error("Only web and mail addresses are opened")]
    Scheme,
    /// A web or mail address that names no server, or nobody to write to.
    #[error("the address names no server, or nobody to write to")]
    NoPlace,
    /// A path out of the folder.
    #[error("The address leads out of the folder of the notes")]
    Leaves,
    /// A path that no note can have.
    #[error("The address is no path of a note")]
    BadPath,
    /// A file that is no note.
    #[error("This leads to a file that is no note")]
    NoNote,
}

impl Target {
    /// Where `address`, as it is written in the note at `note`, leads.
    ///
    /// A path begins in the folder of the note, or with `/` in the folder of the notes; where the path of the note is
    /// not known, it stands in that folder itself.
    pub fn of(address: &str, note: Option<&NotePath>) -> Self {
        Self::resolve(address.trim(), note).unwrap_or_else(Self::Refused)
    }

    /// The file that `address` names, of whatever kind, below the folder of the notes; none where it names none, or one
    /// outside.
    pub fn file(address: &str, note: &NotePath) -> Option<NotePath> {
        let address = address.trim();
        if scheme(address).is_some() || address.starts_with("//") {
            return None;
        }
        let path = address.split(['#', '?']).next().filter(|path| !path.is_empty())?;
        below(&decoded(path)?, Some(note)).ok()
    }

    fn resolve(address: &str, note: Option<&NotePath>) -> Result<Self, Refusal> {
        if address.is_empty() {
            return Err(Refusal::Empty);
        }
        if let Some(anchor) = address.strip_prefix('#') {
            return Ok(Self::Anchor(text_of(anchor)?));
        }
        if let Some(scheme) = scheme(address) {
            return web(address, scheme);
        }
        if address.starts_with("//") {
            return Err(Refusal::Scheme);
        }
        let (path, anchor) = match address.split_once('#') {
            Some((path, anchor)) => (path, Some(text_of(anchor)?).filter(|anchor| !anchor.is_empty())),
            None => (address, None),
        };
        // What stands after `?` is for a server, which there is not.
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let path = note_path(&text_of(path)?, note)?;
        if note == Some(&path) {
            return Ok(Self::Anchor(anchor.unwrap_or_default()));
        }
        Ok(Self::Note { path, anchor })
    }
}

fn text_of(address: &str) -> Result<String, Refusal> {
    decoded(address).ok_or(Refusal::BadCharacters)
}

fn web(address: &str, scheme: &str) -> Result<Target, Refusal> {
    let is_followed = ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    if !is_followed {
        return Err(Refusal::Scheme);
    }
    if address.contains(char::is_whitespace) || crate::text::clean(address) != address {
        return Err(Refusal::BadCharacters);
    }
    let rest = address.get(scheme.len() + 1..).unwrap_or_default();
    let names_place = match rest.strip_prefix("//") {
        Some(host) => !host.is_empty() && !host.starts_with('/') && !scheme.eq_ignore_ascii_case("mailto"),
        None => scheme.eq_ignore_ascii_case("mailto") && !rest.is_empty() && !rest.starts_with('/'),
    };
    if names_place { Ok(Target::Web(address.to_owned())) } else { Err(Refusal::NoPlace) }
}

/// The path of a file that is named in a note.
fn below(path: &str, from: Option<&NotePath>) -> Result<NotePath, Refusal> {
    let path = resolved(path, from.map_or("", NotePath::as_str)).ok_or(Refusal::Leaves)?;
    NotePath::new(&path).map_err(|_| Refusal::BadPath)
}

/// The path of a note that is named in another.
fn note_path(path: &str, from: Option<&NotePath>) -> Result<NotePath, Refusal> {
    let path = below(path, from)?;
    if is_markdown(path.as_str()) { Ok(path) } else { Err(Refusal::NoNote) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where an address leads from `internet/tcp.md`, in one line.
    fn leads(address: &str) -> String {
        let note = NotePath::new("internet/tcp.md").expect("a path");
        match Target::of(address, Some(&note)) {
            Target::Anchor(anchor) => format!("#{anchor}"),
            Target::Note { path, anchor: None } => path.as_str().to_owned(),
            Target::Note { path, anchor: Some(anchor) } => format!("{path} #{anchor}"),
            Target::Web(address) => format!("web {address}"),
            Target::Refused(why) => format!("{why:?}"),
        }
    }

    #[test]
    fn an_address_leads_somewhere_or_is_refused() {
        for (address, expected) in [
            ("#here", "#here"),
            ("#", "#"),
            ("#%ED%95%9C%EA%B8%80", "#한글"),
            ("#fn:1", "#fn:1"),
            ("udp.md", "internet/udp.md"),
            ("./udp.md#a-b", "internet/udp.md #a-b"),
            ("udp.md#", "internet/udp.md"),
            ("tcp.md#here", "#here"),
            ("../http/한글%20노트.md", "http/한글 노트.md"),
            ("/http.markdown", "http.markdown"),
            ("a/../../x.MD?plain=1#y", "x.MD #y"),
            ("../../x.md", "Leaves"),
            ("/../x.md", "Leaves"),
            ("%2e%2e/%2e%2e/etc.md", "Leaves"),
            ("..%5Cx.md", "BadPath"),
            ("c|d.md", "BadPath"),
            ("/", "BadPath"),
            ("x%00.md", "BadPath"),
            ("%FF.md", "BadCharacters"),
            ("100%.md", "internet/100%.md"),
            ("image.png", "NoNote"),
            ("folder/", "NoNote"),
            ("http://a.b", "web http://a.b"),
            ("HTTPS://a.b/c?d=%20#e", "web HTTPS://a.b/c?d=%20#e"),
            ("https://ko.wikipedia.org/wiki/한국어", "web https://ko.wikipedia.org/wiki/한국어"),
            ("mailto:a@b.c", "web mailto:a@b.c"),
            (" https://a.b ", "web https://a.b"),
            ("https://a b", "BadCharacters"),
            ("https://a.b/\u{1B}]52;", "BadCharacters"),
            ("https://a.b/\u{202E}x", "BadCharacters"),
            ("https:", "NoPlace"),
            ("https:///x", "NoPlace"),
            ("mailto:", "NoPlace"),
            ("mailto:--x", "web mailto:--x"),
            ("javascript:alert(1)", "Scheme"),
            ("file:///etc/passwd", "Scheme"),
            ("data:text/html,x", "Scheme"),
            ("ftp://a.b", "Scheme"),
            ("//host/x.md", "Scheme"),
            ("c:x.md", "Scheme"),
            ("", "Empty"),
        ] {
            assert_eq!(leads(address), expected, "{address:?}");
        }
        let note = NotePath::new("internet/tcp.md").expect("a path");
        for (address, file) in [
            ("a%20b.png?raw=1#x", "internet/a b.png"),
            ("/p.svg", "p.svg"),
            ("../../p.png", "-"),
            ("https://a.b/p.png", "-"),
            ("//a.b/p.png", "-"),
            ("data:image/png,x", "-"),
            ("", "-"),
        ] {
            let found = Target::file(address, &note);
            assert_eq!(found.as_ref().map_or("-", NotePath::as_str), file, "{address:?}");
        }
        assert_eq!(
            Target::of("../x.md", None),
            Target::Refused(Refusal::Leaves),
            "a note whose path is not known stands in the folder itself"
        );
    }
}
