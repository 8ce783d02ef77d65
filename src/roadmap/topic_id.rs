//! Identities: what a topic and a roadmap are called in files, for ever.

use std::fmt;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Longest id, in characters.
const MAX_CHARS: usize = 64;

/// Why a text is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadId {
    /// There is nothing.
    #[error("an id cannot be empty")]
    Empty,
    /// More than 64 characters.
    #[error("an id has at most 64 characters")]
    TooLong,
    /// It starts with a sign.
    #[error("an id begins with a letter or a digit")]
    BadStart,
    /// A character that is not allowed.
    #[error("an id is made of letters, digits and `.`, `_`, `-`; {0:?} is none of these")]
    BadChar(char),
    /// Upper case.
    #[error("an id is lower case")]
    UpperCase,
    /// The same letters written in another normal form of Unicode.
    #[error("an id is in Unicode normal form C")]
    NotNfc,
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(std::sync::Arc<str>);

        impl $name {
            /// Takes `text` as an id.
            ///
            /// # Errors
            /// Says which rule of the product's identity section `text` breaks.
            pub fn new(text: &str) -> Result<Self, BadId> {
                check(text).map(|()| Self(text.into()))
            }

            /// The id as written in files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

id_type! {
    /// The identity of a topic: letters and digits of any script in lower case and normal form C, and `.`, `_`, `-`;
    /// begins with a letter or a digit; at most 64 characters.
    TopicId
}

id_type! {
    /// The identity of a roadmap, by the rules of [`TopicId`]. It names a folder, so it can never be a path.
    RoadmapId
}

impl TopicId {
    /// Makes an id of any text: lower case, everything else to single dashes. `None` where nothing is left.
    pub fn slug(text: &str) -> Option<Self> {
        let mut slug = String::new();
        for c in text.nfc().flat_map(char::to_lowercase) {
            if c.is_alphanumeric() {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let short: String = slug.nfc().take(MAX_CHARS).collect();
        Self::new(short.trim_end_matches('-')).ok()
    }
}

fn check(text: &str) -> Result<(), BadId> {
    // As most are written; what is said below of other characters is not asked of these.
    let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if text.len() <= MAX_CHARS
        && text.as_bytes().first().is_some_and(is_plain)
        && text.bytes().all(|byte| is_plain(&byte) || matches!(byte, b'.' | b'_' | b'-'))
    {
        return Ok(());
    }
    let first = text.chars().next().ok_or(BadId::Empty)?;
    if text.chars().count() > MAX_CHARS {
        return Err(BadId::TooLong);
    }
    for c in text.chars() {
        if c.is_uppercase() {
            return Err(BadId::UpperCase);
        }
        // A combining mark is part of a letter in the scripts that need it and in no normal-form-C Latin text.
        if !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-') || is_mark(c)) {
            return Err(BadId::BadChar(c));
        }
    }
    if !first.is_alphanumeric() {
        return Err(BadId::BadStart);
    }
    if is_nfc(text) { Ok(()) } else { Err(BadId::NotNfc) }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_an_id() {
        for (text, verdict) in [
            ("transactions", Ok(())),
            ("http-2.0_x", Ok(())),
            ("트랜잭션", Ok(())),
            ("", Err(BadId::Empty)),
            ("-x", Err(BadId::BadStart)),
            ("..", Err(BadId::BadStart)),
            ("a/b", Err(BadId::BadChar('/'))),
            ("a b", Err(BadId::BadChar(' '))),
            ("ACID", Err(BadId::UpperCase)),
            ("e\u{301}", Err(BadId::NotNfc)),
            ("\u{1112}\u{1161}\u{11AB}", Err(BadId::NotNfc)),
        ] {
            assert_eq!(TopicId::new(text).map(|_| ()), verdict, "{text:?}");
        }
        assert_eq!(TopicId::new(&"a".repeat(65)).map(|_| ()), Err(BadId::TooLong));
        assert!(TopicId::new(&"가".repeat(64)).is_ok());
    }

    #[test]
    fn slugs_are_ids() {
        for (text, slug) in [
            ("Transactions and ACID", Some("transactions-and-acid")),
            ("  C++ / C#  ", Some("c-c")),
            ("트랜잭션 격리", Some("트랜잭션-격리")),
            ("!!!", None),
        ] {
            assert_eq!(TopicId::slug(text).as_ref().map(TopicId::as_str), slug, "{text:?}");
        }
    }
}
