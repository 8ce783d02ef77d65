//! A merge that git has left unfinished: the store's own files are settled, a conflict in any other file calls it off.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use super::SyncError;
use super::commit::{append, lines, read};
use super::git::{Answer, path_of};
use super::merge::named;
use super::recovery::Marker;
use super::repository::{Kind, Repository};
use crate::store::{RealFiles, replace, shown};

/// The two sides of a file in conflict: ours and theirs, each by the name of its content.
#[derive(Debug, Default)]
struct Sides {
    ours: Option<String>,
    theirs: Option<String>,
}

/// Finishes the merge, or calls it off. `answer` is what git said of it.
pub(super) fn conclude(repository: &Repository<'_>, answer: &Answer) -> Result<(), SyncError> {
    let conflicts = conflicts(repository)?;
    let foreign: Vec<String> = conflicts
        .keys()
        .filter(|path| own(repository, path).is_none())
        .map(|path| path.display().to_string())
        .collect();
    if !foreign.is_empty() {
        call_off(repository)?;
        return Err(SyncError::new(format!(
            "cannot merge what other devices have pushed: there are conflicts in files that are not trailmark's: {}.\n\
             The merge was called off and the repository is as it was; your marks are committed here. Merge those with git \
             yourself, and sync again.",
            named(&foreign)
        )));
    }
    if conflicts.is_empty() {
        return Err(uncommitted(repository, answer)?);
    }
    let mut paths = Vec::new();
    for (path, sides) in &conflicts {
        if let Some((path, _)) = own(repository, path) {
            settle(repository, &path, sides)?;
            paths.push(path);
        }
    }
    let added = repository.git.run_on(&["add", "--all"], &paths)?;
    if !added.good {
        call_off(repository)?;
        return Err(SyncError::git("settle a conflict", &added));
    }
    let committed = repository.git.run_as_someone(&["commit", "--quiet", "--no-edit"], &[])?;
    if committed.good { Ok(()) } else { Err(uncommitted(repository, &committed)?) }
}

/// The merge is made but a hook, or whoever signs, does not let it be committed: it is called off.
fn uncommitted(repository: &Repository<'_>, answer: &Answer) -> Result<SyncError, SyncError> {
    call_off(repository)?;
    Ok(SyncError::new(format!(
        "cannot commit the merge of what other devices have pushed: git says: {}\nThe merge was called off and the repository \
         is as it was; your marks are committed here. Settle what git says, and sync again.",
        answer.why()
    )))
}

/// A file of the store, as seen from the data folder.
fn own(repository: &Repository<'_>, path: &Path) -> Option<(PathBuf, Kind)> {
    let path = repository.inside(path)?;
    let kind = Kind::of(&path)?;
    Some((path, kind))
}

/// The files in conflict, as seen from the folder of the repository.
fn conflicts(repository: &Repository<'_>) -> Result<BTreeMap<PathBuf, Sides>, SyncError> {
    let words = ["ls-files", "--unmerged", "--full-name", "-z", "--", ":/"];
    // The whole repository, and here the sign for it is no path.
    let words: Vec<&str> = ["--no-literal-pathspecs"].into_iter().chain(words).collect();
    let answer = repository.git.ask("look at the conflicts", &words)?;
    let mut conflicts: BTreeMap<PathBuf, Sides> = BTreeMap::new();
    for part in answer.parts() {
        let mut halves = part.splitn(2, |byte| *byte == b'\t');
        let (Some(head), Some(path)) = (halves.next(), halves.next()) else { continue };
        let head = String::from_utf8_lossy(head);
        let mut fields = head.split(' ').skip(1);
        let (name, stage) = (fields.next(), fields.next());
        let sides = conflicts.entry(path_of(path)).or_default();
        match stage {
            Some("2") => sides.ours = name.map(str::to_owned),
            Some("3") => sides.theirs = name.map(str::to_owned),
            _ => {}
        }
    }
    Ok(conflicts)
}

/// Keeps what either side has. Where one side has no such file any more, the other one's stays.
fn settle(repository: &Repository<'_>, path: &Path, sides: &Sides) -> Result<(), SyncError> {
    let content = |name: &Option<String>| -> Result<Option<Vec<u8>>, SyncError> {
        let Some(name) = name else { return Ok(None) };
        Ok(Some(repository.git.ask("read a side of a conflict", &["cat-file", "blob", name])?.out))
    };
    let (ours, theirs) = (content(&sides.ours)?, content(&sides.theirs)?);
    let file = repository.data.join(path);
    let bytes = match (ours, theirs) {
        (Some(ours), Some(theirs)) => union(&ours, &theirs),
        (Some(side), None) | (None, Some(side)) => side,
        (None, None) => return Ok(()),
    };
    replace(&RealFiles, &file, &bytes).map_err(|error| SyncError::file("write", &file, &error))
}

