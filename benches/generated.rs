//! Roadmaps of any size, for the benches.

use std::fmt::Write as _;

/// A roadmap of so many topics: sections of a hundred.
pub(crate) fn generated(topics: usize) -> String {
    let mut toml = String::from("id = \"generated\"\ntitle = \"Generated\"\n");
    for topic in 0..topics {
        let level = if topic % 100 == 0 { "topics" } else { "topics.topics" };
        let _ = writeln!(toml, "\n[[{level}]]\nid = \"t{topic}\"\ntitle = \"Topic number {topic}\"");
    }
    toml
}
