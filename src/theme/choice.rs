//! Which theme a person asks for, and which one the terminal can show.

use super::{Colours, SignSet};

/// A theme as it is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The sixteen colours of the terminal on its own ground.
    #[default]
    Terminal,
    /// True colour on a dark ground.
    Dark,
    /// True colour on a light ground.
    Light,
    /// Dark or light, whichever the terminal's own ground is.
    Auto,
}

impl Choice {
    /// Every choice, the usual one first.
    pub const ALL: [Self; 4] = [Self::Terminal, Self::Dark, Self::Light, Self::Auto];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Auto => "auto",
        }
    }

    /// The choice of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }
}

/// How many colours a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None are to be used.
    None,
    /// Those that its owner has set.
    #[default]
    Sixteen,
    /// Any.
    True,
}

/// What a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Able {
    /// Its colours.
    pub depth: Depth,
    /// Its signs.
    pub signs: SignSet,
}

impl Depth {
    /// The colours for a choice. `shade` is what is known of the terminal's own ground.
    ///
    /// Without true colour there is only the terminal's own theme: the nearest of 256 colours are no longer those whose
    /// contrast is known.
    pub fn colours(self, choice: Choice, shade: Option<Shade>) -> Colours {
        match (self, choice, shade) {
            (Self::None, ..) => Colours::None,
            (Self::True, Choice::Dark, _) | (Self::True, Choice::Auto, Some(Shade::Dark)) => Colours::Dark,
            (Self::True, Choice::Light, _) | (Self::True, Choice::Auto, Some(Shade::Light)) => Colours::Light,
            _ => Colours::Sixteen,
        }
    }
}

/// Whether a ground is dark or light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// Light text is read on it.
    Dark,
    /// Dark text is read on it.
    Light,
}

impl Shade {
    /// The shade of red, green and blue from 0 to 1: light where black is read better on it than white.
    pub fn of([red, green, blue]: [f64; 3]) -> Self {
        // Nearer to what the eye sees than a plain mean, and near enough for a yes or no: a square for the curve of screens.
        let bright = 0.2126 * red * red + 0.7152 * green * green + 0.0722 * blue * blue;
        if bright > 0.179 { Self::Light } else { Self::Dark }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_what_is_asked_for() {
        use Choice::{Auto, Dark, Light, Terminal};
        for (depth, choice, shade, colours) in [
            (Depth::True, Terminal, None, Colours::Sixteen),
            (Depth::True, Dark, Some(Shade::Light), Colours::Dark),
            (Depth::True, Light, None, Colours::Light),
            (Depth::True, Auto, Some(Shade::Dark), Colours::Dark),
            (Depth::True, Auto, Some(Shade::Light), Colours::Light),
            (Depth::True, Auto, None, Colours::Sixteen),
            (Depth::Sixteen, Dark, None, Colours::Sixteen),
            (Depth::Sixteen, Auto, Some(Shade::Light), Colours::Sixteen),
            (Depth::None, Light, None, Colours::None),
        ] {
            assert_eq!(depth.colours(choice, shade), colours, "{depth:?} {choice:?} {shade:?}");
        }
    }

    #[test]
    fn grounds_that_terminals_have() {
        for (hex, shade) in [
            (0x00_0000, Shade::Dark),
            (0x1e_1e2e, Shade::Dark),
            (0x00_2b36, Shade::Dark),
            (0x44_475a, Shade::Dark),
            (0xfd_f6e3, Shade::Light),
            (0xff_ffff, Shade::Light),
            (0xc0_c0c0, Shade::Light),
        ] {
            let part = |shift: u32| f64::from((hex >> shift) & 0xff_u32) / 255.0;
            assert_eq!(Shade::of([part(16), part(8), part(0)]), shade, "{hex:06x}");
        }
    }

    #[test]
    fn names_lead_back() {
        for choice in Choice::ALL {
            assert_eq!(Choice::named(choice.name()), Some(choice));
        }
        assert_eq!(Choice::named("Dark"), None);
    }
}
