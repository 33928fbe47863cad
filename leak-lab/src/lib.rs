//! The leak laboratory: what do contexts keep alive, and what does it cost?
//!
//! A *scenario* is a JavaScript module that runs unchanged on our engine in each storage and, through a shim over
//! `AsyncLocalStorage`, on Node, Deno and Bun. [`run()`] runs scenarios and returns a [`Report`]; `boa-ac leaks` is
//! its command.
//!
//! | to | use |
//! |---|---|
//! | find scenarios | [`find`], [`own_scenarios`] |
//! | choose engines | [`storages`], [`peers`] |
//! | run them | [`run()`], [`Options`] |
//! | say what must be gone | [`Expectation`] |
//! | test a host for leaks | [`Experiment`] |
//! | count bytes in a test | [`CountingAllocator`] |
#![deny(missing_docs, unsafe_code)]

mod column;
mod counting;
mod error;
mod expectation;
mod experiment;
mod machine;
mod measurement;
mod page;
pub mod peers;
mod plots;
mod process;
mod report;
mod run;
mod scenario;
pub mod statistics;
mod task;
mod text;
mod units;
pub mod worker;

pub use column::{Column, Engine, storages};
pub use counting::{CountingAllocator, bytes_in_use, start_counting};
pub use error::Error;
pub use expectation::{Difference, Expectation, Fate, Growth, Payloads};
pub use experiment::{Experiment, ExperimentError, Retained, Round, Watch};
pub use machine::Machine;
pub use measurement::{Captures, Failure, Measurement, Point, Summary};
pub use page::html;
pub use plots::write_plots;
pub use process::stop_running;
pub use report::{ColumnPauses, Outcome, Remark, Report, ScenarioReport, Status};
pub use run::{Options, run};
pub use scenario::{find, name, own_scenarios};
