//! `--conditions`, `--import-map` and `--root`: what the modules of a program may import, and from where.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use boa_async_context_modules::NodeModules;
use boa_async_context_node::{async_hooks, process};
use clap::Args;

use crate::output::say;

#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ModuleOptions {
    /// The conditions that `exports` and `imports` of package.json are read with, besides import or require, and default.
    /// Without the option that is browser: the builds for the web. `--conditions node` takes those for Node
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    conditions: Vec<String>,

    /// An import map: JSON as in a script element of the type importmap, with addresses relative to FILE
    #[arg(long, value_name = "FILE")]
    import_map: Option<PathBuf>,

    /// Let the program import what is below DIR and nothing else, and run workers from there. With --limits untrusted
    /// that is the folder of the program's package.json, or of the program. May be given more than once
    #[arg(long, value_name = "DIR")]
    root: Vec<PathBuf>,
}

impl ModuleOptions {
    /// The module system for a program. `is_trusted` is false if it is confined to its folder by default. Says what is wrong if it
    /// cannot be built.
    pub(crate) fn build(
        &self,
        file: &Path,
        is_module: bool,
        is_trusted: bool,
    ) -> Option<Arc<NodeModules>> {
        let mut builder = NodeModules::builder()
            .builtin("node:async_hooks", async_hooks::exports)
            .builtin("async_hooks", async_hooks::exports)
            .builtin("node:process", process::exports)
            .builtin("process", process::exports);
        if self.root.is_empty() && is_trusted {
            // Without a file the current folder is the first root.
            builder = builder.unconfined();
        } else if self.root.is_empty() {
            builder = builder.root(folder_of(file));
        }
        for root in &self.root {
            builder = builder.root(root);
        }
        if !self.conditions.is_empty() {
            builder = builder.conditions(&self.conditions);
        }
        if let Some(file) = &self.import_map {
            builder = builder.import_map(file);
        }
        if is_module {
            builder = builder.es_module(file);
        }
        match builder.build() {
            Ok(modules) => Some(modules),
            Err(error) => {
                say(&format!("boa-ac: {error}"));
                None
            }
        }
    }
}

/// The folder of the package that a file belongs to, or else its own.
fn folder_of(file: &Path) -> PathBuf {
    let absolute = file.canonicalize().or_else(|_| std::path::absolute(file));
    let absolute = absolute.unwrap_or_else(|_| file.to_owned());
    let folder = absolute.parent().unwrap_or(Path::new("/"));
    let package = folder
        .ancestors()
        .find(|folder| folder.join("package.json").is_file());
    package.unwrap_or(folder).to_owned()
}
