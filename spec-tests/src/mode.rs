//! How a test is run.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::metadata::Metadata;

/// How a test is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// As a script in sloppy mode.
    Sloppy,
    /// As a script in strict mode.
    Strict,
    /// As a module.
    Module,
    /// As it is, without the harness. Files without readable front matter are listed in this mode, too.
    Raw,
}

impl Mode {
    /// The mode's name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sloppy => "sloppy",
            Self::Strict => "strict",
            Self::Module => "module",
            Self::Raw => "raw",
        }
    }

    /// The mode with this name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Sloppy, Self::Strict, Self::Module, Self::Raw]
            .into_iter()
            .find(|mode| mode.name() == name)
    }

    /// The modes in which test262's rules require the test to be run.
    pub(crate) fn of(metadata: &Metadata) -> &'static [Self] {
        let flags = &metadata.flags;
        match () {
            () if flags.module => &[Self::Module],
            () if flags.raw => &[Self::Raw],
            () if flags.only_strict => &[Self::Strict],
            () if flags.no_strict => &[Self::Sloppy],
            () => &[Self::Sloppy, Self::Strict],
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
