//! What a program is.

/// What a file is that a host wants to run as a program; see [`NodeModules::program_kind`](crate::NodeModules::program_kind).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProgramKind {
    /// An ES module.
    EsModule,
    /// A CommonJS module.
    CommonJs,
    /// A script, whose variables are global.
    Script,
}
