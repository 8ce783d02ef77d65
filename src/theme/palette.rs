//! The two themes in true colour: each brings the ground that it is painted on.

use ratatui::style::{Color, Modifier, Style};

use super::{Syntax, Theme};

/// The colours of a theme, by what they are for.
#[derive(Debug)]
pub(super) struct Palette {
    /// Behind everything.
    ground: Color,
    text: Color,
    secondary: Color,
    frame: Color,
    accent: Color,
    /// Behind the row under the cursor.
    selected: Color,
    done: Color,
    in_progress: Color,
    /// Constants in code: the one colour that has no other role yet.
    constant: Color,
    error: Color,
    /// Behind code, and what is quiet there.
    code: Color,
    comment: Color,
}

/// On a dark ground.
pub(super) const DARK: Palette = Palette {
    ground: rgb(0x0f_1419),
    text: rgb(0xd5_d9e0),
    secondary: rgb(0x7a_8594),
    frame: rgb(0x2f_3a47),
    accent: rgb(0x5c_c2d6),
    selected: rgb(0x1d_2a36),
    done: rgb(0x6f_bf8b),
    in_progress: rgb(0xe5_b567),
    constant: rgb(0xc9_a0dc),
    error: rgb(0xef_7d72),
    code: rgb(0x16_1d25),
    comment: rgb(0x7f_8a99),
};

/// On a light ground.
pub(super) const LIGHT: Palette = Palette {
    ground: rgb(0xfb_faf7),
    text: rgb(0x22_272e),
    secondary: rgb(0x6b_7280),
    frame: rgb(0xd5_d3cc),
    accent: rgb(0x0b_7285),
    selected: rgb(0xe3_eef0),
    done: rgb(0x2b_7a4b),
    in_progress: rgb(0x8f_5600),
    constant: rgb(0x7c_4d99),
    error: rgb(0xb4_2318),
    code: rgb(0xf1_efe9),
    // Darker than what is quiet elsewhere: the ground of code is.
    comment: rgb(0x65_6c7a),
};

const fn rgb(hex: u32) -> Color {
    Color::from_u32(hex)
}

impl Palette {
    /// These colours in place of the weights of `plain`.
    pub(super) fn over(&self, plain: &Theme) -> Theme {
        let of = |colour| Style::new().fg(colour);
        let on = |text, ground| {
            let style = Style::new().fg(text).bg(ground);
            style.remove_modifier(Modifier::DIM | Modifier::CROSSED_OUT)
        };
        Theme {
            ground: Style::new().fg(self.text).bg(self.ground),
            secondary: of(self.secondary),
            frame: of(self.frame),
            accent: of(self.accent),
            title: of(self.accent).bold(),
            selected: on(self.accent, self.selected),
            chosen: on(self.ground, self.accent).bold(),
            done: of(self.done),
            in_progress: of(self.in_progress),
            skipped: of(self.secondary).crossed_out(),
            error: of(self.error),
            code: Style::new().bg(self.code),
            link: of(self.accent).underlined(),
            hit: on(self.ground, self.accent),
            current_hit: on(self.ground, self.text).bold(),
            syntax: Some(self.syntax()),
            ..plain.clone()
        }
    }

    fn syntax(&self) -> Syntax {
        let of = |colour| Style::new().fg(colour);
        Syntax {
            comment: of(self.comment),
            string: of(self.done),
            constant: of(self.constant),
            keyword: of(self.accent),
            definition: Style::new().bold(),
            inserted: of(self.done),
            deleted: of(self.error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::tests::ROLES;
    use crate::theme::{Colours, SignSet};

    /// The least that text may differ from its ground, by WCAG 2.2, 1.4.3.
    const READABLE: f64 = 4.5;

    /// How bright a colour is, from 0 to 1, by the definition of WCAG 2.2.
    fn luminance(colour: Color) -> f64 {
        let Color::Rgb(r, g, b) = colour else { panic!("{colour} is the terminal's own") };
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(one: Color, other: Color) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The contrast of a text of this style that stands on `ground`.
    fn of(style: Style, ground: Style) -> f64 {
        let shown = ground.patch(style);
        assert!(!shown.add_modifier.contains(Modifier::REVERSED | Modifier::DIM), "{style:?}");
        contrast(shown.fg.expect("a colour"), shown.bg.expect("a ground"))
    }

    fn themes() -> [(&'static str, Theme); 2] {
        [("dark", Colours::Dark), ("light", Colours::Light)]
            .map(|(name, colours)| (name, Theme::new(colours, SignSet::Unicode)))
    }

    #[test]
    fn contrast_is_that_of_the_definition() {
        assert!((contrast(rgb(0), rgb(0xff_ffff)) - 21.0).abs() < 0.001);
        assert!((contrast(rgb(0x77_7777), rgb(0xff_ffff)) - 4.478).abs() < 0.001);
    }

    #[test]
    fn every_text_is_readable_on_its_ground() {
        for (name, theme) in themes() {
            let texts = [
                theme.text,
                theme.secondary,
                theme.accent,
                theme.title,
                theme.strong,
                theme.emphasis,
                theme.done,
                theme.in_progress,
                theme.skipped,
                theme.error,
                theme.link,
                theme.chosen,
                theme.hit,
                theme.current_hit,
            ];
            for style in texts {
                let found = of(style, theme.ground);
                assert!(found >= READABLE, "{name}: {found:.2} of {style:?}");
                let selected = of(style.patch(theme.selected), theme.ground);
                assert!(selected >= READABLE, "{name}: {selected:.2} of {style:?} where it is selected");
            }
        }
    }

    #[test]
    fn code_is_readable_on_its_ground() {
        for (name, theme) in themes() {
            let ground = theme.ground.patch(theme.code);
            let syntax = theme.syntax.expect("colours");
            let in_code = ROLES.map(|role| syntax.style(role));
            // Code may be in a link, and words are found in it.
            let over = [theme.link, theme.error, theme.chosen, theme.hit, theme.current_hit];
            for style in in_code.into_iter().chain(over) {
                let found = of(style, ground);
                assert!(found >= READABLE, "{name}: {found:.2} of {style:?}");
            }
        }
    }

    #[test]
    fn the_selected_row_wins_over_every_span() {
        for (name, theme) in themes() {
            let alone = theme.ground.patch(theme.selected);
            for style in [theme.skipped, theme.done, theme.code, theme.hit, theme.error] {
                let shown = theme.ground.patch(style).patch(theme.selected);
                assert_eq!((shown.fg, shown.bg), (alone.fg, alone.bg), "{name}: {style:?}");
                assert!(!shown.add_modifier.contains(Modifier::CROSSED_OUT), "{name}: {style:?}");
            }
        }
    }

    #[test]
    fn grounds_can_be_told_apart() {
        for (name, theme) in themes() {
            let grounds = [theme.ground, theme.selected, theme.code].map(|style| style.bg.expect("a ground"));
            for (at, ground) in grounds.iter().enumerate() {
                for other in grounds.iter().skip(at + 1) {
                    assert!(contrast(*ground, *other) > 1.02, "{name}: {ground} and {other}");
                }
            }
        }
    }
}
