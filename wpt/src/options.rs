//! How files are run.

use std::{fmt, num::NonZeroU32, path::PathBuf, sync::Arc, time::Duration};

use boa_async_context::{Error, Runtime, Storage};

use crate::{remote::WptServer, site::Site};

/// Installs the host's APIs in a new runtime before a file runs in it.
///
/// The [`Site`] has the URL of the file, for hosts whose APIs resolve relative URLs, and loads the scripts of workers.
///
/// It is called on the thread of the file.
pub type Prepare = dyn Fn(&mut Runtime, &Site) -> Result<(), Error> + Send + Sync;

/// How files are run.
///
/// ```
/// use std::time::Duration;
/// use boa_async_context_wpt::Options;
///
/// let mut options = Options::new(|_runtime, _site| Ok(()));
/// options.strict = true;
/// options.timeout = Duration::from_secs(2);
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Options {
    /// How long a file may take; six times as long with `META: timeout=long`. 10 seconds by default, as in
    /// browsers.
    pub timeout: Duration,
    /// How mappings hold their values.
    pub storage: Storage,
    /// Collects garbage at each job and at every n-th allocation of contexts, in the file and in its workers. `None` by default.
    pub gc_stress: Option<NonZeroU32>,
    /// Runs the files without AsyncContext. `false` by default.
    pub without_async_context: bool,
    /// Checks more than browsers do: a test that asserts nothing fails, and a file ends when the event loop
    /// is idle, not with its last test, so anything that is still pending times out. `false` by default.
    pub strict: bool,
    /// Scripts that run before each file, in its agent. None by default.
    pub scripts: Vec<PathBuf>,
    /// Gives scripts the names that they have on the server, `http:` URLs, so that `new Worker()`, `importScripts()` and imports
    /// are relative to it. Files for workers only run in a worker then. The workers of the host must get their scripts from
    /// [`Site::script`]. By default the names are paths, and files for workers run like others.
    pub by_url: bool,
    /// Runs files that are for windows and for workers in a worker, too, with [`by_url`](Self::by_url). `false` by default.
    pub also_in_workers: bool,
    /// The server that has the tests, with [`by_url`](Self::by_url): the scripts come from there. By default the runner serves the
    /// files itself.
    pub server: Option<WptServer>,
    /// Installs the host's APIs in each new runtime.
    pub prepare: Arc<Prepare>,
}

impl Options {
    /// The default options, with a function that installs the host's APIs in each new runtime.
    ///
    /// If the function fails, the file's report has the status [`Error`](crate::FileStatus::Error) and the
    /// message.
    pub fn new(
        prepare: impl Fn(&mut Runtime, &Site) -> Result<(), Error> + Send + Sync + 'static,
    ) -> Self {
        Self {
            timeout: Duration::from_secs(10),
            storage: Storage::default(),
            gc_stress: None,
            without_async_context: false,
            strict: false,
            scripts: Vec::new(),
            by_url: false,
            also_in_workers: false,
            server: None,
            prepare: Arc::new(prepare),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            timeout,
            storage,
            gc_stress,
            without_async_context,
            strict,
            scripts,
            by_url,
            also_in_workers,
            server,
            prepare: _,
        } = self;
        f.debug_struct("Options")
            .field("timeout", timeout)
            .field("storage", storage)
            .field("gc_stress", gc_stress)
            .field("without_async_context", without_async_context)
            .field("strict", strict)
            .field("scripts", scripts)
            .field("by_url", by_url)
            .field("also_in_workers", also_in_workers)
            .field("server", server)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn options_can_be_sent_to_and_shared_with_other_threads() {
        const fn assert_send_and_sync<T: Send + Sync>() {}
        const { assert_send_and_sync::<Options>() }
    }
}
