//! Invisible characters that carry what the leaf renderer cannot: they go in with the source and are taken out of the
//! text that comes back. A prepared note has none of them, see [`crate::note::is_reserved`].

use crate::note::Face;

/// Neither blank nor punctuation nor letter; holds a place and means nothing.
pub(super) const GUARD: char = '\u{2060}';
/// A link begins.
pub(super) const LINK: char = '\u{2061}';
/// A link ends.
pub(super) const LINK_END: char = '\u{2062}';
/// What matters less begins.
pub(super) const ASIDE: char = '\u{2063}';
/// What matters less ends.
pub(super) const ASIDE_END: char = '\u{2064}';
/// The line ends.
pub(super) const BREAK: char = '\u{206A}';
/// Text begins that HTML tags made strong.
pub(super) const STRONG: char = '\u{206B}';
/// Text begins that HTML tags emphasised.
pub(super) const EMPHASIS: char = '\u{206C}';
/// Text begins that HTML tags struck through.
pub(super) const STRIKE: char = '\u{206D}';
/// Text begins that HTML tags made code.
pub(super) const CODE: char = '\u{206E}';
/// The last of these ends.
pub(super) const FACE_END: char = '\u{206F}';

/// The mark that begins a look.
pub(super) fn of(face: Face) -> char {
    match face {
        Face::Strong => STRONG,
        Face::Emphasis => EMPHASIS,
        Face::Strike => STRIKE,
        Face::Code => CODE,
    }
}

/// What the marks so far say about the text that follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// The number of the link that is open.
    pub(super) link: Option<u32>,
    /// How many links have begun.
    links: u32,
    pub(super) aside: bool,
    /// The looks that HTML tags gave, the innermost last.
    pub(super) faces: Vec<Face>,
}

impl State {
    /// Takes a mark into account.
    pub(super) fn take(&mut self, mark: char) {
        match mark {
            LINK => {
                self.link = Some(self.links);
                self.links += 1;
            }
            LINK_END => self.link = None,
            ASIDE => self.aside = true,
            ASIDE_END => self.aside = false,
            STRONG => self.faces.push(Face::Strong),
            EMPHASIS => self.faces.push(Face::Emphasis),
            STRIKE => self.faces.push(Face::Strike),
            CODE => self.faces.push(Face::Code),
            FACE_END => drop(self.faces.pop()),
            _ => {}
        }
    }
}
