//! Opening web addresses in the person's browser.
//!
//! An address comes from a file that somebody else wrote. So only `http`, `https` and `mailto` are opened, the address is one
//! argument of a program and never a part of a command line, and what is opened goes on without us and without our terminal.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::program;
use crate::text::{SafeText, clean};

/// Longest address, in bytes. Browsers and servers take no longer ones.
const LONGEST: usize = 8 * 1024;
/// Characters of an address that no shell gives a meaning to, beside letters and digits.
const PLAIN: &[u8] = b"-._~:/?#[]@!*+,=&%";
/// What can be done where an address is not opened.
const ADVICE: &str = "copy it with y";
/// Browsers that would need the terminal, which is ours.
const IN_TERMINAL: &[&str] =
    &["w3m", "lynx", "links", "links2", "elinks", "www-browser", "browsh", "carbonyl"];

/// Opens a web address, and says why it does not. Returns at once.
pub type OpenAddress = Arc<dyn Fn(&str) -> Result<(), SafeText> + Send + Sync>;

/// A program that opens web addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    program: PathBuf,
    /// Stand before the address.
    arguments: Vec<String>,
    /// It hands the address on to a shell.
    needs_plain: bool,
    /// The program that starts another one in a session of its own.
    setsid: Option<PathBuf>,
}

/// Why an address is not opened, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BrowserError(SafeText);

impl BrowserError {
    fn new(message: &str) -> Self {
        Self(format!("{message}; {ADVICE}").into())
    }
}

impl Browser {
    /// What opens web addresses here. `variable` gives a variable of the environment; `on_path` says where a program is, see
    /// [`program::find_on_path`].
    ///
    /// # Errors
    /// Where there is nothing that could.
    pub fn find(
        variable: impl Fn(&str) -> Option<OsString>,
        on_path: impl Fn(&str) -> Option<PathBuf>,
    ) -> Result<Self, BrowserError> {
        let has = |name| variable(name).is_some_and(|value| !value.is_empty());
        let setsid = on_path("setsid");
        let browser = |program, needs_plain| Self {
            program,
            arguments: Vec::new(),
            needs_plain,
            setsid: setsid.clone(),
        };
        if let Some(program) = variable("BROWSER").as_deref().and_then(named).and_then(&on_path) {
            return Ok(browser(program, false));
        }
        if cfg!(windows) {
            let url = "url.dll,FileProtocolHandler".to_owned();
            return Ok(Self { arguments: vec![url], ..browser("rundll32".into(), false) });
        }
        // Elsewhere `open` is something else.
        if cfg!(target_os = "macos") {
            return Ok(browser("/usr/bin/open".into(), false));
        }
        let in_windows = has("WSL_DISTRO_NAME") || has("WSL_INTEROP");
        if let Some(program) = on_path("wslview").filter(|_| in_windows) {
            return Ok(browser(program, true));
        }
        if let Some(program) = on_path("termux-open-url").filter(|_| has("TERMUX_VERSION")) {
            return Ok(browser(program, false));
        }
        // Without a display it would begin a browser that needs the terminal.
        if !has("DISPLAY") && !has("WAYLAND_DISPLAY") {
            return Err(BrowserError::new("There is no display here to open web addresses on"));
        }
        let program = on_path("xdg-open")
            .ok_or_else(|| BrowserError::new("No program to open web addresses was found (xdg-open)"))?;
        Ok(browser(program, false))
    }

