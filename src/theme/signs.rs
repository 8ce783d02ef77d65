//! The signs, in each set.

/// A sign for each state, each one cell wide but for [`WORDS`].
#[derive(Debug, PartialEq, Eq)]
pub struct Signs {
    /// To do.
    pub todo: &'static str,
    /// In progress.
    pub in_progress: &'static str,
    /// Done.
    pub done: &'static str,
    /// Skipped.
    pub skipped: &'static str,
    /// Bookmarked.
    pub bookmark: &'static str,
    /// The person has written a summary.
    pub summary: &'static str,
    /// A topic whose children are hidden.
    pub folded: &'static str,
    /// A topic whose children are shown.
    pub open: &'static str,
    /// Beside the selected row.
    pub cursor: &'static str,
    /// In place of text that was cut.
    pub cut: &'static str,
    /// An error.
    pub error: &'static str,
    /// Item of a list.
    pub bullet: &'static str,
    /// Bar beside a quote; also the divider of panes.
    pub vertical: &'static str,
    /// Line across the screen.
    pub horizontal: &'static str,
    /// Where the divider meets the line above it.
    pub tee_down: &'static str,
    /// Where the divider meets the line below it.
    pub tee_up: &'static str,
    /// Corners of an overlay: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// Where a line meets the left and right side of an overlay.
    pub tees: [&'static str; 2],
    /// Where two lines of a table cross.
    pub cross: &'static str,
    /// Full part of a progress bar.
    pub bar: &'static str,
    /// Empty part of a progress bar.
    pub bar_rest: &'static str,
    /// Before the place that Esc leads to.
    pub back: &'static str,
}

/// The signs of the screens document; all row signs are East Asian Neutral and have no emoji form.
pub const UNICODE: Signs = Signs {
    todo: "◦",
    in_progress: "◔",
    done: "✓",
    skipped: "⊘",
    bookmark: "✦",
    summary: "✎",
    folded: "▸",
    open: "▾",
    cursor: "❯",
    cut: "⋯",
    error: "✗",
    bullet: "∙",
    vertical: "│",
    horizontal: "─",
    tee_down: "┬",
    tee_up: "┴",
    corners: ["┌", "┐", "└", "┘"],
    tees: ["├", "┤"],
    cross: "┼",
    bar: "━",
    bar_rest: "─",
    back: "‹",
};

/// The same in ASCII.
pub const ASCII: Signs = Signs {
    todo: ".",
    in_progress: "/",
    done: "x",
    skipped: "-",
    bookmark: "*",
    summary: "\"",
    folded: "+",
    open: "v",
    cursor: ">",
    cut: "~",
    error: "!",
    bullet: "*",
    vertical: "|",
    horizontal: "-",
    tee_down: "+",
    tee_up: "+",
    corners: ["+", "+", "+", "+"],
    tees: ["+", "+"],
    cross: "+",
    bar: "=",
    bar_rest: "-",
    back: "<",
};

/// Words where a sign means something, nothing where it only divides: for who is read to. These have no width of a cell.
pub const WORDS: Signs = Signs {
    todo: "to do",
    in_progress: "in progress",
    done: "done",
    skipped: "skipped",
    bookmark: "bookmarked",
    summary: "summary",
    folded: "",
    open: "",
    cursor: "",
    cut: "",
    error: "error",
    bullet: "-",
    vertical: "",
    horizontal: "",
    tee_down: "",
    tee_up: "",
    corners: [""; 4],
    tees: [""; 2],
    cross: "",
    bar: "",
    bar_rest: "",
    back: "",
};
