//! Dates as the commands print them.

pub(super) use crate::date::{Calendar, rfc3339};
