//! Texts in other languages than the roadmap's own, by the tags of these.

use toml::de::DeValue;

use super::fields::{Fields, type_words};
use super::report::{Report, Words, quoted};
use crate::language::LanguageTag;
use crate::roadmap::Translations;
use crate::text::SafeText;

/// Most of them that one text may have: more than there are roadmaps in as many languages, and what is shown is found by a
/// number of one byte.
const MOST: usize = 200;

/// Reads the texts of `key`; `own` is the language of the roadmap, where the file names it.
pub(super) fn read(
    fields: &Fields<'_, '_>,
    report: &mut Report,
    (key, own): (&str, Option<&LanguageTag>),
) -> Translations {
    let mut texts = Vec::new();
    for ((written, place), value) in fields.table(report, key, "a table of texts by language") {
        let tag = LanguageTag::new(written);
        let Some(tag) = tag.clone().filter(|tag| tag.as_str() == written) else {
            report.add(&place, || {
                let message = format!("{} is no tag of a language.", quoted(written));
                let words = Words::new(message, "a tag is as in ko or pt-br, in small letters");
                words.help(tag.map_or_else(|| fields.example(key).to_owned(), |tag| format!("{tag} = \"⋯\"")))
            });
            continue;
        };
        if own == Some(&tag) {
            report.add(&place, || {
                let single = key.strip_suffix('s').unwrap_or(key);
                let message = format!("{} is the language of the roadmap itself.", quoted(written));
                Words::new(message, format!("the \"{single}\" says it already"))
                    .help(format!("take it out; \"{key}\" is for other languages"))
            });
            continue;
        }
        let DeValue::String(text) = value.get_ref() else {
            report.add(&value.span(), || {
                let found = type_words(value.get_ref());
                let message = format!("{} wants texts in quotes, not {found}.", quoted(key));
                Words::new(message, format!("this is {found}")).help(fields.example(key))
            });
            continue;
        };
        if text.trim().is_empty() {
            report.add(&value.span(), || {
                Words::new(
                    format!("{} in {} is empty.", quoted(key), tag.name()),
                    "nothing between the quotes",
                )
                .help(fields.example(key))
            });
            continue;
        }
        texts.push((tag, SafeText::new(text.trim())));
    }
    texts.sort_by(|(one, _), (other, _)| one.cmp(other));
    texts.truncate(MOST);
    texts.into()
}
