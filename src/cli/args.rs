//! The command line as it is typed. Parsing only collects: what it means is decided in [`super::context`] and the verbs.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::import::{Shape, Taken};
use crate::language::LanguageTag;
use crate::progress::Mark;

/// Stands before everything else in `--help`.
const EXAMPLES: &str = "\
Examples:
  trailmark                   open the roadmap: browse, read, mark
  trailmark done sql-joins    mark a topic as done; `trailmark undo` takes it back
  trailmark next -n 3         three topics to study next, and why";

/// Stands at the end of `--help`, and as sections in the manual page: a head with a colon, then lines.
pub(super) const AFTER: &str = "\
Topics:
  TOPIC is an id, the end of an id path such as databases/transactions, or a title.
  In a pipe, `list`, `next` and `orphans` print one topic a line: fields between tabs, the id first;
  `roadmaps` one roadmap.

Environment:
  TRAILMARK_ROADMAP, TRAILMARK_STORE  stand for --roadmap and --store
  TRAILMARK_LANG                      stands for --lang
  XDG_CONFIG_HOME                     holds trailmark/config.toml, your settings; else ~/.config
  VISUAL, EDITOR                      the editor that opens your summaries
  PAGER                               pages what `show` has too much of; empty: none
  NO_COLOR, CLICOLOR_FORCE, CLICOLOR  decide on colours where --color does not
  COLORTERM                           says truecolor where the themes dark and light can be shown
  LC_ALL, LC_CTYPE, LANG              a locale that is not UTF-8 gets ASCII signs
  LC_ALL, LC_MESSAGES, LANG           the language of titles and notes, where nothing else says it

Exit codes:
  0  done, also when the answer is an empty list
  1  failed: a file, a permission, a lock, an editor
  2  wrong usage
  3  the roadmap, a note, a summary, a log or your settings are invalid
  4  topic or roadmap not found or ambiguous";

/// Study a roadmap from your terminal: a tree of topics, notes beside it, progress that is never lost.
#[derive(Debug, Parser)]
#[command(name = "trailmark", version, before_help = EXAMPLES, after_help = AFTER, disable_help_subcommand = true)]
pub struct Arguments {
    /// Roadmap to open: a file, its folder, or `built-in`. Without a command the interface opens; on a terminal that can only
    /// print, the plain mode; where there is no terminal, the status is printed
    #[arg(value_name = "ROADMAP", conflicts_with = "roadmap")]
    pub path: Option<PathBuf>,
    /// Open the plain mode: lines and words, for screen readers and for pipes; commands are not changed by it
    #[arg(long)]
    pub plain: bool,
    /// Options that every verb takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// Options that every verb takes.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Options of every command")]
#[expect(clippy::struct_excessive_bools, reason = "one switch a field is what clap derives from")]
pub struct Global {
    /// Roadmap file, its folder, or `built-in`
    #[arg(short, long, global = true, value_name = "ROADMAP")]
    pub roadmap: Option<PathBuf>,
    /// Folder that holds your progress, instead of the platform's data folder
    #[arg(long, global = true, value_name = "FOLDER")]
    pub store: Option<PathBuf>,
    /// Language of titles and notes, as in `ko` or `pt-br`, where the roadmap has it
    #[arg(long, global = true, value_name = "TAG", value_parser = language_tag)]
    pub lang: Option<LanguageTag>,
    /// The language of the settings.
    #[arg(skip)]
    pub usual_lang: Option<LanguageTag>,
    /// Print JSON: status, next, list, find, show, check, orphans, roadmaps, import; restore with --list or --dry-run
    #[arg(long, global = true)]
    pub json: bool,
    /// When to use colours: auto, always, never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_possible_values = true
    )]
    pub color: When,
    /// Draw with ASCII signs only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Print data and errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say which files are used, and which git commands are run
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Answer yes to every question
    #[arg(short, long, global = true)]
    pub yes: bool,
}

/// Takes a word as a tag.
fn language_tag(word: &str) -> Result<LanguageTag, &'static str> {
    LanguageTag::new(word).ok_or(NO_TAG)
}

