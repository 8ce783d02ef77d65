//! The blocks of a note as HTML.

use std::fmt::Write as _;

use super::text::Text;
use super::{code, escape, inline};
use crate::note::{Alert, Alignment, Block, FrontMatter, Heading, Inline, Item, List, Table};

/// Writes blocks one after the other.
pub(super) struct Writer<'o, 't> {
    out: &'o mut String,
    text: &'t Text<'t>,
    /// The level of the heading that the text stands below, 1 to 6.
    above: u8,
    /// The headings around what comes next: the level that each has in the text, and in the page.
    levels: Vec<(u8, u8)>,
}

impl<'o, 't> Writer<'o, 't> {
    pub(super) fn new(out: &'o mut String, text: &'t Text<'t>, above: u8) -> Self {
        Self { out, text, above, levels: Vec::new() }
    }

    /// Adds blocks.
    pub(super) fn blocks(&mut self, blocks: &[Block<'_>]) {
        let is_defined = |block: &Block<'_>| matches!(block, Block::Term(_) | Block::Definition(_));
        for run in blocks.chunk_by(|a, b| is_defined(a) == is_defined(b)) {
            let in_list = run.first().is_some_and(is_defined);
            self.out.push_str(if in_list { "<dl>\n" } else { "" });
            for block in run {
                self.block(block);
            }
            self.out.push_str(if in_list { "</dl>\n" } else { "" });
        }
    }

    fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::FrontMatter(data) => self.front_matter(data),
            Block::Paragraph(text) => self.inline("p", text),
            Block::Heading(heading) => self.heading(heading),
            Block::Code(code) => code::write(self.out, code),
            Block::Table(table) => self.table(table),
            Block::Summary(text) => {
                self.element("p", |writer| writer.inline("strong", text));
            }
            Block::Html(source) | Block::Raw(source) => {
                self.out.push_str("<pre class=\"raw\" tabindex=\"0\">");
                escape::lines(self.out, source);
                self.out.push_str("</pre>\n");
            }
            Block::Rule => self.out.push_str("<hr>\n"),
            Block::Quote { alert, blocks } => self.quote(*alert, blocks),
            Block::List(list) => self.list(list),
            Block::Footnote { number, blocks } => {
                self.out.push_str("<div class=\"footnote\" id=\"");
                escape::text(self.out, &self.text.footnote_id(*number));
                // Writing to a string cannot fail.
                let _ = write!(self.out, "\"><span class=\"number\">{number}</span>");
                self.element("div", |writer| writer.blocks(blocks));
                self.out.push_str("</div>\n");
            }
            Block::Term(term) => self.inline("dt", term),
            Block::Definition(blocks) => self.element("dd", |writer| writer.blocks(blocks)),
        }
    }

    fn inline(&mut self, name: &str, text: &Inline<'_>) {
        self.element(name, |writer| inline::write(writer.out, text, writer.text));
    }

    fn element(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.open(name, "");
        content(self);
        self.close(name);
    }

    /// `attributes` are our own words, with a blank before them.
    fn open(&mut self, name: &str, attributes: &str) {
        self.out.extend(["<", name, attributes, ">"]);
    }

    fn close(&mut self, name: &str) {
        let inside = matches!(name, "strong" | "div" | "td" | "th");
        self.out.extend(["</", name, if inside { ">" } else { ">\n" }]);
    }

    /// One quiet line. The title stands above the note already.
    fn front_matter(&mut self, data: &FrontMatter) {
        let tags = data.tags.iter().map(|tag| format!("#{tag}"));
        let words: Vec<String> = data.date.iter().cloned().chain(tags).collect();
        if !words.is_empty() {
            self.out.push_str("<p class=\"data\">");
            escape::text(self.out, &words.join("  "));
            self.out.push_str("</p>\n");
        }
    }

    /// A heading stands one level below the one that it belongs to, whatever levels its author left out.
    fn heading(&mut self, heading: &Heading<'_>) {
        while self.levels.last().is_some_and(|(level, _)| *level >= heading.level) {
            self.levels.pop();
        }
        let above = self.levels.last().map_or(self.above, |(_, level)| *level);
        let level = (above + 1).min(6);
        self.levels.push((heading.level, level));
        let _ = write!(self.out, "<h{level} id=\"");
        escape::text(self.out, &self.text.heading());
        self.out.push_str("\">");
        inline::write(self.out, &heading.inline, self.text);
        let _ = writeln!(self.out, "</h{level}>");
    }

    fn table(&mut self, table: &Table<'_>) {
        self.out
            .push_str("<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>\n");
        for (number, row) in table.rows.iter().enumerate() {
            let cell = if number == 0 { "th" } else { "td" };
            self.out.push_str(if number == 0 { "<thead>" } else { "" });
            self.out.push_str(if number == 1 { "<tbody>" } else { "" });
            self.out.push_str("<tr>");
            for (at, text) in row.iter().enumerate() {
                self.open(
                    cell,
                    match table.columns.get(at) {
                        Some(Alignment::Center) => " class=\"center\"",
                        Some(Alignment::Right) => " class=\"right\"",
                        _ => "",
                    },
                );
                inline::write(self.out, text, self.text);
                self.close(cell);
            }
            self.out.push_str(if number == 0 { "</tr></thead>\n" } else { "</tr>\n" });
        }
        self.out.push_str(if table.rows.len() > 1 { "</tbody></table></div>\n" } else { "</table></div>\n" });
    }

    fn quote(&mut self, alert: Option<Alert>, blocks: &[Block<'_>]) {
        let Some(alert) = alert else {
            return self.element("blockquote", |writer| writer.blocks(blocks));
        };
        let label = alert.label();
        let class = label.to_ascii_lowercase();
        let _ = writeln!(self.out, "<div class=\"alert {class}\"><p class=\"label\">{label}</p>");
        self.blocks(blocks);
        self.out.push_str("</div>\n");
    }

    fn list(&mut self, list: &List<'_>) {
        let name = if list.start.is_some() { "ol" } else { "ul" };
        self.out.extend(["<", name]);
        if let Some(start) = list.start.filter(|start| *start != 1) {
            let _ = write!(self.out, " start=\"{start}\"");
        }
        self.out.push_str(">\n");
        for item in &list.items {
            self.item(item, list.loose);
        }
        self.close(name);
    }

    fn item(&mut self, item: &Item<'_>, is_loose: bool) {
        let (class, sign) = match item.task {
            Some(true) => (
                " class=\"task\"",
                "<span class=\"sign done\" aria-hidden=\"true\">✓</span><span class=\"vh\">done: </span>",
            ),
            Some(false) => (
                " class=\"task\"",
                "<span class=\"sign todo\" aria-hidden=\"true\">◦</span><span class=\"vh\">to do: </span>",
            ),
            None => ("", ""),
        };
        self.open("li", class);
        self.out.push_str(sign);
        let mut rest = item.blocks.as_slice();
        // The text of items without blank lines between them stands for itself.
        if let ([Block::Paragraph(text), after @ ..], false) = (rest, is_loose) {
            inline::write(self.out, text, self.text);
            self.out.push_str(if after.is_empty() { "" } else { "\n" });
            rest = after;
        }
        self.blocks(rest);
        self.close("li");
    }
}
