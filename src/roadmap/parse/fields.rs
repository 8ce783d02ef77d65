//! Typed access to the keys of one TOML table; what has the wrong type or name is reported with its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::report::{Report, Words, quoted};
use super::suggest;
use crate::roadmap::{BadNotePath, NotePath};
use crate::text::SafeText;

/// The keys that a kind of table may have.
pub(crate) struct Vocabulary {
    /// What the table is, for messages.
    pub(crate) owner: &'static str,
    /// The keys, in the order of the documentation, each with an example.
    pub(crate) keys: &'static [(&'static str, &'static str)],
}

impl Vocabulary {
    fn names(&self) -> Vec<&'static str> {
        self.keys.iter().map(|(name, _)| *name).collect()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.keys.iter().position(|(known, _)| *known == name)
    }

    pub(crate) fn example(&self, key: &str) -> &'static str {
        self.keys.iter().find(|(name, _)| *name == key).map_or("", |(_, example)| example)
    }
}

/// A piece of text with its place.
pub(crate) type Placed<'a> = (&'a str, Range<usize>);

/// Most keys of a vocabulary.
pub(crate) const MOST_KEYS: usize = 15;

/// One table.
pub(crate) struct Fields<'a, 'i> {
    vocabulary: &'static Vocabulary,
    /// The value of each key of the vocabulary: found in one pass, because most keys are asked for and few are there.
    values: [Option<&'a Spanned<DeValue<'i>>>; MOST_KEYS],
    /// Known keys that an unknown one was probably meant to be; they are not missing as well.
    meant: Vec<(&'static str, &'a Spanned<DeValue<'i>>)>,
}

impl<'a, 'i> Fields<'a, 'i> {
    /// Takes `table` and reports its unknown keys. `elsewhere` has keys that belong into another kind of table.
    pub(crate) fn new(
        table: &'a DeTable<'i>,
        vocabulary: &'static Vocabulary,
        elsewhere: &[(&Vocabulary, &'static str)],
        report: &mut Report,
    ) -> Self {
        let mut fields = Self { vocabulary, values: [None; MOST_KEYS], meant: Vec::new() };
        let mut unknown = Vec::new();
        for (key, value) in table {
            match vocabulary.position(key.get_ref()).and_then(|at| fields.values.get_mut(at)) {
                Some(slot) => *slot = Some(value),
                None => unknown.push((key, value)),
            }
        }
        unknown.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in unknown {
            report.add(&key.span(), || {
                let name: &str = key.get_ref();
                let meant = suggest::word(name, &vocabulary.names());
                let help = match (meant, elsewhere.iter().find(|(other, _)| other.has(name))) {
                    (_, Some((_, where_to))) => (*where_to).to_owned(),
                    (Some(meant), _) => suggest::did_you_mean(meant),
                    (None, None) => format!("the keys are {}", suggest::listed(&vocabulary.names())),
                };
                let label = match meant {
                    Some(meant) => format!("unknown; the nearest is {}", quoted(meant)),
                    None => "unknown key".to_owned(),
                };
                Words::new(format!("{} has no key {}.", vocabulary.owner, quoted(name)), label).help(help)
            });
            if !report.is_full()
                && let Some(meant) = suggest::word(key.get_ref(), &vocabulary.names())
                && fields.value(meant).is_none()
            {
                fields.meant.push((meant, value));
            }
        }
        fields
    }

    fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.values.get(self.vocabulary.position(key)?).copied().flatten()
    }

    /// The value of `key`, or of a misspelt one that was meant to be `key`.
    pub(crate) fn value_or_meant(&self, key: &str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.value(key)
            .or_else(|| self.meant.iter().find(|(meant, _)| *meant == key).map(|(_, value)| *value))
    }

    fn wrong_type(&self, report: &mut Report, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        report.add(&value.span(), || {
            let found = type_words(value.get_ref());
            Words::new(format!("{} wants {wanted}, not {found}.", quoted(key)), format!("this is {found}"))
                .help(self.vocabulary.example(key))
        });
    }

    /// The text of `key`.
    pub(crate) fn text(&self, report: &mut Report, key: &str) -> Option<Placed<'a>> {
        let value = self.value(key)?;
        if let DeValue::String(text) = value.get_ref() {
            return Some((text, value.span()));
        }
        self.wrong_type(report, key, value, "a text in quotes");
        None
    }

    /// The text of `key`, which must be there and must not be blank; `at` is where its absence is reported.
    pub(crate) fn needed_text(
        &self,
        report: &mut Report,
        key: &str,
        at: &Range<usize>,
    ) -> Option<Placed<'a>> {
        if self.value_or_meant(key).is_none() {
            report.add_missing(at, || {
                let message = format!("{} needs {} {}.", self.vocabulary.owner, article(key), quoted(key));
                Words::new(message, format!("no {} here", quoted(key))).help(self.vocabulary.example(key))
            });
            return None;
        }
        let (text, place) = self.text(report, key)?;
        if text.trim().is_empty() {
            report.add(&place, || {
                Words::new(format!("{} is empty.", quoted(key)), "nothing between the quotes")
                    .help(self.vocabulary.example(key))
            });
            return None;
        }
        Some((text, place))
    }

