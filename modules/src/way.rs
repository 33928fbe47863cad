//! How a module asks for another one.

/// How a module asks for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// `import`
    Import,
    /// `require()`
    Require,
}
