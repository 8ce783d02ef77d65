//! The colours of the page can be read in light and in dark, by WCAG 2.2, 1.4.3.

use std::collections::HashMap;

use super::STYLE;

/// The colours of each block of the style that sets them: light, dark by the system, dark by choice.
fn schemes() -> Vec<HashMap<&'static str, &'static str>> {
    let blocks = STYLE.split("--ground: #").skip(1).filter(|block| block.contains("--accent:"));
    let scheme = |block: &'static str| {
        let (colours, _) = block.split_once('}').unwrap();
        let named = colours.split(';').filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
        let ground = colours.split(';').next().map(|colour| ("ground", colour));
        ground.into_iter().chain(named).collect()
    };
    blocks.map(scheme).collect()
}

/// How bright a colour is, from 0 to 1.
fn luminance(hex: &str) -> f64 {
    let number = u32::from_str_radix(hex, 16).unwrap();
    let linear = |shift: u32| {
        let part = f64::from(number >> shift & 0xff) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0)
}

#[test]
fn text_can_be_read_on_every_ground_it_stands_on() {
    let schemes = schemes();
    assert_eq!(schemes.len(), 3, "light, and dark twice");
    assert_eq!(schemes[1], schemes[2]);
    for colours in &schemes {
        let on_page =
            ["text", "quiet", "accent", "done", "doing", "error", "constant"].map(|text| (text, "ground"));
        let in_code =
            ["text", "comment", "done", "constant", "accent", "error", "quiet"].map(|text| (text, "code"));
        let on_row = ["text", "quiet", "accent", "done", "doing"].map(|text| (text, "selected"));
        let marked = [("text", "mark")];
        for (text, ground) in on_page.into_iter().chain(in_code).chain(on_row).chain(marked) {
            let (one, two) = (luminance(colours[text]) + 0.05, luminance(colours[ground]) + 0.05);
            let contrast = one.max(two) / one.min(two);
            assert!(contrast >= 4.5, "{text} on {ground}: {contrast:.2}, {colours:?}");
        }
    }
}
