//! Modules and packages as Node.js resolves them, for [`boa_async_context`].
//!
//! [`NodeModules`] is a [`ModuleSystem`](boa_async_context::loader::ModuleSystem): it finds packages in `node_modules`, reads
//! `exports` and `imports` of `package.json`, runs CommonJS modules, and follows an import map.
//!
//! ```
//! use boa_async_context::Runtime;
//! use boa_async_context_modules::NodeModules;
//!
//! # let root = std::env::temp_dir().join(format!("modules-example-{}", std::process::id()));
//! # std::fs::create_dir_all(root.join("node_modules/greet"))?;
//! # std::fs::write(root.join("node_modules/greet/package.json"), r#"{ "exports": "./greet.mjs", "name": "greet" }"#)?;
//! # std::fs::write(root.join("node_modules/greet/greet.mjs"), "export default (who) => `hello ${who}`;")?;
//! # std::fs::write(root.join("app.mjs"), "import greet from 'greet'; globalThis.told = greet('world');")?;
//! // Programs import what is below `root`, and nothing else.
//! let modules = NodeModules::builder().root(&root).build()?;
//! let mut runtime = Runtime::builder().module_loader(modules.loader()).build()?;
//! runtime.run_module(root.join("app.mjs"))?;
//! runtime.run_until_idle_blocking()?;
//! assert_eq!(runtime.eval("told")?.display().to_string(), "\"hello world\"");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A worker of the program gets a loader with the same settings.
#![deny(missing_docs, unsafe_code)]

mod aliases;
mod builder;
mod builtin;
mod commonjs;
mod confined;
mod error;
mod exports;
mod failure;
mod format;
mod import_meta;
mod parts;
mod program_kind;
mod realm_modules;
mod resolver;
mod system;
mod way;
mod wrapper;

pub use builder::NodeModulesBuilder;
pub use error::Error;
pub use parts::BuiltinModule;
pub use program_kind::ProgramKind;
pub use system::NodeModules;
