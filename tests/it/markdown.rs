//! How each construct of Markdown looks, row by row.

use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use trailmark::highlight::Role;
use trailmark::markdown::{Layout, Page, render};
use trailmark::theme::{Colours, SignSet, Theme};

fn theme() -> Theme {
    Theme::new(Colours::Sixteen, SignSet::Unicode)
}

fn page(markdown: &str, width: usize) -> Page {
    render(markdown, Layout::print(width), &theme())
}

fn rows(markdown: &str, width: usize) -> Vec<String> {
    page(markdown, width).lines().map(|row| row.to_string()).collect()
}

fn assert_rows(table: &[(&str, usize, &[&str])]) {
    for (markdown, width, expected) in table {
        assert_eq!(rows(markdown, *width), *expected, "{markdown:?} in {width}");
    }
}

/// The style of the first span that is exactly this text.
fn style_of(markdown: &str, text: &str) -> Style {
    let page = page(markdown, 60);
    let mut spans = page.lines().flat_map(|row| row.spans);
    spans.find(|span| span.content == text).unwrap_or_else(|| panic!("no {text:?} in {page:?}")).style
}

#[test]
fn running_text() {
    assert_rows(&[
        ("", 20, &[]),
        ("one\ntwo", 20, &["one two"]),
        ("one\n\n\n\ntwo", 20, &["one", "", "two"]),
        ("hard  \nbreak\\\nhere<br>and<BR/>there", 20, &["hard", "break", "here", "and", "there"]),
        ("a &lt;b&gt; \\*c\\* &amp; &#x41;", 20, &["a <b> *c* & A"]),
        ("a <b>bold</b> <blink>tag</blink>", 40, &["a bold <blink>tag</blink>"]),
        ("seen <!-- hidden -->too", 20, &["seen too"]),
        ("a ^b^ and ~c~ and $x*y$", 30, &["a ^b^ and ~c~ and $x*y$"]),
        ("$$\nx = y\n$$", 20, &["$$", "x = y", "$$"]),
        ("日本語の\n文章", 20, &["日本語の文章"]),
        ("한국어\n문장", 20, &["한국어 문장"]),
        ("# not\n    # a heading", 20, &["not", "", "  # a heading"]),
        ("text\n    # not a heading", 30, &["text # not a heading"]),
    ]);
}

#[test]
fn headings_have_room_and_a_place() {
    let page = page("intro\n# One `x`\n## Two\ntext\n\nThree\n-----\n", 20);
    let rows: Vec<_> = page.lines().map(|row| row.to_string()).collect();
    assert_eq!(rows, ["intro", "", "One `x`", "", "Two", "", "text", "", "Three"]);
    let headings: Vec<_> = page.headings.iter().map(|h| (h.row, h.level, h.text.as_str())).collect();
    assert_eq!(headings, [(2, 1, "One x"), (4, 2, "Two"), (8, 2, "Three")]);
}

#[test]
fn the_heading_of_a_list_item_is_found_in_its_row() {
    let page = page("- a\n\n  ## b\n\n> # c", 20);
    let headings: Vec<_> = page.headings.iter().map(|h| (h.row, h.text.as_str())).collect();
    assert_eq!(headings, [(2, "b"), (4, "c")]);
    assert_eq!(page.line(4, 0, &[]).to_string(), "│ c");
}

#[test]
fn lists_hang() {
    assert_rows(&[
        ("- one two three\n- four", 10, &["∙ one two", "  three", "∙ four"]),
        ("- a\n\n- b", 10, &["∙ a", "", "∙ b"]),
        ("9. nine\n10. ten to be", 12, &[" 9. nine", "10. ten to", "    be"]),
        ("1) a", 10, &["1) a"]),
        ("- [ ] do\n- [x] done", 10, &["◦ do", "✓ done"]),
        ("- a\n  - b\n    1. c", 12, &["∙ a", "  ∙ b", "    1. c"]),
        ("- a\n\n  second\n  para", 12, &["∙ a", "", "  second", "  para"]),
        ("- a\n  ```\n  code\n  ```\n- b", 12, &["∙ a", "", "    code", "", "∙ b"]),
        ("- ```\n  code\n  ```", 12, &["∙   code"]),
        ("- a\n  > q\n- b", 12, &["∙ a", "  │ q", "∙ b"]),
        ("-\n- b", 12, &["∙", "∙ b"]),
        ("- <!-- x -->\n- b", 12, &["∙", "∙ b"]),
        ("- a\n\ntext", 12, &["∙ a", "", "text"]),
        ("- a\n\n* b", 12, &["∙ a", "", "∙ b"]),
    ]);
}

