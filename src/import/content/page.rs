//! A content file: a heading, prose, and lists of links to learn from.

use super::link;
use crate::import::DraftResource;

/// What a content file says.
#[derive(Debug, Default, PartialEq)]
pub(in crate::import) struct Page {
    /// Its heading, without Markdown.
    pub(in crate::import) heading: Option<String>,
    /// What is left without the heading and the links, as it is written.
    pub(in crate::import) prose: String,
    pub(in crate::import) resources: Vec<DraftResource>,
    /// The lines that say no more than that links follow, counted from 1.
    pub(in crate::import) invitations: Vec<usize>,
}

/// What a line is.
#[derive(PartialEq)]
enum Part<'a> {
    Prose(&'a str),
    Resource(DraftResource),
    Invitation,
}

impl Page {
    /// Reads a content file.
    pub(in crate::import) fn read(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let is_blank = |line: &&str| line.trim().is_empty();
        let start = lines.iter().position(|line| !is_blank(line)).unwrap_or(lines.len());
        let heading = lines.get(start).and_then(|line| line.strip_prefix("# ")).map(str::trim);
        let heading = heading.filter(|heading| !heading.is_empty() && !is_invitation(heading));
        let mut page =
            Self { heading: heading.map(|text| link::plain(text.trim_end_matches('#'))), ..Self::default() };
        let start = if page.heading.is_some() { start + 1 } else { start };
        let mut prose: Vec<&str> = Vec::new();
        for (number, part) in (start + 1..).zip(parts(lines.get(start..).unwrap_or_default())) {
            match part {
                Part::Resource(resource) => page.resources.push(resource),
                Part::Invitation => page.invitations.push(number),
                // What was taken out leaves no hole.
                Part::Prose(line) if is_blank(&line) && prose.last().is_none_or(is_blank) => {}
                Part::Prose(line) => prose.push(line),
            }
        }
        while prose.last().is_some_and(is_blank) {
            prose.pop();
        }
        page.prose = prose.join("\n");
        page
    }

    /// The note of the topic called `title`: the prose, below the file's own heading where that is another.
    pub(in crate::import) fn note(&self, title: &str) -> String {
        let fold = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
        match self.heading.as_deref().filter(|heading| fold(heading) != fold(title)) {
            Some(heading) if self.prose.is_empty() => format!("# {heading}\n"),
            Some(heading) => format!("# {heading}\n\n{}\n", self.prose),
            None if self.prose.is_empty() => String::new(),
            None => format!("{}\n", self.prose),
        }
    }
}

fn parts<'a>(lines: &[&'a str]) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::with_capacity(lines.len());
    let mut fence: Option<&str> = None;
    for (number, line) in lines.iter().enumerate() {
        let text = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| text.starts_with(mark));
        let is_code = fence.is_some() || mark.is_some();
        fence = match (fence, mark) {
            (Some(open), Some(mark)) if open == mark => None,
            (Some(open), _) => Some(open),
            (None, mark) => mark,
        };
        let resource = link::resource(line).filter(|_| !is_code && is_item(lines, number));
        parts.push(resource.map_or(Part::Prose(line), Part::Resource));
    }
    // From the end on, so that each line knows what follows it.
    let mut follows_list = false;
    for part in parts.iter_mut().rev() {
        match part {
            Part::Prose(line) if line.trim().is_empty() => {}
            Part::Prose(line) => {
                if follows_list && is_invitation(line) {
                    *part = Part::Invitation;
                }
                follows_list = false;
            }
            _ => follows_list = true,
        }
    }
    parts
}

/// Whether a line of a list is a whole item: nothing goes on below it, and it is not a part of an item above.
fn is_item(lines: &[&str], number: usize) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let line = lines.get(number).copied().unwrap_or_default();
    let before = number.checked_sub(1).and_then(|number| lines.get(number)).copied().unwrap_or_default();
    let after = lines.get(number + 1).copied().unwrap_or_default();
    let is_list = |line: &str| line.trim_start().starts_with(['-', '*', '+']);
    let goes_on = !after.trim().is_empty()
        && !after.starts_with('#')
        && (!is_list(after) || indent(after) > indent(line) + 1);
    let is_part = !before.trim().is_empty() && is_list(before) && indent(line) > indent(before) + 1;
    // Four blanks are code, or the inner list of an item that stands farther up.
    !goes_on && !is_part && indent(line) < 4
}

