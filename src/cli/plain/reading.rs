//! A topic as lines that are read from top to bottom.

use crate::cli::context::Context;
use crate::cli::show::{SUMMARY, WIDEST, facts};
use crate::markdown::{Layout, render};
use crate::note::with_lines_kept;
use crate::roadmap::TopicIx;
use crate::text::{SafeText, counted, sentence};
use crate::theme::{Colours, SignSet, Theme};

/// All that is known of a topic: its state, resources, the person's summary and the note, for lines of `width` cells.
pub(super) fn lines(context: &Context, ix: TopicIx, width: usize) -> Vec<SafeText> {
    let mut out = Text { lines: Vec::new(), width: width.min(WIDEST) };
    let topic = context.roadmap.topic(ix);
    out.line(topic.shown().as_str());
    for (name, value) in facts(context, ix).into_iter().filter(|(name, _)| *name != "id") {
        // The sign is read as "tilde".
        let value = value.strip_prefix('~').map_or_else(|| value.clone(), |value| format!("about {value}"));
        out.line(&format!("{}: {value}", sentence(name)));
    }
    for (number, resource) in (1..).zip(&topic.resources) {
        let (kind, title, url) = (resource.kind.word(), &resource.title, &resource.url);
        let ticked = if context.standing.is_ticked(ix, resource) { ", ticked" } else { "" };
        out.line(&format!("Resource {number}{ticked}: {kind}, {title}, {url}"));
    }
    if !context.roadmap.is_leaf(ix) {
        out.line(&format!("{} below.", counted(context.roadmap.below(ix).len(), "topic")));
    }
    summary(context, ix, &mut out);
    note(context, ix, &mut out);
    out.lines
}

fn summary(context: &Context, ix: TopicIx, out: &mut Text) {
    let Some(id) = context.written.get(&ix) else { return };
    match context.summaries.read(id) {
        Ok(Some(summary)) if !summary.text.trim().is_empty() => {
            out.part(SUMMARY);
            if summary.is_cut {
                out.line("Your summary is longer than 1 MiB; this is only its beginning.");
            }
            out.markdown(&with_lines_kept(&summary.text), "");
        }
        Ok(_) => {}
        Err(error) => out.line(&sentence(&error.to_string())),
    }
}

fn note(context: &Context, ix: TopicIx, out: &mut Text) {
    let topic = context.roadmap.topic(ix);
    let Some(path) = &topic.note else { return };
    match context.source.note(&context.roadmap, path) {
        Ok(note) => {
            out.part("Note");
            for said in note.notice.iter().chain(&note.aside) {
                out.line(&sentence(said.as_str()));
            }
            out.markdown(&note.markdown, topic.shown().as_str());
        }
        Err(error) => out.line(&sentence(&error.to_string())),
    }
}

struct Text {
    lines: Vec<SafeText>,
    width: usize,
}

impl Text {
    fn line(&mut self, words: &str) {
        self.lines.push(SafeText::new(words.trim_end()));
    }

    /// Begins a part of the text.
    fn part(&mut self, name: &str) {
        self.line("");
        self.line(&format!("{name}:"));
    }

    /// Adds Markdown, without a first heading that says `title` again. No two blank lines stand together.
    fn markdown(&mut self, markdown: &str, title: &str) {
        let theme = Theme::new(Colours::None, SignSet::Words);
        let page = render(markdown, Layout::told(self.width), &theme);
        let repeated = page.repeats(title);
        for row in (0..page.len()).filter(|row| !repeated.contains(row)) {
            let text = page.row_text(row);
            let is_second = || self.lines.last().is_some_and(SafeText::is_empty);
            if !(text.trim().is_empty() && is_second()) {
                self.line(text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(markdown: &str, title: &str) -> String {
        let mut out = Text { lines: Vec::new(), width: 60 };
        out.markdown(markdown, title);
        out.lines.iter().map(SafeText::as_str).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn words_stand_where_signs_would() {
        let note = "\
# Joins

Rows of **two** tables, see [the manual](https://example.org/joins) and `ON`.

## Kinds

- inner
  - with `USING`
- [x] outer
- [ ] cross

1. first
2. second

> Rows that match.

> [!WARNING]
> Not without `ON`.

```sql
SELECT *
    FROM a;
```

| Kind | Rows |
| --- | --- |
| inner | those that match |
| left | all of the left |

---

<details><summary>More</summary>

Hidden text.

</details>

A footnote[^1].

[^1]: Said below.
";
        insta::assert_snapshot!(told(note, "joins"), @r"
        Rows of two tables, see the manual (https://example.org/
        joins) and `ON`.

        Heading 2: Kinds

        - inner
          - with `USING`
        done: outer
        to do: cross

        1. first
        2. second

        Quote:
        Rows that match.
        End of quote.

        Warning:
        Not without `ON`.
        End of warning.

        Code, sql:
        SELECT *
            FROM a;
        End of code.

        Kind: inner
        Rows: those that match

        Kind: left
        Rows: all of the left

        Details: More

        Hidden text.

        A footnote[1].

        [1] Said below.
        ");
    }

    #[test]
    fn a_heading_that_says_something_else_stays() {
        insta::assert_snapshot!(told("# Joins in SQL\n\ntext\n", "Joins"), @r"
        Heading 1: Joins in SQL

        text
        ");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_but_for_nothing() {
        for width in [1, 5, 20] {
            let mut out = Text { lines: Vec::new(), width };
            out.markdown(
                "# A heading of words\n\n> quoted words\n\n| a | b |\n|---|---|\n| one two | three |\n",
                "",
            );
            assert!(out.lines.iter().all(|line| line.width() <= width), "{width} {:?}", out.lines);
        }
    }
}
