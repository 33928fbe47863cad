//! Helpers for all parts of the test.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use boa_async_context_leak_lab::{Options, Report, run, storages};

/// The argument that makes this program a worker.
pub(crate) const WORKER: &str = "--worker";

pub(crate) fn options() -> Options {
    let program = env::current_exe().expect("this program has a path");
    Options::new((program, vec![WORKER.into()])).quick()
}

pub(crate) fn write(directory: &Path, name: &str, text: &str) -> PathBuf {
    let path = directory.join(name).with_extension("mjs");
    fs::write(&path, text).expect("it can be written");
    path
}

/// Runs the scenarios in the first storage, which is the default.
pub(crate) fn run_in_weak(files: &[PathBuf], options: &Options) -> Report {
    run(files, &storages()[..1], options, |_, _, _| {})
}
