//! What the text of a file is.

use std::{ffi::OsStr, path::Path};

use oxc_resolver::{ModuleType, Resolution};

/// What the text of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// An ES module.
    Module,
    /// A CommonJS module.
    CommonJs,
    /// Either: nothing says which. CommonJS, unless the text has the syntax of ES modules.
    Unknown,
    /// JSON.
    Json,
    /// Nothing that is run here: WebAssembly, or a native addon.
    Binary,
}

impl Format {
    /// By the extension, and by `type` of the nearest `package.json`.
    ///
    /// <https://nodejs.org/api/esm.html#resolution-algorithm-specification> (ESM_FILE_FORMAT)
    pub(crate) fn of(resolution: &Resolution) -> Self {
        match resolution.module_type() {
            Some(ModuleType::Module) => Self::Module,
            Some(ModuleType::CommonJs) => Self::CommonJs,
            Some(ModuleType::Json) => Self::Json,
            Some(ModuleType::Wasm | ModuleType::Addon) => Self::Binary,
            None => Self::Unknown,
        }
    }

    /// By the extension alone.
    pub(crate) fn of_name(path: &Path) -> Self {
        match path.extension().and_then(OsStr::to_str) {
            Some("mjs") => Self::Module,
            Some("cjs") => Self::CommonJs,
            Some("json") => Self::Json,
            Some("wasm" | "node") => Self::Binary,
            _ => Self::Unknown,
        }
    }
}
