use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::*;

/// Language and code; what has a role is written as `‹k:let›`, with the first letter of the role (`n` is a constant, a
/// number mostly).
const CASES: &[(&str, &str)] = &[
    (
        "rust",
        "‹c:// go›\n‹k:pub› ‹k:fn› ‹f:main›() {\n    ‹k:let› x = ‹s:\"a›‹n:\\n›‹s:\"›;\n    x + ‹n:1›\n}\n‹k:struct› ‹t:Point›;\n",
    ),
    (
        "python",
        "‹c:# a›\n‹k:class› ‹t:A›:\n    ‹k:def› ‹f:f›(x):\n        ‹k:return› ‹s:f\"x ›{x}‹s:\"› ‹k:and› ‹n:None›\n",
    ),
    (
        "js",
        "‹k:const› x = ‹s:`a ›${b}‹s:`›; ‹c:// c›\n‹k:class› ‹t:A› ‹k:extends› B { ‹f:go›() { ‹k:return› ‹k:this›.x; } }\n",
    ),
    (
        "ts",
        "‹k:interface› ‹t:User› { id: number }\n‹k:export› ‹k:class› ‹t:A›<T> {\n  ‹k:private› x = ‹n:1›;\n  ‹k:async› ‹f:f›(): Promise<T> {}\n}\n",
    ),
    ("tsx", "‹k:return› <‹k:div› id=‹s:\"a\"›>b {x}</‹k:div›>;\n"),
    (
        "java",
        "‹k:class› ‹t:A› {\n    @Override\n    ‹k:public› ‹k:void› ‹f:go›() ‹k:throws› E { ‹k:return› ‹n:null›; } ‹c:/* c */›\n}\n",
    ),
    ("sql", "‹k:SELECT› a.id ‹k:FROM› t ‹k:WHERE› n = ‹s:'bo'› ‹k:AND› m > ‹n:1›; ‹c:-- who›\n"),
    ("go", "‹k:func› (s *Server) ‹f:Handle›() error { ‹k:return› ‹n:nil› }\n"),
    ("bash", "‹c:# c›\n‹k:for› f ‹k:in› *; ‹k:do› echo ‹s:\"x ›$f‹s:\"›; ‹k:done›\n"),
    ("json", "{‹k:\"name\"›: ‹s:\"x\"›, ‹k:\"n\"›: [‹n:1›, ‹n:true›]}\n"),
    ("yaml", "‹c:# c›\n‹k:name›: x\n‹k:count›: ‹n:1›\n‹k:s›: ‹s:\"a\"›\n"),
    ("toml", "[‹t:a›]\n‹k:b› = ‹s:\"c\"› ‹c:# d›\n"),
    (
        "html",
        "‹c:<!-- c -->›<‹k:a› href=‹s:\"x\"›>b</‹k:a›>\n<‹k:style›>‹k:p› { color: ‹n:#fff› }</‹k:style›>\n",
    ),
    ("css", "‹t:.a› > ‹k:p› { margin: ‹n:0› ‹n:2px› } ‹c:/* c */›\n"),
    ("docker", "‹k:FROM› a\n‹c:# c›\n‹k:CMD ›[‹s:\"x\"›]\n"),
    ("kt", "‹k:fun› ‹f:f›(): ‹k:Int› = ‹n:1› ‹c:// c›\n"),
    ("c", "‹k:#include› ‹s:<a.h>›\n‹k:int› ‹f:main›(‹k:void›) { ‹k:return› ‹n:0›; }\n"),
    ("c++", "‹k:class› ‹t:A› { ‹k:int› f() { ‹k:return› ‹s:'c'›; } };\n"),
    ("c#", "‹k:class› ‹t:A› { ‹k:string› x = ‹s:\"a\"›; } ‹c:// c›\n"),
    ("rb", "‹k:def› ‹f:f›\n  puts ‹s:\"a ›#{b}‹s:\"›\n‹k:end›\n"),
    ("php", "‹k:return› $‹k:this›->x; ‹c:// c›\n"),
    ("php", "<‹k:p›><?php\n‹k:return› ‹n:1›;\n"),
    ("swift", "‹k:let› x = ‹n:1› ‹c:// c›\n"),
    ("scala", "‹k:def› ‹f:f› = ‹s:\"a\"› ‹c:// c›\n"),
    ("diff", "‹c:--- a›\n‹c:+++ b›\n‹c:@@ -1 +1 @@›\n‹d:-old›\n‹i:+new›\n same\n"),
    ("md", "‹t:# Title›\nsome ‹s:`code`›\n"),
];

/// Code with its roles written in, as in the table.
fn written(info: &str, code: &str) -> String {
    let coloured = colour(info, code).unwrap_or_else(|| panic!("{info} is known"));
    let mut out = String::new();
    for (line, text) in code.lines().enumerate() {
        for (range, role) in coloured.line(line) {
            let piece = &text.get(range).expect("a piece");
            let letter = match role {
                Role::Text => None,
                Role::Comment => Some('c'),
                Role::String => Some('s'),
                Role::Constant => Some('n'),
                Role::Keyword => Some('k'),
                Role::Function => Some('f'),
                Role::Type => Some('t'),
                Role::Inserted => Some('i'),
                Role::Deleted => Some('d'),
            };
            match letter {
                Some(letter) => out.extend(["‹", &letter.to_string(), ":", piece, "›"]),
                None => out.push_str(piece),
            }
        }
        out.push('\n');
    }
    out
}

