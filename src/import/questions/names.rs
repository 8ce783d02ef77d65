//! What people call the parts below a question.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::import::{LECTURE_SUMMARY, OWN_SUMMARY, Wish};
use crate::source::Likeness;

/// What people write above links to learn more from.
const REFERENCES: &[&str] = &[
    "references",
    "reference",
    "sources",
    "links",
    "useful links",
    "further reading",
    "see also",
    "resources",
    "참고",
    "참고 사이트",
    "참고 자료",
    "참고 문헌",
    "참고 링크",
    "출처",
    "레퍼런스",
];
/// Longest heading that may be one of them, in bytes; damaged text is longer.
const LONGEST: usize = 400;

/// What stands below a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A summary in one's own words.
    Own,
    /// The summary of a lecture.
    Lecture,
    /// Links to learn more from.
    References,
}

/// The headings that have a role.
#[derive(Debug)]
pub(super) struct Names {
    /// Roles by names as they are compared.
    roles: HashMap<String, Role>,
    /// What is left of the names in damaged text.
    damaged: [(Role, Likeness); 3],
}

impl Names {
    /// Those that are known, and those that a person asked for.
    pub(super) fn of(wish: &Wish) -> Self {
        let all = [
            (Role::Own, OWN_SUMMARY, wish.own_summary.as_slice()),
            (Role::Lecture, LECTURE_SUMMARY, wish.lecture_summary.as_slice()),
            (Role::References, REFERENCES, &[]),
        ];
        let mut roles = HashMap::new();
        let damaged = all.map(|(role, known, more)| {
            let names = known.iter().copied().chain(more.iter().map(String::as_str));
            for name in names.clone().map(folded).filter(|name| !name.is_empty()) {
                roles.entry(name).or_insert(role);
            }
            (role, Likeness::of(&names))
        });
        Self { roles, damaged }
    }

    /// The role of a heading; none where it is like any other.
    pub(super) fn role(&self, title: &str) -> Option<Role> {
        if title.len() > LONGEST {
            return None;
        }
        let damaged =
            || self.damaged.iter().find(|(_, names)| names.may_have_been(title)).map(|(role, _)| *role);
        self.roles.get(&folded(title)).copied().or_else(damaged)
    }
}

/// The letters and digits of a title in lower case: emoji, arrows, colons and blanks are no part of what it is called.
fn folded(title: &str) -> String {
    title.nfc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_whatever_stands_around_them() {
        let names = Names::of(&Wish { own_summary: vec!["Mein Fazit".to_owned()], ..Wish::default() });
        for (title, role) in [
            ("내가 한 정리", Some(Role::Own)),
            ("➡️ 내가 한 정리", Some(Role::Own)),
            ("▶️내 정리:", Some(Role::Own)),
            ("MY SUMMARY 📝", Some(Role::Own)),
            ("mein fazit", Some(Role::Own)),
            ("강의정리", Some(Role::Lecture)),
            ("Lecture notes:", Some(Role::Lecture)),
            ("참고 사이트", Some(Role::References)),
            ("References", Some(Role::References)),
            ("강의 정리와 복습", None),
            ("➡️", None),
            ("", None),
        ] {
            assert_eq!(names.role(title), role, "{title}");
        }
        // In letters that were taken apart, as some systems write them.
        assert_eq!(names.role(&"내 정리".nfd().collect::<String>()), Some(Role::Own));
    }
}
