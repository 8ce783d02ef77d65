//! What is taken out, with the real program.

mod archive;
mod files;
mod languages;
mod picture;
mod table;
mod task_list;
mod tick;

use crate::harness::Dir;

/// A roadmap with everything that an export has to tell, in Korean and English.
pub(crate) const ROADMAP: &str = r#"# A comment of the author.
id = "backend"
title = "백엔드 & Backend"
language = "ko"

[[topics]]
id = "databases"
title = "관계형 데이터베이스"

[[topics.topics]]
id = "sql-joins"
title = "SQL joins [JOIN]"
note = "데이터/sql joins.md"
tags = ["database", "면접"]
minutes = 90

[[topics.topics]]
id = "transactions"
title = "트랜잭션, \"ACID\""
requires = ["sql-joins"]
kind = "recommended"
level = "intermediate"

[[topics.topics]]
id = "locks"
title = "Locks"

[[topics.topics.topics]]
id = "row-locks"
title = "=Row locks"

[[topics.topics.topics]]
id = "deadlocks"
title = "Deadlocks"
was = ["dead-locks"]

[[topics]]
id = "web"
title = "Web <b>"

[[topics.topics]]
id = "jwt"
title = "JSON Web Tokens"
"#;

pub(crate) const NOTE: &str = "# SQL joins\r\n\r\nA join puts **rows** together. ![](그림.png)\r\n";

/// A log in which every status is told, with an event of a later version.
pub(crate) const LOG: &str = r#"# trailmark progress. One change a line; safe to read, diff, merge and commit.
format = 1
20261120T194503123Z-00-k3f9q2 = { topic = "sql-joins", title = "SQL joins", status = "done" }
20261120T194503124Z-00-k3f9q2 = { topic = "transactions", title = "트랜잭션", status = "in-progress" }
20261120T194503125Z-00-k3f9q2 = { topic = "deadlocks", title = "Deadlocks", status = "skipped" }
20261120T194503126Z-00-k3f9q2 = { topic = "jwt", title = "JSON Web Tokens", bookmark = true }
20261120T194503127Z-00-k3f9q2 = { topic = "gone", title = "Gone", status = "done" }
20261120T194503128Z-00-k3f9q2 = { minutes = 30, topic = "jwt", later = [1, 2] } # as a later version writes it
"#;

/// The folder `study` with that roadmap, and the store `store` with that log and a summary.
pub(crate) fn studied() -> Dir {
    Dir::empty()
        .file("study/roadmap.toml", ROADMAP)
        .file("study/notes/데이터/sql joins.md", NOTE)
        .file("study/notes/데이터/그림.png", b"\x89PNG\r\n\x1A\n\0\xFF")
        .file("store/backend/progress/k3f9q2.toml", LOG)
        .file("store/backend/summaries/jwt.md", "세 부분: header, payload, signature.\n")
}

/// What is said on standard output, of a run that says nothing else.
pub(crate) fn exported(dir: &Dir, line: &str) -> String {
    dir.run(&format!("export {line} -r study --store store")).code(0).quietly().stdout().to_owned()
}
