//! A runner for web-platform-tests: it runs real `.any.js` files, unchanged, on its own `testharness.js`.
//!
//! The runner defines the harness functions and nothing else. The host passes in a function that installs
//! its APIs in each new [`Runtime`](boa_async_context::Runtime).
//!
//! ```
//! use std::fs;
//! use boa_async_context_wpt::{Options, Summary, run_file};
//!
//! let directory = std::env::temp_dir().join("wpt-example");
//! fs::create_dir_all(&directory)?;
//! let file = directory.join("variable.any.js");
//! fs::write(
//!     &file,
//!     "promise_test(async () => {
//!        const variable = new AsyncContext.Variable();
//!        assert_equals(await variable.run(1, async () => { await null; return variable.get(); }), 1);
//!      }, 'await keeps the value');",
//! )?;
//!
//! // The file needs no web API, so there is nothing to install.
//! let options = Options::new(|_runtime, _site| Ok(()));
//! let reports = run_file(&file, &options)?;
//! assert_eq!(Summary::of(&reports).to_string(), "1 passed, 0 failed, 0 timed out");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | to | take |
//! |---|---|
//! | find the test files in a directory | [`find`] |
//! | run one file, once for each of its variants | [`run_file`] |
//! | install APIs, set time limits, choose the storage, run strictly | [`Options`] |
//! | know the URL of a file, and load the scripts of its workers | [`Site`] |
//! | run the tests of a wptserve | [`WptServer`] |
//! | read the result of a file and of each test | [`FileReport`] |
//! | count results over many files | [`Summary`] |
//!
//! `docs/wpt.md` in the repository says which comments and harness functions are understood, and what is
//! missing compared with a browser and wptserve.
#![deny(missing_docs, unsafe_code)]

mod client;
mod error;
mod file;
mod find;
mod harness;
mod meta;
mod options;
mod remote;
mod report;
mod root;
mod run;
mod server;
mod site;
mod wrapper;

pub use self::{
    error::Error,
    find::find,
    options::{Options, Prepare},
    remote::WptServer,
    report::{FileReport, FileStatus, Summary, Test, TestStatus},
    run::run_file,
    site::Site,
};
