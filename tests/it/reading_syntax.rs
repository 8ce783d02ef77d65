//! How what stands in running text looks: links, HTML tags, footnotes, emphasis beside Korean.

use ratatui::style::{Modifier, Style};
use trailmark::markdown::{Layout, Page, render};
use trailmark::theme::{Colours, SignSet, Theme};

fn theme() -> Theme {
    Theme::new(Colours::Sixteen, SignSet::Unicode)
}

fn page(markdown: &str, width: usize) -> Page {
    render(markdown, Layout::pane(width), &theme())
}

fn rows(markdown: &str, width: usize) -> Vec<String> {
    page(markdown, width).lines().map(|row| row.to_string()).collect()
}

/// The texts of this style, in order.
fn styled(markdown: &str, is_wanted: impl Fn(Style) -> bool) -> Vec<String> {
    let page = page(markdown, 80);
    let spans = page.lines().flat_map(|row| row.spans);
    spans.filter(|span| is_wanted(span.style)).map(|span| span.content.into_owned()).collect()
}

#[test]
fn html_and_more_is_read_where_it_is_understood() {
    let table: &[(&str, usize, &[&str])] = &[
        ("H<sub>2</sub>O, x<sup>2</sup>, x<sup>k</sup>, 3<sup>rd</sup>", 40, &["H₂O, x², x^(k), 3rd"]),
        ("<kbd>Ctrl</kbd>+<kbd>C</kbd>", 20, &["Ctrl+C"]),
        ("<code>a</code> `b`` c` `` d`e `` ` f`", 40, &["`a` ``` b`` c ``` `` d`e `` ` f`"]),
        ("<img src=\"a.png\" alt=\"A picture\"> <img src=b.png>", 40, &["[image: A picture] [image: b.png]"]),
        (
            "<p align=\"center\">\n<a href=\"x\"><img src=\"y\" alt=\"z\"></a>\ntext\n</p>",
            40,
            &["[image: z] text"],
        ),
        ("<h2 align=center>Title</h2>\ntext", 40, &["Title", "", "text"]),
        ("<details>\n<summary>More of it</summary>\n\n- a\n\n</details>", 20, &["▾ More of it", "", "∙ a"]),
        ("<details><summary>one two three</summary></details>", 10, &["▾ one two", "  three"]),
        ("<ul><li>a</li><li>b</li></ul>", 20, &["∙ a", "∙ b"]),
        ("a <unknown>b</unknown> <b>c", 40, &["a <unknown>b</unknown> <b>c"]),
        ("<script>\nalert(1)\n</script>", 20, &["<script>", "alert(1)", "</script>"]),
        ("<div>**as is** &amp; `x`</div>", 40, &["**as is** & `x`"]),
        ("so\n$$x$$\nand a $$y$$ in it", 40, &["so", "$$x$$", "and a", "$$y$$", "in it"]),
        ("- so\n  $$\n  x\n  $$\n  and", 40, &["∙ so", "  $$", "  x", "  $$", "  and"]),
        ("> so\n> $$x$$", 40, &["│ so", "│ $$x$$"]),
        ("> [!tip]- A *title*\n> text", 40, &["│ Tip", "│ A title", "│", "│ text"]),
        ("> [!NOTE] Only this", 40, &["│ Note", "│ Only this"]),
        ("> [!warning]+\n> text", 40, &["│ Warning", "│ text"]),
        ("> [!faq] text", 40, &["│ [!faq] text"]),
        ("text\n:tada: news\n:+1: more", 40, &["text :tada: news :+1: more"]),
        ("text\n\n:tada: news", 40, &["text", "", ":tada: news"]),
        ("> :a: b\n> :c: d\n\n- e\n  :f: g", 40, &["│ :a: b :c: d", "", "∙ e :f: g"]),
        ("::: note\ntext\n\n- a\n\n:::", 40, &["::: note text", "", "∙ a", "", ":::"]),
        ("::: note\ntext\n:::\n\n# a", 40, &["::: note text :::", "", "a"]),
        ("one\n: two\n:three: four", 40, &["one", "  two", "", ":three: four"]),
        ("one\ntwo\n: both", 40, &["one", "two", "  both"]),
        ("<div>a&#27;b&#x2061;c\u{202E}</div>", 40, &["a␛b\u{FFFD}c\u{FFFD}"]),
    ];
    for (markdown, width, expected) in table {
        assert_eq!(rows(markdown, *width), *expected, "{markdown:?} in {width}");
    }
    let bold = |style: Style| style.add_modifier.contains(Modifier::BOLD);
    assert_eq!(styled("a <b>b *c*</b> <kbd>d</kbd> e", bold), ["b ", "c", "d"]);
    let struck = |style: Style| style.add_modifier.contains(Modifier::CROSSED_OUT);
    assert_eq!(styled("a <del>b</del> c", struck), ["b"]);
    assert_eq!(page("<h2>A <i>b</i></h2>", 20).headings[0].anchor.as_ref(), "a-b");
}

