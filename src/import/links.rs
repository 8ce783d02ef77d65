//! The links of a note: where their addresses stand, byte by byte, and where they lead.

mod finding;

use crate::note;

pub(super) use finding::{Found, found};

/// A text without its percent signs; as it is where these make no text.
pub(super) fn percent_decoded(text: &str) -> String {
    note::percent_decoded(text).unwrap_or_else(|_| text.to_owned())
}

/// A place in a source that a link of one of its files leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Destination {
    /// The file or folder, relative to the folder of the source; empty for that folder.
    pub(super) path: String,
    /// The place in it, with its `#`; empty for its beginning.
    pub(super) anchor: String,
}

impl Destination {
    /// Where `address`, as it is written in `file`, leads; none where that is not in the folder of the source. A path with `/` at
    /// its beginning begins in that folder.
    pub(super) fn of(address: &str, file: &str) -> Option<Self> {
        let address = address.trim();
        if !is_path(address) {
            return None;
        }
        let (path, anchor) = address.split_at_checked(address.find('#').unwrap_or(address.len()))?;
        let path = path.split('?').next().unwrap_or(path);
        if path.is_empty() {
            return Some(Self { path: file.to_owned(), anchor: anchor.to_owned() });
        }
        let path = percent_decoded(path);
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (mut parts, path): (Vec<&str>, &str) = match path.strip_prefix('/') {
            Some(path) => (Vec::new(), path),
            None => (folder.split('/').filter(|part| !part.is_empty()).collect(), &path),
        };
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        Some(Self { path: parts.join("/"), anchor: anchor.to_owned() })
    }
}

/// Whether an address names a path, and neither a server nor nothing.
pub(super) fn is_path(address: &str) -> bool {
    let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-');
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(fits)
    });
    !(address.is_empty() || has_scheme || address.starts_with("//") || address.contains('\0'))
}

/// The address by which the file `from` names the file `to`; both are relative to the same folder.
pub(super) fn relative(from: &str, to: &str) -> String {
    let folder: Vec<&str> = from.split('/').collect();
    let folder = folder.split_last().map_or(&[][..], |(_, folder)| folder);
    let parts: Vec<&str> = to.split('/').collect();
    let same = folder
        .iter()
        .zip(parts.iter().take(parts.len().saturating_sub(1)))
        .take_while(|(a, b)| a == b)
        .count();
    let up = std::iter::repeat_n("..", folder.len() - same);
    let path: Vec<&str> = up.chain(parts.into_iter().skip(same)).collect();
    encoded(&path.join("/"))
}

/// A path as an address: what Markdown or a browser would read as something else is written with percent signs.
fn encoded(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for c in path.chars() {
        if c.is_whitespace() || c.is_control() || "()<>[]%?#\"'\\`*&".contains(c) {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| {
                // Writing to a String cannot fail.
                let _ = std::fmt::Write::write_fmt(&mut address, format_args!("%{byte:02X}"));
            });
        } else {
            address.push(c);
        }
    }
    // What looks like a scheme is none behind this.
    if is_path(&address) { address } else { format!("./{address}") }
}

/// The text with other addresses: `new` gives one for each that is to change. Nothing else changes.
pub(super) fn rewritten(markdown: &str, mut new: impl FnMut(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut at = 0;
    for Found { bytes, address } in found(markdown) {
        let Some(address) = new(&address) else { continue };
        let Some(before) = markdown.get(at..bytes.start) else { continue };
        text.push_str(before);
        text.push_str(&address);
        at = bytes.end;
    }
    text.push_str(markdown.get(at..).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_an_address_leads() {
        for (address, file, leads) in [
            ("b.md", "a.md", Some("b.md")),
            ("./b%20c.md#x", "d/a.md", Some("d/b c.md#x")),
            ("../b.md", "d/a.md", Some("b.md")),
            ("/assets/b.png", "d/a.md", Some("assets/b.png")),
            ("../../b.md", "d/a.md", None),
            ("..", "d/a.md", Some("")),
            ("#x", "d/a.md", Some("d/a.md#x")),
            ("b.md?raw=true", "a.md", Some("b.md")),
            ("https://a.test", "a.md", None),
            ("//a.test/b", "a.md", None),
            ("mailto:a@b.c", "a.md", None),
            ("", "a.md", None),
        ] {
            let found = Destination::of(address, file).map(|found| found.path + &found.anchor);
            assert_eq!(found.as_deref(), leads, "{address} in {file}");
        }
    }

    #[test]
    fn how_a_file_names_another() {
        for (from, to, address) in [
            ("a.md", "b.md", "b.md"),
            ("d/a.md", "d/b.md", "b.md"),
            ("d/a.md", "b.md", "../b.md"),
            ("d/e/a.md", "d/f/b c(1).md", "../f/b%20c%281%29.md"),
            ("a.md", "d/트랜잭션.md", "d/트랜잭션.md"),
            ("d/d", "d", "../d"),
            ("a.md", "a:b.md", "./a:b.md"),
        ] {
            let named = relative(from, to);
            assert_eq!(named, address, "{from} to {to}");
            assert_eq!(Destination::of(&named, from).map(|found| found.path).as_deref(), Some(to));
        }
    }

    #[test]
    fn only_addresses_change() {
        let text = "# A\r\n\n[a *b* `c`](x.md \"x.md\") ![i](<x y.md>) [r] [s][r] <https://x.md> `[n](x.md)` [](x.md)\n\n\
                    > [q](\n> x.md\n> )\n\n[r]: x.md 'x.md'\n\n<img alt=\"x.md\" src=\"x.md\"> <a href='x.md'>y</a>\n\n\
                    ```\n[n](x.md)\n```\n[z](x.md)";
        let wanted = "# A\r\n\n[a *b* `c`](NEW \"x.md\") ![i](<NEW>) [r] [s][r] <https://x.md> `[n](x.md)` [](NEW)\n\n\
                      > [q](\n> NEW\n> )\n\n[r]: NEW 'x.md'\n\n<img alt=\"x.md\" src=\"NEW\"> <a href='NEW'>y</a>\n\n\
                      ```\n[n](x.md)\n```\n[z](NEW)";
        assert_eq!(rewritten(text, |_| Some("NEW".to_owned())), wanted);
        assert_eq!(rewritten(text, |_| None), text);
        assert_eq!(rewritten(wanted, |address| (address == "x.md").then(|| "b".to_owned())), wanted);
    }
}
