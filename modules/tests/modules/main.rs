//! Modules and packages, as programs meet them.

mod commonjs;
mod data_urls;
mod import_maps;
mod missing_exports;
mod packages;
mod support;