#[test]
fn pieces_of_code_have_their_roles() {
    let mut wrong = Vec::new();
    for (info, expected) in CASES {
        let unmarked = "csnkftid"
            .chars()
            .fold((*expected).to_owned(), |code, role| code.replace(&format!("‹{role}:"), ""));
        let found = written(info, &unmarked.replace('›', ""));
        if found != *expected {
            wrong.push(format!("{info}\nexpected {expected:?}\nfound    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_language_has_its_grammar() {
    for name in language::names() {
        assert!(knows(name), "{name}");
        let grammar = language::grammar(name).expect("a grammar");
        let (grammars, _) = loaded().expect("the grammars");
        assert!(grammars.find_syntax_by_name(grammar).is_some(), "{grammar}");
    }
}

#[test]
fn plain_text_and_unknown_languages_have_no_colours() {
    for info in ["", "text", "txt", "http", "mermaid", "brainfuck"] {
        assert!(!knows(info), "{info}");
        assert_eq!(colour(info, "let x = 1;"), None, "{info}");
    }
}

#[test]
fn a_comment_goes_on_over_a_line_that_is_too_long() {
    let code = format!("/* a\n{}\nb */ let x = 1;\n", "y".repeat(LONGEST_LINE));
    let coloured = colour("rust", &code).expect("Rust");
    let lines: Vec<_> = coloured.lines.iter().map(Vec::as_slice).collect();
    assert_eq!(lines[0], [(4, Role::Comment)]);
    assert_eq!(lines[1], [(LONGEST_LINE, Role::Text)]);
    assert_eq!(lines[2][0], (4, Role::Comment));
    assert!(lines[2].contains(&(3, Role::Keyword)));
}

#[test]
fn a_long_block_has_colours_at_its_start_only() {
    for code in [
        "let x = 1;\n".repeat(MOST_LINES + 500),
        format!("let x = \"{}\";\n", "a".repeat(90)).repeat(LONGEST_CODE / 80),
        format!("let x = \"{}\";\n", "a".repeat(1_900)).repeat(10),
    ] {
        let coloured = colour("rust", &code).expect("Rust");
        assert!(coloured.lines.first().is_some_and(|line| line.contains(&(3, Role::Keyword))));
        assert!(coloured.lines.len() <= MOST_LINES);
        assert_eq!(coloured.line(code.lines().count() - 1).next(), None);
    }
}

#[test]
fn a_character_of_several_code_points_has_one_role() {
    // The mark sits on the quote that ends the string.
    let coloured = colour("js", "x = \"a\"\u{301} + 1").expect("JavaScript");
    let runs: Vec<_> = coloured.line(0).collect();
    assert_eq!(runs[1], (4..9, Role::String), "{runs:?}");
}

/// Every byte of each line up to the limits is in one run; no run is empty, ends inside what is seen as one character or
/// could be part of its neighbour.
fn assert_covers(code: &str, coloured: &Coloured) {
    assert!(coloured.lines.len() <= code.lines().count());
    for (line, text) in code.lines().enumerate().take(coloured.lines.len()) {
        let edges: Vec<usize> =
            text.grapheme_indices(true).map(|(start, _)| start).chain([text.len()]).collect();
        let mut end = 0;
        let mut last = None;
        for (range, role) in coloured.line(line) {
            assert_eq!(range.start, end);
            assert!(text.get(range.clone()).is_some_and(|piece| !piece.is_empty()), "{range:?} of {text:?}");
            assert!(edges.contains(&range.end), "{range:?} of {text:?}");
            assert_ne!(last, Some(role));
            (end, last) = (range.end, Some(role));
        }
        assert_eq!(end, text.len(), "{text:?}");
    }
}

/// Pieces that mean something in some language, and some that mean nothing.
fn code() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(vec![
            "\n", "\r\n", "\r", " ", "\t", "\"", "'", "`", "/*", "*/", "//", "#", "{", "}", "(", ")", "[", "]", "<", ">",
            "${", "#{", "\\", "<<EOF", "EOF", "r#\"", "\"\"\"", "--", "=>", "::", "class ", "def ", "fn ", "let ", "if ",
            "<script>", "</script>", "<?php ", "?>", "@", "1.5e3", "가나다", "é", "\u{1b}[31m", "\0", "🦀",
        ])
        .prop_map(str::to_owned),
        1 => "[a-z_]{1,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_code_in_any_language_is_covered(code in code(), name in prop::sample::select(language::names().collect::<Vec<_>>())) {
        let coloured = colour(name, &code).expect("known");
        assert_covers(&code, &coloured);
    }
}

/// Lines on which a regular expression that backtracks goes far astray.
#[test]
fn hostile_code_ends() {
    let bombs = [
        "(", "[", "{", "<", "((a", "/*", "*/ /*", "\"", "'", "`", "\\\"", "a.", "a ", " ", "\t", "<a ", "<<",
        "$(", "${", "=", "-", "a,", "a::", "&&", "//", "0", "_", "#", "@a ", "a<", "a(", "é",
    ];
    for name in ["rust", "ts", "js", "scala", "md", "cpp", "csharp", "sql", "yaml"] {
        for bomb in bombs {
            let code = format!("{}\n", bomb.repeat((LONGEST_LINE - 1) / bomb.len()));
            assert_covers(&code, &colour(name, &code).expect("known"));
        }
    }
}
