//! From the scopes of the grammars, which name everything in thousands of ways, to the few roles that are shown.

use syntect::parsing::{Scope, ScopeStack};

use super::Role;

/// Scopes and what they mean, the narrower before the wider; a scope that is not here leaves it to the one around it.
const MEANINGS: &[(&str, Role)] = &[
    ("comment", Role::Comment),
    ("meta.interpolation", Role::Text),
    ("meta.group.expansion", Role::Text),
    ("meta.template.expression", Role::Text),
    ("meta.embedded", Role::Text),
    ("meta.diff", Role::Comment),
    ("string.unquoted", Role::Text),
    ("string", Role::String),
    ("constant.other.database-name", Role::Text),
    ("constant.other.table-name", Role::Text),
    ("constant.other.haskell", Role::Text),
    ("constant", Role::Constant),
    ("keyword.other.unit", Role::Constant),
    ("keyword", Role::Keyword),
    ("storage.type.go", Role::Text),
    ("storage.type.haskell", Role::Text),
    ("storage.type.string", Role::String),
    ("storage", Role::Keyword),
    ("entity.name.function", Role::Function),
    ("entity.type.function", Role::Function),
    ("entity.name.tag", Role::Keyword),
    // In TypeScript each mention of a type; where it is defined there is more to it.
    ("entity.name.type.ts", Role::Text),
    ("entity.name.type.tsx", Role::Text),
    ("entity.name.type", Role::Type),
    ("entity.name.class", Role::Type),
    ("entity.name.enum", Role::Type),
    ("entity.name.impl", Role::Type),
    ("entity.name.interface", Role::Type),
    ("entity.name.message", Role::Type),
    ("entity.name.section", Role::Type),
    ("entity.name.struct", Role::Type),
    ("entity.name.table", Role::Type),
    ("entity.name.trait", Role::Type),
    ("entity.name.union", Role::Type),
    ("entity.other.attribute-name.class.css", Role::Type),
    ("entity.other.attribute-name.id.css", Role::Type),
    ("entity", Role::Text),
    ("variable.language", Role::Keyword),
    ("variable", Role::Text),
    ("support", Role::Text),
    ("markup.inserted", Role::Inserted),
    ("markup.deleted", Role::Deleted),
    ("markup.heading", Role::Type),
    ("markup.raw", Role::String),
    // Another language inside this one starts anew.
    ("source", Role::Text),
    ("text", Role::Text),
];

/// Strings that are the name of something, as in a setting.
const KEY: &str = "meta.mapping.key.json";

/// The table, ready to be looked up.
pub(super) struct Roles {
    meanings: Vec<(Scope, Role)>,
    key: Scope,
}

impl Roles {
    /// None where a scope of the table is not one, which a test rules out.
    pub(super) fn new() -> Option<Self> {
        let scopes = MEANINGS.iter().map(|(scope, role)| Some((Scope::new(scope).ok()?, *role)));
        Some(Self { meanings: scopes.collect::<Option<_>>()?, key: Scope::new(KEY).ok()? })
    }

    /// The role of a piece of code in these scopes: what the innermost says that says anything.
    pub(super) fn of(&self, scopes: &ScopeStack, piece: &str) -> Role {
        let scopes = scopes.as_slice();
        let meaning = |scope: &Scope| self.meanings.iter().find(|(wider, _)| wider.is_prefix_of(*scope));
        match scopes.iter().rev().find_map(meaning) {
            Some((_, Role::String)) if scopes.contains(&self.key) => Role::Keyword,
            // Grammars call operators keywords too; only words are shown as such.
            Some((_, Role::Keyword)) if !piece.contains(char::is_alphabetic) => Role::Text,
            found => found.map_or(Role::Text, |(_, role)| *role),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_of_the_table_is_one_and_none_is_hidden_by_one_before_it() {
        let roles = Roles::new().expect("scopes");
        for (ix, (scope, _)) in roles.meanings.iter().enumerate() {
            let hidden = roles.meanings[..ix].iter().find(|(wider, _)| wider.is_prefix_of(*scope));
            assert!(hidden.is_none(), "{scope:?} is hidden by {hidden:?}");
        }
    }

    #[test]
    fn the_innermost_scope_that_has_a_meaning_decides() {
        let roles = Roles::new().expect("scopes");
        for (scopes, piece, expected) in [
            ("source.js meta.block.js", "x", Role::Text),
            ("source.js string.quoted.js punctuation.definition.string.js", "\"", Role::String),
            ("source.js string.quoted.js meta.interpolation.js variable.js", "x", Role::Text),
            ("source.js keyword.operator.js", "=>", Role::Text),
            ("source.python keyword.operator.logical.python", "and", Role::Keyword),
            ("text.html source.css.embedded.html", "x", Role::Text),
            ("source.json meta.mapping.key.json string.quoted.double.json", "\"", Role::Keyword),
            ("source.json meta.mapping.value.json string.quoted.double.json", "x", Role::String),
        ] {
            let stack: ScopeStack = scopes.parse().expect("scopes");
            assert_eq!(roles.of(&stack, piece), expected, "{scopes}");
        }
    }
}
