//! Whole pages, taken apart again.

mod colours;

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::counts::Counts;
use crate::example::{progress, roadmap};
use crate::progress::Moment;
use crate::roadmap::Roadmap;

/// Texts by the ids of their topics.
#[derive(Default)]
struct Given {
    roadmap: Option<Roadmap>,
    notes: HashMap<&'static str, String>,
    summaries: HashMap<&'static str, String>,
    pictures: HashMap<&'static str, Vec<u8>>,
}

impl Given {
    fn id(&self, ix: TopicIx) -> &str {
        self.roadmap.as_ref().unwrap().topic(ix).id.as_str()
    }
}

impl Texts for Given {
    fn note(&self, topic: TopicIx) -> Option<String> {
        self.notes.get(self.id(topic)).cloned()
    }

    fn summary(&self, topic: TopicIx) -> Option<String> {
        self.summaries.get(self.id(topic)).cloned()
    }

    fn picture(&self, path: &NotePath) -> Option<Vec<u8>> {
        self.pictures.get(path.as_str()).cloned()
    }
}

const TREE: &str = r#"
id = "r"
title = "The <b>way</b>"
description = "From \"here\" to & there"
language = "ko"
[[topics]]
id = "net"
title = "네트워크"
note = "net.md"
[[topics.topics]]
id = "tcp"
title = "TCP"
note = "net/tcp.md"
minutes = 90
level = "beginner"
tags = ["a&b"]
resources = [{ type = "docs", title = "RFC <9293>", url = "https://a.example/?a=1&b=2" }]
[[topics.topics]]
id = "udp"
title = "UDP"
note = "net/udp.md"
requires = ["tcp"]
[[topics.topics]]
id = "bare"
title = "Nothing here"
"#;

/// The page of [`TREE`] with these texts.
fn made(given: Given, options: Options) -> String {
    let roadmap = roadmap(TREE);
    let standing = progress(&roadmap, "tcp=d udp=i udp=* tcp=+").on(&roadmap);
    let given = Given { roadmap: Some(roadmap.clone()), ..given };
    let counts = Counts::new(&roadmap, &standing);
    let calendar = Calendar::new(TimeZone::UTC, Moment::from_millis(1_790_000_000_000));
    let matter = Matter {
        study: Study { roadmap: &roadmap, standing: &standing, counts: &counts },
        calendar: &calendar,
        texts: &given,
    };
    page(&matter, options)
}

fn with_note(markdown: &str) -> String {
    let notes =
        HashMap::from([("tcp", markdown.to_owned()), ("udp", "# UDP\n\n## Ports\n\n## Ports\n".to_owned())]);
    made(Given { notes, ..Given::default() }, Options::default())
}

/// What a note becomes.
fn written(markdown: &str) -> String {
    let page = with_note(markdown);
    let (_, after) = page.split_once("<li class=\"topic\" id=\"tcp\"").unwrap();
    let (_, note) = after.split_once("<div class=\"note\"").unwrap();
    let (_, note) = note.split_once(">\n").unwrap();
    let (note, _) = note.split_once("</div>\n<section class=\"resources\"").unwrap();
    note.trim_end().to_owned()
}

/// A tag of a page.
#[derive(Debug)]
struct Tag {
    name: String,
    is_end: bool,
    attributes: Vec<(String, String)>,
}

/// The tags of the body. Reads only what we write: names in lower case, double quotes, no `<` that is none of a tag.
fn tags(page: &str) -> Vec<Tag> {
    let (_, body) = page.split_once("<body").unwrap();
    let (mut rest, _seal) = body.split_once("<!--").unwrap();
    let mut tags = Vec::new();
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').unwrap();
        rest = after;
        let is_end = tag.starts_with('/');
        let tag = tag.trim_start_matches('/');
        let (name, mut left) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        while !left.is_empty() {
            let end = left.find([' ', '=']).unwrap_or(left.len());
            let (attribute, after) = left.split_at(end);
            let (value, after) = match after.strip_prefix("=\"") {
                Some(after) => after.split_once('"').unwrap(),
                None => ("", after),
            };
            attributes.push((attribute.to_owned(), value.to_owned()));
            left = after.trim_start();
        }
        tags.push(Tag { name: name.to_owned(), is_end, attributes });
    }
    tags
}

const ELEMENTS: &str = "a b blockquote body br button code dd del details div dl dt em fieldset footer h1 h2 h3 h4 h5 h6 \
    header hr html img input kbd label legend li main nav ol p pre progress section span strong sub \
    summary sup table tbody td th thead time tr ul";
const ATTRIBUTES: &str = "alt aria-hidden aria-keyshortcuts aria-label autocomplete checked class data-lang data-status \
    datetime hidden href id max name open placeholder rel role spellcheck src start tabindex type value";

