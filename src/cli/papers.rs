//! `completions` and `man`: what goes with the program when it is installed.

use clap::CommandFactory as _;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, italic, roman};

use super::args::{AFTER, Arguments};
use super::exit::Exit;
use super::output::Output;

/// Prints a completion script.
pub(super) fn completions(shell: Shell, out: &mut Output<'_>) -> Exit {
    // Into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "trailmark", &mut script);
    out.raw(&script);
    Exit::Success
}

/// Prints the manual page. The verbs stand in it with their options, for there is no page for each.
pub(super) fn man(keys: &[(String, &'static str)], out: &mut Output<'_>) -> anyhow::Result<Exit> {
    let mut command = Arguments::command();
    command.build();
    let page = Man::new(command.clone());
    let mut text = Vec::new();
    page.render_title(&mut text)?;
    page.render_name_section(&mut text)?;
    page.render_synopsis_section(&mut text)?;
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    commands(&command).to_writer(&mut text)?;
    section("KEYS", keys).to_writer(&mut text)?;
    section("PLAIN MODE", &super::plain::commands()).to_writer(&mut text)?;
    sections(AFTER).to_writer(&mut text)?;
    page.render_version_section(&mut text)?;
    out.raw(&text);
    Ok(Exit::Success)
}

fn commands(command: &clap::Command) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    for verb in command.get_subcommands() {
        // What has verbs of its own is mostly called only with one of them.
        let inner: Vec<&clap::Command> =
            verb.get_subcommands().filter(|inner| inner.get_name() != "help").collect();
        if inner.is_empty() || !verb.is_subcommand_required_set() {
            entry(&mut roff, verb.get_name(), verb);
        }
        for inner in inner {
            entry(&mut roff, &format!("{} {}", verb.get_name(), inner.get_name()), inner);
        }
    }
    roff
}

/// A verb with its options, and what it does.
fn entry(roff: &mut Roff, name: &str, verb: &clap::Command) {
    roff.control("TP", []);
    let mut head = vec![bold(name)];
    for argument in verb.get_arguments().filter(|argument| !argument.is_global_set()) {
        match (argument.get_long(), argument.get_short()) {
            _ if argument.get_id() == "help" => {}
            (Some(long), _) => head.push(roman(format!(" [--{long}]"))),
            (None, Some(short)) => head.push(roman(format!(" [-{short} N]"))),
            (None, None) => head.extend([roman(" "), italic(argument.to_string())]),
        }
    }
    roff.text(head);
    roff.text([roman(verb.get_about().map(ToString::to_string).unwrap_or_default())]);
}

fn section(head: &str, rows: &[(String, &'static str)]) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [head]);
    for (name, help) in rows {
        roff.control("TP", []);
        roff.text([bold(name)]);
        roff.text([roman(*help)]);
    }
    roff
}

/// Sections of what stands at the end of `--help`: paragraphs that begin with a head and a colon.
fn sections(text: &str) -> Roff {
    let mut roff = Roff::new();
    for paragraph in text.split("\n\n") {
        let mut lines = paragraph.lines();
        let head = lines.next().unwrap_or_default().trim_end_matches(':');
        roff.control("SH", [head.to_uppercase().as_str()]);
        for line in lines {
            roff.text([roman(line.trim_start())]);
            roff.control("br", []);
        }
    }
    roff
}
