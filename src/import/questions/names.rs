//! What people call the parts below a question.

use unicode_normalization::UnicodeNormalization as _;

use crate::import::{LECTURE_SUMMARY, OWN_SUMMARY, Wish};
use crate::source;

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
/// Longest heading that is looked at in damaged text, in bytes.
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
pub(super) struct Names([(Role, Vec<String>); 3]);

impl Names {
    /// Those that are known, and those that a person asked for.
    pub(super) fn of(wish: &Wish) -> Self {
        let all = |known: &[&str], more: &[String]| {
            known.iter().map(|name| (*name).to_owned()).chain(more.iter().cloned()).collect()
        };
        Self([
            (Role::Own, all(OWN_SUMMARY, &wish.own_summary)),
            (Role::Lecture, all(LECTURE_SUMMARY, &wish.lecture_summary)),
            (Role::References, all(REFERENCES, &[])),
        ])
    }

    /// The role of a heading; none where it is like any other.
    pub(super) fn role(&self, title: &str) -> Option<Role> {
        let wanted = folded(title);
        let is_named =
            |names: &Vec<String>| !wanted.is_empty() && names.iter().any(|name| folded(name) == wanted);
        let is_damaged = |names: &Vec<String>| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            title.len() <= LONGEST && source::may_have_been(title, &names)
        };
        let find = |fits: &dyn Fn(&Vec<String>) -> bool| {
            self.0.iter().find(|(_, names)| fits(names)).map(|(role, _)| *role)
        };
        find(&is_named).or_else(|| find(&is_damaged))
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
