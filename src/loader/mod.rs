//! The module loader of our runtime: ES modules and JSON from files and `data:` URLs.
//!
//! | module | what it is |
//! |---|---|
//! | `files` | [`FileModules`], the loader as the engine sees it |
//! | `system` | [`ModuleSystem`]: what specifiers mean, and what a file is loaded as; [`AllFiles`], the default one |
//! | `parse` | what every system needs: import attributes, parsing with errors that name the place |
//! | `link` | [`link_module`]: linking, with errors that name the module |
//! | `names` | what the text of a module takes from others by name |
//! | `culprit` | which module it is at which the engine panics while it links |
//! | `data` | [`data_module`]: modules in `data:` URLs |
//! | `map` | [`ModuleMap`], the modules of a realm |

mod culprit;
mod data;
mod files;
mod link;
mod map;
mod names;
mod parse;
mod system;

pub use data::{data_module, is_data_module};
pub use files::FileModules;
pub use link::link_module;
pub(crate) use link::link_module_of_host;
pub use map::{ModuleKey, ModuleMap, ModuleType};
pub(crate) use parse::parse_module_text;
pub use parse::{
    import_type, parse_javascript, parse_json, parse_module, parse_script, realm_of, syntax_error,
    with_end_of_module,
};
pub use system::{AllFiles, ModuleSystem};
