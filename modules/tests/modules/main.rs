//! Modules and packages, as programs meet them.

mod commonjs;
mod import_maps;
mod packages;
mod support;