fn is_in(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|known| known == word)
}

/// What every page must be like, whatever is in it.
fn assert_sound(page: &str) {
    let (mut open, mut ids, mut links, mut last) =
        (vec!["html".to_owned(), "body".to_owned()], HashSet::new(), Vec::new(), 0);
    for tag in tags(page) {
        if tag.name.is_empty() {
            continue;
        }
        assert!(is_in(ELEMENTS, &tag.name), "{tag:?}");
        for (name, value) in &tag.attributes {
            assert!(is_in(ATTRIBUTES, name), "{tag:?}");
            assert!(!value.contains(['<', '>', '"']), "{tag:?}");
            match name.as_str() {
                "id" => assert!(ids.insert(value.clone()), "{value} twice"),
                "href" => match value.strip_prefix('#') {
                    Some(id) => links.push(id.to_owned()),
                    None => assert!(
                        ["http://", "https://", "mailto:"]
                            .iter()
                            .any(|scheme| value.to_lowercase().starts_with(scheme)),
                        "{value}"
                    ),
                },
                "src" => assert!(value.starts_with("data:image/"), "{value}"),
                _ => {}
            }
        }
        if tag.is_end {
            assert_eq!(open.pop().unwrap(), tag.name, "below {open:?}");
        } else if !["br", "hr", "img", "input"].contains(&tag.name.as_str()) {
            if let Some(level) = tag.name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok()) {
                assert!(level <= last + 1, "h{level} after h{last}");
                last = level;
            }
            if tag.name == "a" {
                assert!(!open.contains(&tag.name), "a link in a link");
            }
            open.push(tag.name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    for link in links {
        assert!(ids.contains(&link), "#{link} is nowhere");
    }
}

/// Notes, and what they become.
const NOTES: &[(&str, &str)] = &[
    ("# TCP\n\nText", "<p>Text</p>"),
    ("a *b* **c** ~~d~~ `e<f`", "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;f</code></p>"),
    (
        "**[a *b*](https://a.example)**",
        "<p><a href=\"https://a.example\" rel=\"noopener noreferrer\"><strong>a <em>b</em></strong></a></p>",
    ),
    ("**\"인용\"**은 강조다", "<p><strong>&quot;인용&quot;</strong>은 강조다</p>"),
    (
        "[u](udp.md) [p](udp.md#ports-1) [q](udp.md#none)",
        "<p><a href=\"#udp\">u</a> <a href=\"#udp:ports-1\">p</a> <a href=\"#udp\">q</a></p>",
    ),
    ("[gone](../gone.md) [x](javascript:alert\\(1\\))", "<p>gone x</p>"),
    (
        "https://a.example/b.",
        "<p><a href=\"https://a.example/b\" rel=\"noopener noreferrer\">https://a.example/b</a>.</p>",
    ),
    (
        "a[^1]\n\n[^1]: why",
        "<p>a<sup class=\"ref\"><a href=\"#tcp:fn:1\">1</a></sup></p>\n<div class=\"footnote\" id=\"tcp:fn:1\"><span class=\"number\">1</span><div><p>why</p>\n</div></div>",
    ),
    (
        "- [x] a\n- [ ] b",
        "<ul>\n<li class=\"task\"><span class=\"sign done\" aria-hidden=\"true\">✓</span><span class=\"vh\">done: </span>a</li>\n<li class=\"task\"><span class=\"sign todo\" aria-hidden=\"true\">◦</span><span class=\"vh\">to do: </span>b</li>\n</ul>",
    ),
    ("3. a\n4. b\n   - c", "<ol start=\"3\">\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ol>"),
    ("> [!TIP]\n> x", "<div class=\"alert tip\"><p class=\"label\">Tip</p>\n<p>x</p>\n</div>"),
    (
        "| a | b |\n|---|--:|\n| 1 | `|` |",
        "<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>\n<thead><tr><th>a</th><th class=\"right\">b</th></tr></thead>\n<tbody><tr><td>1</td><td class=\"right\">`</td></tr>\n</tbody></table></div>",
    ),
    ("a<br>b <kbd>c</kbd> <u>d</u>", "<p>a<br>\nb <strong>c</strong> <em>d</em></p>"),
    ("x  \ny", "<p>x<br>\ny</p>"),
    (
        "![a \"b\"](p.png) ![](https://a.example/p.png)",
        "<p><span class=\"image\">[image: a &quot;b&quot;]</span> <a href=\"https://a.example/p.png\" rel=\"noopener noreferrer\"><span class=\"image\">[image: https://a.example/p.png]</span></a></p>",
    ),
    (
        "```rust\nlet a = \"<b>\";\n```",
        "<pre tabindex=\"0\" data-lang=\"rust\"><code><b class=\"k\">let</b> a = <b class=\"s\">&quot;&lt;b&gt;&quot;</b>;</code></pre>",
    ),
    ("term\n: what", "<dl>\n<dt>term</dt>\n<dd><p>what</p>\n</dd>\n</dl>"),
];

#[test]
fn notes_become_elements() {
    for (markdown, html) in NOTES {
        assert_eq!(written(markdown), *html, "{markdown}");
    }
}

#[test]
fn headings_stand_below_their_topic_one_after_the_other() {
    let note = written("# TCP\n\n### Deep\n\n## Less\n\n#### More\n\n# Again\n\n## Less\n");
    let headings: Vec<&str> = note.lines().collect();
    assert_eq!(
        headings,
        [
            "<h4 id=\"tcp:deep\">Deep</h4>",
            "<h4 id=\"tcp:less\">Less</h4>",
            "<h5 id=\"tcp:more\">More</h5>",
            "<h4 id=\"tcp:again\">Again</h4>",
            "<h5 id=\"tcp:less-1\">Less</h5>",
        ]
    );
}

/// What a stranger may write into a note.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style></title></head><body onload=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "<IMG SRC=\"javascript:alert('x')\" onerror='alert(1)'>",
    "<svg/onload=alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a> <a href='https://a.example' onclick='alert(1)'>y</a>",
    "<iframe src=\"https://a.example\"></iframe><object data=x></object><embed src=x>",
    "<form action=https://a.example><input name=a></form>",
    "<meta http-equiv=refresh content=0><base href=//a.example><link rel=stylesheet href=x>",
    "<style>*{display:none}</style><div style=\"position:fixed\">x</div>",
    "<details ontoggle=alert(1) open><summary onclick=alert(1)>x</summary></details>",
    "[x](javascript:alert`1`) [y](data:text/html,x) [z](vbscript:x) [w](file:///etc/passwd) [v](//a.example)",
    "[x](<JaVaScRiPt:alert(1)>) [y](&#106;avascript:alert(1)) [z](java\tscript:alert(1))",
    "[x](https://a.example/\"onmouseover=\"alert(1)) <https://a.example/\"><script>>",
    "![\" onerror=\"alert(1)](x.png \"\\\" onload=\\\"\") ![x](javascript:alert(1))",
    "```\"><script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```",
    "# <script>alert(1)</script>\n\n## \" onclick=\"x",
    "| <script> | \" |\n|---|---|\n| </table><script> | x |",
    "a\u{2028}b\u{2029}c\u{0}d\u{202E}e\u{FEFF}f\u{2063}g\u{2060}h",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]> <?php x ?> <!DOCTYPE x>",
    "*a [b* c](https://a.example) **d _e** f_ ~~g *h~~ i*",
    "[![x](https://a.example/i.png) [y](https://b.example)](https://c.example)",
    "[^1] [^1]: x\n\n[^a\"b]: <script>\n\n[a\"b][^a\"b]",
    "---\ntitle: <script>\ntags: [\"<script>\"]\ndate: \"><script>\"\n---\nx",
];

