//! Cuts the grammars of the `two-face` crate down to what notes need, once, while the program is built.
//!
//! Nearly all that a first block of code costs is compiling the regular expressions of its grammar. So only the
//! languages a learner meets are kept, character classes are made ASCII (a Unicode `\w` costs ten times as much), and
//! long lists of library names go: the theme shows them as plain text anyway. `benches/highlight.rs` has the figures.

use std::collections::HashMap;
use std::io;

use serde_json::{Value, json};
use syntect::parsing::syntax_definition::SyntaxDefinition;
use syntect::parsing::{Regex, SyntaxSet, SyntaxSetBuilder};

const PLAIN: &str = "Plain Text";

/// What is kept; some are there for others: a Makefile has shell code in it, a page has styles and scripts.
const KEPT: &[&str] = &[
    PLAIN,
    "Bourne Again Shell (bash)",
    "C",
    "C#",
    "C++",
    "CMake",
    "CSS",
    "Clojure",
    "Dart",
    "Diff",
    "Dockerfile",
    "Elixir",
    "Erlang",
    "F#",
    "Go",
    "GraphQL",
    "Groovy",
    "HTML",
    "Haskell",
    "INI",
    "JSON",
    "Java",
    "Java Properties",
    "JavaScript",
    "Julia",
    "Kotlin",
    "Lua",
    "Makefile",
    "Markdown",
    "Nix",
    "OCaml",
    "PHP",
    "PHP Source",
    "Perl",
    "Protocol Buffer",
    "Python",
    "R",
    "Ruby",
    "Rust",
    "SCSS",
    "SQL",
    "Scala",
    "Shell-Unix-Generic",
    "Solidity",
    "Swift",
    "TOML",
    "Terraform",
    "TypeScript",
    "TypeScriptReact",
    "XML",
    "YAML",
    "Zig",
    "commands-builtin-shell-bash",
    "nginx",
];

/// Contexts that lose their patterns: lists of library names, and shapes that are rare and slow to look for.
const EMPTIED: &[(&str, &[&str])] = &[
    ("Markdown", &["table"]),
    ("PHP Source", &["class-builtin", "support"]),
    ("R", &["builtin-functions"]),
    ("TypeScript", &["function-call", "support-objects", "template-call"]),
    ("TypeScriptReact", &["function-call", "support-objects", "template-call"]),
];

/// TypeScript's patterns of more bytes than this are dropped: they look far ahead to tell a variable from one that holds
/// a function, at up to 40 ms each. Those that only name what they find, and lead nowhere, may be less long.
const LONGEST: [usize; 2] = [2700, 1100];

/// Parts of the expressions of a grammar and what stands for them: `\u0041` inside a name of JavaScript, mathematical
/// signs in a name of Scala, and whether a dollar stands beside a number of TypeScript.
const SHORTENED: &[(&str, &[(&str, &str)])] = &[
    ("JavaScript", &[(r"|(?:\\u(?:\h{4}|\{\h+\}))", ""), (r"\x{200C}\x{200D}", "")]),
    (
        "Scala",
        &[(r#"[\p{Sm}\p{So}[[^\w\[\]\(\)\{\}'";,.`_\s]&&[\x{20}-\x{7E}]]]"#, r"[!#%&*+/:<=>?@\\^|~-]")],
    ),
    ("TypeScript", &[(r"(?<!\$)", ""), (r"(?!\$)", "")]),
    ("TypeScriptReact", &[(r"(?<!\$)", ""), (r"(?!\$)", "")]),
];

/// Grammars that take each piece of another language as plain text: Markdown knows forty by name.
const ALONE: &[&str] = &["Markdown"];

/// The grammars that are kept, as the program loads them.
pub(crate) fn trimmed() -> io::Result<SyntaxSet> {
    let all = two_face::syntax::extra_newlines().into_builder();
    let mut kept: Vec<(usize, &SyntaxDefinition)> = all.syntaxes().iter().enumerate().collect();
    kept.retain(|(_, grammar)| KEPT.contains(&grammar.name.as_str()));
    if kept.len() != KEPT.len() {
        return Err(io::Error::other("two-face lacks a grammar that is in the list"));
    }
    let places: HashMap<u64, u64> =
        kept.iter().enumerate().map(|(new, (old, _))| (*old as u64, new as u64)).collect();
    let mut builder = SyntaxSetBuilder::new();
    let plain = plain_text(&kept).ok_or_else(|| io::Error::other("two-face has no plain text"))?;
    for (old, grammar) in kept {
        let mut places = places.clone();
        if ALONE.contains(&grammar.name.as_str()) {
            places.retain(|place, _| *place == old as u64);
        }
        builder.add(Cut { places, plain: &plain, name: &grammar.name }.grammar(grammar)?);
    }
    Ok(builder.build())
}

/// The address of the grammar of plain text in the set that is built.
fn plain_text(kept: &[(usize, &SyntaxDefinition)]) -> Option<Value> {
    let grammar = kept.iter().position(|(_, grammar)| grammar.name == PLAIN)?;
    let mut contexts: Vec<&String> = kept.get(grammar)?.1.contexts.keys().collect();
    contexts.sort();
    let context = contexts.iter().position(|context| *context == "main")?;
    Some(json!({"syntax_index": grammar, "context_index": context}))
}

/// One grammar on its way into the smaller set.
struct Cut<'a> {
    /// New number of each grammar by its old one. Contexts keep their numbers, which go by their names.
    places: HashMap<u64, u64>,
    plain: &'a Value,
    name: &'a str,
}

impl Cut<'_> {
    /// The grammar with all its references renumbered. It is changed in its written form: that is what is public of it.
    fn grammar(&self, grammar: &SyntaxDefinition) -> io::Result<SyntaxDefinition> {
        let mut written = serde_json::to_value(grammar)?;
        written["variables"] = json!({});
        written["first_line_match"] = Value::Null;
        let emptied = of(EMPTIED, self.name);
        for (name, context) in written["contexts"].as_object_mut().into_iter().flatten() {
            self.renumber(&mut context["prototype"]);
            let Some(patterns) = context["patterns"].as_array_mut() else { continue };
            if emptied.contains(&name.as_str()) {
                patterns.clear();
            }
            patterns.retain_mut(|pattern| self.keeps(pattern));
        }
        Ok(serde_json::from_value(written)?)
    }

    /// Readies a pattern for the smaller set; false where it needs a grammar that is not in it.
    fn keeps(&self, pattern: &mut Value) -> bool {
        if let Some(included) = pattern.get_mut("Include") {
            return self.relinks(included);
        }
        let pattern = &mut pattern["Match"];
        let Some(regex) = pattern["regex"].as_str() else { return false };
        let longest = LONGEST[usize::from(pattern["operation"] == "None")];
        if self.name.starts_with("TypeScript") && regex.len() > longest {
            return false;
        }
        pattern["regex"] = cheaper(regex, of(SHORTENED, self.name)).into();
        // A prototype says how to come back from another grammar, so plain text can stand for one that is missing.
        let returns = !pattern["with_prototype"].is_null();
        if returns && !self.relinks(&mut pattern["with_prototype"]) {
            return false;
        }
        let Some(operation) = pattern["operation"].as_object_mut() else { return true };
        for target in operation.values_mut().filter_map(Value::as_array_mut).flatten() {
            if !self.relinks(target) {
                if !returns {
                    return false;
                }
                *target = json!({"Direct": self.plain});
            }
        }
        true
    }

    /// Makes a reference lead to the same context in the smaller set; false where that has none, or nothing had.
    fn relinks(&self, reference: &mut Value) -> bool {
        reference.get_mut("Direct").is_some_and(|context| self.renumber(context))
    }

    /// Gives the address of a context its new number, where there is an address and the grammar is kept.
    fn renumber(&self, context: &mut Value) -> bool {
        let old = context.get("syntax_index").and_then(Value::as_u64);
        let Some(new) = old.and_then(|old| self.places.get(&old)) else { return false };
        context["syntax_index"] = (*new).into();
        true
    }
}

