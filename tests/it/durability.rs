//! Whatever happens to the files: no mark that was saved is lost. A module for each row of the fault table that touches files;
//! `docs/reliability.md` has the table. With `TRAILMARK_ROUNDS=release` they run as often as before a release.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod damage;
mod devices;
mod disk;
pub(crate) mod full_disk;
mod hand_edits;
mod image;
mod instances;
mod kill;
mod links;
mod messages;
mod person;
mod power_cut;
mod refusals;
mod sync_tools;
