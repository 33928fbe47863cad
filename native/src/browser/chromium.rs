//! A browser, as the Rust side sees it.

use std::{
    fmt,
    future::Future,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use boa_async_context::cleanup::{CleanupStats, Left, ReleaseBatcher, RetryPolicy};
use chromiumoxide::{
    Command,
    cdp::browser_protocol::{browser::CloseParams, target::CreateTargetParams},
    error::CdpError,
};
use tokio::{
    runtime::Handle,
    sync::{oneshot, watch},
};

use super::{
    error::BrowserError,
    process::{self, Life, Started},
};

/// A headless Chromium. Clones are the same browser; when the last clone is dropped, it is killed.
#[derive(Clone)]
pub struct Chromium {
    shared: Arc<Shared>,
}

struct Shared {
    connection: chromiumoxide::Browser,
    pid: u32,
    profile: PathBuf,
    life: watch::Receiver<Life>,
    close: Mutex<Option<oneshot::Sender<()>>>,
    ended: watch::Receiver<Option<Result<(), Arc<io::Error>>>>,
    batcher: ReleaseBatcher,
    release_calls: Arc<AtomicU64>,
}

impl Chromium {
    /// Starts a browser without a window and with an empty profile of its own. Releases that fail are tried again
    /// according to `policy`.
    ///
    /// Must be called in a tokio runtime with all drivers, which then serves the browser.
    ///
    /// # Errors
    ///
    /// If the program cannot be started or connected to.
    pub async fn launch(executable: &Path, policy: RetryPolicy) -> Result<Self, BrowserError> {
        let Started {
            connection,
            pid,
            profile,
            life,
            close,
            ended,
        } = process::start(executable).await?;
        Ok(Self {
            shared: Arc::new(Shared {
                connection,
                pid,
                profile,
                life,
                close: Mutex::new(Some(close)),
                ended,
                batcher: ReleaseBatcher::new(policy, Handle::current()),
                release_calls: Arc::default(),
            }),
        })
    }

    /// Opens an empty tab in the browser.
    pub(super) async fn new_tab(&self) -> Result<chromiumoxide::Page, BrowserError> {
        let opening = self
            .shared
            .connection
            .new_page(CreateTargetParams::new("about:blank"));
        self.while_running(opening).await
    }

    /// Ends the browser, with everything in it, and removes its profile.
    ///
    /// # Errors
    ///
    /// If the browser was already gone, or the profile cannot be removed.
    pub async fn close(&self) -> Result<(), BrowserError> {
        let died = self.is_gone();
        let close = self
            .shared
            .close
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(close) = close {
            // Before the browser is asked to end, so that its end is not taken for a crash.
            let _ = close.send(());
            // The browser may end before it answers.
            let _ = self.shared.connection.execute(CloseParams::default()).await;
        }
        let mut ended = self.shared.ended.clone();
        let removed = match ended.wait_for(Option::is_some).await {
            Ok(removed) => removed.clone().unwrap_or(Ok(())),
            // The runtime that served the browser is gone, and dropping the profile has removed it.
            Err(_) => Ok(()),
        };
        removed.map_err(BrowserError::Profile)?;
        if died {
            Err(BrowserError::Gone)
        } else {
            Ok(())
        }
    }

    /// Waits until the browser is gone or being closed; returns the error for calls that wait for it.
    pub async fn until_over(&self) -> BrowserError {
        let mut life = self.shared.life.clone();
        match life.wait_for(|life| *life != Life::Running).await {
            Ok(life) if *life == Life::Closing => BrowserError::Closed,
            // It died, or the runtime that served it is gone.
            _ => BrowserError::Gone,
        }
    }

    /// Whether the browser ended without being closed.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        *self.shared.life.borrow() == Life::Died
    }

    /// The directory of the profile.
    #[must_use]
    pub fn profile(&self) -> &Path {
        &self.shared.profile
    }

    /// The process id.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.shared.pid
    }

    /// How many release calls were made, each for up to 64 objects.
    #[must_use]
    pub fn release_calls(&self) -> u64 {
        self.shared.release_calls.load(Ordering::Relaxed)
    }

    /// The accounts of the objects in its pages: how many were released, and how many were given up because the
    /// browser was gone.
    #[must_use]
    pub fn release_stats(&self) -> CleanupStats {
        self.shared.batcher.stats()
    }

    /// Waits until every object that was submitted for release is released, but no longer than `limit`. Returns
    /// what is left; the work on that goes on.
    ///
    /// Must be called in a tokio runtime with a time driver.
    pub async fn drain_releases(&self, limit: Duration) -> Left {
        self.shared.batcher.drain(limit).await
    }

    pub(super) fn batcher(&self) -> &ReleaseBatcher {
        &self.shared.batcher
    }

    pub(super) fn count_release_call(&self) {
        self.shared.release_calls.fetch_add(1, Ordering::Relaxed);
    }

    /// Sends a command to the browser as a whole.
    pub(super) async fn execute<C: Command>(
        &self,
        command: C,
    ) -> Result<C::Response, BrowserError> {
        let response = self
            .while_running(self.shared.connection.execute(command))
            .await?;
        Ok(response.result)
    }

    /// Waits for an answer of the browser, but only while the browser is running.
    async fn while_running<T>(
        &self,
        answer: impl Future<Output = Result<T, CdpError>>,
    ) -> Result<T, BrowserError> {
        tokio::select! {
            biased;
            over = self.until_over() => Err(over),
            answer = answer => Ok(answer?),
        }
    }
}

impl fmt::Display for Chromium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {}", self.shared.pid)
    }
}

impl fmt::Debug for Chromium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chromium")
            .field("pid", &self.shared.pid)
            .field("life", &*self.shared.life.borrow())
            .finish_non_exhaustive()
    }
}
