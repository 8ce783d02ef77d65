//! Merging what other devices have pushed.

use std::path::Path;

use super::conflict;
use super::exchange::{Tip, changed_paths};
use super::git::Answer;
use super::news::{Arrivals, Known};
use super::recovery::Marker;
use super::repository::{Kind, Repository};
use super::{SyncError, attributes};
use crate::store::{FileLayer as _, Places, RealFiles};
use crate::text::SafeText;

/// Most files that are named.
const MOST_NAMED: usize = 5;

/// Merges `theirs` into what is checked out, and adds to `came` what came in. The locks are held and all is committed.
pub(super) fn merge(
    repository: &Repository<'_>,
    (places, theirs): (&Places, &Tip),
    came: &mut Vec<Arrivals>,
) -> Result<(), SyncError> {
    let git = &repository.git;
    let before = repository.head()?;
    let base = git.run(&["merge-base", &theirs.commit, "HEAD"])?;
    if base.good && base.text() == theirs.commit {
        return Ok(());
    }
    if !base.good {
        refuse_stranger(repository, theirs)?;
    }
    let known = Known::read(places)?;
    let marker = Marker { before: before.clone().unwrap_or_default(), theirs: theirs.commit.clone() };
    marker.put(repository)?;
    let message = format!("trailmark: merge {}", theirs.label);
    // A merge that is squashed, not committed or made with another strategy is none.
    let usual = format!("branch.{}.mergeOptions=", theirs.here);
    let words = [
        "-c",
        &usual,
        "-c",
        "pull.twohead=recursive",
        "merge",
        "--quiet",
        "--no-edit",
        "--ff",
        "--no-stat",
        "--allow-unrelated-histories",
        "-m",
        &message,
        &theirs.commit,
    ];
    let answer = git.run_as_someone(&words, &[])?;
    if !answer.good {
        if repository.keeps("MERGE_HEAD") {
            conflict::conclude(repository, &answer)?;
        } else {
            Marker::remove(repository)?;
            return Err(refused(repository, &answer));
        }
    }
    let paths = match &before {
        Some(before) => changed_paths(repository, (before, "HEAD"))?,
        None => Vec::new(),
    };
    sync_logs(repository, &paths)?;
    Marker::remove(repository)?;
    add(came, Known::read(places)?.since(&known, &paths));
    Ok(())
}

/// Two devices may both have begun on their own. What was never a store, and is more than the first page that a hosting
/// service makes, is somebody's other work: an address that was mistaken.
fn refuse_stranger(repository: &Repository<'_>, theirs: &Tip) -> Result<(), SyncError> {
    let is_store = repository.git.blob(&theirs.commit, Path::new(".gitattributes"))?;
    if is_store.is_some_and(|text| attributes::tell(&text)) {
        return Ok(());
    }
    let words = ["ls-tree", "-z", "--name-only", "--full-tree", &theirs.commit];
    let listed = repository.git.ask("look at what other devices have pushed", &words)?;
    let is_first_page = |name: &[u8]| {
        let name = name.to_ascii_uppercase();
        ["README", "LICENSE", "LICENCE", ".GITIGNORE", ".GITATTRIBUTES"]
            .iter()
            .any(|page| name.starts_with(page.as_bytes()))
    };
    if listed.parts().all(is_first_page) {
        return Ok(());
    }
    let label = SafeText::new(&theirs.label);
    Err(SyncError::new(format!(
        "cannot merge {label}: it holds something else and no store of trailmark. Nothing was merged or pushed; your marks are \
         committed here. Give the repository another address with `git remote set-url`; or, where it is the right one, \
         merge {label} yourself with `git merge --allow-unrelated-histories`. Then sync again."
    )))
}

/// Git does not sync the files that it checks out, and what stood in these was on the disk.
fn sync_logs(repository: &Repository<'_>, paths: &[std::path::PathBuf]) -> Result<(), SyncError> {
    for path in paths.iter().filter(|path| Kind::of(path) == Some(Kind::Log)) {
        let file = repository.data.join(path);
        if RealFiles.stamp(&file).is_err() {
            continue;
        }
        let synced = RealFiles.open_append(&file).and_then(|mut log| log.sync());
        let synced =
            synced.and_then(|()| file.parent().map_or(Ok(()), |folder| RealFiles.sync_folder(folder)));
        synced.map_err(|error| SyncError::file("write to the disk what was merged into", &file, &error))?;
    }
    Ok(())
}

/// Adds what came in with a later merge to what came in with an earlier one.
fn add(came: &mut Vec<Arrivals>, new: Vec<Arrivals>) {
    for mut new in new {
        if let Some(old) = came.iter_mut().find(|old| old.roadmap == new.roadmap) {
            new.steps.append(&mut old.steps);
            old.steps = new.steps;
            old.changes += new.changes;
            old.summaries += new.summaries;
        } else {
            came.push(new);
        }
    }
}

/// Git did not begin with the merge. It names the files that are in its way, a line each.
fn refused(repository: &Repository<'_>, answer: &Answer) -> SyncError {
    let files: Vec<&str> = answer.words.lines().filter_map(|line| line.strip_prefix('\t')).collect();
    let listed = files.is_empty() && answer.words.contains("would be overwritten");
    if files.is_empty() && !listed {
        return SyncError::git("merge what other devices have pushed", answer);
    }
    let files =
        if listed { staged(repository) } else { files.iter().map(|file| (*file).to_owned()).collect() };
    let is_own =
        |file: &String| repository.inside(Path::new(file)).is_some_and(|path| Kind::of(&path).is_some());
    if files.iter().all(is_own) {
        return SyncError::new(format!(
            "cannot merge what other devices have pushed: another program changed {} just now. Nothing was merged and no file \
             was changed; your marks are committed here. Sync again.",
            named(&files)
        ));
    }
    SyncError::new(format!(
        "cannot merge what other devices have pushed: files that are not trailmark's have changes of yours that are not \
         committed: {}.\nNothing was merged and no file was changed; your marks are committed here. Commit those changes, or \
         put them aside, and sync again.",
        named(&files)
    ))
}

/// What the person has staged. Git names it only as a list between blanks.
fn staged(repository: &Repository<'_>) -> Vec<String> {
    let answer = repository.git.run(&["diff-index", "--cached", "--name-only", "-z", "HEAD"]);
    let text = |part: &[u8]| String::from_utf8_lossy(part).into_owned();
    answer.map(|answer| answer.parts().map(text).collect()).unwrap_or_default()
}

/// Names of files, the first few of them.
pub(super) fn named(files: &[String]) -> SafeText {
    let more = match files.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let few: Vec<&str> = files.iter().take(MOST_NAMED).map(String::as_str).collect();
    format!("{}{more}", few.join(", ")).into()
}
