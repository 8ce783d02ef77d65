//! The web addresses of the repository that a folder lies in.

use std::fs::OpenOptions;
use std::io::Read as _;
use std::path::Path;

use crate::files;
use crate::import::links::percent_decoded;

/// Most bytes of a git configuration that are read.
const MAX_CONFIG: u64 = 1024 * 1024;
/// What stands between the name of a repository and a branch.
const VIEWS: &[&str] = &["blob", "tree", "raw", "blame", "edit"];
/// Files that most repositories have: that an address names one does not tell whose it is.
const COMMON: &[&str] = &["readme", "license", "contributing", "changelog", "code_of_conduct", "index"];

/// The repository of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repository {
    /// Host, owner and name, in lower case, where git knows them.
    names: Vec<String>,
    /// Where the folder lies in the repository, with `/` at its end; empty where it is the whole.
    prefix: String,
    /// What the folder is called, in lower case: of a downloaded archive, the name and the branch.
    folder: String,
}

impl Repository {
    /// The repository that the folder `root` lies in. Where git knows nothing of it, its own name is all that there is.
    pub(super) fn of(root: &Path) -> Option<Self> {
        let folder = root.file_name()?.to_string_lossy().to_lowercase();
        let top = root.ancestors().find(|folder| folder.join(".git").exists());
        let Some(top) = top else { return Some(Self { names: Vec::new(), prefix: String::new(), folder }) };
        let mut prefix = root.strip_prefix(top).ok()?.to_string_lossy().replace('\\', "/");
        if !prefix.is_empty() {
            prefix.push('/');
        }
        let mut config = String::new();
        let file = files::open_regular(&top.join(".git").join("config"), OpenOptions::new().read(true));
        if let Ok(file) = file {
            // Where it cannot be read, nothing is known.
            let _ = file.take(MAX_CONFIG).read_to_string(&mut config);
        }
        Some(Self { names: remotes(&config), prefix, folder })
    }

    /// The path in the folder that an address stands for, if it is of this repository.
    pub(super) fn path_of(&self, address: &str) -> Option<String> {
        let address = address.split(['#', '?']).next()?;
        let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
        let (host, rest) = rest.split_once('/')?;
        let host = host.strip_prefix("www.").unwrap_or(host).to_lowercase();
        let mut parts = rest.split('/').filter(|part| !part.is_empty());
        let (owner, name) = (parts.next()?.to_lowercase(), parts.next()?.to_lowercase());
        let name = name.strip_suffix(".git").unwrap_or(&name);
        let host = if host == "raw.githubusercontent.com" {
            "github.com".to_owned()
        } else {
            let view = parts.next().and_then(|part| if part == "-" { parts.next() } else { Some(part) })?;
            VIEWS.contains(&view).then_some(host)?
        };
        // The branch. One with a `/` in its name cannot be told from a path.
        parts.next()?;
        let path = parts.map(percent_decoded).collect::<Vec<_>>().join("/");
        let is_ours = if self.names.is_empty() {
            let is_named = self.folder == *name
                || self.folder.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'));
            is_named || (is_hub(&host) && tells(&path))
        } else {
            self.names.contains(&format!("{host}/{owner}/{name}"))
        };
        let inside = path.strip_prefix(&self.prefix).filter(|path| !path.is_empty())?;
        is_ours.then(|| inside.to_owned())
    }
}

/// Whether a host has repositories of people.
fn is_hub(host: &str) -> bool {
    host == "github.com" || host == "gitlab.com"
}

/// Whether an address with this path, which is in the folder, tells that it is of the same repository.
fn tells(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default().to_lowercase();
    name.split_once('.').is_some_and(|(stem, _)| !COMMON.contains(&stem))
}

/// The remotes in a git configuration: host, owner and name.
fn remotes(config: &str) -> Vec<String> {
    let urls =
        config.lines().filter_map(|line| line.trim().strip_prefix("url")?.trim_start().strip_prefix('='));
    urls.filter_map(|url| remote(url.trim())).collect()
}

/// `https://github.com/o/n.git`, `git@github.com:o/n.git`, `ssh://git@github.com/o/n` as `github.com/o/n`.
fn remote(url: &str) -> Option<String> {
    let rest = match url.split_once("://") {
        Some((_, rest)) => rest.to_owned(),
        None => url.replacen(':', "/", 1),
    };
    let rest = rest.split_once('@').map_or(rest.as_str(), |(_, rest)| rest).trim_end_matches('/');
    let rest = rest.strip_suffix(".git").unwrap_or(rest).to_lowercase();
    let (host, path) = rest.split_once('/')?;
    // `ssh://host:22/…`
    let host = host.split(':').next()?;
    Some(format!("{host}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_addresses_are_of_the_same_repository() {
        let known = Repository {
            names: remotes("[remote \"origin\"]\n\turl = git@github.com:Ann/Study-Notes.git\n"),
            prefix: String::new(),
            folder: "x".into(),
        };
        let below = Repository { prefix: "docs/".into(), ..known.clone() };
        let archive =
            Repository { names: Vec::new(), prefix: String::new(), folder: "study-notes-main".into() };
        let other = Repository { folder: "work".into(), ..archive.clone() };
        for (address, paths) in [
            (
                "https://github.com/ann/study-notes/blob/main/docs/a%20b.md#x",
                [Some("docs/a b.md"), Some("a b.md"), Some("docs/a b.md"), Some("docs/a b.md")],
            ),
            (
                "https://raw.githubusercontent.com/ann/study-notes/main/README.md",
                [Some("README.md"), None, Some("README.md"), None],
            ),
            ("https://github.com/bob/other/blob/main/README.md", [None; 4]),
            ("https://github.com/bob/other/tree/main/docs", [None; 4]),
            ("https://github.com/ann/study-notes/issues/1", [None; 4]),
            ("https://github.com/ann/study-notes", [None; 4]),
            ("https://example.org/a/b/blob/main/c.md", [None; 4]),
            ("ftp://github.com/ann/study-notes/blob/main/c.md", [None; 4]),
            ("", [None; 4]),
        ] {
            let found = [&known, &below, &archive, &other].map(|repository| repository.path_of(address));
            assert_eq!(found.each_ref().map(Option::as_deref), paths, "{address}");
        }
    }

    #[test]
    fn remotes_in_all_their_forms() {
        for url in [
            "https://me@gitlab.com/O/N.git",
            "ssh://git@gitlab.com:22/o/n",
            "git@gitlab.com:o/n.git",
            "https://gitlab.com/o/n/",
        ] {
            assert_eq!(remote(url).as_deref(), Some("gitlab.com/o/n"), "{url}");
        }
    }
}