#[test]
fn quotes_have_a_bar_in_every_row() {
    assert_rows(&[
        ("> one two three\n>\n> four", 11, &["│ one two", "│ three", "│", "│ four"]),
        ("> a\n> > b\n\nc", 12, &["│ a", "│", "│ │ b", "", "c"]),
        ("> - one two three\n> - b", 12, &["│ ∙ one two", "│   three", "│ ∙ b"]),
        ("> ```\n> a\n>\n> b\n> ```", 12, &["│   a", "│", "│   b"]),
        (">", 12, &["│"]),
        ("> [!NOTE]\n> text", 12, &["│ Note", "│ text"]),
        ("> [!tip]\n> - a", 12, &["│ Tip", "│ ∙ a"]),
        ("> [!other]\n> a", 12, &["│ [!other] a"]),
    ]);
}

#[test]
fn code_is_set_apart_and_folded_or_scrolled() {
    assert_rows(&[
        ("a\n```rust,ignore\nlet x;\n```\nb", 20, &["a", "", "  rust", "  let x;", "", "b"]),
        ("```\n\tx\n1\ty\n```", 20, &["      x", "  1   y"]),
        ("```\n0123456789\n\n한글 코드\n```", 10, &["  01234567", "  89", "", "  한글", "  코드"]),
        ("    a\n\n    b", 20, &["  a", "", "  b"]),
        ("```\na\n```\n```\nb\n```", 20, &["  a", "", "  b"]),
    ]);
    let page = render("```\n0123456789\n\n한글 코드\n```", Layout::pane(10), &theme());
    let rows_at =
        |shift| (0..page.len()).map(|row| page.line(row, shift, &[]).to_string()).collect::<Vec<_>>();
    assert_eq!(rows_at(0), ["  0123456⋯", "", "  한글 코⋯"]);
    assert_eq!(page.overhang(), 2);
    assert_eq!(rows_at(2), ["  ⋯3456789", "", "  ⋯  코드"]);
}

#[test]
fn addresses_follow_labels_that_hide_them() {
    assert_rows(&[
        ("[label](https://a.b/c) x", 40, &["label (https://a.b/c) x"]),
        ("[a.b/c](https://a.b/c) <https://d.e>", 40, &["a.b/c https://d.e"]),
        ("<x@y.z> [x@y.z](mailto:x@y.z)", 40, &["x@y.z x@y.z"]),
        ("[TCP](tcp.md), [here](#here)", 40, &["TCP, here"]),
        ("[x](javascript:alert%281%29)", 40, &["x (javascript:alert%281%29)"]),
        ("[](tcp.md) [](https://a.b)", 40, &["tcp.md https://a.b"]),
        ("[one][1] and [two]\n\n[1]: https://a.b\n[two]: two.md", 40, &["one (https://a.b) and two"]),
        ("> [quoted][1]\n\n[1]: https://a.b", 40, &["│ quoted (https://a.b)"]),
        ("[label](https://example.org/long/path)", 20, &["label (https://", "example.org/long/", "path)"]),
        ("![alt *text*](x.png) ![](y.png)", 40, &["[image: alt text] [image: y.png]"]),
        ("[![alt](x.png)](https://a.b)", 40, &["[image: alt] (https://a.b)"]),
        ("[[a](https://b.c)](d)", 40, &["[a (https://b.c)](d)"]),
        ("[*a*_b](https://x.y/*z*)", 40, &["a_b (https://x.y/*z*)"]),
        ("[[wiki]] [none][no]", 40, &["[[wiki]] [none][no]"]),
    ]);
}

#[test]
fn the_rest_of_the_blocks() {
    assert_rows(&[
        ("a\n\n---\nb", 5, &["a", "", "─────", "", "b"]),
        ("---\nlayout: x\n---\n\nbody", 20, &["body"]),
        (
            "---\ntitle: x\ndate: 2024-05-01 10:00\ntags: [a, b]\n---\nbody",
            40,
            &["x  ∙  2024-05-01  ∙  #a #b", "", "body"],
        ),
        ("<pre>\n<b>x</b>\n</pre>", 20, &["<pre>", "<b>x</b>", "</pre>"]),
        ("a\n\n<!-- hidden\n\nlines -->\n\nb", 20, &["a", "", "b"]),
        (
            "a[^1].\n\n[^1]: one two three\n\n    four",
            12,
            &["a[1].", "", "[1] one two", "    three", "", "    four"],
        ),
        ("[^a]: x\n[^b]: y\n\n[^a][^b]", 12, &["[1] x", "[2] y", "", "[1][2]"]),
        ("term\n: what it is\n: or was", 12, &["term", "  what it is", "  or was"]),
    ]);
}

