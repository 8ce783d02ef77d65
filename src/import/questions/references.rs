//! Links to learn more from.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::import::DraftResource;
use crate::import::headings::options;
use crate::import::word::kind_at;

/// The web links of a part of a text, and whether it says more than these.
pub(super) fn references(text: &str) -> (Vec<DraftResource>, bool) {
    let parser = Parser::new_ext(text, options());
    // What a label stands for is no event.
    let has_labels = parser.reference_definitions().iter().next().is_some();
    let mut found = References { says_more: has_labels, ..References::default() };
    for event in parser {
        found.take(event);
    }
    found.end_line();
    (found.resources, found.says_more)
}

#[derive(Default)]
struct References {
    resources: Vec<DraftResource>,
    says_more: bool,
    /// The words of this line outside of links.
    words: String,
    /// The address and the label of the link that is open.
    link: Option<(String, String)>,
}

impl References {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link = Some((dest_url.to_string(), String::new()));
            }
            Event::End(TagEnd::Link) => self.end_link(),
            Event::Text(text) | Event::Code(text) => match &mut self.link {
                Some((_, label)) => label.push_str(&text),
                None => self.words.push_str(&text),
            },
            Event::SoftBreak | Event::HardBreak if self.link.is_some() => {
                self.link.iter_mut().for_each(|(_, label)| label.push(' '));
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => self.end_line(),
            Event::End(TagEnd::Paragraph | TagEnd::Item) | Event::Start(Tag::List(_) | Tag::Item) => {
                self.end_line();
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.says_more |= !html.trim_start().starts_with("<br");
            }
            Event::Start(
                Tag::Image { .. }
                | Tag::CodeBlock(_)
                | Tag::Table(_)
                | Tag::Heading { .. }
                | Tag::FootnoteDefinition(_),
            )
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => self.says_more = true,
            _ => {}
        }
    }

    fn end_link(&mut self) {
        let Some((url, label)) = self.link.take() else { return };
        let is_web = ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
        // A link to another file stays in the note, where it works.
        self.says_more |= !is_web;
        if is_web {
            self.add(&url, label.trim());
        }
    }

    fn end_line(&mut self) {
        let words = std::mem::take(&mut self.words);
        let words = words.trim();
        let is_address = words.starts_with("https://") || words.starts_with("http://");
        if is_address && !words.contains(char::is_whitespace) {
            self.add(words, "");
        } else {
            self.says_more |= words.contains(char::is_alphanumeric);
        }
    }

    fn add(&mut self, url: &str, label: &str) {
        let title = if label.is_empty() { url } else { label }.to_owned();
        self.resources.push(DraftResource { kind: kind_at(url), title, url: url.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::ResourceKind;

    #[test]
    fn links_become_resources_and_more_is_told() {
        for (text, links, says_more) in [
            ("- [A](https://a.test)\n- <https://b.test>\n- https://youtu.be/x\n", 3, false),
            ("[A](https://a.test), [B](https://b.test)\n\n<br>\n", 2, false),
            ("- from [A](https://a.test)\n", 1, true),
            ("- [A](a.md)\n", 0, true),
            ("- [ ] [A](https://a.test)\n", 1, true),
            ("- [A](https://a.test)\n\n```\nx\n```\n", 1, true),
            ("![A](https://a.test)\n", 0, true),
            ("", 0, false),
        ] {
            let (found, more) = references(text);
            assert_eq!((found.len(), more), (links, says_more), "{text}");
        }
        let (found, _) = references("- [A *b*](https://www.youtube.com/x_y?a=1&b=2)\n");
        assert_eq!(found[0].title, "A b");
        assert_eq!(
            (found[0].kind, found[0].url.as_str()),
            (ResourceKind::Video, "https://www.youtube.com/x_y?a=1&b=2")
        );
    }
}