/// Why a word is no tag of a language.
pub(super) const NO_TAG: &str = "it is no tag of a language; tags are as in ko or pt-br";

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// Where the output is a terminal and nothing says otherwise.
    #[default]
    Auto,
    /// In files and pipes too.
    Always,
    /// Nowhere.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Print how far you have come
    Status {
        /// One line for a prompt: 33% 38/114
        #[arg(long)]
        short: bool,
    },
    /// Suggest what to study next, and say why
    Next {
        /// How many topics at most
        #[arg(short = 'n', value_name = "N", default_value_t = 5)]
        number: usize,
    },
    /// List topics: as a tree, in a pipe one a line (id, status, title, between tabs)
    List(ListArgs),
    /// Find words in titles, notes and your summaries: a line each, `id:line: text`
    Find {
        /// Words that a line must have, in any order; Korean initials will do
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Show a topic: status, requirements, resources, your summary, note; in a pipe as Markdown
    Show {
        /// Id, end of an id path, or title
        topic: String,
        /// Print at once what does not fit the window, instead of opening a pager
        #[arg(long)]
        no_pager: bool,
    },
    /// Mark topics as done; a topic with children stands for what is unmarked below it
    Done(TopicArgs),
    /// Mark topics as in progress
    Start(TopicArgs),
    /// Mark topics as skipped: they leave the total
    Skip(TopicArgs),
    /// Mark topics as to do again; a topic with children stands for everything below it
    Todo(TopicArgs),
    /// Open your summary of a topic in your editor, or add a line to it; print its path
    Summary {
        /// Id, end of an id path, or title
        topic: String,
        /// Words to add as one line; `-` adds standard input
        text: Vec<String>,
    },
    /// Take back the last change
    Undo {
        /// How many changes
        #[arg(short = 'n', value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        number: u32,
    },
    /// Make the change again that was taken back last
    Redo,
    /// Report every problem of the roadmap, its notes, your summaries, your logs and your settings
    Check,
    /// List progress of topics that the roadmap no longer has, or whose id stands for something else now
    Orphans,
    /// Give the progress of a topic that is gone to another one; with one id twice: it is the same topic after all
    Reattach {
        /// Id of the progress, see `trailmark orphans`
        old: String,
        /// Topic that takes its history
        new: String,
    },
    /// List the roadmaps that you have opened in the interface, with your progress in each; `roadmaps --forget` one
    Roadmaps {
        /// Take one from the list: its id, title or path. Its file, your progress and your summaries stay
        #[arg(long, value_name = "ROADMAP")]
        forget: Option<PathBuf>,
    },
    /// Make a roadmap of what you have: a README, a folder of notes, an outline, a roadmap.sh graph. Again, it takes in what is new
    Import(ImportArgs),
    /// Make a small new roadmap to start from
    New {
        /// Its folder, which may be new
        folder: PathBuf,
    },
    /// Put back changes that were saved and are in no log any more
    Restore(RestoreArgs),
    /// Write your roadmap with your progress in another form, for people or for other programs
    Export(ExportArgs),
    /// Take your progress to other devices through the git repository of the store, and bring in theirs
    Sync,
    /// Set up the folder that holds your progress; `store init --git` for `sync`
    Store {
        /// What to set up.
        #[command(subcommand)]
        verb: StoreVerb,
    },
    /// Show your settings; or their file, an editor for it, the names of the keys
    Config {
        /// What to do with them.
        #[command(subcommand)]
        verb: Option<ConfigVerb>,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// What to import.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// File or folder; nothing is fetched from the network
    pub source: PathBuf,
    /// Folder of the roadmap: new, empty, or with a roadmap that takes in what is new
    #[arg(short, long = "output", value_name = "FOLDER")]
    pub output: PathBuf,
    /// What the source is, where that is not found out: markdown, notes, questions, outline, roadmap.sh, content, balsamiq,
    /// trailmark, json
    #[arg(long, value_name = "SHAPE", value_parser = shape)]
    pub from: Option<Shape>,
    /// What becomes a topic in Markdown: headings, tasks, bullets, links
    #[arg(long, value_name = "WHAT", value_parser = taken)]
    pub topics: Option<Taken>,
    /// Most levels of topics; what lies deeper goes into notes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=32))]
    pub depth: Option<u8>,
    /// A heading above your own summaries, beside "My summary" and the like
    #[arg(long, value_name = "HEADING")]
    pub own_summary: Vec<String>,
    /// A heading above summaries of a lecture, beside "Lecture summary" and the like
    #[arg(long, value_name = "HEADING")]
    pub lecture_summary: Vec<String>,
    /// Say what would become of it, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

fn shape(word: &str) -> Result<Shape, String> {
    let words = || Shape::ALL.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(", ");
    Shape::from_word(word).ok_or_else(|| format!("it is one of {}", words()))
}

fn taken(word: &str) -> Result<Taken, String> {
    Taken::from_word(word).ok_or_else(|| "it is one of headings, tasks, bullets, links".to_owned())
}

/// What to put back.
#[derive(Args, Debug, Default)]
pub struct RestoreArgs {
    /// Only show what is missing
    #[arg(long)]
    pub dry_run: bool,
    /// Not put back but forgotten: the loss is meant. Backups keep it
    #[arg(long, conflicts_with_all = ["dry_run", "from"])]
    pub forget: bool,
    /// Put back what a backup has: its day, or any file with changes
    #[arg(long, value_name = "DAY|FILE")]
    pub from: Option<PathBuf>,
    /// List the backups: day, changes, how many of them are missing now
    #[arg(long, conflicts_with_all = ["dry_run", "forget", "from"])]
    pub list: bool,
}

/// What to export.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// The form
    #[arg(value_enum)]
    pub format: ExportFormat,
    /// Write into this file, whole or not at all; without it to standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// With md: change only the boxes of this task list, and no other byte
    #[arg(long, value_name = "README", conflicts_with = "output")]
    pub tick: Option<PathBuf>,
    /// With html: leave this out; several with commas between them
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART")]
    pub without: Vec<ExportPart>,
    /// With svg: a card with sums and a bar for each section, instead of a badge
    #[arg(long)]
    pub card: bool,
    /// With svg --card: the day in its corner
    #[arg(long)]
    pub date: bool,
}

/// A form of export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Markdown: a task list with sections, links to the notes, and the sum
    Md,
    /// HTML: one page to read in a browser, with notes, summaries, search; it needs no network
    Html,
    /// Everything: the roadmap, notes, summaries and every change; `trailmark import` takes it back
    Json,
    /// CSV: a topic a row, with status and dates
    Csv,
    /// SVG: a badge for a README; with --card a card with all sections
    Svg,
}

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportPart {
    /// The notes of the roadmap
    Notes,
    /// Your summaries
    Summaries,
    /// What is done, bookmarked and ticked, and when
    Progress,
}

