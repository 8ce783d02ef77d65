//! What the settings of a site or a book say about all of its notes.

use super::{Draft, Material, below};

/// Adds what the settings of a site of notes, in the folder `base`, call it.
pub(super) fn add(base: &str, material: &dyn Material, draft: &mut Draft) {
    if let Some(book) = table(&below(base, "book.toml"), material) {
        let text = |key: &str| book.get("book")?.get(key)?.as_str().map(str::to_owned);
        draft.title = text("title").unwrap_or_default();
        draft.description = text("description").unwrap_or_default();
        draft.language = text("language");
    }
    let config = below(base, "_config.yml");
    if let Some(text) = material.has(&config).then(|| material.text(&config).ok()).flatten() {
        // The settings of Jekyll are written as the data above a post is.
        let text = format!("---\n# settings\n{}\n---\n", text.text);
        for entry in crate::note::entries(&text).map(|found| found.entries).unwrap_or_default() {
            if let ("title" | "description", [value]) = (entry.key.as_str(), entry.values.as_slice()) {
                let field = if entry.key == "title" { &mut draft.title } else { &mut draft.description };
                if field.is_empty() {
                    value.trim().clone_into(field);
                }
            }
        }
    }
}

fn table(file: &str, material: &dyn Material) -> Option<toml::Table> {
    material.has(file).then(|| material.text(file).ok()).flatten()?.text.parse().ok()
}
