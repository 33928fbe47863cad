//! Runs a file on a thread of its own.

use std::{
    path::Path,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use boa_async_context::source;

use crate::{
    error::Error,
    file::{Job, Outcome},
    meta::{Globals, Kind, Meta, Scope},
    options::Options,
    report::{FileReport, FileStatus},
    wrapper,
};

/// How many times longer than others a file with `META: timeout=long` may take.
const LONG: u32 = 6;

/// How long the runner waits for the thread of a file after the time of the file is over.
const GRACE: Duration = Duration::from_secs(2);

/// The native stack of a file's thread. It is reserved, not allocated.
const STACK_SIZE: usize = 256 << 20;

/// Runs a file once for each of its variants and of the places where it runs, and blocks until all of them have ended.
///
/// Each run has its own agent, on its own thread. If a file is still busy two seconds after its time is over,
/// the runner gives the thread up: the thread continues in the background until the process ends.
///
/// # Errors
///
/// [`Error::Thread`] if no thread can be started. All other failures, also of reading the file, are part of
/// the reports, so that a run of many files goes on.
pub fn run_file(path: &Path, options: &Options) -> Result<Vec<FileReport>, Error> {
    let without_a_run = |status, message| {
        Ok(vec![FileReport {
            file: path.to_owned(),
            variant: None,
            in_worker: false,
            status,
            message: Some(message),
            duration: Duration::ZERO,
            tests: Vec::new(),
        }])
    };
    let meta = match source::read(path) {
        Ok(text) => Meta::parse(&text),
        Err(error) => return without_a_run(FileStatus::Error, error.to_string()),
    };
    let globals = match meta.scope() {
        Scope::Ours(globals) => globals,
        Scope::Elsewhere(globals) => {
            let message = format!("the file is for other globals: {globals}");
            return without_a_run(FileStatus::Skip, message);
        }
        Scope::Unknown(name) => {
            let message = format!("META: global= names `{name}`, which is no global of the web");
            return without_a_run(FileStatus::Error, message);
        }
    };
    let variants = if meta.variants.is_empty() {
        vec![None]
    } else {
        meta.variants.iter().cloned().map(Some).collect()
    };
    let mut reports = Vec::new();
    for worker in places(path, globals, options) {
        for variant in &variants {
            reports.push(run_variant(path, &meta, variant.clone(), worker, options)?);
        }
    }
    Ok(reports)
}

/// Where a file runs: in the agent of the file, which is `None`, or in a worker.
fn places(path: &Path, globals: Globals, options: &Options) -> Vec<Option<Kind>> {
    if !options.by_url {
        return vec![None];
    }
    if wrapper::is_worker(path) {
        return vec![Some(Kind::Classic)];
    }
    let worker = globals.worker.filter(|_| wrapper::is_any(path));
    match worker {
        Some(_) if !globals.window => vec![worker],
        Some(_) if options.also_in_workers => vec![None, worker],
        _ => vec![None],
    }
}

fn run_variant(
    path: &Path,
    meta: &Meta,
    variant: Option<String>,
    worker: Option<Kind>,
    options: &Options,
) -> Result<FileReport, Error> {
    let limit = options
        .timeout
        .saturating_mul(if meta.long { LONG } else { 1 });
    let job = Job {
        path: path.to_owned(),
        meta: meta.clone(),
        variant: variant.clone(),
        worker,
        limit,
        options: options.clone(),
    };
    let begun = Instant::now();
    let (send, receive) = mpsc::channel();
    thread::Builder::new()
        .name("wpt".to_owned())
        .stack_size(STACK_SIZE)
        .spawn(move || {
            // Fails if the file took too long: the receiver is gone then.
            let _ = send.send(job.run());
        })
        .map_err(|source| Error::Thread {
            path: path.to_owned(),
            source,
        })?;
    let outcome = match receive.recv_timeout(limit.saturating_add(GRACE)) {
        Ok(outcome) => outcome,
        Err(mpsc::RecvTimeoutError::Timeout) => Outcome::without_tests(
            FileStatus::Timeout,
            "the file never returned to the event loop: its thread was given up",
        ),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            Outcome::without_tests(FileStatus::Error, "the engine panicked")
        }
    };
    Ok(FileReport {
        file: path.to_owned(),
        variant,
        in_worker: worker.is_some(),
        status: outcome.status,
        message: outcome.message,
        duration: begun.elapsed(),
        tests: outcome.tests,
    })
}
