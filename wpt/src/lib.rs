//! Running web-platform-tests: real `.any.js` files, unchanged, on a `testharness.js` of our own.
//!
//! ```
//! use std::fs;
//! use boa_async_context_wpt::{self as wpt, Options, Summary};
//!
//! let directory = std::env::temp_dir().join("wpt-example");
//! fs::create_dir_all(&directory)?;
//! let file = directory.join("event.any.js");
//! fs::write(&file, "test(() => assert_equals(new Event('a').type, 'a'), 'the type');")?;
//!
//! let reports = wpt::run_file(&file, &Options::default())?;
//! assert_eq!(Summary::of(&reports).to_string(), "1 passed, 0 failed, 0 timed out");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A file runs in an agent and on a thread of its own, as on a host without a document: neither in a window
//! nor in a worker (`GLOBAL.isWindow()` and `GLOBAL.isWorker()` are false). `META: script=`, `global=`,
//! `timeout=long`, `variant=` and `title=` are understood. Paths from the root are looked for in the
//! directories above the file, and served on loopback: `location` is an `http:` URL, and a test can fetch the
//! files beside it. What a wptserve would do besides (handlers, templates, pipes) is not there.
//!
//! A file whose event loop has nothing left to do is over at once: what has not ended then never will.

mod file;
mod meta;
mod report;
mod server;

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};

use boa_async_context::{
    Runtime, Storage,
    source::{self, SourceError},
};
use boa_runtime::extensions::RuntimeExtension as _;

use self::meta::{Meta, Scope};
use boa_async_context_web::WebApis;

pub use self::report::{FileReport, FileStatus, Summary, Test, TestStatus};

/// The endings of files that are tests, when a directory is given.
const ENDINGS: [&str; 3] = [".any.js", ".window.js", ".worker.js"];

/// How many times longer than others a file with `META: timeout=long` may take.
const LONG: u32 = 6;

/// How much longer the thread of a file is waited for than its tests.
const GRACE: Duration = Duration::from_secs(2);

/// The native stack of a file's thread; only reserved.
const STACK_SIZE: usize = 256 << 20;

/// What is done to a new runtime before a file runs in it; the text is the URL of the file, if it is served.
pub type Prepare =
    dyn Fn(&mut Runtime, Option<&str>) -> Result<(), boa_async_context::Error> + Send + Sync;

/// How files are run.
#[derive(Clone)]
pub struct Options {
    /// How long a file may take; six times as long with `META: timeout=long`. By default 10 s, as on the
    /// web.
    pub timeout: Duration,
    /// How mappings hold their values.
    pub storage: Storage,
    /// Leaves AsyncContext out.
    pub without_async_context: bool,
    /// Holds files to more than the web does: tests that assert nothing fail, and a file is over when the event
    /// loop is idle, not with its last test, so that whatever it left pending is a time-out.
    pub strict: bool,
    /// Scripts that run before each file, in its agent.
    pub scripts: Vec<PathBuf>,
    /// What is done to each runtime; by default all of [`WebApis`] are registered, with the URL of the file as base.
    pub prepare: Arc<Prepare>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(10),
            storage: Storage::default(),
            without_async_context: false,
            strict: false,
            scripts: Vec::new(),
            prepare: Arc::new(|runtime, url| {
                with_base(url)
                    .register(None, runtime.context())
                    .map_err(boa_async_context::Error::Setup)
            }),
        }
    }
}

/// All APIs, where `url` is the base of relative URLs.
#[must_use]
pub fn with_base(url: Option<&str>) -> WebApis {
    let apis = WebApis::default();
    match url {
        Some(url) => apis.base_url(url),
        None => apis,
    }
}

/// Why files could not be run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file can not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A directory can not be read.
    #[error("cannot read the directory `{}`: {source}", path.display())]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A directory has no tests.
    #[error(
        "`{}` has no tests: they are the files whose names end in .any.js, .window.js or .worker.js; any other \
         file can be named by itself", path.display()
    )]
    NoTests {
        /// The directory.
        path: PathBuf,
    },
    /// The operating system refused a thread.
    #[error("cannot start a thread for `{}`: {source}", path.display())]
    Thread {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
}

