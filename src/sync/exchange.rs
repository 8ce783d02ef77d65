//! The remote: fetching from it and pushing to it.

use super::SyncError;
use super::git::{NAME_IN_USE, path_of};
use super::news::{self, Sent};
use super::repository::Repository;
use crate::store::Places;
use crate::text::SafeText;

/// Asks for the paths that differ between two commits, as seen from the folder of the repository: `git diff` would heed the
/// person's settings, which can make them relative.
pub(super) const DIFFERENCE: &[&str] = &["diff-tree", "-r", "--name-only", "--no-renames", "-z"];

/// The remote, and the branch there.
pub(super) struct Remote {
    pub(super) name: String,
    /// The branch that is checked out here.
    here: String,
    /// The branch that this one follows, where that was said.
    upstream: Option<String>,
}

/// The last commit of the remote's branch.
pub(super) struct Tip {
    /// The branch's name there.
    branch: String,
    pub(super) commit: String,
    /// How it is called here.
    pub(super) label: String,
    /// The branch that is checked out here.
    pub(super) here: String,
}

/// What became of a push.
pub(super) enum Pushed {
    /// The remote has everything.
    Done(Sent),
    /// Another device has pushed in the meantime.
    Late,
    /// The remote does not want it.
    Refused(SyncError),
}

impl Repository<'_> {
    /// The remote of the branch's upstream, else `origin`, else the only one.
    pub(super) fn remote(&self, branch: &str) -> Result<Option<Remote>, SyncError> {
        let names = self.remotes()?;
        let setting = |name: &str| -> Result<Option<String>, SyncError> {
            let answer = self.git.run(&["config", "--get", &format!("branch.{branch}.{name}")])?;
            Ok(answer.good.then(|| answer.text()))
        };
        let here = branch.to_owned();
        if names.is_empty() {
            return Ok(None);
        }
        // A dot is this repository itself.
        if let Some(name) = setting("remote")?.filter(|name| names.contains(name)) {
            let merge = setting("merge")?;
            let upstream = merge.and_then(|merge| merge.strip_prefix("refs/heads/").map(str::to_owned));
            return Ok(Some(Remote { name, here, upstream }));
        }
        let name = match names.as_slice() {
            [only] => only.clone(),
            names if names.iter().any(|name| name == "origin") => "origin".to_owned(),
            names => {
                return Err(SyncError::new(format!(
                    "cannot sync: the repository has the remotes {}, and none is called origin. Everything is committed \
                     here. Choose one with `git push -u REMOTE {branch}`, and sync again.",
                    SafeText::new(names.join(", "))
                )));
            }
        };
        Ok(Some(Remote { name, here, upstream: None }))
    }
}

/// Fetches. The inner error says why that was not possible.
pub(super) fn fetch(repository: &Repository<'_>, remote: &Remote) -> Result<Result<(), SafeText>, SyncError> {
    let words = ["fetch", "--quiet", "--no-recurse-submodules", &remote.name];
    let answer = repository.git.run(&words)?;
    if [".lock': File exists", NAME_IN_USE].iter().any(|sign| answer.words.contains(sign)) {
        // Another git is at it, or one that was killed has left its lock; the remote has nothing to do with that.
        return Err(SyncError::git("fetch what other devices have pushed", &answer));
    }
    Ok(if answer.good { Ok(()) } else { Err(answer.why()) })
}