#[test]
fn roles_have_styles() {
    let theme = theme();
    let bold = theme.strong.add_modifier;
    for (markdown, text, style) in [
        ("plain", "plain", theme.text),
        ("a **b** c", "b", theme.strong),
        ("a *b* c", "b", theme.emphasis),
        ("a ~~b~~ c", "b", theme.text.add_modifier(Modifier::CROSSED_OUT)),
        ("a [b](c.md) d", "b", theme.link),
        ("a [**b**](c.md) d", "b", theme.link.add_modifier(bold)),
        ("a [b](https://c.d) e", "(https://c.d)", theme.secondary),
        ("| a | [b](c.md) |\n|---|---|", "b", theme.link.add_modifier(bold)),
        ("| a | b |\n|---|---|", "│ ", theme.frame),
        ("![b](c)", "[image: b]", theme.link.patch(theme.secondary)),
        ("# a", "a", theme.title),
        ("## a", "a", theme.strong),
        ("> a", "│ ", theme.frame),
        ("- a", "∙ ", theme.secondary),
        ("- [x] a", "✓ ", theme.done),
        ("> [!NOTE]\n> a", "Note", theme.strong),
        ("```\na\n```", "a", theme.code),
        ("은 **\"인용\"**은", "\"인용\"", theme.strong),
        ("**(괄호)**를", "(괄호)", theme.strong),
        ("**한글:**조사", "한글:", theme.strong),
        ("가**「나」**다", "「나」", theme.strong),
        ("**[나](b.md)**은", "나", theme.link.add_modifier(bold)),
    ] {
        assert_eq!(style_of(markdown, text), style, "{text:?} in {markdown:?}");
    }
}

#[test]
fn code_that_looks_like_text_keeps_its_backticks() {
    let mut theme = theme();
    assert_eq!(render("a `b  c`", Layout::print(20), &theme).line(0, 0, &[]).to_string(), "a `b  c`");
    theme.code = theme.accent;
    let page = render("a `b  c`", Layout::print(20), &theme);
    assert_eq!(page.line(0, 0, &[]).to_string(), "a b  c");
    assert_eq!(page.line(0, 0, &[]).spans[1].style, theme.accent);
}

#[test]
fn ascii_signs_are_ascii() {
    let theme = Theme::new(Colours::None, SignSet::Ascii);
    let note =
        "# a\n- b\n- [ ] c\n- [x] d\n\n> e\n\n---\n\n| f |\n|---|\n| g |\n\n```\n0123456789012345678\n```\n";
    for (layout, code) in
        [(Layout::pane(12), "  012345678~"), (Layout::print(12), "  0123456789\n  012345678")]
    {
        let page = render(note, layout, &theme);
        let text = page.lines().map(|row| row.to_string()).collect::<Vec<_>>().join("\n");
        assert!(text.is_ascii(), "{text}");
        assert!(text.contains("+---+\n| f |\n+---+"), "{text}");
        assert!(text.contains("| e") && text.contains("* b") && text.contains(code), "{text}");
    }
}

#[test]
fn a_narrow_page_drops_indents_before_text() {
    assert_rows(&[
        ("> - one", 9, &["∙ one"]),
        ("10. ten to wrap", 10, &["10. ten to", "wrap"]),
        ("> - abcdef", 4, &["∙ ab", "cdef"]),
        ("> - abcdef", 3, &["abc", "def"]),
        ("- ab", 4, &["∙ ab"]),
        ("- 가", 1, &["⋯"]),
        ("```\nabc\n```", 2, &["ab", "c"]),
    ]);
    assert_eq!(render("```\nabc\n```", Layout::pane(2), &theme()).line(0, 0, &[]).to_string(), "a⋯");
}