#[test]
fn what_is_hostile_is_text() {
    for hostile in HOSTILE {
        let summaries = HashMap::from([("tcp", (*hostile).to_owned()), ("net", (*hostile).to_owned())]);
        let notes = HashMap::from([("tcp", (*hostile).to_owned()), ("net", (*hostile).to_owned())]);
        assert_sound(&made(Given { notes, summaries, ..Given::default() }, Options::default()));
    }
}

#[test]
fn titles_are_text_everywhere() {
    for title in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</title></h1>&amp;",
        "'';!--\"<X>=&{()}",
    ] {
        let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
        let toml = format!(
            "id = \"r\"\ntitle = \"{quoted}\"\ndescription = \"{quoted}\"\nlanguage = \"{quoted}\"\n[[topics]]\nid = \"a\"\ntitle = \"{quoted}\"\n\
             tags = [\"{quoted}\"]\nresources = [{{ type = \"book\", title = \"{quoted}\", url = \"https://a.example/\" }}]\n\
             [[topics]]\nid = \"b\"\ntitle = \"{quoted}\"\nrequires = [\"a\"]\n"
        );
        let roadmap = roadmap(&toml);
        let standing = progress(&roadmap, "").on(&roadmap);
        let texts = Given { roadmap: Some(roadmap.clone()), ..Given::default() };
        let counts = Counts::new(&roadmap, &standing);
        let calendar = Calendar::new(TimeZone::UTC, Moment::from_millis(0));
        let matter = Matter {
            study: Study { roadmap: &roadmap, standing: &standing, counts: &counts },
            calendar: &calendar,
            texts: &texts,
        };
        let page = page(&matter, Options { progress: false, summaries: false, notes: true });
        assert_sound(&page);
        let (head, _) = page.split_once("<body").unwrap();
        assert_eq!(head.matches("<title>").count() + head.matches("</title>").count(), 2);
        assert_eq!(head.matches("<script>").count(), 1);
        assert_eq!(head.matches("<html").count(), 1);
    }
}