/// The last commit of the remote's branch: the one that is followed, else the one of the same name, else the remote's only or
/// main one. None where there is no branch at all.
pub(super) fn tip(repository: &Repository<'_>, remote: &Remote) -> Result<Option<Tip>, SyncError> {
    let root = format!("refs/remotes/{}/", remote.name);
    let form = "--format=%(refname)%00%(objectname)%00%(symref)";
    let answer = repository.git.ask("look at what was fetched", &["for-each-ref", form, &root])?;
    let text = answer.text();
    let (mut tips, mut main) = (Vec::new(), None);
    for line in text.lines() {
        let mut fields = line.split('\0');
        let (Some(name), Some(commit), Some(target)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let Some(branch) = name.strip_prefix(&root) else { continue };
        if branch == "HEAD" {
            main = target.strip_prefix(&root).map(str::to_owned);
        } else {
            let label = format!("{}/{branch}", remote.name);
            let (branch, commit, here) = (branch.to_owned(), commit.to_owned(), remote.here.clone());
            tips.push(Tip { branch, commit, label, here });
        }
    }
    let find = |name: Option<&str>| tips.iter().position(|tip| Some(tip.branch.as_str()) == name);
    let only = (tips.len() == 1).then_some(0);
    let at = match &remote.upstream {
        Some(upstream) => find(Some(upstream)),
        None => find(Some(&remote.here)).or(only).or_else(|| find(main.as_deref())),
    };
    match at {
        Some(at) => Ok(Some(tips.swap_remove(at))),
        None if tips.is_empty() || remote.upstream.is_some() => Ok(None),
        None => Err(SyncError::new(format!(
            "cannot tell which branch of {} to sync with: none is called {}. Everything is committed here. Choose one with \
             `git branch --set-upstream-to {}/BRANCH`, and sync again.",
            SafeText::new(&remote.name),
            SafeText::new(&remote.here),
            SafeText::new(&remote.name)
        ))),
    }
}

/// Pushes, where there is anything to push.
pub(super) fn push(
    repository: &Repository<'_>,
    (places, remote): (&Places, &Remote),
    theirs: Option<&Tip>,
) -> Result<Pushed, SyncError> {
    let Some(head) = repository.head()? else { return Ok(Pushed::Done(Sent::default())) };
    if theirs.is_some_and(|theirs| theirs.commit == head) && remote.upstream.is_some() {
        return Ok(Pushed::Done(Sent::default()));
    }
    let sent = news::sent(repository, places, theirs)?;
    let branch = theirs.map(|theirs| theirs.branch.as_str()).or(remote.upstream.as_deref());
    let target = format!("HEAD:refs/heads/{}", branch.unwrap_or(&remote.here));
    let mut words = vec!["push", "--porcelain"];
    if remote.upstream.is_none() {
        words.push("--set-upstream");
    }
    words.extend([remote.name.as_str(), target.as_str()]);
    let answer = repository.git.run(&words)?;
    if answer.good {
        return Ok(Pushed::Done(sent));
    }
    let text = answer.text();
    let verdict = text
        .lines()
        .find_map(|line| line.strip_prefix("!\t"))
        .map(|line| line.split('\t').next_back().unwrap_or(line).to_owned());
    let late = ["(fetch first)", "(non-fast-forward)", NAME_IN_USE, "failed to update ref", "already exists"];
    if verdict.as_ref().is_some_and(|verdict| late.iter().any(|sign| verdict.contains(sign))) {
        return Ok(Pushed::Late);
    }
    let why = verdict.map_or_else(|| answer.why(), SafeText::from);
    let said: Vec<&str> = answer.words.lines().filter_map(|line| line.strip_prefix("remote: ")).collect();
    let said = if said.is_empty() {
        String::new()
    } else {
        format!(" It says: {}", SafeText::new(said.join(" ").trim()))
    };
    Ok(Pushed::Refused(SyncError::new(format!(
        "cannot push to {}: {why}.{said}\nEverything is committed and merged here. Settle that, and sync again.",
        SafeText::new(&remote.name)
    ))))
}

/// The paths that differ between two commits, as seen from the data folder; what lies outside it is left out.
pub(super) fn changed_paths(
    repository: &Repository<'_>,
    (from, to): (&str, &str),
) -> Result<Vec<std::path::PathBuf>, SyncError> {
    let words = [DIFFERENCE, &[from, to, "--", "."]].concat();
    let answer = repository.git.ask("look at what came in", &words)?;
    Ok(answer.parts().filter_map(|part| repository.inside(&path_of(part))).collect())
}
