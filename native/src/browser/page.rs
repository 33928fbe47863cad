//! A page, and how what JavaScript held of it is released.

use std::sync::Arc;

use boa_async_context::cleanup::{
    CleanupError, Label, NativeResource, Peer, ReleaseError, Resources, Submitter,
};
use chromiumoxide::{
    Command,
    cdp::{
        browser_protocol::target::CloseTargetParams,
        js_protocol::runtime::{
            EvaluateParams, ExceptionDetails, QueryObjectsParams, ReleaseObjectParams,
            RemoteObject as Description, RemoteObjectId,
        },
    },
    error::CdpError,
};
use futures_util::future::join_all;
use tokio::sync::watch;

use super::{
    chromium::{BrowserError, Chromium},
    remote::{Remote, RemoteObject},
};

/// A page. In JavaScript:
///
/// | | |
/// |---|---|
/// | `await page.evaluate(expression)` | the value, if it is a primitive one; a [`RemoteObject`] otherwise |
/// | `await page.close()` | closes it, and releases everything in it |
///
/// What the expression throws is thrown, as an `Error` with the message; a promise is awaited, for half a
/// minute.
#[derive(Debug, Clone)]
pub struct Page {
    tab: Arc<Tab>,
    release: Submitter<RemoteObjectId>,
}

/// What a page and its objects have in common. It does not submit: what releases holds it.
#[derive(Debug)]
pub(super) struct Tab {
    chromium: Chromium,
    page: chromiumoxide::Page,
    closed: watch::Sender<bool>,
}

impl Page {
    pub(super) fn new(chromium: Chromium, page: chromiumoxide::Page) -> Self {
        let tab = Arc::new(Tab {
            chromium,
            page,
            closed: watch::Sender::new(false),
        });
        let release = tab.chromium.batcher().add(Releasing(tab.clone()));
        Self { tab, release }
    }

    /// Evaluates an expression in the page. An object is owned by `resources`.
    ///
    /// # Errors
    ///
    /// What the expression throws; if the page is closed or gone.
    pub async fn evaluate(
        &self,
        expression: String,
        resources: &Resources,
    ) -> Result<Remote, BrowserError> {
        let value = self.evaluated(expression).await?;
        Ok(Remote::new(self, value, resources))
    }

    /// How many objects there are in the page, after a collection there, that inherit from
    /// `<class>.prototype`.
    ///
    /// # Errors
    ///
    /// If there is no such class; if the page is closed or gone.
    pub async fn count_instances(&self, class: &str) -> Result<u64, BrowserError> {
        let prototype = self.evaluated(format!("{class}.prototype")).await?;
        let prototype = RemoteObject::of(self, &prototype)?;
        let query = QueryObjectsParams::new(prototype.id().clone());
        let found = self.tab.execute(query).await;
        // At once and not by the queue, whose accounts are of JavaScript's objects.
        self.tab
            .execute(ReleaseObjectParams::new(prototype.id().clone()))
            .await?;
        let found = RemoteObject::of(self, &found?.objects)?;
        let length = found.described_property("length").await;
        self.tab
            .execute(ReleaseObjectParams::new(found.id().clone()))
            .await?;
        Ok(length?
            .value
            .and_then(|value| value.as_u64())
            .unwrap_or_default())
    }

    pub(super) fn tab(&self) -> &Tab {
        &self.tab
    }

    /// Has the browser forget what it keeps for us.
    pub(super) fn release(&self, id: RemoteObjectId) -> bool {
        self.release.submit(id)
    }

    /// The browser it is in.
    #[must_use]
    pub fn chromium(&self) -> &Chromium {
        &self.tab.chromium
    }

    async fn evaluated(&self, expression: String) -> Result<Description, BrowserError> {
        let mut command = EvaluateParams::new(expression);
        command.await_promise = Some(true);
        let returned = self.tab.execute(command).await?;
        self.unless_thrown(returned.result, returned.exception_details)
    }

    /// A result, or what was thrown: of that only the message is kept, and not the object.
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
    /// A command to the page.
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

    /// Its objects go with it: releasing them later is no error.
    async fn close(self) -> Result<(), CleanupError> {
        // First, so that what runs in it is told that it was closed and not that it is gone.
        self.tab.closed.send_replace(true);
        let target = self.tab.page.target_id().clone();
        match self
            .tab
            .chromium
            .execute(CloseTargetParams::new(target))
            .await
        {
            // The browser was closed before it, as on shutdown: in the order of creation.
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
        // The protocol has no command for several; these go out together, without waiting for answers.
        let commands = ids
            .iter()
            .map(|id| self.0.execute(ReleaseObjectParams::new(id.clone())));
        let mut failed = Ok(());
        for result in join_all(commands).await {
            match result {
                // A closed page has no objects, nor does one know any more what it has navigated away from.
                Ok(_) | Err(BrowserError::Closed | BrowserError::Protocol(CdpError::Chrome(_))) => {
                }
                Err(error @ BrowserError::Gone) => return Err(ReleaseError::Gone(error.into())),
                Err(error) => failed = Err(ReleaseError::Failed(error.into())),
            }
        }
        failed
    }
}