    /// The command that opens `address`, which is its last argument.
    fn command(&self, address: &str) -> Command {
        let mut command = match &self.setsid {
            Some(setsid) => Command::new(setsid),
            None => Command::new(&self.program),
        };
        if self.setsid.is_some() {
            command.arg(&self.program);
        } else {
            program::set_apart(&mut command);
        }
        command.args(&self.arguments);
        command.arg(if self.needs_plain { plain(address) } else { address.to_owned() });
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Opens `address`, which [`checked`] has let pass, and does not wait for it.
    ///
    /// # Errors
    /// Where the program cannot be run.
    pub fn open(&self, address: &str) -> Result<(), BrowserError> {
        let mut child = self.command(checked(address)?).spawn().map_err(|error| {
            let (program, why) = (self.program.display(), program::why_not_run(&error));
            BrowserError::new(&format!("Web addresses cannot be opened with {program}: {why}"))
        })?;
        // Somebody has to ask how it ended, or it stays in the list of processes. Without a thread it does until we end.
        let _ = std::thread::Builder::new().name("browser".into()).spawn(move || child.wait());
        Ok(())
    }
}

/// What opens addresses, given what [`Browser::find`] found. An address that must not be opened is refused first.
pub fn opener(browser: Result<Browser, BrowserError>) -> OpenAddress {
    Arc::new(move |address| {
        let opened =
            checked(address).and_then(|address| browser.as_ref().map_err(Clone::clone)?.open(address));
        opened.map_err(|error| error.0)
    })
}

/// The address without blanks around it, where it may be opened.
///
/// # Errors
/// Says why not.
pub fn checked(address: &str) -> Result<&str, BrowserError> {
    let address = address.trim();
    let refused = |why: &str| Err(BrowserError::new(&format!("This address is not opened: {why}")));
    if address.len() > LONGEST {
        return refused(&format!("it is longer than {} KiB", LONGEST / 1024));
    }
    if address.starts_with('-') {
        return refused("it begins with `-`, as an option does");
    }
    if address.chars().any(char::is_whitespace) {
        return refused("there are blanks in it");
    }
    if clean(address) != address {
        return refused("there are characters in it that cannot be seen");
    }
    let Some((scheme, rest)) = address.split_once(':') else {
        return refused("it does not begin with http, https or mailto");
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => match rest.strip_prefix("//") {
            Some(rest) if !rest.starts_with(['/', '?', '#']) && !rest.is_empty() => Ok(address),
            _ => refused("it names no server"),
        },
        "mailto" if rest.is_empty() => refused("it names nobody to write to"),
        "mailto" => Ok(address),
        _ => refused(&format!("only http, https and mailto are, and this is {}", shown(scheme))),
    }
}

/// What stands before the colon, not longer than a name is.
fn shown(scheme: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    if scheme.len() <= 20 && !scheme.is_empty() && scheme.chars().all(is_name) {
        scheme.to_owned()
    } else {
        "something else".to_owned()
    }
}

/// An address with all that a shell gives a meaning to as `%` and two digits, which is the same address.
fn plain(address: &str) -> String {
    address.bytes().fold(String::with_capacity(address.len()), |mut plain, byte| {
        if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) {
            plain.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = std::fmt::Write::write_fmt(&mut plain, format_args!("%{byte:02X}"));
        }
        plain
    })
}

/// The program that `BROWSER` names, where it is no more than a name, or a name with `%s` for the address. Lists, options and
/// commands are left to `xdg-open`, which knows them.
fn named(value: &OsStr) -> Option<&str> {
    let mut words = value.to_str()?.split_whitespace();
    let name = words.next()?;
    let simple = |c: char| c.is_alphanumeric() || "/._-+".contains(c);
    let is_found = !name.contains('/') || Path::new(name).is_absolute();
    let is_other = !IN_TERMINAL.contains(&name.rsplit('/').next().unwrap_or(name));
    let is_alone = matches!((words.next(), words.next()), (None | Some("%s"), None));
    (is_alone && is_found && is_other && !name.starts_with('-') && name.chars().all(simple)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_pass() {
        for (address, passes) in [
            ("https://example.org/a?b=c#d", true),
            (" HTTPS://example.org\n", true),
            ("http://한국.kr/책", true),
            ("https://e.org/'\"$(x);`y`|&%0a", true),
            ("mailto:a@b.org?subject=Hi&cc=c@d.org", true),
            ("https:", false),
            ("https://", false),
            ("https:///etc/passwd", false),
            ("http:example.org", false),
            ("mailto:", false),
            ("example.org", false),
            ("", false),
            ("javascript:alert(1)", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
            ("vbscript:x", false),
            ("--help", false),
            ("-o:https://example.org", false),
            (" -o ", false),
            ("https://example.org/a b", false),
            ("https://example.org/a\nb", false),
            ("https://example.org/\u{1B}[2J", false),
            ("https://example.org/\0", false),
            ("https://example.org/\u{202E}gpj", false),
            ("https://example.org/\u{3000}x", false),
        ] {
            assert_eq!(checked(address).is_ok(), passes, "{address:?}");
        }
        let long = |length: usize| format!("https://e.org/{}", "x".repeat(length - 14));
        assert!(checked(&long(LONGEST)).is_ok() && checked(&long(LONGEST + 1)).is_err());
    }

    #[test]
    fn nothing_is_left_for_a_shell() {
        for (address, expected) in [
            ("https://example.org/a_b?c=d&e=%20#f", "https://example.org/a_b?c=d&e=%20#f"),
            ("https://e.org/$(calc)`x`;'\"|\\{}", "https://e.org/%24%28calc%29%60x%60%3B%27%22%7C%5C%7B%7D"),
            ("https://e.org/“가", "https://e.org/%E2%80%9C%EA%B0%80"),
        ] {
            assert_eq!(plain(address), expected);
        }
    }

    #[test]
    fn a_simple_browser_is_taken() {
        for (value, name) in [
            ("firefox", Some("firefox")),
            (" /opt/my.browser_2 ", Some("/opt/my.browser_2")),
            ("firefox %s", Some("firefox")),
            ("", None),
            ("firefox --new-tab %s", None),
            ("firefox '%s'", None),
            ("firefox:chromium", None),
            ("sh -c x", None),
            ("./firefox", None),
            ("-x", None),
            ("$(touch x)", None),
            ("/usr/bin/w3m", None),
            ("lynx %s", None),
        ] {
            assert_eq!(named(OsStr::new(value)), name, "{value:?}");
        }
    }
}
