//! Opening web addresses: nothing but an address gets out, to one program, which goes on without us.

use std::ffi::OsString;
use std::path::PathBuf;

use nix::unistd::{getpgid, getpgrp};
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use trailmark::browser::{Browser, BrowserError, OpenAddress, opener};
use trailmark::program::find_on_path;

use crate::bench::{Bench, environment, wait_until};

const SCREEN: (&str, &str) = ("DISPLAY", ":0");

fn found(bench: &Bench, variables: &[(&str, &str)]) -> Result<Browser, BrowserError> {
    Browser::find(environment(variables), |name| bench.find(name))
}

/// Opens addresses with the programs of `bench`.
fn open(bench: &Bench, variables: &[(&str, &str)]) -> OpenAddress {
    opener(found(bench, variables))
}

fn opened(bench: &Bench, open: &OpenAddress, address: &str) -> Vec<OsString> {
    let _ = std::fs::remove_file(bench.path("arguments"));
    open(address).expect("it is opened");
    bench.wait_for("arguments");
    bench.arguments()
}

#[test]
fn every_address_arrives_as_one_argument() {
    let bench = Bench::new();
    bench.script("xdg-open", "");
    let open = open(&bench, &[SCREEN]);
    let long = format!("https://example.org/?{}", "x=1&".repeat(2000));
    for address in [
        "https://example.org/a?b=c&d=e#f",
        "https://example.org/'\"`touch${IFS}x`$(touch${IFS}x);touch|x>y<z*\\",
        "https://example.org/%0a%00%20--help",
        "https://한국.kr/트랜잭션?질문=답",
        "HTTP://[::1]:8080/",
        "mailto:a@example.org?subject=Hello%20you&cc=b@example.org&body=x",
        long.as_str(),
    ] {
        assert_eq!(opened(&bench, &open, address), [OsString::from(address)]);
    }
    assert_eq!(opened(&bench, &open, " https://example.org\n"), [OsString::from("https://example.org")]);
    assert!(!bench.path("x").exists() && !bench.path("y").exists(), "a shell ran");
}

#[test]
fn what_is_no_web_address_opens_nothing() {
    let bench = Bench::new();
    bench.script("xdg-open", "");
    let open = open(&bench, &[SCREEN]);
    let long = format!("https://example.org/{}", "x".repeat(9000));
    let told: Vec<String> = [
        "javascript:alert(document.domain)",
        "file:///etc/passwd",
        "data:text/html,<script>x</script>",
        "\u{1B}[31m:x",
        " -o ",
        "--help",
        "notes/a.md",
        "https://",
        "https://example.org/ -o x",
        "https://example.org/\u{202E}x",
        "https://example.org/\nx",
        &long,
    ]
    .into_iter()
    .map(|address| open(address).expect_err(address).to_string())
    .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    This address is not opened: only http, https and mailto are, and this is javascript; copy it with y
    This address is not opened: only http, https and mailto are, and this is file; copy it with y
    This address is not opened: only http, https and mailto are, and this is data; copy it with y
    This address is not opened: there are characters in it that cannot be seen; copy it with y
    This address is not opened: it begins with `-`, as an option does; copy it with y
    This address is not opened: it begins with `-`, as an option does; copy it with y
    This address is not opened: it does not begin with http, https or mailto; copy it with y
    This address is not opened: it names no server; copy it with y
    This address is not opened: there are blanks in it; copy it with y
    This address is not opened: there are characters in it that cannot be seen; copy it with y
    This address is not opened: there are blanks in it; copy it with y
    This address is not opened: it is longer than 8 KiB; copy it with y
    ");
    // The next one is opened, so a program that was begun before would have written its arguments.
    assert_eq!(opened(&bench, &open, "https://example.org"), [OsString::from("https://example.org")]);
}

