//! Committing the store's own files, and nothing else.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::SyncError;
use super::repository::{Changed, Kind, Repository};
use crate::progress::{EventKey, Line, read_line};
use crate::store::{FileLayer as _, Places, RealFiles, logs_in, shown, whole};
use crate::text::{SafeText, counted};

/// Commits what differs in the store's files; says which branch is checked out. The locks are held.
///
/// A log never loses events by it: those that the last commit has and no log has any more are put back first. So an older
/// file from a backup, or a log that went missing, takes nothing away from other devices.
pub(super) fn commit(
    repository: &Repository<'_>,
    places: &Places,
    notes: &mut Vec<SafeText>,
) -> Result<String, SyncError> {
    let mut state = repository.state()?;
    let mut sums = Sums::default();
    for changed in &mut state.changed {
        let old = match &state.head {
            Some(head) if changed.kind == Kind::Log => repository.git.blob(head, &changed.path)?,
            _ => None,
        };
        let old = old.unwrap_or_default();
        let back = put_back_lines(repository, &old, &changed.path)?;
        if back > 0 {
            let file = shown(&changed.path);
            notes.push(format!("{} gone from {file}: put back from git", was(back)).into());
            changed.is_gone = false;
        }
        sums.add(repository, &old, changed)?;
    }
    for note in state.ignored.iter().map(|log| left_out(repository, log)) {
        // One sync commits more than once.
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    let paths: Vec<PathBuf> = state.changed.into_iter().map(|changed| changed.path).collect();
    if paths.is_empty() {
        return Ok(state.branch);
    }
    let answer = repository.git.run_on(&["add", "--all"], &paths)?;
    if !answer.good {
        return Err(SyncError::git("add your progress to git", &answer));
    }
    let message = sums.message(places.device().as_ref().map(crate::progress::DeviceId::as_str));
    let answer = repository.git.run_as_someone(&["commit", "--quiet", "--message", &message], &paths)?;
    // Its only content may be what line breaks are converted to, or what a file is allowed: then there is nothing to commit.
    if !answer.good && !answer.text().contains("nothing ") {
        return Err(SyncError::git("commit your progress", &answer));
    }
    Ok(state.branch)
}

/// What is said of a log that does not go out.
fn left_out(repository: &Repository<'_>, log: &Path) -> SafeText {
    let (log, data) = (shown(log), shown(&repository.data));
    let why = format!("`git check-ignore -v {log}` in {data} names the rule");
    format!("git ignores {log}, so what is in it stays on this device; {why}").into()
}

fn was(number: usize) -> String {
    format!("{} {}", counted(number, "change"), if number == 1 { "was" } else { "were" })
}

/// What a commit holds.
#[derive(Default)]
struct Sums {
    changes: usize,
    summaries: usize,
}

impl Sums {
    /// Counts what a file has more than its `old` content in the last commit.
    fn add(&mut self, repository: &Repository<'_>, old: &[u8], changed: &Changed) -> Result<(), SyncError> {
        match changed.kind {
            Kind::Summary => self.summaries += 1,
            Kind::Log if !changed.is_gone => {
                let old: HashSet<EventKey> = lines(old).map(|(key, _)| key).collect();
                let new = read(&repository.data.join(&changed.path))?;
                self.changes += lines(&new).filter(|(key, _)| !old.contains(key)).count();
            }
            Kind::Log | Kind::Setting => {}
        }
        Ok(())
    }

    fn message(&self, device: Option<&str>) -> String {
        let mut parts = Vec::new();
        if self.changes > 0 {
            parts.push(counted(self.changes, "change"));
        }
        match self.summaries {
            0 => {}
            1 => parts.push("1 summary".to_owned()),
            more => parts.push(format!("{more} summaries")),
        }
        if parts.is_empty() {
            parts.push("the store".to_owned());
        }
        let device = device.map(|device| format!(" on {device}")).unwrap_or_default();
        format!("trailmark: {}{device}", parts.join(", "))
    }
}

/// Puts events back that the log has in a commit and that no log of its folder has any more; says how many.
pub(super) fn put_back(repository: &Repository<'_>, commit: &str, path: &Path) -> Result<usize, SyncError> {
    let old = repository.git.blob(commit, path)?.unwrap_or_default();
    put_back_lines(repository, &old, path)
}

/// The same with what the log held, `old`.
fn put_back_lines(repository: &Repository<'_>, old: &[u8], path: &Path) -> Result<usize, SyncError> {
    if old.is_empty() {
        return Ok(0);
    }
    let file = repository.data.join(path);
    let now = read(&file)?;
    if now.starts_with(old) && (old.ends_with(b"\n") || now.len() == old.len()) {
        return Ok(0);
    }
    let folder = file.parent().unwrap_or(&repository.data);
    let mut known = HashSet::new();
    for log in logs_in(&RealFiles, folder).unwrap_or_default() {
        // What cannot be read holds nothing that we know of.
        let log = read(&log).unwrap_or_default();
        known.extend(lines(&log).map(|(key, _)| key));
    }
    let missing: Vec<&[u8]> =
        lines(old).filter(|(key, _)| !known.contains(key)).map(|(_, line)| line).collect();
    append(&file, &now, &missing)?;
    Ok(missing.len())
}

/// Appends whole lines to a log, after what it holds `now`, and syncs it.
pub(super) fn append(file: &Path, now: &[u8], missing: &[&[u8]]) -> Result<(), SyncError> {
    if missing.is_empty() {
        return Ok(());
    }
    let half = now.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    // Git may have been stopped in the middle of a line: what is missing of it comes first.
    let rest = if half.is_empty() { None } else { missing.iter().find_map(|line| line.strip_prefix(half)) };
    let mut bytes = match rest {
        Some(rest) => [rest, b"\n"].concat(),
        None if half.is_empty() => Vec::new(),
        None => b"\n".to_vec(),
    };
    for line in missing.iter().filter(|line| rest.is_none() || !line.starts_with(half)) {
        bytes.extend_from_slice(line);
        bytes.push(b'\n');
    }
    let folder = file.parent().unwrap_or(file);
    let done = RealFiles.create_folders(folder).and_then(|()| {
        let mut log = RealFiles.open_append(file)?;
        log.append(&bytes)?;
        log.sync()?;
        RealFiles.sync_folder(folder)
    });
    done.map_err(|error| SyncError::file("put changes back into", file, &error))
}

/// All of a file; nothing where there is none.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, SyncError> {
    match whole(&RealFiles, file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        result => result.map_err(|error| SyncError::file("read", file, &error)),
    }
}