#[test]
fn what_is_text_stays_text_beside_what_is_not() {
    for (markdown, expected) in [
        (r"\__ \`` \](u) \^ \$", "__ `` ](u) ^ $"),
        (r"\https://x.y/z \foo@x.y", r"\https://x.y/z \foo@x.y"),
        (r"https://x.y/z\* a\_b@x.y", "https://x.y/z* a_b@x.y"),
        ("**.*", "*."),
        ("*foo@x.y**", "foo@x.y*"),
        ("_foo@x.y and_", "foo@x.y and"),
        ("[^1]^foo@x.y", "[^1]^foo@x.y"),
        ("<sub>2</sub>__$x$__", "₂$x$"),
        ("https://x.y/z~~b <https://x.y/>c~~", "https://x.y/z~~b https://x.y/c~~"),
        ("$日*__b$", "$日*__b$"),
        ("*[a*](u) _b [c_](u)", "*a* _b c_"),
        ("![a ![b](c) d](e)", "[image: a b d]"),
        ("**\"a\"**<!-- -->b", "\"a\"b"),
    ] {
        assert_eq!(rows(markdown, 60), [expected], "{markdown}");
    }
}

#[test]
fn every_link_has_its_address() {
    for (markdown, linked, addresses) in [
        ("see https://a.b/c입니다", &["https://a.b/c"][..], &["https://a.b/c"][..]),
        ("www.a.b and x@y.z.", &["www.a.b", "x@y.z"], &["http://www.a.b", "mailto:x@y.z"]),
        ("![alt](x.png) ![](y.png)", &["[image: alt]", "[image: y.png]"], &["x.png", "y.png"]),
        ("[![alt](x.png)](y) [z](w)", &["[image: alt]", "z"], &["y", "w"]),
        ("<a href=\"a.md\">a *b*</a> <img src=c alt=d>", &["a ", "b", "[image: d]"], &["a.md", "c"]),
        ("a[^x] [b](c)\n\n[^x]: text", &["[1]", "b"], &["#fn:1", "c"]),
        (
            "| [a](b) | www.c.d |\n|---|---|\n| ![e](f) | |",
            &["a", "www.c.d", "[image: e]"],
            &["b", "http://www.c.d", "f"],
        ),
        ("<p><a href=\"x\">y</a></p>", &["y"], &["x"]),
    ] {
        let underlined = |style: Style| style.add_modifier.contains(Modifier::UNDERLINED);
        assert_eq!(styled(markdown, underlined), linked, "{markdown}");
        let page = page(markdown, 80);
        assert_eq!(page.links.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), addresses, "{markdown}");
    }
}

#[test]
fn emphasis_works_beside_letters_of_the_east() {
    let bold = |style: Style| style.add_modifier.contains(Modifier::BOLD);
    for (markdown, expected) in [
        ("**굵게**를", "굵게"),
        ("**\"인용\"**은", "\"인용\""),
        ("**(괄호)**를", "(괄호)"),
        ("**`code`**를", "`code`"),
        ("가**`code`**를", "`code`"),
        ("**[링크](a.md)**는", "링크"),
        ("**<https://a.b>**는", "https://a.b"),
        ("**https://a.b**는", "https://a.b"),
        ("**「強調」**は", "「強調」"),
        ("**“引用”**的", "“引用”"),
        ("**굵게!**라고", "굵게!"),
        ("**100%**의", "100%"),
        ("**$x$**는", "$x$"),
        ("***둘 다***는", "둘 다"),
    ] {
        assert_eq!(styled(markdown, bold), [expected], "{markdown}");
    }
    let italic = |style: Style| style.add_modifier.contains(Modifier::ITALIC);
    assert_eq!(styled("*기울임*은 *\"인용\"*은", italic), ["기울임", "\"인용\""]);
    let struck = |style: Style| style.add_modifier.contains(Modifier::CROSSED_OUT);
    assert_eq!(styled("~~취소~~는 ~~\"취소\"~~는", struck), ["취소", "\"취소\""]);
    assert_eq!(rows("__굵게__를 a*b", 20), ["__굵게__를 a*b"]);
}

#[test]
fn what_is_no_syntax_stays_as_written() {
    for markdown in [
        ":smile: :+1:",
        "$a*b*c$ and $d_e_f$",
        "$$d_e_f$$",
        "$가**\"나\"**다$",
        "H~2~O and x^2^",
        "a 5 < 6 > 4 & 3",
        "[^none] [ ] [x]",
        "C:\\dir\\file",
        "@user #tag",
    ] {
        assert_eq!(rows(markdown, 60), [markdown]);
    }
}

#[test]
fn a_giant_leaf_is_shown_as_written() {
    let note = format!("{} [a](b.md) ![c](d) www.e.f end", "*a ".repeat(30_000));
    let page = page(&note, 72);
    assert_eq!(page.links.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["b.md", "d", "http://www.e.f"]);
    assert!(page.row_text(0).starts_with("*a *a "));
    assert!(page.row_text(page.len() - 1).ends_with("a [image: c] www.e.f end"));
}
