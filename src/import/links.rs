//! The links of a note: where their addresses stand, byte by byte, and where they lead.

mod finding;

use crate::note;

pub(super) use finding::{Found, found};

/// A text without its percent signs; as it is where these make no text.
pub(super) fn percent_decoded(text: &str) -> String {
    note::percent_decoded(text).unwrap_or_else(|| text.to_owned())
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
        let path = note::resolved(&percent_decoded(path), file)?;
        Some(Self { path, anchor: anchor.to_owned() })
    }
}

/// Whether an address names a path, and neither a server nor nothing.
pub(super) fn is_path(address: &str) -> bool {
    !(address.is_empty()
        || note::scheme(address).is_some()
        || address.starts_with("//")
        || address.contains('\0'))
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