#[test]
fn what_is_hidden_or_obeyed_becomes_visible() {
    assert_rows(&[
        ("a\u{1B}[31mb", 20, &["a␛[31mb"]),
        ("a&#27;b &#x202E;c", 20, &["a␛b \u{FFFD}c"]),
        ("a\u{2060}b&#x2060;c&#x2061;d&#x206A;e", 20, &["a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e"]),
        ("```\na\u{202E}b\u{1B}\n```", 20, &["  a\u{FFFD}b␛"]),
        ("`a\u{200B}b`", 20, &["`a\u{FFFD}b`"]),
        ("[a](https://b&#x2062;\u{9B}c)", 40, &["a (https://b\u{FFFD}\u{FFFD}c)"]),
        ("x[^\u{1B}]\n\n[^\u{1B}]: y", 20, &["x[1]", "", "[1] y"]),
        ("# a\u{202E}b", 20, &["a\u{FFFD}b"]),
        ("| a\u{1B} |\n|---|", 20, &["┌────┐", "│ a␛ │", "├────┤", "└────┘"]),
    ]);
}

#[test]
fn hostile_notes_end() {
    for note in [
        ">".repeat(2_000),
        "> - ".repeat(500) + "a",
        "- ".repeat(2_000) + "a",
        "1. ".repeat(500) + "a",
        "[".repeat(20_000),
        "![".repeat(500) + "a" + &"](b)".repeat(500),
        "*a ".repeat(2_000),
        // Where each of these might end must not be looked for.
        "://".repeat(15_000),
        "http://(".repeat(8_000),
        "http://a.b_(".repeat(6_000),
        "_www.".repeat(10_000),
        "[가 ".to_owned() + &"* ".repeat(30_000) + "](x)",
        "<div>\n".to_owned() + &"<!--".repeat(5_000),
        "| a ".repeat(300) + "|\n" + &"|---".repeat(300) + "|\n",
        // Makes the parser panic where heading attributes are on.
        ">f\no\n> {}\n>=".to_owned(),
        // The selector widens the star, which has another style.
        "\\***\u{FE0F}    > 日本語***\n".to_owned(),
    ] {
        for width in [1, 7, 13, 72] {
            assert!(page(&note, width).lines().all(|row| row.width() <= width));
        }
    }
}

#[test]
fn code_has_its_colours_wherever_its_rows_are_folded() {
    let theme = theme();
    let syntax = theme.syntax.expect("colours");
    // What each character of the page is, by the first letter of its role.
    let roles = |note: &str, width| {
        let page = render(note, Layout::print(width), &theme);
        let letters = [('k', Role::Keyword), ('s', Role::String), ('c', Role::Comment)];
        let letter = |style| letters.iter().find(|(_, role)| theme.code.patch(syntax.style(*role)) == style);
        let row = |row: Line<'_>| {
            let spans = row.spans.iter().map(|span| match letter(span.style) {
                Some((letter, _)) => letter.to_string().repeat(span.content.chars().count()),
                None => span.content.to_string(),
            });
            spans.collect::<String>()
        };
        page.lines().skip(1).map(row).collect::<Vec<_>>()
    };
    for (note, width, expected) in [
        ("```rust\nlet a = \"long\";\n```", 40, &["  kkk a = ssssss;"][..]),
        ("```rust\nlet a = \"long\";\n```", 14, &["  kkk a =", "  ssssss;"]),
        ("```rust\n\tlet // 가\u{1B}\n```", 40, &["      kkk ccccc"]),
        ("- ```rust\n  let a\n  ```", 40, &["    kkk a"]),
        ("```brainfuck\nlet\n```", 40, &["  let"]),
    ] {
        assert_eq!(roles(note, width), expected, "{note:?} {width}");
    }
}

#[test]
fn only_so_much_code_is_waited_for() {
    let theme = theme();
    let keyword = theme.syntax.expect("colours").style(Role::Keyword);
    let block = format!("```rust\n{}```\n\n", "let a;\n".repeat(1_000));
    let page = render(&block.repeat(30), Layout::print(40), &theme);
    let is_coloured = |row: &Line<'_>| row.spans.iter().any(|span| span.style == keyword);
    let coloured: Vec<bool> = page.lines().map(|row| is_coloured(&row)).collect();
    assert_eq!(coloured.iter().filter(|coloured| **coloured).count(), 128 * 1024 / 7);
    assert!(coloured.last().is_some_and(|last| !last));
    // Of long lines there are fewer.
    let long = format!("```rust\nlet a = [{}];\n```\n\n", "1,".repeat(900));
    let page = render(&long.repeat(30), Layout::print(4_000), &theme);
    assert_eq!(page.lines().filter(is_coloured).count(), 2);
}
