//! The card: title, bar, sums, and a small bar for each section.

use std::fmt::Write as _;

use super::label::{Label, escaped};
use super::{FONTS, head, pixels, share};
use crate::counts::Tally;
use crate::export::{Study, seal};
use crate::progress::Mark;
use crate::roadmap::TopicIx;

const WIDTH: u32 = 480;
const PAD: u32 = 24;
/// Where the sections begin.
const FIRST: u32 = 118;
/// Between two sections.
const STEP: u32 = 24;
/// Most sections that are drawn; the others are counted.
const MOST: usize = 16;
/// Where the bars of sections begin, and how long they are.
const BAR: (u32, u32) = (252, 148);

/// Draws the card of a study, with `day` in its corner where there is one.
pub fn card(study: Study<'_>, day: Option<&str>) -> String {
    let sections: Vec<TopicIx> = study.roadmap.sections().collect();
    let shown = sections.get(..MOST.min(sections.len())).unwrap_or_default();
    let more = sections.len() - shown.len();
    // The last line has the sections that are not drawn, and the day.
    let last = u32::from(more > 0 || day.is_some());
    let lines = u32::try_from(shown.len()).unwrap_or_default() + last;
    let height = FIRST + STEP * lines;
    let mut out = String::new();
    begin(&mut out, study, height);
    for (row, section) in (0..).zip(shown) {
        draw_section(&mut out, study, (*section, FIRST + STEP * row));
    }
    let foot = height - STEP + 4;
    if more > 0 {
        let words = format!("and {more} more section{}", if more == 1 { "" } else { "s" });
        Label::new(&words, 12, 260).draw(&mut out, "soft", (PAD * 10, foot, "start"));
    }
    if let Some(day) = day {
        Label::new(day, 12, 160).draw(&mut out, "soft", ((WIDTH - PAD) * 10, foot, "end"));
    }
    out.push_str("</svg>\n");
    seal::sealed(out)
}

/// The frame, the title, and how far the person has come.
fn begin(out: &mut String, study: Study<'_>, height: u32) {
    let title = study.roadmap.shown_title().as_str();
    let tally = study.counts.whole();
    let said = escaped(&format!("{title}: {}%, {} of {} done", tally.percent(), tally.done, tally.total));
    let (inner_width, inner_height) = (WIDTH - 1, height - 1);
    out.push_str(&head(&WIDTH.to_string(), height, &said));
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "text{{font-family:{FONTS};fill:#1f2328}}.title{{font-weight:600}}.soft{{fill:#59636e}}\n\
         .card{{fill:#fff;stroke:#d1d9e0}}.track{{fill:#e6eaef}}.done{{fill:#1a7f37}}.doing{{fill:#bf8700}}\n\
         @media (prefers-color-scheme:dark){{text{{fill:#f0f6fc}}.soft{{fill:#9198a1}}\
         .card{{fill:#0d1117;stroke:#3d444d}}.track{{fill:#2a313c}}.done{{fill:#3fb950}}.doing{{fill:#d29922}}}}\n\
         </style>\n\
         <rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"{inner_width}\" height=\"{inner_height}\" rx=\"6\"/>\n"
    );
    let percent = Label::new(&format!("{}%", tally.percent()), 18, 80);
    Label::new(title, 18, WIDTH - 2 * PAD - 80).draw(out, "title", (PAD * 10, 40, "start"));
    percent.draw(out, "title", ((WIDTH - PAD) * 10, 40, "end"));
    bar(out, tally, (PAD, 54, WIDTH - 2 * PAD, 8));
    Label::new(&sums(study, tally), 13, WIDTH - 2 * PAD).draw(out, "soft", (PAD * 10, 86, "start"));
}

/// The sums in words; those of nothing are left out.
fn sums(study: Study<'_>, tally: Tally) -> String {
    let is_skipped = |ix: &TopicIx| study.roadmap.is_unit(*ix) && study.mark(*ix) == Mark::Skipped;
    let skipped = study.roadmap.indices().filter(is_skipped).count();
    let mut words = format!("{} of {} done", tally.done, tally.total);
    if tally.in_progress > 0 {
        let _ = write!(words, " · {} in progress", tally.in_progress);
    }
    if skipped > 0 {
        let _ = write!(words, " · {skipped} skipped");
    }
    words
}

fn draw_section(out: &mut String, study: Study<'_>, (section, y): (TopicIx, u32)) {
    let tally = study.counts.of(section);
    let title = study.roadmap.topic(section).shown().as_str();
    Label::new(title, 13, BAR.0 - PAD - 12).draw(out, "name", (PAD * 10, y + 4, "start"));
    bar(out, tally, (BAR.0, y - 3, BAR.1, 6));
    let share = format!("{}/{}", tally.done, tally.total);
    Label::new(&share, 12, 48).draw(out, "soft", ((WIDTH - PAD) * 10, y + 4, "end"));
}

/// A bar at (x, y) of this length and height: what is done, then what is in progress.
fn bar(out: &mut String, tally: Tally, (x, y, length, height): (u32, u32, u32, u32)) {
    let round = height / 2;
    let mut part = |class: &str, tenths: u32| {
        if tenths > 0 {
            // No shorter than its round ends.
            let width = pixels(tenths.max(height * 10));
            let _ = writeln!(
                out,
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"/>"
            );
        }
    };
    part("track", length * 10);
    if tally.in_progress > 0 {
        part("doing", share(length, tally.done + tally.in_progress, tally.total));
    }
    part("done", share(length, tally.done, tally.total));
}
