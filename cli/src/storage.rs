//! The option `--storage` of the commands that run programs.

use boa_async_context::Storage;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct StorageOption {
    /// How contexts hold values: weak (a value goes with its variable) or strong
    #[arg(long, value_enum, default_value_t = Kind::Weak)]
    storage: Kind,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Weak,
    Strong,
}

impl StorageOption {
    pub(crate) const fn get(&self) -> Storage {
        match self.storage {
            Kind::Weak => Storage::Weak,
            Kind::Strong => Storage::Strong,
        }
    }
}
