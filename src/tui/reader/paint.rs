//! The colours of code in the note pane: which code is to be coloured elsewhere, and what came of it.
//!
//! Code that is on the screen or near it is asked for, once for each page; what came of it is kept by its language and its
//! text, so that it is there again at another width, after an edit elsewhere in the note and on the way back.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::Reader;
use super::stack::{At, PARTS};
use crate::highlight::{Coloured, knows};
use crate::markdown::{Code, Mark, Page};
use crate::theme::Syntax;

/// So much code is kept with its colours, in bytes: the colours take some four times as much.
const KEPT: usize = 1024 * 1024;

/// A piece of code that somebody else should colour.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Canvas {
    /// The language as the author calls it.
    pub language: Box<str>,
    /// The code.
    pub code: String,
}

/// A piece of code, coloured.
#[derive(Clone, Debug)]
pub struct Painting {
    /// What was asked for.
    pub canvas: Arc<Canvas>,
    /// Its colours; none where nobody could find them.
    pub coloured: Option<Arc<Coloured>>,
}

/// What is known of the colours of code.
#[derive(Clone, Debug, Default)]
pub(super) struct Palette {
    pub(super) kept: HashMap<Arc<Canvas>, Option<Arc<Coloured>>>,
    /// The bytes of code in it.
    bytes: usize,
    parts: [Painted; PARTS],
}

/// A page whose code was looked at.
#[derive(Clone, Debug, Default)]
struct Painted {
    /// Held, so that no other page can be taken for it.
    page: Option<Arc<Page>>,
    /// What is known of its blocks of code, by their numbers.
    blocks: HashMap<usize, Swatch>,
}

#[derive(Clone, Debug)]
enum Swatch {
    /// To be coloured. Whether it is on the screen: then it comes before what is only near.
    Wanted(Arc<Canvas>, bool),
    Done(Option<Arc<Coloured>>),
}

impl Palette {
    /// Looks at the code in and around these rows of a page, which are on the screen.
    fn look(&mut self, part: usize, page: Option<&Arc<Page>>, screen: &Range<usize>) {
        let Some(painted) = self.parts.get_mut(part) else { return };
        let is_same = match (&painted.page, page) {
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            (None, None) => true,
            _ => false,
        };
        if !is_same {
            *painted = Painted { page: page.cloned(), blocks: HashMap::new() };
        }
        // What is wanted no more is not asked for any more.
        painted.blocks.retain(|_, swatch| matches!(swatch, Swatch::Done(_)));
        let Some(page) = page else { return };
        let height = screen.len();
        let near = screen.start.saturating_sub(height)..screen.end.saturating_add(height);
        let first = page.code.partition_point(|code| code.rows.end <= near.start);
        let blocks = page.code.iter().enumerate().skip(first);
        for (number, code) in blocks.take_while(|(_, code)| code.rows.start < near.end) {
            if !painted.blocks.contains_key(&number) && knows(&code.language) {
                let canvas = Arc::new(Canvas { language: code.language.clone(), code: page.code_text(code) });
                let is_seen = code.rows.start < screen.end && screen.start < code.rows.end;
                let kept = self.kept.get(&canvas).cloned();
                painted.blocks.insert(number, kept.map_or(Swatch::Wanted(canvas, is_seen), Swatch::Done));
            }
        }
    }

    /// What is to be coloured, first what is on the screen.
    fn canvases(&self) -> Vec<Arc<Canvas>> {
        let mut wanted: Vec<_> = self.parts.iter().enumerate().flat_map(wanted).collect();
        wanted.sort_by_key(|(is_seen, part, number, _)| (!is_seen, *part, *number));
        wanted.into_iter().map(|(.., canvas)| Arc::clone(canvas)).collect()
    }

    fn take(&mut self, Painting { canvas, coloured }: Painting) {
        for swatch in self.parts.iter_mut().flat_map(|part| part.blocks.values_mut()) {
            if matches!(swatch, Swatch::Wanted(wanted, _) if *wanted == canvas) {
                *swatch = Swatch::Done(coloured.clone());
            }
        }
        if self.bytes + canvas.code.len() > KEPT {
            self.kept.clear();
            self.bytes = 0;
        }
        let bytes = canvas.code.len();
        if self.kept.insert(canvas, coloured).is_none() {
            self.bytes += bytes;
        }
    }

    /// The looks of a row of code, as far as its colours are known.
    pub(super) fn marks(&self, page: &Page, at: At, syntax: Option<Syntax>) -> Vec<Mark> {
        let marks = || {
            let number = page.code.partition_point(|code| code.rows.end <= at.row);
            let code: &Code = page.code.get(number).filter(|code| code.rows.contains(&at.row))?;
            match self.parts.get(at.part)?.blocks.get(&number)? {
                Swatch::Done(Some(coloured)) => Some(page.code_marks(at.row, code, (coloured, &syntax?))),
                Swatch::Done(None) | Swatch::Wanted(..) => None,
            }
        };
        marks().unwrap_or_default()
    }
}

/// What is wanted of a page: whether it is on the screen, the numbers of the page and of the block, and the code.
fn wanted((part, painted): (usize, &Painted)) -> impl Iterator<Item = (bool, usize, usize, &Arc<Canvas>)> {
    painted.blocks.iter().filter_map(move |(number, swatch)| match swatch {
        Swatch::Wanted(canvas, is_seen) => Some((*is_seen, part, *number, canvas)),
        Swatch::Done(_) => None,
    })
}

impl Reader {
    /// Looks at the code that is on the screen or near it; not where there are no colours for it.
    pub(super) fn follow_code(&mut self) {
        if self.looks.syntax.is_none() {
            return;
        }
        let screens = self.stack().rows_of_parts(self.top..self.top + self.height.max(1));
        let Self { palette, summary, note, .. } = self;
        // The other pages are made of facts.
        let pages = [None, summary.page(), None, note.page(), None, None];
        for (part, (page, screen)) in pages.into_iter().zip(&screens).enumerate() {
            palette.look(part, page.map(|(page, _)| page), screen);
        }
    }

    /// The code that is to be coloured elsewhere, first what is on the screen.
    pub fn canvases(&self) -> Vec<Arc<Canvas>> {
        self.palette.canvases()
    }

    /// Takes code that was coloured.
    pub fn hang(&mut self, painting: Painting) {
        self.palette.take(painting);
    }
}
