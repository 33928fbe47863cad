//! Experiments in a host's own tests: does a round of the host leave anything behind?
//!
//! | file | what |
//! |---|---|
//! | `plan` | [`Experiment`]: how many rounds, and what may stay |
//! | `round` | [`Round`]: what a round can use |
//! | `watch` | [`Watch`]: values that must go |
//! | `retained` | [`Retained`], [`ExperimentError`]: what stayed, why, and what to do |

mod plan;
mod retained;
mod round;
mod watch;

pub use plan::Experiment;
pub use retained::{ExperimentError, Retained};
pub use round::Round;
pub use watch::Watch;
