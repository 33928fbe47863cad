//! The module loader of our runtime: ES modules and JSON from files.
//!
//! | module | what it is |
//! |---|---|
//! | `files` | [`FileModules`], the loader as the engine sees it |
//! | `system` | [`ModuleSystem`]: what specifiers mean, and what a file is loaded as; [`AllFiles`], the default one |
//! | `parse` | what every system needs: import attributes, parsing with errors that name the place |
//! | `map` | [`ModuleMap`], the modules of a realm |

mod files;
mod map;
mod parse;
mod system;

pub use files::FileModules;
pub use map::{ModuleKey, ModuleMap, ModuleType};
pub use parse::{import_type, parse_javascript, parse_json, syntax_error};
pub use system::{AllFiles, ModuleSystem};
