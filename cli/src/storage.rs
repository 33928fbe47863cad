//! The option `--storage` of the commands that run programs.

use boa_async_context::Storage;
use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct StorageOption {
    /// How contexts hold values: weak, ephemeron, hybrid:N or strong
    ///
    /// weak: a value goes with its variable. ephemeron: the same, with the collector's own, slower ephemerons.
    /// hybrid:N: strong until a context has survived N collections (1 if it is not said), then weak. strong: a
    /// value lives as long as a context that holds it.
    #[arg(long, value_name = "STORAGE", default_value_t = Storage::Weak)]
    storage: Storage,
}

impl StorageOption {
    pub(crate) const fn get(&self) -> Storage {
        self.storage
    }
}
