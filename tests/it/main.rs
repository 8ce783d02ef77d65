//! One test binary of many modules.

mod store;
