//! The resources of a topic.

use toml::Spanned;
use toml::de::DeValue;

use super::fields::{Fields, Known, Placed, Vocabulary, type_words};
use super::report::{Report, Words, quoted, short};
use crate::roadmap::{Resource, ResourceKind};
use crate::text::SafeText;

/// The schemes that may be opened. Everything else could start a program with a text of a stranger.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// The keys of a resource.
static RESOURCE: Vocabulary = Vocabulary {
    owner: "A resource",
    keys: &[
        ("type", r#"type = "article""#),
        ("title", r#"title = "The manual""#),
        ("url", r#"url = "https://example.org/manual""#),
    ],
};

/// Reads the resources in `topic`.
pub(super) fn read_all(topic: &Fields<'_, '_>, report: &mut Report) -> Vec<Resource> {
    topic.list(report, "resources").iter().filter_map(|item| read(item, report)).collect()
}

/// A resource without a title is called by its address.
fn read(item: &Spanned<DeValue<'_>>, report: &mut Report) -> Option<Resource> {
    let DeValue::Table(table) = item.get_ref() else {
        report.add(&item.span(), || {
            let found = type_words(item.get_ref());
            let url = item.get_ref().as_str().map_or_else(|| "https://example.org".into(), short);
            Words::new(format!("A resource is a table, not {found}."), format!("this is {found}"))
                .help(format!("{{ type = \"article\", title = \"Its title\", url = \"{url}\" }}"))
        });
        return None;
    };
    let fields = Fields::new(table, &RESOURCE, &[], report);
    let at = item.span();
    let kind = match fields.needed_text(report, "type", &at) {
        Some(_) => fields.word(report, "type", &known_kinds()),
        None => None,
    };
    let url = fields.needed_text(report, "url", &at).and_then(|url| read_url(&url, report));
    let title = match fields.value_or_meant("title") {
        Some(_) => fields.needed_text(report, "title", &at).map(|(title, _)| SafeText::new(title.trim())),
        None => url.clone(),
    };
    Some(Resource { kind: kind?, title: title?, url: url? })
}

fn known_kinds() -> Known<ResourceKind> {
    Known {
        words: || ResourceKind::ALL.iter().map(|kind| kind.word()).collect(),
        find: ResourceKind::from_word,
    }
}

/// What an address says behind a scheme that may be opened; none where it has no such.
pub(crate) fn behind_scheme(url: &str) -> Option<&str> {
    SCHEMES.iter().find_map(|scheme| {
        let (head, rest) = url.split_at_checked(scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    })
}

fn read_url((text, place): &Placed<'_>, report: &mut Report) -> Option<SafeText> {
    let text = text.trim();
    let rest = behind_scheme(text);
    let blank = if text.is_ascii() {
        text.bytes().any(|byte| byte <= b' ' || byte == 0x7F)
    } else {
        text.chars().any(|c| c.is_whitespace() || c.is_control())
    };
    match rest {
        Some(rest) if !blank && !rest.trim_start_matches('/').is_empty() => return Some(SafeText::new(text)),
        Some(_) if blank => report.add(place, || {
            Words::new(format!("{} has a blank in it.", quoted(text)), "not an address")
                .help("write %20 in place of a blank")
        }),
        Some(_) => report.add(place, || {
            Words::new(format!("{} names no server.", quoted(text)), "not an address")
                .help(RESOURCE.example("url"))
        }),
        None => report.add(place, || {
            let words = Words::new(
                format!("{} is no address that can be opened.", quoted(text)),
                "begins with none of https, http, mailto",
            );
            if text.contains("://") || text.contains(':') {
                words.help(RESOURCE.example("url"))
            } else if text.contains('@') {
                words.help(format!("url = \"mailto:{}\"", short(text)))
            } else {
                words.help(format!("url = \"https://{}\"", short(text.trim_start_matches('/'))))
            }
        }),
    }
    None
}
