//! A test262 runner for AsyncContext on Boa, and the library behind `boa-ac test262`.
//!
//! [`Suite::discover`] finds the tests and reads their front matter. [`plan`] makes runs from them: a test runs
//! sloppy and strict unless its flags say otherwise. [`pool`] runs each in an engine of its own, in worker
//! processes that may crash, hang or run out of memory. [`report`] has the outcomes.
//!
//! ```text
//! discover ─► select ─► plan ─► pool ══ JSON lines ══► worker ─► engine
//!                                 │                   (a process)  (a thread and a context per run)
//!                                 ▼
//!                              report ─► expect, compare, junit
//! ```
//!
//! The data is in plain files beside `src/`: our suite in `test/`, its harness in `harness/`, the sentences of
//! the specification that the suite covers in `sentences.md`, the known failures in `*.txt`.
#![deny(missing_docs, unsafe_code)]

pub mod compare;
pub mod coverage;
pub mod discover;
pub mod embedding;
mod engine;
mod error;
pub mod expect;
mod files;
pub mod junit;
pub mod metadata;
mod mode;
pub mod plan;
pub mod pool;
mod protocol;
pub mod report;
pub mod select;
pub mod worker;

pub use discover::Suite;
pub use embedding::Embedding;
pub use error::Error;
pub use files::own_suite;
pub use mode::Mode;
pub use plan::Plan;
pub use pool::{Options, run};
pub use protocol::EngineFacts;
pub use report::{Outcome, Report, Status};
