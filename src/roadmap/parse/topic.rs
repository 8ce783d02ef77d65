//! Topics as the file writes them: a walk through the nested tables into one list, in the order of the file.

use std::num::NonZeroU32;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fields::{Fields, Known, MOST_KEYS, Placed, Vocabulary, type_words};
use super::report::{Report, Words, quoted, short};
use super::{ROOT, resource, translations};
use crate::language::LanguageTag;
use crate::roadmap::{
    Kind, Level, MAX_LEVELS, MAX_MINUTES, MAX_TOPICS, NotePath, Resource, TopicId, Translations,
};
use crate::text::SafeText;

/// The keys of a topic.
static TOPIC: Vocabulary = Vocabulary {
    owner: "A topic",
    keys: &[
        ("id", r#"id = "transactions""#),
        ("title", r#"title = "Transactions and ACID""#),
        ("titles", r#"titles = { ko = "트랜잭션과 ACID" }"#),
        ("origin", r#"origin = "its id in the source""#),
        ("note", r#"note = "databases/transactions.md""#),
        ("requires", r#"requires = ["sql-joins"]"#),
        ("was", r#"was = ["acid"]"#),
        ("tags", r#"tags = ["database", "interview"]"#),
        ("minutes", "minutes = 120"),
        ("kind", r#"kind = "recommended""#),
        ("level", r#"level = "intermediate""#),
        ("resources", r#"resources = [{ type = "docs", title = "Manual", url = "https://example.org" }]"#),
        ("choose", "choose = 1"),
        ("counts", "counts = true"),
        ("topics", "[[topics.topics]]"),
    ],
};

const _: () = assert!(TOPIC.keys.len() <= MOST_KEYS, "the largest vocabulary has its place");

/// A topic that was read but not yet connected with the others.
pub(super) struct Draft<'a> {
    /// The id as written, where there is one, good or bad.
    pub(super) written_id: Option<Placed<'a>>,
    pub(super) id: Option<TopicId>,
    /// Whether there is an id at all, or something that was meant to be one.
    pub(super) names_id: bool,
    /// Where the topic is named: its id, or else its title, or else where it begins.
    pub(super) place: Range<usize>,
    pub(super) title: SafeText,
    pub(super) titles: Translations,
    /// The note, with the place of its path.
    pub(super) note: Option<(NotePath, Range<usize>)>,
    pub(super) requires: Vec<Placed<'a>>,
    pub(super) was: Vec<(TopicId, Range<usize>)>,
    pub(super) origin: Option<SafeText>,
    pub(super) tags: Vec<SafeText>,
    pub(super) minutes: Option<u32>,
    pub(super) kind: Option<Kind>,
    pub(super) level: Option<Level>,
    pub(super) resources: Vec<Resource>,
    pub(super) choose: Option<NonZeroU32>,
    pub(super) counts: bool,
    pub(super) parent: Option<usize>,
    pub(super) depth: usize,
    /// One past the last topic below it.
    pub(super) end: usize,
}

/// The walk.
pub(super) struct Walk<'a, 'r> {
    drafts: Vec<Draft<'a>>,
    report: &'r mut Report,
    /// The language of the titles, where the file names it.
    language: Option<LanguageTag>,
    too_many: bool,
    too_deep: bool,
}

impl<'a, 'r> Walk<'a, 'r> {
    pub(super) fn new(language: Option<LanguageTag>, report: &'r mut Report) -> Self {
        Self { drafts: Vec::new(), report, language, too_many: false, too_deep: false }
    }

    /// Reads the topics of the file. That there are none is a problem.
    pub(super) fn read(mut self, root: &Fields<'a, '_>) -> Vec<Draft<'a>> {
        let children = self.children(root, None);
        if children == 0 && root.value_or_meant("topics").is_none_or(is_empty_list) {
            let at = root.value_or_meant("topics").map_or(0..0, Spanned::span);
            self.report.add_missing(&at, || {
                Words::new("The roadmap has no topics.", "nothing to study yet")
                    .help(r#"write below the title, on two lines:  [[topics]]  title = "First topic""#)
            });
        }
        self.drafts
    }

    /// Reads the topics in `fields`, which belong to `parent`, and says how many there are on this level.
    fn children(&mut self, fields: &Fields<'a, '_>, parent: Option<usize>) -> usize {
        let Some(value) = fields.value_or_meant("topics") else { return 0 };
        let DeValue::Array(items) = value.get_ref() else {
            self.not_a_list(value, parent.is_some());
            return 0;
        };
        let depth = parent.and_then(|parent| self.drafts.get(parent)).map_or(0, |parent| parent.depth + 1);
        if depth >= MAX_LEVELS && !items.is_empty() {
            self.report_too_deep(items.first().map_or(0..0, Spanned::span));
            return items.len();
        }
        for item in items {
            if self.drafts.len() >= MAX_TOPICS {
                self.report_too_many(item.span());
                break;
            }
            match item.get_ref() {
                DeValue::Table(table) => self.topic(table, item.span(), parent, depth),
                other => self.not_a_table(other, item.span()),
            }
        }
        items.len()
    }

    fn topic(&mut self, table: &'a DeTable<'_>, header: Range<usize>, parent: Option<usize>, depth: usize) {
        let elsewhere = [(&ROOT, "this belongs to the whole roadmap: write it above the first [[topics]]")];
        let fields = Fields::new(table, &TOPIC, &elsewhere, self.report);
        let index = self.drafts.len();
        let mut draft = self.draft(&fields, &header);
        (draft.parent, draft.depth) = (parent, depth);
        self.drafts.push(draft);
        let children = self.children(&fields, Some(index));
        let choose = self.choose(&fields, children);
        let end = self.drafts.len();
        if let Some(draft) = self.drafts.get_mut(index) {
            (draft.choose, draft.end) = (choose, end);
        }
    }

    fn draft(&mut self, fields: &Fields<'a, '_>, header: &Range<usize>) -> Draft<'a> {
        let report = &mut *self.report;
        let start = header.start..header.start.max(header.end);
        let title = fields.needed_text(report, "title", &start);
        let written_id = fields.text(report, "id");
        let named = written_id.as_ref().or(title.as_ref());
        Draft {
            place: named.map_or(start, |(_, place)| place.clone()),
            id: written_id.as_ref().and_then(|id| read_id(report, id, "id")),
            names_id: fields.value_or_meant("id").is_some(),
            title: SafeText::new(title.map_or("", |(title, _)| title.trim())),
            titles: translations::read(fields, report, ("titles", self.language.as_ref())),
            note: fields.path(report, "note"),
            requires: fields.texts(report, "requires"),
            was: read_was(fields, report),
            origin: origin(fields, report),
            tags: tags(fields, report),
            minutes: minutes(fields, report),
            kind: fields.word(report, "kind", &known_kinds()),
            level: fields.word(report, "level", &known_levels()),
            resources: resource::read_all(fields, report),
            counts: fields.flag(report, "counts"),
            written_id,
            choose: None,
            parent: None,
            depth: 0,
            end: 0,
        }
    }

    fn choose(&mut self, fields: &Fields<'_, '_>, children: usize) -> Option<NonZeroU32> {
        let (number, place) = fields.number(self.report, "choose")?;
        let choose = u32::try_from(number).ok().and_then(NonZeroU32::new);
        if let Some(choose) = choose
            && usize::try_from(choose.get()).is_ok_and(|choose| choose <= children)
        {
            return Some(choose);
        }
        self.report.add(&place, || match (children, number) {
            (0, _) => Words::new(
                "\"choose\" is for a topic with topics below it; this one has none.",
                "nothing to choose",
            )
            .help("take the line out, or add topics with [[topics.topics]]"),
            (_, ..=0) => {
                Words::new("\"choose\" says how many topics are enough, so it is at least 1.", "too small")
                    .help("choose = 1")
            }
            _ => Words::new(format!("\"choose\" is more than there are: {children}."), "too large")
                .help(format!("at most choose = {children}; without the line all of them count")),
        });
        None
    }

    fn not_a_list(&mut self, value: &Spanned<DeValue<'_>>, nested: bool) {
        let header = if nested { "[[topics.topics]]" } else { "[[topics]]" };
        self.report.add(&value.span(), || match value.get_ref() {
            DeValue::Table(table) if !nested && table.len() == 1 && table.contains_key("topics") => {
                Words::new(
                    "There is a topic below another one, but none above it.",
                    "a topic of which topic?",
                )
                .help("write [[topics]] with a title before the first [[topics.topics]]")
            }
            DeValue::Table(_) => {
                Words::new("Topics are a list, so their brackets are double.", "single brackets").help(header)
            }
            other => Words::new(
                format!("\"topics\" wants a list of topics, not {}.", type_words(other)),
                "not a list",
            )
            .help(header),
        });
    }

    fn not_a_table(&mut self, value: &DeValue<'_>, place: Range<usize>) {
        self.report.add(&place, || {
            let title = value.as_str().map_or_else(|| "First topic".into(), short);
            Words::new(format!("A topic is a table with a title, not {}.", type_words(value)), "no topic")
                .help(format!("{{ title = \"{title}\" }}"))
        });
    }

    fn report_too_deep(&mut self, place: Range<usize>) {
        if !std::mem::replace(&mut self.too_deep, true) {
            self.report.add(&place, || {
                Words::new(format!("Topics are nested in more than {MAX_LEVELS} levels."), "too deep")
                    .help("move these topics up, or make a roadmap of their own for them")
            });
        }
    }

    fn report_too_many(&mut self, place: Range<usize>) {
        if !std::mem::replace(&mut self.too_many, true) {
            self.report.add(&place, || {
                Words::new(format!("The roadmap has more than {MAX_TOPICS} topics."), "one too many")
                    .help("split it into several roadmaps")
            });
        }
    }
}

fn is_empty_list(value: &Spanned<DeValue<'_>>) -> bool {
    value.get_ref().as_array().is_some_and(|items| items.is_empty())
}

fn known_kinds() -> Known<Kind> {
    Known { words: || Kind::ALL.iter().map(|kind| kind.word()).collect(), find: Kind::from_word }
}

fn known_levels() -> Known<Level> {
    Known { words: || Level::ALL.iter().map(|level| level.word()).collect(), find: Level::from_word }
}

/// Takes a text as an id; says which rule it breaks, and offers one that does not.
fn read_id(report: &mut Report, (text, place): &Placed<'_>, key: &str) -> Option<TopicId> {
    TopicId::new(text)
        .inspect_err(|why| {
            report.add(place, || {
                let words = Words::new(format!("{} cannot be an id: {why}.", quoted(text)), "not an id");
                match TopicId::slug(text) {
                    Some(slug) if key == "id" => words.help(format!("id = \"{slug}\"")),
                    Some(slug) => words.help(format!("{key} = [\"{slug}\"]")),
                    None => words.help(TOPIC.example(key)),
                }
            });
        })
        .ok()
}

fn read_was(fields: &Fields<'_, '_>, report: &mut Report) -> Vec<(TopicId, Range<usize>)> {
    let texts = fields.texts(report, "was");
    texts.into_iter().filter_map(|text| Some((read_id(report, &text, "was")?, text.1))).collect()
}

fn origin(fields: &Fields<'_, '_>, report: &mut Report) -> Option<SafeText> {
    let (text, _) = fields.text(report, "origin")?;
    Some(SafeText::new(text.trim())).filter(|origin| !origin.is_empty())
}

fn tags(fields: &Fields<'_, '_>, report: &mut Report) -> Vec<SafeText> {
    let mut tags: Vec<SafeText> = Vec::new();
    for (text, place) in fields.texts(report, "tags") {
        let tag = SafeText::new(text.trim().trim_start_matches('#').trim());
        if tag.is_empty() {
            report.add(&place, || {
                Words::new("A tag is empty.", "nothing between the quotes").help(TOPIC.example("tags"))
            });
        } else {
            tags.push(tag);
        }
    }
    tags
}

fn minutes(fields: &Fields<'_, '_>, report: &mut Report) -> Option<u32> {
    let (number, place) = fields.number(report, "minutes")?;
    if (1..=i128::from(MAX_MINUTES)).contains(&number) {
        return u32::try_from(number).ok();
    }
    report.add(&place, || {
        if number < 1 {
            Words::new("\"minutes\" is the time for the topic, so it is at least 1.", "too small")
                .help("minutes = 30, or no such line where nobody knows")
        } else {
            Words::new(format!("\"minutes\" is at most {MAX_MINUTES}."), "too large")
                .help("the unit is minutes: two hours are minutes = 120")
        }
    });
    None
}