#[test]
fn the_environment_decides_what_opens() {
    let bench = Bench::new();
    let set = |name: &'static str| (name, "1");
    for name in ["xdg-open", "wslview", "termux-open-url", "firefox"] {
        bench.script(name, &format!("echo {name} > name"));
    }
    let plain = "https://example.org/$x";
    for (variables, program, address) in [
        (&[SCREEN][..], "xdg-open", plain),
        (&[set("WAYLAND_DISPLAY")], "xdg-open", plain),
        (&[SCREEN, set("WSL_DISTRO_NAME")], "wslview", "https://example.org/%24x"),
        (&[set("WSL_INTEROP")], "wslview", "https://example.org/%24x"),
        (&[set("TERMUX_VERSION")], "termux-open-url", plain),
        (&[("BROWSER", "firefox")], "firefox", plain),
        (&[("BROWSER", "firefox %s"), SCREEN], "firefox", plain),
        (&[("BROWSER", "firefox --new-tab %s"), SCREEN], "xdg-open", plain),
        (&[("BROWSER", "not-there"), SCREEN], "xdg-open", plain),
        (&[("BROWSER", "w3m"), SCREEN], "xdg-open", plain),
        (&[("BROWSER", ""), SCREEN], "xdg-open", plain),
    ] {
        if cfg!(target_os = "macos") && program == "xdg-open" {
            continue;
        }
        let _ = std::fs::remove_file(bench.path("name"));
        let given = opened(&bench, &open(&bench, variables), plain);
        assert_eq!(given, [OsString::from(address)], "{variables:?}");
        wait_until(program, || {
            std::fs::read_to_string(bench.path("name")).is_ok_and(|name| name == format!("{program}\n"))
        });
    }
}

#[cfg(target_os = "linux")]
#[test]
fn no_browser_is_told_but_not_for_what_is_refused_anyway() {
    let bench = Bench::new();
    let mut told = vec![
        open(&bench, &[SCREEN])("https://example.org").expect_err("nothing there").to_string(),
        open(&bench, &[])("https://example.org").expect_err("no display").to_string(),
        open(&bench, &[])("file:///x").expect_err("a file").to_string(),
    ];
    let gone = bench.script("xdg-open", "");
    let open = open(&bench, &[SCREEN]);
    std::fs::remove_file(gone).expect("it was there");
    told.push(bench.told(&open("https://example.org").expect_err("nothing there")));
    insta::assert_snapshot!(told.join("\n"), @r"
    No program to open web addresses was found (xdg-open); copy it with y
    There is no display here to open web addresses on; copy it with y
    This address is not opened: only http, https and mailto are, and this is file; copy it with y
    Web addresses cannot be opened with [DIR]/xdg-open: there is no such program; copy it with y
    ");
}

#[test]
fn it_goes_on_without_us_and_leaves_nothing_behind() {
    let rest =
        "echo $$ > new && mv new pid; while [ -e firefox ] && ! [ -e go ]; do sleep 0.05; done; touch ended";
    let system = |name: &str| -> Option<PathBuf> {
        (name == "setsid").then(|| find_on_path(name, std::env::var_os("PATH").as_deref())).flatten()
    };
    for with_session in [false, true] {
        let bench = Bench::new();
        bench.script("firefox", rest);
        let on_path = |name: &str| bench.find(name).or_else(|| system(name).filter(|_| with_session));
        let browser = Browser::find(environment(&[("BROWSER", "firefox")]), on_path).expect("a browser");
        browser.open("https://example.org").expect("it is opened");
        let pid = bench.wait_for("pid").trim().parse().ok().and_then(Pid::from_raw).expect("a process");
        assert!(!bench.path("ended").exists(), "it was waited for");
        // Not by rustix: in a container a group from outside is 0, which it takes for impossible.
        let group = getpgid(Some(nix::unistd::Pid::from_raw(pid.as_raw_pid()))).expect("it runs");
        assert_ne!(group, getpgrp(), "it gets the keys of our terminal");
        if let Ok(file) = std::fs::read_link(format!("/proc/{pid}/fd/1")) {
            assert_eq!(file, PathBuf::from("/dev/null"));
        }
        std::fs::File::create(bench.path("go")).expect("a file");
        bench.wait_for("ended");
        wait_until("no zombie is left", || test_kill_process(pid) == Err(Errno::SRCH));
    }
}