/// Whether a line says no more than that links follow.
fn is_invitation(line: &str) -> bool {
    let words = line.trim().trim_matches(|c: char| "#*_:. ".contains(c)).to_lowercase();
    words.starts_with("visit the following resource") && words.len() < 60
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "- [@article@A](https://a.test)";

    fn titles(page: &Page) -> Vec<&str> {
        page.resources.iter().map(|resource| resource.title.as_str()).collect()
    }

    #[test]
    fn a_page_is_taken_apart_and_nothing_is_lost() {
        let text = format!(
            "\n# Kettles & pots #\n\nA kettle boils water.\n\n- a prose item\n- see [this](https://b.test) too\n\n\
             Visit the following resources to learn more:\n\n{LINK}\n* [@video@B](https://b.test)\n\nThe end.\n"
        );
        let page = Page::read(&text);
        assert_eq!(page.heading.as_deref(), Some("Kettles & pots"));
        assert_eq!(
            page.prose,
            "A kettle boils water.\n\n- a prose item\n- see [this](https://b.test) too\n\nThe end."
        );
        assert_eq!(titles(&page), ["A", "B"]);
        assert_eq!(page.invitations, [9]);
    }

    #[test]
    fn the_invitation_is_left_out_only_before_a_list_of_links() {
        let words = "Visit the following resources to learn more:";
        for (text, invitations, prose) in [
            (format!("# T\n\n{words}\n\n{LINK}"), 1, ""),
            (format!("# T\n\n## {words}\n{LINK}"), 1, ""),
            (format!("# {words}\n\n{LINK}"), 1, ""),
            (format!("# T\n\n**{words}**\n\n{LINK}"), 1, ""),
            (format!("# T\n\n{words}\n"), 0, words),
            (
                format!("# T\n\n{words}\n\nText.\n\n{LINK}"),
                0,
                "Visit the following resources to learn more:\n\nText.",
            ),
            (format!("# T\n\nLast paragraph.\n\n{LINK}"), 0, "Last paragraph."),
        ] {
            let page = Page::read(&text);
            assert_eq!((page.invitations.len(), page.prose.as_str()), (invitations, prose), "{text}");
        }
    }

    #[test]
    fn links_in_code_in_other_items_and_with_more_text_stay_prose() {
        for text in [
            format!("```\n{LINK}\n```"),
            format!("~~~\n```\n{LINK}\n~~~"),
            format!("- item\n  {LINK}"),
            format!("- item\n    {LINK}"),
            format!("{LINK}\n  that goes on"),
            format!("{LINK}\nthat goes on"),
            format!("{LINK}\n  - with a part"),
        ] {
            let page = Page::read(&text);
            assert_eq!((page.prose.as_str(), page.resources.len()), (text.as_str(), 0));
        }
        let two = Page::read(&format!("{LINK}\n\n- [@book@B](https://b.test)\n## More\n{LINK}"));
        assert_eq!((titles(&two), two.prose.as_str()), (vec!["A", "B", "A"], "## More"));
    }

    #[test]
    fn the_heading_stays_where_the_topic_is_called_otherwise() {
        let page = Page::read("# Pots\n\nText.\n");
        assert_eq!(page.note("pots"), "Text.\n");
        assert_eq!(page.note("Kettles"), "# Pots\n\nText.\n");
        assert_eq!(Page::read("# Pots").note("Pots"), "");
        assert_eq!(Page::read("# Pots").note("Kettles"), "# Pots\n");
        assert_eq!(Page::read("Text.").note("Pots"), "Text.\n");
        assert_eq!(Page::read(""), Page::default());
    }
}