    /// The whole number of `key`; one that is beyond all reason is `i128::MAX`.
    pub(crate) fn number(&self, report: &mut Report, key: &str) -> Option<(i128, Range<usize>)> {
        let value = self.value(key)?;
        if let DeValue::Integer(number) = value.get_ref() {
            let number = i128::from_str_radix(number.as_str(), number.radix()).unwrap_or(i128::MAX);
            return Some((number, value.span()));
        }
        self.wrong_type(report, key, value, "a whole number");
        None
    }

    /// Whether `key` is true; false where it is absent.
    pub(crate) fn flag(&self, report: &mut Report, key: &str) -> bool {
        self.flag_or(report, key, false)
    }

    /// Whether `key` is true; `usual` where it is absent.
    pub(crate) fn flag_or(&self, report: &mut Report, key: &str, usual: bool) -> bool {
        let Some(value) = self.value(key) else { return usual };
        if let DeValue::Boolean(flag) = value.get_ref() {
            return *flag;
        }
        self.wrong_type(report, key, value, "true or false");
        usual
    }

    /// The items of the list `key`.
    pub(crate) fn list(&self, report: &mut Report, key: &str) -> &'a [Spanned<DeValue<'i>>] {
        let Some(value) = self.value(key) else { return &[] };
        if let DeValue::Array(array) = value.get_ref() {
            return array;
        }
        self.wrong_type(report, key, value, "a list");
        &[]
    }

    /// The texts of the list `key`.
    pub(crate) fn texts(&self, report: &mut Report, key: &str) -> Vec<Placed<'a>> {
        let mut texts = Vec::new();
        for item in self.list(report, key) {
            match item.get_ref() {
                DeValue::String(text) => texts.push((&**text, item.span())),
                _ => self.wrong_type(report, key, item, "a list of texts in quotes"),
            }
        }
        texts
    }

    /// The table of `key`, with its keys in the order of the file.
    pub(crate) fn table(
        &self,
        report: &mut Report,
        key: &str,
        wanted: &str,
    ) -> Vec<(Placed<'a>, &'a Spanned<DeValue<'i>>)> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong_type(report, key, value, wanted);
            return Vec::new();
        };
        let mut entries: Vec<_> =
            table.iter().map(|(key, value)| ((&**key.get_ref(), key.span()), value)).collect();
        entries.sort_by_key(|((_, place), _)| place.start);
        entries
    }

    /// An example of `key`.
    pub(super) fn example(&self, key: &str) -> &'static str {
        self.vocabulary.example(key)
    }

    /// The path of `key`, with its place.
    pub(crate) fn path(&self, report: &mut Report, key: &str) -> Option<(NotePath, Range<usize>)> {
        let (text, place) = self.text(report, key)?;
        let path = NotePath::new(text)
            .inspect_err(|why| {
                report.add(&place, || {
                    Words::new(
                        format!("{} is no path that can be used: {why}.", quoted(text)),
                        bad_path_label(*why),
                    )
                    .help(self.vocabulary.example(key))
                });
            })
            .ok()?;
        Some((path, place))
    }

    /// What the word of `key` stands for, one of those that are known.
    pub(crate) fn word<T>(&self, report: &mut Report, key: &str, known: &Known<T>) -> Option<T> {
        let (text, place) = self.text(report, key)?;
        let found = (known.find)(text);
        if found.is_none() {
            report.add(&place, || {
                let message =
                    format!("{} is no {key} of {}.", quoted(text), self.vocabulary.owner.to_lowercase());
                let known = (known.words)();
                let label = format!("one of {}", suggest::listed(&known));
                let words = Words::new(message, label);
                let meant = suggest::word(text, &known);
                words.help(
                    meant.map_or_else(|| self.vocabulary.example(key).to_owned(), suggest::did_you_mean),
                )
            });
        }
        found
    }
}

/// The words of an enum.
pub(crate) struct Known<T> {
    /// Asked for only where none of them is found.
    pub(crate) words: fn() -> Vec<&'static str>,
    pub(crate) find: fn(&str) -> Option<T>,
}

fn bad_path_label(why: BadNotePath) -> SafeText {
    match why {
        BadNotePath::Empty => "empty",
        BadNotePath::Leaves => "leaves the folder",
        BadNotePath::Absolute => "absolute",
        BadNotePath::BadChar(_) => "not a portable path",
    }
    .into()
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
}

/// What a value is, in plain words.
pub(crate) fn type_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a decimal point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
