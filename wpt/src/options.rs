//! How files are run.

use std::{fmt, num::NonZeroU32, path::PathBuf, sync::Arc, time::Duration};

use boa_async_context::{Error, Runtime, Storage};

/// Installs the host's APIs in a new runtime before a file runs in it.
///
/// The text is the `http:` URL of the file on the runner's server, for hosts whose APIs resolve relative
/// URLs. It is `None` if the server could not start.
///
/// It is called on the thread of the file.
pub type Prepare = dyn Fn(&mut Runtime, Option<&str>) -> Result<(), Error> + Send + Sync;

/// How files are run.
///
/// ```
/// use std::time::Duration;
/// use boa_async_context_wpt::Options;
///
/// let mut options = Options::new(|_runtime, _url| Ok(()));
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
    /// Installs the host's APIs in each new runtime.
    pub prepare: Arc<Prepare>,
}

impl Options {
    /// The default options, with a function that installs the host's APIs in each new runtime.
    ///
    /// If the function fails, the file's report has the status [`Error`](crate::FileStatus::Error) and the
    /// message.
    pub fn new(
        prepare: impl Fn(&mut Runtime, Option<&str>) -> Result<(), Error> + Send + Sync + 'static,
    ) -> Self {
        Self {
            timeout: Duration::from_secs(10),
            storage: Storage::default(),
            gc_stress: None,
            without_async_context: false,
            strict: false,
            scripts: Vec::new(),
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
            prepare: _,
        } = self;
        f.debug_struct("Options")
            .field("timeout", timeout)
            .field("storage", storage)
            .field("gc_stress", gc_stress)
            .field("without_async_context", without_async_context)
            .field("strict", strict)
            .field("scripts", scripts)
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
