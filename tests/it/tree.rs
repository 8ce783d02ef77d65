//! Journeys in the tree: finding, filtering, selecting rows, what next.

mod editing;
mod filtering;
mod finding;
mod korean_keys;
mod pointing;
mod selecting;
mod suggesting;

use crate::stage::Stage;

/// The rows of the tree pane, each without what stands at its right.
fn tree(stage: &mut Stage) -> Vec<String> {
    let frame = stage.frame();
    let end = frame.lines().count() - 2;
    let rows = frame.lines().take(end).skip(2).filter_map(|row| row.split('│').next());
    let bare = |row: &str| row.split("  ").filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    rows.map(|row| bare(row.trim_end())).filter(|row| !row.is_empty()).collect()
}

/// The row with the cursor.
fn cursor(stage: &mut Stage) -> String {
    let rows = tree(stage);
    rows.iter().find(|row| row.starts_with('❯')).cloned().unwrap_or_else(|| panic!("no cursor in {rows:?}"))
}
