//! Modules and packages, as programs meet them.

mod commonjs;
mod data_urls;
mod import_maps;
mod missing_exports;
mod packages;
#[path = "../../../tests/support/random_input.rs"]
mod random_input;
mod random_modules;
mod support;
