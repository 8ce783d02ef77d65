//! The file layer: the few file operations that progress depends on.

/// The file operations that the store is built on.
pub trait FileLayer: Send + Sync {}

/// The real file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealFiles;

impl FileLayer for RealFiles {}