#[test]
fn a_page_has_what_was_asked_for() {
    let given = || Given {
        notes: HashMap::from([("tcp", "the note".to_owned())]),
        summaries: HashMap::from([("tcp", "first line\nsecond line".to_owned())]),
        ..Given::default()
    };
    let all = made(given(), Options::default());
    assert_sound(&all);
    assert_eq!(all, made(given(), Options::default()), "the same matter, the same page");
    for words in [
        "<html lang=\"ko\">",
        "The &lt;b&gt;way&lt;/b&gt;",
        "From &quot;here&quot; to &amp; there",
        "1 of 3 done",
        "2026-09-21",
        "the note",
        "first line<br>\nsecond line",
        "RFC &lt;9293&gt;",
        "href=\"https://a.example/?a=1&amp;b=2\"",
        "needs <a href=\"#tcp\">TCP</a>",
        "~1h 30m",
        "#a&amp;b",
        "data-status=\"in-progress\"",
        "bookmarked",
    ] {
        assert!(all.contains(words), "{words}");
    }
    let bare = made(given(), Options { notes: false, summaries: false, progress: false });
    assert_sound(&bare);
    let (_, body) = bare.split_once("<body").unwrap();
    for words in ["the note", "first line", "1 of 3", "data-status", "✓", "✎", "✦", "1970"] {
        assert!(!body.contains(words), "{words}");
    }
}

#[test]
fn pictures_are_in_the_page_and_never_loaded() {
    let png = b"\x89PNG\r\n\x1A\n....".to_vec();
    let pictures = HashMap::from([
        ("net/p.png", png.clone()),
        ("net/huge.png", [png.as_slice(), &vec![0; 7 * 1024 * 1024]].concat()),
        ("net/p.svg", b"<svg onload='alert(1)'/>".to_vec()),
    ]);
    let note = "![a<b](p.png) ![big](huge.png) ![drawn](p.svg) <img src=\"p.png\" alt=\"c\" onerror=\"x\">\n";
    let notes = HashMap::from([("tcp", note.to_owned())]);
    let page = made(Given { notes, pictures, ..Given::default() }, Options::default());
    assert_sound(&page);
    assert_eq!(page.matches("<img src=\"data:image/png;base64,iVBORw0KGgouLi4u\"").count(), 2);
    assert!(
        page.contains("alt=\"a&lt;b\"") && page.contains("[image: big]") && page.contains("[image: drawn]")
    );
}

#[test]
fn the_policy_names_what_is_in_the_page() {
    let page = with_note("x");
    assert!(page.contains("default-src 'none'; style-src 'sha256-"));
    for (name, text) in [("style", STYLE), ("script", SCRIPT)] {
        assert!(!text.contains("</") && !text.contains("<!--"), "the {name} would end early");
        assert!(page.contains(&format!("<{name}>{text}</{name}>")));
        assert!(page.contains(&digest::source(text)));
        assert!(!text.contains("http:") && !text.contains("https:") && !text.contains("url("));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_note_makes_a_sound_page(note in "[ -~가-힣\\n\u{2060}-\u{2064}]{0,200}", summary in any::<String>()) {
        let notes = HashMap::from([("tcp", note.clone()), ("net", note)]);
        let summaries = HashMap::from([("tcp", summary)]);
        assert_sound(&made(Given { notes, summaries, ..Given::default() }, Options::default()));
    }

    #[test]
    fn any_pieces_of_markdown_make_a_sound_page(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "*", "**", "_", "~~", "~", "`", "``", "[", "](a.md)", "](https://a.example)", "![", "<b>", "</b>", "<a href='x.md'>",
            "</a>", "<sup>", "</sup>", "\n", "\n\n", "> ", "- ", "1. ", "[^1]", "[^1]: ", "| a | b |\n|---|---|\n", "$", "$$", "가",
            "x", " ", "\\", "&lt;", "https://a.example/", "<script>", "# ", ": ", "```\n", "<br>", "^", "<img src=a.png alt='*'>",
        ]), 0..40)
    ) {
        let notes = HashMap::from([("tcp", pieces.concat())]);
        assert_sound(&made(Given { notes, ..Given::default() }, Options::default()));
    }
}
