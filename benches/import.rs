//! Importing: a README of 150 KB and a folder of 10,000 notes, into a new folder and again into the same one. Run with
//! `cargo bench --bench import`; what is written goes into a folder for temporary files.
#![expect(clippy::unwrap_used, reason = "a bench that cannot run has nothing to say")]
#![expect(clippy::disallowed_methods, reason = "a bench may lose its files")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use divan::Bencher;
use tempfile::TempDir;
use trailmark::import::{Import, Request, Wish};
use trailmark::text::SafeText;

/// Bytes of the README.
const README: usize = 150 << 10;
/// Notes in the folder.
const NOTES: usize = 10_000;
const MINE: &str = "id = \"mine\"\ntitle = \"Mine\"\n\n[[topics]]\nid = \"own\"\ntitle = \"Own\"\n";

fn main() {
    divan::main();
}

/// A README of sections with tasks, links and prose.
fn readme() -> String {
    let mut text = "# Everything\n\nWhat I want to know.\n".to_owned();
    let mut number = 0;
    while text.len() < README {
        write!(text, "\n## Section {number}\n\nWhat *this* is about, with `code` and [a page](https://example.org/{number}).\n\n").unwrap();
        for task in 0..12 {
            let mark = if task % 3 == 0 { 'x' } else { ' ' };
            writeln!(text, "- [{mark}] [Topic {number}.{task}](https://example.org/{number}/{task})")
                .unwrap();
            writeln!(text, "    - [ ] 하위 주제 {number}.{task}").unwrap();
        }
        number += 1;
    }
    text
}

/// A source in a folder of its own, and the folder beside it that is imported into.
struct Desk {
    folder: TempDir,
    source: PathBuf,
}

impl Desk {
    fn readme() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("README.md");
        std::fs::write(&source, readme()).unwrap();
        Self { folder, source }
    }

    /// A hundred folders of a hundred notes; each links to its neighbours and has a picture.
    fn notes() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("notes");
        for number in 0..NOTES {
            let above = source.join(format!("section-{:02}", number / 100));
            std::fs::create_dir_all(&above).unwrap();
            let next = (number + 1) % NOTES;
            let text = format!(
                "---\ntags: [a, b{}]\n---\n# Note {number}\n\nBefore [the next](../section-{:02}/note-{next}.md) and [[note-{}]].\n\n\
                 ![A picture](picture-{}.png)\n\n## More\n\n- some\n- items\n\n{}\n",
                number % 50,
                next / 100,
                (number + 7) % NOTES,
                number % 10,
                "A sentence of a note that is about as long as most of them are. ".repeat(12),
            );
            std::fs::write(above.join(format!("note-{number}.md")), text).unwrap();
            if number % 100 < 10 {
                std::fs::write(above.join(format!("picture-{}.png", number % 10)), [7; 2000]).unwrap();
            }
        }
        Self { folder, source }
    }

    fn import(&self, out: &Path) -> Import {
        let wish = Wish::default();
        let day = SafeText::new("2026-11-21");
        let request = Request {
            source: &self.source,
            folder: out,
            from: None,
            wish: &wish,
            day: &day,
            is_taken: &|_| false,
            pace: &Arc::default(),
            may_mix: false,
        };
        let import = Import::prepare(&request).unwrap();
        import.write().unwrap();
        import
    }

    fn new_folder(&self, bencher: Bencher<'_, '_>) {
        let mut number = 0;
        let fresh = || {
            number += 1;
            self.folder.path().join(format!("out-{number}"))
        };
        bencher.with_inputs(fresh).bench_local_values(|out| self.import(&out));
    }

    /// Into a roadmap that was there before: what is new is put beside what is there.
    fn beside_what_is_there(&self, bencher: Bencher<'_, '_>) {
        let mut number = 0;
        let there = || {
            number += 1;
            let out = self.folder.path().join(format!("mine-{number}"));
            std::fs::create_dir(&out).unwrap();
            std::fs::write(out.join("roadmap.toml"), MINE).unwrap();
            out
        };
        bencher.with_inputs(there).bench_local_values(|out| self.import(&out));
    }

    fn again(&self, bencher: Bencher<'_, '_>) {
        let out = self.folder.path().join("out");
        self.import(&out);
        bencher.bench_local(|| self.import(&out));
    }
}

#[divan::bench(sample_count = 20)]
fn readme_of_150_kb(bencher: Bencher<'_, '_>) {
    Desk::readme().new_folder(bencher);
}

#[divan::bench(sample_count = 20)]
fn readme_of_150_kb_again(bencher: Bencher<'_, '_>) {
    Desk::readme().again(bencher);
}

#[divan::bench(sample_count = 5)]
fn folder_of_10_000_notes(bencher: Bencher<'_, '_>) {
    Desk::notes().new_folder(bencher);
}

#[divan::bench(sample_count = 5)]
fn folder_of_10_000_notes_again(bencher: Bencher<'_, '_>) {
    Desk::notes().again(bencher);
}

#[divan::bench(sample_count = 5)]
fn folder_of_10_000_notes_into_a_roadmap(bencher: Bencher<'_, '_>) {
    Desk::notes().beside_what_is_there(bencher);
}
