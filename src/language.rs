//! Languages of titles and notes: how they are named, which one is wanted, and which of those that there are comes next to
//! it.

use std::fmt;

use crate::text::SafeText;

/// Longest tag, in bytes: longer ones have no use but to fill screens.
const LONGEST: usize = 35;

/// What languages are called; of others the tag is shown.
const NAMES: [(&str, &str); 32] = [
    ("ar", "Arabic"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sv", "Swedish"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
    ("und", "the original"),
];

/// The tag of a language, BCP 47 in lower case: `ko`, `pt-br`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LanguageTag(Box<str>);

impl LanguageTag {
    /// Takes `text` as a tag, in any case and with `_` for `-`; none where it can be none.
    pub fn new(text: &str) -> Option<Self> {
        let tag = text.to_ascii_lowercase().replace('_', "-");
        let mut parts = tag.split('-');
        let language = parts.next()?;
        let fits = (2..=8).contains(&language.len())
            && language.bytes().all(|byte| byte.is_ascii_lowercase())
            && tag.len() <= LONGEST
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        fits.then(|| Self(tag.into()))
    }

    /// The tag of a locale such as `ko_KR.UTF-8`; none of `C` and `POSIX`, which speak no language.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let name = locale.split(['.', '@']).next()?;
        if name.eq_ignore_ascii_case("posix") { None } else { Self::new(name) }
    }

    /// What stands for the language that a roadmap is written in, where that is not named.
    pub fn own() -> Self {
        Self("und".into())
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag, and what it comes to where its last parts are left out, as RFC 4647 (3.4) looks languages up.
    pub fn ranges(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(&*self.0), |tag| {
            let (mut rest, _) = tag.rsplit_once('-')?;
            // A part of one letter only says what the next one is.
            while let Some((before, _)) = rest.rsplit_once('-').filter(|(_, last)| last.len() == 1) {
                rest = before;
            }
            Some(rest)
        })
    }

    /// What the language is called in English, or else its tag: `Korean`, `Portuguese (pt-br)`.
    pub fn name(&self) -> SafeText {
        let language = self.0.split('-').next().unwrap_or_default();
        let known = NAMES.iter().find(|(tag, _)| *tag == language);
        SafeText::from(match known {
            Some((_, name)) if language.len() == self.0.len() => (*name).to_owned(),
            Some((_, name)) => format!("{name} ({self})"),
            None => self.0.to_string(),
        })
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Who wants which language; the first that wants one decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LanguageWishes {
    /// What was chosen while the program runs.
    pub here: Option<LanguageTag>,
    /// The command line, or else `TRAILMARK_LANG`.
    pub asked: Option<LanguageTag>,
    /// The settings.
    pub usual: Option<LanguageTag>,
    /// The locale.
    pub locale: Option<LanguageTag>,
}

impl LanguageWishes {
    /// The language that is wanted.
    pub fn first(&self) -> Option<&LanguageTag> {
        [&self.here, &self.asked, &self.usual, &self.locale].into_iter().find_map(Option::as_ref)
    }
}

/// The locale of messages: the first of these variables that is set, `LC_ALL`, `LC_MESSAGES` and `LANG`, as POSIX has it.
/// `variable` gives those that are not empty.
pub fn locale<'v>(variable: impl Fn(&str) -> Option<&'v str>) -> Option<LanguageTag> {
    LanguageTag::of_locale(["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_tag() {
        for (text, tag) in [
            ("ko", Some("ko")),
            ("pt-BR", Some("pt-br")),
            ("ko_KR", Some("ko-kr")),
            ("zh-Hant-TW", Some("zh-hant-tw")),
            ("de-CH-1996", Some("de-ch-1996")),
            ("en-a-bbb-x-a", Some("en-a-bbb-x-a")),
            ("", None),
            ("k", None),
            ("ko-", None),
            ("-ko", None),
            ("k0", None),
            ("korean language", None),
            ("한국어", None),
            ("ko/../..", None),
            ("abcdefghi", None),
            ("ko-abcdefghi", None),
            ("en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd", None),
        ] {
            assert_eq!(LanguageTag::new(text).as_ref().map(LanguageTag::as_str), tag, "{text:?}");
        }
    }

    #[test]
    fn a_locale_names_a_language_or_none() {
        for (variables, tag) in [
            (&[("LANG", "ko_KR.UTF-8")][..], Some("ko-kr")),
            (&[("LANG", "de_DE@euro")], Some("de-de")),
            (&[("LANG", "ko")], Some("ko")),
            (&[("LANG", "C")], None),
            (&[("LANG", "C.UTF-8")], None),
            (&[("LANG", "POSIX")], None),
            (&[("LANG", "ko_KR"), ("LC_MESSAGES", "ja_JP")], Some("ja-jp")),
            (&[("LANG", "ko_KR"), ("LC_MESSAGES", "ja_JP"), ("LC_ALL", "de_DE")], Some("de-de")),
            (&[("LANG", "ko_KR"), ("LC_ALL", "C")], None),
            (&[("LC_CTYPE", "ko_KR")], None),
            (&[], None),
        ] {
            let variable =
                |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
            assert_eq!(locale(variable).as_ref().map(LanguageTag::as_str), tag, "{variables:?}");
        }
    }

    #[test]
    fn parts_are_left_out_from_the_end() {
        for (tag, ranges) in [
            ("ko", &["ko"][..]),
            ("ko-kr", &["ko-kr", "ko"]),
            ("zh-hant-tw", &["zh-hant-tw", "zh-hant", "zh"]),
            ("en-a-bbb-x-a", &["en-a-bbb-x-a", "en-a-bbb", "en"]),
        ] {
            let tag = LanguageTag::new(tag).expect("a tag");
            assert_eq!(tag.ranges().collect::<Vec<_>>(), ranges);
        }
    }

    #[test]
    fn languages_are_named() {
        for (tag, name) in
            [("ko", "Korean"), ("pt-br", "Portuguese (pt-br)"), ("xx", "xx"), ("und", "the original")]
        {
            assert_eq!(LanguageTag::new(tag).expect("a tag").name().as_str(), name);
        }
    }
}