/// The test files that `path` stands for: itself, or those in it if it is a directory, sorted.
///
/// # Errors
///
/// If there is nothing at `path`, it can not be read, or is a directory without tests.
pub fn find(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if !path.is_dir() {
        // Says now what is wrong with it.
        source::read(path)?;
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    collect(path, &mut files)?;
    files.sort();
    if files.is_empty() {
        let path = path.to_owned();
        return Err(Error::NoTests { path });
    }
    Ok(files)
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let unreadable = |source| Error::Directory {
        path: directory.to_owned(),
        source,
    };
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        // Links are not followed: they may lead round in circles.
        if entry.file_type().map_err(unreadable)?.is_dir() {
            collect(&path, files)?;
        } else if ENDINGS
            .iter()
            .any(|ending| path.to_string_lossy().ends_with(ending))
        {
            files.push(path);
        }
    }
    Ok(())
}

/// Runs a file, once for each of its variants.
///
/// Each run has a thread of its own, which is given up (it goes on in the background) if the file is busy
/// when its time is over.
///
/// # Errors
///
/// If no thread can be started. What goes wrong in the file is in its report, also that it can not be read: it may be
/// one of many.
pub fn run_file(path: &Path, options: &Options) -> Result<Vec<FileReport>, Error> {
    let outside = |status, message| {
        Ok(vec![FileReport {
            file: path.to_owned(),
            variant: None,
            status,
            message: Some(message),
            duration: Duration::ZERO,
            tests: Vec::new(),
        }])
    };
    let meta = match source::read(path) {
        Ok(text) => Meta::parse(&text),
        Err(error) => return outside(FileStatus::Error, error.to_string()),
    };
    match meta.scope() {
        Scope::Ours => {}
        Scope::Elsewhere(globals) => {
            let message = format!("it is for other globals: {globals}");
            return outside(FileStatus::Skip, message);
        }
        Scope::Unknown(name) => {
            let message = format!("META: global= names `{name}`, which is no global of the web");
            return outside(FileStatus::Error, message);
        }
    }
    let variants = if meta.variants.is_empty() {
        vec![None]
    } else {
        meta.variants.iter().cloned().map(Some).collect()
    };
    variants
        .into_iter()
        .map(|variant| run_variant(path, &meta, variant, options))
        .collect()
}

fn run_variant(
    path: &Path,
    meta: &Meta,
    variant: Option<String>,
    options: &Options,
) -> Result<FileReport, Error> {
    let limit = options
        .timeout
        .saturating_mul(if meta.long { LONG } else { 1 });
    let job = file::Job {
        path: path.to_owned(),
        meta: meta.clone(),
        variant: variant.clone(),
        limit,
        options: options.clone(),
    };
    let begun = Instant::now();
    let (send, receive) = mpsc::channel();
    thread::Builder::new()
        .name("wpt".to_owned())
        .stack_size(STACK_SIZE)
        .spawn(move || {
            // Nobody listens when the file took too long.
            let _ = send.send(job.run());
        })
        .map_err(|source| Error::Thread {
            path: path.to_owned(),
            source,
        })?;
    let outcome = match receive.recv_timeout(limit.saturating_add(GRACE)) {
        Ok(outcome) => outcome,
        Err(mpsc::RecvTimeoutError::Timeout) => file::Outcome::of(
            FileStatus::Timeout,
            "it does not give way: its thread was given up",
        ),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            file::Outcome::of(FileStatus::Error, "the engine panicked")
        }
    };
    Ok(FileReport {
        file: path.to_owned(),
        variant,
        status: outcome.status,
        message: outcome.message,
        duration: begun.elapsed(),
        tests: outcome.tests,
    })
}
