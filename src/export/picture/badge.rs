//! The badge: title and percent, as wide as they need.

use std::fmt::Write as _;

use super::label::{Label, escaped};
use super::{FONTS, head, pixels};
use crate::export::{Study, seal};

const HEIGHT: u32 = 20;
const SIZE: u32 = 11;
/// Room for the title, in pixels.
const ROOM: u32 = 280;
/// Beside each text, in tenths of pixels.
const PAD: u32 = 60;

/// Draws the badge of a study.
pub fn badge(study: Study<'_>) -> String {
    let title = study.roadmap.shown_title().as_str();
    let tally = study.counts.whole();
    let percent = format!("{}%", tally.percent());
    let (left, right) = (Label::new(title, SIZE, ROOM), Label::new(&percent, SIZE, ROOM));
    let split = left.width + 2 * PAD;
    let width = split + right.width + 2 * PAD;
    let state = match tally {
        tally if tally.is_complete() => "done",
        tally if tally.done + tally.in_progress > 0 => "begun",
        _ => "new",
    };
    let said = escaped(&format!("{title}: {percent}"));
    let whole = pixels(width);
    let mut out = head(&whole, HEIGHT, &said);
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "text{{font-family:{FONTS};fill:#fff}}\n\
         .title{{fill:#57606a}}.done{{fill:#1a7f37}}.begun{{fill:#0969da}}.new{{fill:#6e7781}}\n\
         @media (prefers-color-scheme:dark){{.title{{fill:#373e47}}.done{{fill:#238636}}.begun{{fill:#1f6feb}}.new{{fill:#545d68}}}}\n\
         </style>\n\
         <clipPath id=\"round\"><rect width=\"{whole}\" height=\"{HEIGHT}\" rx=\"3\"/></clipPath>\n\
         <g clip-path=\"url(#round)\">\n\
         <rect class=\"title\" width=\"{split}\" height=\"{HEIGHT}\"/>\n\
         <rect class=\"{state}\" x=\"{split}\" width=\"{rest}\" height=\"{HEIGHT}\"/>\n\
         </g>\n",
        split = pixels(split),
        rest = pixels(width - split),
    );
    left.draw(&mut out, "name", (PAD, 14, "start"));
    right.draw(&mut out, "share", (split + PAD, 14, "start"));
    out.push_str("</svg>\n");
    seal::sealed(out)
}
