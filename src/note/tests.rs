use super::*;

/// A note in one line: kinds of blocks with what they hold.
fn shape(blocks: &[Block<'_>]) -> String {
    let shapes: Vec<_> = blocks.iter().map(block_shape).collect();
    shapes.join(" ")
}

fn block_shape(block: &Block<'_>) -> String {
    match block {
        Block::FrontMatter(data) => format!("data[{}]", data.title.as_deref().unwrap_or_default()),
        Block::Paragraph(inline) => format!("p[{}]", source(inline)),
        Block::Heading(heading) => format!("h{}[{}]", heading.level, source(&heading.inline)),
        Block::Code(code) => format!("code[{}]", code.text),
        Block::Table(table) => {
            let rows = table.rows.iter().map(|row| row.iter().map(source).collect::<Vec<_>>().join("|"));
            format!("table[{}]", rows.collect::<Vec<_>>().join("/"))
        }
        Block::Summary(inline) => format!("fold[{}]", source(inline)),
        Block::Html(html) => format!("html[{html}]"),
        Block::Rule => "rule".to_owned(),
        Block::Quote { alert: None, blocks } => format!("quote({})", shape(blocks)),
        Block::Quote { alert: Some(alert), blocks } => format!("{alert:?}({})", shape(blocks)),
        Block::List(list) => {
            let items: Vec<_> = list
                .items
                .iter()
                .map(|item| {
                    let task = item.task.map(|done| if done { "x " } else { ". " });
                    format!("{}{}", task.unwrap_or_default(), shape(&item.blocks))
                })
                .collect();
            let start = list.start.map(|start| format!("{start}{}", list.delimiter)).unwrap_or_default();
            let loose = if list.loose { "loose" } else { "tight" };
            format!("{loose}{start}({})", items.join(" | "))
        }
        Block::Footnote { number, blocks } => format!("note {number}({})", shape(blocks)),
        Block::Term(inline) => format!("term[{}]", source(inline)),
        Block::Definition(blocks) => format!("def({})", shape(blocks)),
        Block::Raw(raw) => format!("raw[{raw}]"),
    }
}

fn source(inline: &Inline<'_>) -> String {
    let pieces = inline.pieces.iter().map(|piece| match piece {
        Piece::Source(source) => (*source).to_owned(),
        Piece::NewLine => "⏎".to_owned(),
        Piece::Break => "{br}".to_owned(),
        Piece::Literal(text) => format!("{{{text}}}"),
        Piece::Code(code) => format!("`{code}`"),
        Piece::Bare => String::new(),
        Piece::LinkStart => "{a ".to_owned(),
        Piece::ImageStart => "{i ".to_owned(),
        Piece::LinkEnd(link) | Piece::ImageEnd(link) => format!(" {:?} {}}}", link.label, link.target),
        Piece::FootnoteMark(number) => format!("{{^{number}}}"),
        Piece::Face(face) => format!("{{{face:?} "),
        Piece::FaceEnd => "}".to_owned(),
    });
    pieces.collect()
}

fn assert_shapes(table: &[(&str, &str)]) {
    for (markdown, expected) in table {
        let text = prepared(markdown);
        assert_eq!(shape(&blocks(&text).collect::<Vec<_>>()), *expected, "{markdown:?}");
    }
}

#[test]
fn blocks_are_told_apart() {
    assert_shapes(&[
        ("", ""),
        ("one\ntwo\n\nthree", "p[one⏎two] p[three]"),
        ("# One\n\nTwo\n===\n### `x` ##", "h1[One] h1[Two] h3[`x`]"),
        ("# Title {#id .class}", "h1[Title {#id .class}]"),
        ("```rust,ignore\nfn x() {}\n\n  y\n```", "code[fn x() {}\n\n  y]"),
        ("    indented\n\ttabbed", "code[indented\ntabbed]"),
        ("~~~\n~~~", "code[]"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\nafter", "table[a|b/1|2] p[after]"),
        ("a\n\n***\n\n---\nb", "p[a] rule rule p[b]"),
        ("---\ntitle: x\n---\nBody", "data[x] p[Body]"),
        ("text\n\n---\nkey: value\n---\n", "p[text] rule h2[key: value]"),
        ("<div>\n<b>x</b><br>y\n</div>", "p[{Strong {x}}{br}{y}]"),
        ("<pre>\n<b>x</b><br>y\n</pre>", "html[<pre>\n<b>x</b>\ny\n</pre>]"),
        ("<!-- hidden -->\n\nshown", "p[shown]"),
        ("<!-- never closed\n\ntext", "html[<!-- never closed\n\ntext]"),
        ("\u{FEFF}# Title\rtext\r\nmore", "h1[Title] p[text⏎more]"),
        ("term\n: first\n: second", "term[term] def(p[first]) def(p[second])"),
    ]);
}

#[test]
fn containers_are_peeled() {
    assert_shapes(&[
        ("> a\n> b\nlazy\n\nc", "quote(p[a⏎b⏎lazy]) p[c]"),
        ("> a\n>\n> > b\n> > c", "quote(p[a] quote(p[b⏎c]))"),
        ("> [!WARNING]\n> Careful", "Warning(p[Careful])"),
        ("- a\n- b", "tight(p[a] | p[b])"),
        ("- a\n\n- b", "loose(p[a] | p[b])"),
        ("3) a\n4) b", "tight3)(p[a] | p[b])"),
        ("- [ ] a\n- [x] b\n- [-] c", "tight(. p[a] | x p[b] | p[[-] c])"),
        ("- [x] a\n\n  more", "loose(x p[a] p[more])"),
        ("- a\n  b\n  - c\n    d\nlazy", "tight(p[a⏎b] tight(p[c⏎d⏎lazy]))"),
        ("- a\n\n      code\n\n  > q\n  > r", "loose(p[a] code[code] quote(p[q⏎r]))"),
        ("> - a\n>   b\n> - `c\n>   d`", "quote(tight(p[a⏎b] | p[`c d`]))"),
        ("- > a\n  > b", "tight(quote(p[a⏎b]))"),
        ("> a\n===", "quote(p[a⏎===])"),
        ("> | a |\n> |---|\n> | `>` |", "quote(table[a/`>`])"),
        ("x[^1]\n\n[^1]: one\n\n    two", "p[x{^1}] note 1(p[one] p[two])"),
        ("-\n- a", "tight( | p[a])"),
        (r"- \*a", r"tight(p[\*a])"),
    ]);
}

#[test]
fn cells_are_leaves() {
    assert_shapes(&[
        ("|a|\n|-|\n|b \\| c|", r"table[a/b \| c]"),
        ("|a|\n|-|\n|`b \\| c`|\n|\\|x|", r"table[a/`b | c`/\|x]"),
        ("|a|b|\n|-|-|\n|1|\n|1|2|3|\n||2|", "table[a|b/1|/1|2/|2]"),
        ("a | b\n-|-\n1 | 2", "table[a|b/1|2]"),
        ("> - | a | b |\n>   |---|---|\n>   | *c* | `d` |", "quote(tight(table[a|b/*c*|`d`]))"),
        ("|a|\n|-|\n|[b\\|c](d) ^e^|", r"table[a/{a b\|c Words d} {^}e{^}]"),
        ("|a|\n|-|\n|  |\n", "table[a/]"),
    ]);
}

#[test]
fn links_and_images_are_marked() {
    assert_shapes(&[
        ("[a *b*](x.md \"t\") c", "p[{a a *b* Words x.md} c]"),
        (
            "<https://a.b> and <x@y.z>",
            "p[{a {https://a.b} Address https://a.b} and {a {x@y.z} Address mailto:x@y.z}]",
        ),
        ("[a.b](https://a.b/)", "p[{a a.b Address https://a.b/}]"),
        ("[](x)", "p[{a  Empty x}]"),
        ("> [a\n> b](\n> x) c", "quote(p[{a a⏎b Words x} c])"),
        ("[one][r] [r] [none]\n\n[r]: /x&amp;y", "p[{a one Words /x&y} {a r Words /x&y} [none]]"),
        ("![alt](x.png) ![](y.png)", "p[{i alt Words x.png} {i  Empty y.png}]"),
        ("[![alt](x.png)](y)", "p[{a {i alt Words x.png} Words y}]"),
        ("![![a](b)](c)", "p[{i {i a Words b} Words c}]"),
        ("[[a](b)](c)", "p[[{a a Words b}{]}(c)]"),
        (r"[a](b)\](c)", r"p[{a a Words b}\](c)]"),
        ("| [a](x) | b |\n|---|---|\n| c<br>d | ![i](y) |", "table[{a a Words x}|b/c{br}d|{i i Words y}]"),
        ("a<br/>b <!-- c -->d <b>e</b>", "p[a{br}b {}d {Strong e}]"),
        ("a ^b^ ~c~ ~~d~~", "p[a {^}b{^} {~}c{~} ~~d~~]"),
        ("a&#x2061;b", "p[a{\u{FFFD}}b]"),
    ]);
}

#[test]
fn addresses_in_running_text_are_links() {
    assert_shapes(&[
        ("see https://a.b/c.", "p[see {a {https://a.b/c} Address https://a.b/c}.]"),
        ("www.a.b x@y.z", "p[{a {www.a.b} Address http://www.a.b} {a {x@y.z} Address mailto:x@y.z}]"),
        ("https://a.b/c입니다", "p[{a {https://a.b/c} Address https://a.b/c}입니다]"),
        ("https://a.b/__init__.py!", "p[{a {https://a.b/__init__.py} Address https://a.b/__init__.py}!]"),
        (
            "https://a.b/?x&amp;y and www.c.d",
            "p[{a {https://a.b/?x&y} Address https://a.b/?x&y} and {a {www.c.d} Address http://www.c.d}]",
        ),
        (
            "**https://a.b**를 *x@y.z*",
            "p[**{a {https://a.b} Address https://a.b}**를 *{a {x@y.z} Address mailto:x@y.z}*]",
        ),
        (
            "`https://a.b` [https://a.b](c) <b>www.a.b</b>",
            "p[`https://a.b` {a https://a.b Words c} {Strong {a {www.a.b} Address http://www.a.b}}]",
        ),
        ("a_b@c.d <a href=x>www.a.b</a>", "p[{a {a_b@c.d} Address mailto:a_b@c.d} {a www.a.b Words x}]"),
        (
            "| a |\n|--|\n| www.a.b|\n|https://a.b/\\|c|",
            "table[a/{a {www.a.b} Address http://www.a.b}/{a {https://a.b/} Address https://a.b/}\\|c]",
        ),
        ("https://a.b/[x](y) z", "p[{a {https://a.b/[x](y)} Address https://a.b/[x](y)} z]"),
        ("> see\n> https://a.b\n> c", "quote(p[see⏎{a {https://a.b} Address https://a.b}⏎c])"),
        ("# www.a.b", "h1[{a {www.a.b} Address http://www.a.b}]"),
    ]);
}

#[test]
fn tags_in_running_text_are_read() {
    assert_shapes(&[
        ("<b>a *b*</b> <EM>c</EM><kbd>Ctrl</kbd>", "p[{Strong a *b*} {Emphasis c}{Strong Ctrl}]"),
        ("a <del>b</del> <code>c</code>", "p[a {Strike b} {Code c}]"),
        ("a <b>b *c</i> d", "p[a {}<b>b *c</i> d]"),
        ("<i>a <b>b</i> c</b>", "p[{Emphasis a {}<b>b} c</b>]"),
        ("a <a href=\"b.md\">c **d**</a>", "p[a {a c **d** Words b.md}]"),
        ("<a href=x>[y](z)</a>", "p[{a {a y Words z} Words x}]"),
        ("[a <b>c](d) e</b>", "p[{a a {}<b>c Words d} e</b>]"),
        ("<b>a [c</b>](d) e</b>", "p[{Strong a {a c</b> Words d} e}]"),
        ("x<a name=\"here\"></a> y <a href=\"z\"></a>", "p[x{}{} y {}{}]"),
        (
            "a <img src=\"b.png\" alt=\"c &amp; d\"> <img src=e>",
            "p[a {i {c & d} Words b.png} {i {} Empty e}]",
        ),
        ("<a href=x><img src=y></a>", "p[{a {i {} Empty y} Words x}]"),
        (
            "H<sub>2</sub>O x<sup>n+1</sup> x<sup>k</sup> 5<sup>th</sup> <sub>small words</sub>",
            "p[H{₂}O x{ⁿ⁺¹} x{^(}k{)} 5{}th{} {}small words{}]",
        ),
        ("a <span class=\"x\">b</span> <blink>c</blink> <b", "p[a {}b{} <blink>c</blink> <b]"),
        ("*a <b>b* c</b>", "p[*a {Strong b* c}]"),
    ]);
}

#[test]
fn blocks_of_html_are_read() {
    assert_shapes(&[
        (
            "<p align=\"center\">\n  <a href=\"https://a.b\"><img src=\"c.svg\" alt=\"d\"/></a>\n  <b>e &amp;\n  f</b>\n</p>",
            "p[{a {i {d} Words c.svg} Words https://a.b}⏎{Strong {e &}⏎{f}}]",
        ),
        ("<h1 align=center>Title</h1>\n<hr>", "h1[{Title}] rule"),
        (
            "<details>\n<summary><b>More</b></summary>\n\n*text*\n\n</details>\n\nafter",
            "fold[{Strong {More}}] p[*text*] p[after]",
        ),
        ("<details><summary>More</summary>text *as is*</details>", "fold[{More}] p[{text *as is*}]"),
        (
            "<ul>\n<li>a</li>\n<li><p>b</p></li>\n</ul>\n<ol><li>c</ol>",
            "tight(p[{a}] | p[{b}]) tight1.(p[{c}])",
        ),
        ("<div>a<sup>2</sup> b<sub>x</sub> &copy; &lt;</div>", "p[{a}{}{² b}{_(}{x}{) © <}]"),
        ("<a name=\"x\"></a>\n\n<div>\n\ntext\n\n</div>", "p[{}{}] p[text]"),
        ("<div><unknown>x</unknown></div>", "html[<div><unknown>x</unknown></div>]"),
        ("<div>1 < 2, a <3</div>", "html[<div>1 < 2, a <3</div>]"),
        ("<div>1 < 2</div>", "p[{1 < 2}]"),
        ("<div>\n<!-- a --><!-- never closed\n</div>", "html[<div>\n<!-- never closed\n</div>]"),
        ("<div><a href=x>y", "p[{a {y} Words x}]"),
        ("> <div>a\n> b</div>", "quote(p[{a}⏎{b}])"),
    ]);
}

#[test]
fn footnotes_are_counted_as_they_are_met() {
    assert_shapes(&[
        (
            "a[^x] b[^y] c[^X]\n\n[^y]: Y\n[^x]: X [^z]\n[^z]: Z\n",
            "p[a{^1} b{^2} c{^1}] note 2(p[Y]) note 1(p[X {^3}]) note 3(p[Z])",
        ),
        ("[^not]", "p[[{^}not]]"),
    ]);
}

#[test]
fn what_is_too_deep_stays_as_written() {
    let quotes = "> ".repeat(DEEPEST + 2) + "a";
    let text = prepared(&quotes);
    let shape = shape(&blocks(&text).collect::<Vec<_>>());
    assert_eq!(shape.matches("quote(").count(), DEEPEST);
    assert!(shape.contains("raw[> > a]"), "{shape}");
}

#[test]
fn relative_addresses_have_no_scheme_and_no_host() {
    for (target, relative) in [
        ("tcp.md", true),
        ("../apis/grpc.md#errors", true),
        ("#here", true),
        ("a/b:c", true),
        ("https://a.b", false),
        ("mailto:a@b.c", false),
        ("javascript:alert(1)", false),
        ("//host/path", false),
    ] {
        let link = Link { target: target.into(), label: Label::Words };
        assert_eq!(link.is_relative(), relative, "{target}");
    }
}
