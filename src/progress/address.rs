//! The address of a resource, as a log names it.

use crate::text::SafeText;

/// Longest address that is kept, in characters: a line of a log has its limit too.
const LONGEST: usize = 2000;

/// What a ticked resource is known by: titles and their order change, addresses hardly.
///
/// Two resources with one address are one. Of a very long address the beginning counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address(Box<str>);

impl Address {
    /// Takes the address of a resource, or what a log says of it.
    pub fn new(address: impl AsRef<str>) -> Self {
        Self(beginning(address.as_ref()).into())
    }

    /// As it stands in a log. What a file says is not clean.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is shown.
    pub fn shown(&self) -> SafeText {
        SafeText::new(&self.0)
    }
}

/// The part of an address that counts.
pub(super) fn beginning(address: &str) -> &str {
    let end = address.char_indices().nth(LONGEST).map_or(address.len(), |(end, _)| end);
    address.get(..end).unwrap_or_default()
}
