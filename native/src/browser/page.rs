//! A page, and the release of objects in it.

use std::sync::Arc;

use boa_async_context::cleanup::{
    CleanupError, Label, NativeResource, Peer, ReleaseError, Submitter,
};
use chromiumoxide::{
    Command,
    cdp::{
        browser_protocol::target::CloseTargetParams,
        js_protocol::runtime::{
            EvaluateParams, ExceptionDetails, ReleaseObjectParams, RemoteObject as Description,
            RemoteObjectId,
        },
    },
    error::CdpError,
};
use futures_util::future::join_all;
use tokio::sync::watch;

use super::{chromium::Chromium, error::BrowserError};

/// A page. In JavaScript:
///
/// | | |
/// |---|---|
/// | `await page.evaluate(expression)` | the value, if it is a primitive one; a [`RemoteObject`](super::RemoteObject) otherwise |
/// | `await page.close()` | closes it, and releases everything in it |
///
/// If the expression throws, an `Error` with the message is thrown. If its value is a promise, that is
/// awaited for up to half a minute.
#[derive(Debug, Clone)]
pub struct Page {
    tab: Arc<Tab>,
    release: Submitter<RemoteObjectId>,
}

/// The part of a page that its objects share. It has no submitter: the peer that releases objects holds it, and
/// would keep its own queue open.
#[derive(Debug)]
pub(super) struct Tab {
    chromium: Chromium,
    page: chromiumoxide::Page,
    closed: watch::Sender<bool>,
}

impl Chromium {
    /// Opens an empty page.
    ///
    /// # Errors
    ///
    /// If the browser is closed or gone, or refuses.
    pub async fn new_page(&self) -> Result<Page, BrowserError> {
        Ok(Page::new(self.clone(), self.new_tab().await?))
    }
}

impl Page {
    fn new(chromium: Chromium, page: chromiumoxide::Page) -> Self {
        let tab = Arc::new(Tab {
            chromium,
            page,
            closed: watch::Sender::new(false),
        });
        let release = tab.chromium.batcher().add(Releasing(tab.clone()));
        Self { tab, release }
    }

    /// The part of the page that its objects share.
    pub(super) fn tab(&self) -> &Tab {
        &self.tab
    }

    /// Submits an object for release. Returns false if the queue was shut down.
    pub(super) fn release(&self, id: RemoteObjectId) -> bool {
        self.release.submit(id)
    }

    /// The browser of the page.
    #[must_use]
    pub fn chromium(&self) -> &Chromium {
        &self.tab.chromium
    }

    /// Evaluates an expression; returns the browser's description of the value.
    pub(super) async fn evaluated(&self, expression: String) -> Result<Description, BrowserError> {
        let mut command = EvaluateParams::new(expression);
        command.await_promise = Some(true);
        let returned = self.tab.execute(command).await?;
        self.unless_thrown(returned.result, returned.exception_details)
    }

    /// The result, or the error with the message of what was thrown. The objects of a throw are released.
    pub(super) fn unless_thrown(
        &self,
        result: Description,
        thrown: Option<ExceptionDetails>,
    ) -> Result<Description, BrowserError> {
        let Some(thrown) = thrown else {
            return Ok(result);
        };
        let exception = thrown.exception;
        let ids = exception
            .iter()
            .chain([&result])
            .filter_map(|object| object.object_id.clone());
        ids.for_each(|id| {
            self.release(id);
        });
        let message = exception.and_then(|exception| {
            let value = exception.value.as_ref();
            let value = value.map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
            exception.description.or(value)
        });
        Err(BrowserError::Thrown(message.unwrap_or(thrown.text)))
    }
}

impl Tab {
    /// Sends a command to the page.
    pub(super) async fn execute<C: Command>(
        &self,
        command: C,
    ) -> Result<C::Response, BrowserError> {
        let mut closed = self.closed.subscribe();
        tokio::select! {
            biased;
            over = self.chromium.until_over() => Err(over),
            _ = closed.wait_for(|closed| *closed) => Err(BrowserError::Closed),
            response = self.page.execute(command) => Ok(response?.result),
        }
    }
}

impl NativeResource for Page {
    const NAME: &'static str = "Page";

    fn label(&self) -> String {
        format!(
            "{} of {}",
            self.tab.page.target_id().as_ref(),
            self.tab.chromium
        )
    }

    /// Closes the page with its objects. Releasing them later is not an error.
    async fn close(self) -> Result<(), CleanupError> {
        // First, so that calls in flight fail with `Closed` and not with `Gone`.
        self.tab.closed.send_replace(true);
        let target = self.tab.page.target_id().clone();
        match self
            .tab
            .chromium
            .execute(CloseTargetParams::new(target))
            .await
        {
            // The browser was closed before: a shutdown closes in the order of creation.
            Ok(_) | Err(BrowserError::Closed) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// Releases objects of a page.
struct Releasing(Arc<Tab>);

impl Peer for Releasing {
    type Id = RemoteObjectId;

    fn label(&self) -> Label {
        format!("page {}", self.0.page.target_id().as_ref()).into()
    }

    async fn release(&self, ids: &[RemoteObjectId]) -> Result<(), ReleaseError> {
        self.0.chromium.count_release_call();
        // The protocol has no command for several objects, so the commands are sent together, without waiting for
        // answers.
        let commands = ids
            .iter()
            .map(|id| self.0.execute(ReleaseObjectParams::new(id.clone())));
        let mut failed = Ok(());
        for result in join_all(commands).await {
            match result {
                // A closed page has no objects, and a page that was navigated has lost its former ones.
                Ok(_) | Err(BrowserError::Closed | BrowserError::Protocol(CdpError::Chrome(_))) => {
                }
                Err(error @ BrowserError::Gone) => return Err(ReleaseError::Gone(error.into())),
                Err(error) => failed = Err(ReleaseError::Failed(error.into())),
            }
        }
        failed
    }
}