/// What to do with the store as a whole.
#[derive(Debug, Subcommand)]
pub enum StoreVerb {
    /// Make the store ready for several devices
    Init {
        /// As a git repository, or as a part of the one that it lies in
        #[arg(long)]
        git: bool,
    },
}

/// What to do with the settings.
#[derive(Debug, Subcommand)]
pub enum ConfigVerb {
    /// Print where the file with your settings is, or would be
    Path,
    /// Open it in your editor; a new one says what it could say
    Edit,
    /// List the actions of the interface with their keys, for `[keys]` in the file
    Keys,
}

/// Topics to mark.
#[derive(Args, Debug)]
pub struct TopicArgs {
    /// Ids, ends of id paths, or titles
    #[arg(required = true, value_name = "TOPIC")]
    pub topics: Vec<String>,
}

/// Which topics to list.
#[derive(Args, Debug, Default)]
pub struct ListArgs {
    /// Words in the id, the title or a tag
    pub query: Option<String>,
    /// Only topics with this status: todo, in-progress, done, skipped
    #[arg(long, value_enum, value_name = "STATUS", hide_possible_values = true)]
    pub status: Option<StatusWord>,
    /// Only topics with this tag
    #[arg(long)]
    pub tag: Option<String>,
    /// Only this topic and what is below it
    #[arg(long, value_name = "TOPIC")]
    pub under: Option<String>,
    /// Only bookmarked topics
    #[arg(long)]
    pub bookmarked: bool,
}

/// A status as it is typed; the words are those of logs and JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatusWord {
    /// Not begun
    Todo,
    /// Begun
    InProgress,
    /// Finished
    Done,
    /// Left out
    Skipped,
}

impl StatusWord {
    /// The mark that the word stands for.
    pub fn mark(self) -> Mark {
        match self {
            Self::Todo => Mark::Todo,
            Self::InProgress => Mark::InProgress,
            Self::Done => Mark::Done,
            Self::Skipped => Mark::Skipped,
        }
    }
}

impl Verb {
    /// Whether the verb only reads and can answer in JSON.
    pub fn reads(&self) -> bool {
        match self {
            Self::Restore(wanted) => wanted.list || wanted.dry_run,
            Self::Roadmaps { forget } => forget.is_none(),
            Self::Status { .. }
            | Self::Next { .. }
            | Self::List(_)
            | Self::Find { .. }
            | Self::Show { .. }
            | Self::Check
            | Self::Orphans => true,
            _ => false,
        }
    }

    /// Whether the verb can answer in JSON.
    pub fn answers_in_json(&self) -> bool {
        self.reads() || matches!(self, Self::Import(_))
    }

    /// Whether the verb may change progress or a summary.
    pub fn changes(&self) -> bool {
        !self.reads()
            && !matches!(self, Self::Export(_) | Self::Completions { .. } | Self::Man | Self::Config { .. })
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_definition_holds_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn status_words_are_those_of_logs() {
        for word in StatusWord::value_variants() {
            let typed = word.to_possible_value().map(|value| value.get_name().to_owned());
            assert_eq!(typed.as_deref(), Some(word.mark().word()));
        }
    }

    #[test]
    fn global_options_stand_before_and_after_the_verb() {
        for line in ["trailmark --json -r x status", "trailmark status --json -r x"] {
            let arguments = Arguments::try_parse_from(line.split(' ')).expect("a good command line");
            assert!(
                arguments.global.json && arguments.global.roadmap.is_some() && arguments.verb.is_some(),
                "{line}"
            );
        }
    }
}
