//! The mouse: what it did, and where. Cells count from the left and from the top.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::action::Action;

/// Rows that one step of the wheel scrolls.
pub const WHEEL: usize = 3;

/// What was done with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointed {
    /// The wheel was turned by a step.
    Wheel {
        /// Whether towards the end.
        is_down: bool,
        /// The cell under the pointer.
        at: Position,
    },
    /// The left button was pressed.
    Press {
        /// The cell under the pointer.
        at: Position,
    },
    /// The pointer was moved with the left button held down.
    Drag {
        /// The cell under the pointer.
        at: Position,
    },
    /// The left button was let go.
    Release,
}

/// The row of a text that is under the pointer, where the first one on the screen is `top`.
pub fn row_at(area: Rect, at: Position, top: usize) -> Option<usize> {
    area.contains(at).then(|| top + usize::from(at.y - area.y))
}

/// How many rows a step of the wheel scrolls, down where positive.
pub fn wheel_rows(is_down: bool) -> isize {
    if is_down { WHEEL.cast_signed() } else { -WHEEL.cast_signed() }
}

/// The action of which a step of the wheel is [`WHEEL`], where keys move something row by row.
pub fn wheel_action(is_down: bool) -> Action {
    if is_down { Action::Down } else { Action::Up }
}

impl Pointed {
    /// What an event of the terminal says; none where it is of no use here.
    pub fn of(event: &MouseEvent) -> Option<Self> {
        let at = Position { x: event.column, y: event.row };
        match event.kind {
            MouseEventKind::ScrollDown => Some(Self::Wheel { is_down: true, at }),
            MouseEventKind::ScrollUp => Some(Self::Wheel { is_down: false, at }),
            MouseEventKind::Down(MouseButton::Left) => Some(Self::Press { at }),
            MouseEventKind::Drag(MouseButton::Left) => Some(Self::Drag { at }),
            MouseEventKind::Up(MouseButton::Left) => Some(Self::Release),
            _ => None,
        }
    }
}
