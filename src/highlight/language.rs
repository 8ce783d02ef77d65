//! Names of languages, as they stand after a fence.

/// The grammar for an info string, by its first word; none where there is none or the block is meant to be plain.
pub(super) fn grammar(info: &str) -> Option<&'static str> {
    let word = info.trim_start().split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | ':')).next()?;
    let named = |names: &str| names.split(' ').any(|name| name.eq_ignore_ascii_case(word));
    GRAMMARS.iter().find(|(_, names)| !word.is_empty() && named(names)).map(|(grammar, _)| *grammar)
}

/// Every name that is known.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    GRAMMARS.iter().flat_map(|(_, names)| names.split(' '))
}

/// Each grammar and the names that people give it.
const GRAMMARS: &[(&str, &str)] = &[
    (
        "Bourne Again Shell (bash)",
        "bash sh shell zsh ksh fish console terminal shellsession shell-session sh-session",
    ),
    ("C", "c h"),
    ("C#", "csharp cs c#"),
    ("C++", "cpp c++ cc cxx hpp hh hxx arduino ino cuda"),
    ("CMake", "cmake"),
    ("CSS", "css"),
    ("Clojure", "clojure clj cljs cljc edn"),
    ("Dart", "dart"),
    ("Diff", "diff patch udiff"),
    ("Dockerfile", "dockerfile docker containerfile"),
    ("Elixir", "elixir ex exs"),
    ("Erlang", "erlang erl"),
    ("F#", "fsharp fs f# fsx"),
    ("Go", "go golang"),
    ("GraphQL", "graphql gql"),
    ("Groovy", "groovy gradle jenkinsfile"),
    ("HTML", "html htm xhtml vue svelte"),
    ("Haskell", "haskell hs"),
    ("INI", "ini cfg conf config editorconfig gitconfig systemd"),
    ("JSON", "json jsonc json5 jsonl ndjson geojson"),
    ("Java", "java"),
    ("Java Properties", "properties dotenv env"),
    ("JavaScript", "javascript js mjs cjs node"),
    ("Julia", "julia jl"),
    ("Kotlin", "kotlin kt kts"),
    ("Lua", "lua"),
    ("Makefile", "makefile make mk"),
    ("Markdown", "markdown md"),
    ("Nix", "nix"),
    ("OCaml", "ocaml ml mli"),
    ("PHP", "php"),
    ("Perl", "perl pl"),
    ("Protocol Buffer", "protobuf proto proto3 protocol-buffers"),
    ("Python", "python py python3 py3 pyi pycon"),
    ("R", "r rscript"),
    ("Ruby", "ruby rb rake"),
    ("Rust", "rust rs"),
    ("SCSS", "scss sass"),
    ("SQL", "sql postgres postgresql psql pgsql plpgsql mysql mariadb sqlite sqlite3 tsql plsql"),
    ("Scala", "scala sbt"),
    ("Solidity", "solidity sol"),
    ("Swift", "swift"),
    ("TOML", "toml"),
    ("Terraform", "terraform tf hcl tfvars"),
    ("TypeScript", "typescript ts mts cts"),
    // JavaScript alone does not know the tags.
    ("TypeScriptReact", "tsx jsx typescriptreact javascriptreact"),
    ("XML", "xml svg xsd xsl xslt rss plist"),
    ("YAML", "yaml yml"),
    ("Zig", "zig"),
    ("nginx", "nginx"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_names_the_language() {
        for (info, expected) in [
            ("rust", Some("Rust")),
            ("rust,ignore", Some("Rust")),
            ("  Rust  ", Some("Rust")),
            ("js title=\"x\"", Some("JavaScript")),
            ("python {.x}", Some("Python")),
            ("python{.x}", Some("Python")),
            ("ts:src/main.ts", Some("TypeScript")),
            ("C++", Some("C++")),
            ("c#", Some("C#")),
            ("golang", Some("Go")),
            ("yml", Some("YAML")),
            ("console", Some("Bourne Again Shell (bash)")),
            ("psql", Some("SQL")),
            ("docker", Some("Dockerfile")),
            ("kt", Some("Kotlin")),
            ("jsonc", Some("JSON")),
            ("tsx", Some("TypeScriptReact")),
            ("", None),
            (" ", None),
            (",rust", None),
            ("text", None),
            ("txt", None),
            ("plain", None),
            ("http", None),
            ("mermaid", None),
            ("ps1", None),
            ("러스트", None),
        ] {
            assert_eq!(grammar(info), expected, "{info:?}");
        }
    }

    #[test]
    fn no_name_means_two_languages() {
        let mut names: Vec<&str> = names().collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