/// The lines of `ours`, then those of `theirs` that it lacks.
fn union(ours: &[u8], theirs: &[u8]) -> Vec<u8> {
    let split = |bytes: &'_ [u8]| -> Vec<Vec<u8>> {
        bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
    };
    let known: HashSet<Vec<u8>> = split(ours).into_iter().collect();
    let mut bytes = ours.to_vec();
    for line in split(theirs).into_iter().filter(|line| !known.contains(line)) {
        if bytes.last().is_some_and(|last| *last != b'\n') {
            bytes.push(b'\n');
        }
        bytes.extend(line);
    }
    bytes
}

/// Calls the merge off.
fn call_off(repository: &Repository<'_>) -> Result<(), SyncError> {
    let answer = repository.git.run(&["merge", "--abort"])?;
    if answer.good {
        return Marker::remove(repository);
    }
    Err(SyncError::new(format!(
        "cannot call off the merge of what other devices have pushed: git says: {}\nYour marks are committed here. \
         `git merge --abort` in {} calls it off; then sync again.",
        answer.why(),
        shown(&repository.data)
    )))
}

/// Calls the merge of `theirs` off that a killed run has left. What was marked or written since is kept, as changes that are
/// not committed.
pub(super) fn take_back(repository: &Repository<'_>, theirs: &str) -> Result<(), SyncError> {
    refuse_staged(repository, theirs)?;
    let late = late(repository)?;
    let paths: Vec<PathBuf> = late.iter().map(|(path, ..)| path.clone()).collect();
    if !paths.is_empty() {
        // Git does not call it off over files that have changed since.
        repository.git.run_on(&["add"], &paths)?;
    }
    let called_off = call_off(repository);
    for (path, kind, content) in &late {
        let file = repository.data.join(path);
        if *kind == Kind::Log {
            let now = read(&file)?;
            let known: HashSet<_> = lines(&now).map(|(key, _)| key).collect();
            let missing: Vec<&[u8]> =
                lines(content).filter(|(key, _)| !known.contains(key)).map(|(_, line)| line).collect();
            append(&file, &now, &missing)?;
        } else {
            replace(&RealFiles, &file, content).map_err(|error| SyncError::file("write", &file, &error))?;
        }
    }
    called_off
}

/// Git calls a merge off together with all that is staged, and what the person has staged since is not ours to throw away.
fn refuse_staged(repository: &Repository<'_>, theirs: &str) -> Result<(), SyncError> {
    let staged = |commit: &str| -> Result<BTreeSet<PathBuf>, SyncError> {
        let words = ["diff-index", "--cached", "--name-only", "-z", commit];
        Ok(repository.git.ask("look at what is staged", &words)?.parts().map(path_of).collect())
    };
    let conflicts = conflicts(repository)?;
    // The merge has staged what is theirs. What both sides have changed looks like the person's own: rather ask than lose it.
    let foreign: Vec<String> = staged("HEAD")?
        .intersection(&staged(theirs)?)
        .filter(|path| own(repository, path).is_none() && !conflicts.contains_key(*path))
        .map(|path| path.display().to_string())
        .collect();
    if foreign.is_empty() {
        return Ok(());
    }
    Err(SyncError::new(format!(
        "cannot sync {}: a sync that was killed has left a merge, and to call it off would throw away what is staged in files \
         that are not trailmark's: {}. Nothing was changed. `git restore --staged FILE` takes it out and leaves the file as \
         it is; then sync again.",
        shown(&repository.top),
        named(&foreign)
    )))
}

/// Files of the store that have changed since git wrote them, with what they hold.
fn late(repository: &Repository<'_>) -> Result<Vec<(PathBuf, Kind, Vec<u8>)>, SyncError> {
    let words = ["diff-files", "--name-only", "-z", "--", "."];
    let answer = repository.git.ask("look for marks that were made since", &words)?;
    let conflicts = conflicts(repository)?;
    let mut late = Vec::new();
    for path in answer.parts().map(path_of).collect::<BTreeSet<_>>() {
        // A text in conflict is what git has made of it; of a log in conflict every event counts.
        let own =
            own(repository, &path).filter(|(_, kind)| *kind == Kind::Log || !conflicts.contains_key(&path));
        if let Some((path, kind)) = own {
            let content = read(&repository.data.join(&path))?;
            late.push((path, kind, content));
        }
    }
    Ok(late)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_union_has_the_lines_of_both() {
        for (ours, theirs, both) in [
            ("a\nb\n", "a\nc\n", "a\nb\nc\n"),
            ("a\nb", "c\n", "a\nb\nc\n"),
            ("", "c", "c"),
            ("a\n", "", "a\n"),
        ] {
            assert_eq!(String::from_utf8_lossy(&union(ours.as_bytes(), theirs.as_bytes())), both);
        }
    }
}