/// The events of a log, with their lines.
pub(super) fn lines(log: &[u8]) -> impl Iterator<Item = (EventKey, &[u8])> {
    log.split(|byte| *byte == b'\n').filter_map(|line| match read_line(str::from_utf8(line).ok()?).ok()? {
        Line::Event(event) => Some((event.key, line)),
        Line::Format(_) | Line::Other => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_line_is_finished_and_not_broken_off() {
        let folder = tempfile::tempdir().expect("a folder");
        for (now, missing, then) in [
            ("", &["ab", "cd"][..], "ab\ncd\n"),
            ("x\n", &["ab"], "x\nab\n"),
            ("x\nc", &["ab", "cd"], "x\ncd\nab\n"),
            ("x\ny", &["ab"], "x\ny\nab\n"),
            ("x", &[], "x"),
        ] {
            let file = folder.path().join("deep").join("log.toml");
            let _ = RealFiles.remove(&file);
            RealFiles.create_folders(&folder.path().join("deep")).expect("a folder");
            RealFiles.write_temporary(&file, now.as_bytes()).expect("a file");
            let missing: Vec<&[u8]> = missing.iter().map(|line| line.as_bytes()).collect();
            append(&file, now.as_bytes(), &missing).expect("it can be written");
            assert_eq!(String::from_utf8_lossy(&read(&file).expect("a file")), then, "{now:?}");
        }
    }

    #[test]
    fn the_words_of_a_commit() {
        for (changes, summaries, device, message) in [
            (3, 0, Some("k3f9q2"), "trailmark: 3 changes on k3f9q2"),
            (1, 2, Some("k3f9q2"), "trailmark: 1 change, 2 summaries on k3f9q2"),
            (0, 1, None, "trailmark: 1 summary"),
            (0, 0, None, "trailmark: the store"),
        ] {
            assert_eq!(Sums { changes, summaries }.message(device), message);
        }
    }
}
