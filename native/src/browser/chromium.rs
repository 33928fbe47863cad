//! A browser, as the host has it.

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
    page::Page,
    process::{self, Life, Started},
};

/// What can go wrong with a browser.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BrowserError {
    /// It could not be started.
    #[error("cannot start {}: {error}", executable.display())]
    Start {
        /// The program.
        executable: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// It ended by itself, or the connection did.
    #[error("the browser is gone")]
    Gone,
    /// The page or the browser was closed.
    #[error("the page was closed")]
    Closed,
    /// The expression threw.
    #[error("{0}")]
    Thrown(String),
    /// An object was expected, and it is a primitive value.
    #[error("it is not an object")]
    NoObject,
    /// The profile could not be removed.
    #[error("cannot remove the browser's profile: {0}")]
    Profile(Arc<io::Error>),
    /// The browser refused a command, or did not answer it.
    #[error(transparent)]
    Protocol(#[from] CdpError),
}

/// A headless Chromium. Clones are the same; when the last is dropped it is killed.
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
    /// Starts a browser with an empty profile of its own, without a window. Releases that fail are tried
    /// again according to `policy`.
    ///
    /// Must be called in a tokio runtime with all drivers, which then serves the browser.
    ///
    /// # Errors
    ///
    /// If the program can not be started or connected to.
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

    /// Opens an empty page.
    ///
    /// # Errors
    ///
    /// If the browser is closed or gone, or refuses.
    pub async fn new_page(&self) -> Result<Page, BrowserError> {
        let opening = self
            .shared
            .connection
            .new_page(CreateTargetParams::new("about:blank"));
        let page = self.while_running(opening).await?;
        Ok(Page::new(self.clone(), page))
    }

    /// Ends the browser and removes its profile. What is held of it goes with it.
    ///
    /// # Errors
    ///
    /// If it was gone already, or the profile can not be removed.
    pub async fn close(&self) -> Result<(), BrowserError> {
        let died = self.is_gone();
        let close = self
            .shared
            .close
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(close) = close {
            // Before the browser is told, so that its end is not taken for a death.
            let _ = close.send(());
            // It need not come to an answer.
            let _ = self.shared.connection.execute(CloseParams::default()).await;
        }
        let mut ended = self.shared.ended.clone();
        let removed = match ended.wait_for(Option::is_some).await {
            Ok(removed) => removed.clone().unwrap_or(Ok(())),
            // The runtime that served it is gone; dropping the profile has removed it.
            Err(_) => Ok(()),
        };
        removed.map_err(BrowserError::Profile)?;
        if died {
            Err(BrowserError::Gone)
        } else {
            Ok(())
        }
    }

    /// Waits until the browser has died, or is being closed.
    pub async fn until_over(&self) -> BrowserError {
        let mut life = self.shared.life.clone();
        match life.wait_for(|life| *life != Life::Running).await {
            Ok(life) if *life == Life::Closing => BrowserError::Closed,
            // Or the runtime that served it is gone.
            _ => BrowserError::Gone,
        }
    }

    /// Whether it has died.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        *self.shared.life.borrow() == Life::Died
    }

    /// The directory of its profile.
    #[must_use]
    pub fn profile(&self) -> &Path {
        &self.shared.profile
    }

    /// The id of its process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.shared.pid
    }

    /// How many calls, of up to 64 objects, have released something.
    #[must_use]
    pub fn release_calls(&self) -> u64 {
        self.shared.release_calls.load(Ordering::Relaxed)
    }

    /// The accounts of the objects of its pages: those that were released, and those that were given up
    /// because the browser had died.
    #[must_use]
    pub fn release_stats(&self) -> CleanupStats {
        self.shared.batcher.stats()
    }

    /// Waits until everything that was to be released is, but no longer than `limit`; what is then left
    /// goes on.
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

    /// A command to the browser as a whole.
    pub(super) async fn execute<C: Command>(
        &self,
        command: C,
    ) -> Result<C::Response, BrowserError> {
        let response = self
            .while_running(self.shared.connection.execute(command))
            .await?;
        Ok(response.result)
    }

    /// An answer that does not come any more when the browser is gone.
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
