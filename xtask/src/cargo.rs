//! The cargo that started this program.

use std::{env, path::PathBuf};

/// Its path; `cargo` on PATH if something else has started the program.
pub(crate) fn cargo() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}
