//! The option `--gc-stress` of the commands that run programs.

use std::num::NonZeroU32;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct GcStressOption {
    /// Collect garbage at each job and at every N-th allocation of contexts, to find what is not held
    ///
    /// A program computes the same with it. It is slower by a collection of the whole heap each time.
    #[arg(long, value_name = "N")]
    gc_stress: Option<NonZeroU32>,
}

impl GcStressOption {
    pub(crate) const fn get(&self) -> Option<NonZeroU32> {
        self.gc_stress
    }
}