/// What a table has for a grammar.
fn of<T>(table: &[(&str, &'static [T])], grammar: &str) -> &'static [T] {
    table.iter().find(|(name, _)| *name == grammar).map_or(&[], |(_, entries)| entries)
}

/// The expression with ASCII classes, where that is still an expression.
fn cheaper(regex: &str, shortened: &[(&str, &str)]) -> String {
    let mut short = regex.to_owned();
    for (part, instead) in shortened {
        short = short.replace(part, instead);
    }
    let short = ascii(&short);
    // What refers to groups of another expression is no expression by itself, before or after.
    let broken = Regex::try_compile(&short).is_some() && Regex::try_compile(regex).is_none();
    if broken { regex.to_owned() } else { short }
}

/// The expression with each Unicode class replaced by its ASCII part.
fn ascii(regex: &str) -> String {
    let mut out = String::with_capacity(regex.len());
    let mut rest = regex;
    let mut depth = 0_usize;
    while let Some(next) = rest.chars().next() {
        let token = token(rest, next, depth > 0);
        rest = rest.strip_prefix(token).unwrap_or_default();
        match (members(token), members(&token.to_ascii_lowercase()), token) {
            (Some(members), _, _) if depth > 0 => out.push_str(members),
            (Some(members), _, _) => out.extend(["[", members, "]"]),
            // `\W` and `\S`; inside a class they stay as they are.
            (None, Some(members), _) if depth == 0 => out.extend(["[^", members, "]"]),
            (_, _, "[" | "[^") => {
                depth += 1;
                out.push_str(token);
                // A bracket that is the first in a class is a member of it.
                if let Some(after) = rest.strip_prefix(']') {
                    out.push_str(r"\]");
                    rest = after;
                }
            }
            _ => {
                depth = depth.saturating_sub(usize::from(token == "]"));
                out.push_str(token);
            }
        }
    }
    out
}

/// The next piece of an expression: a class name, an escaped character, the head of a class or one character.
fn token(rest: &str, next: char, in_class: bool) -> &str {
    let length = match next {
        '\\' if rest.starts_with(r"\p{") => rest.find('}').map_or(3, |end| end + 1),
        '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
        '[' if in_class && rest.starts_with("[:") => rest.find(":]").map_or(1, |end| end + 2),
        '[' if rest.starts_with("[^") => 2,
        _ => next.len_utf8(),
    };
    rest.get(..length).unwrap_or(rest)
}

/// The ASCII characters of a class, as they are written between brackets.
fn members(class: &str) -> Option<&'static str> {
    Some(match class {
        r"\w" => "0-9A-Za-z_",
        r"\d" | r"\p{N}" | r"\p{Nd}" => "0-9",
        r"\s" => r"\t\n\f\r\x20",
        r"\p{L}" | r"\p{Alpha}" => "A-Za-z",
        r"\p{Lu}" | r"\p{Lt}" => "A-Z",
        r"\p{Ll}" => "a-z",
        r"\p{Lo}" | r"\p{Lm}" | r"\p{Nl}" | r"\p{Mn}" | r"\p{Mc}" => "",
        r"\p{Pc}" => "_",
        r"\p{Alnum}" => "0-9A-Za-z",
        _ => return None,
    })
}
