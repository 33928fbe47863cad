//! The option `--storage` of the commands that run programs.

use boa_async_context::Storage;
use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser as _},
};

#[derive(Debug, Args)]
pub(crate) struct StorageOption {
    /// How contexts hold values: weak (a value goes with its variable) or strong
    #[arg(
        long,
        default_value_t = Storage::Weak,
        value_parser = PossibleValuesParser::new(["weak", "strong"])
            .try_map(|name| name.parse::<Storage>())
    )]
    storage: Storage,
}

impl StorageOption {
    pub(crate) const fn get(&self) -> Storage {
        self.storage
    }
}
