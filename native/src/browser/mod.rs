//! Objects in a headless Chromium, over its [DevTools protocol].
//!
//! A JS handle to a remote object keeps the object alive in the browser. When the handle is closed or
//! collected, the object's id goes to the page's queue, from which up to 64 objects are released at a time.
//!
//! ```text
//! JS                              here                                        the browser
//! handle ─► RemoteObject { id } ─► close: submits the id ─► batcher ─► 64 × Runtime.releaseObject
//! ```
//!
//! The objects of a browser that dies are counted, too: see [`Chromium::release_stats`].
//!
//! [DevTools protocol]: https://chromedevtools.github.io/devtools-protocol/

mod chromium;
mod error;
mod find;
mod page;
mod process;
mod remote;

use boa_async_context::{
    Runtime,
    cleanup::{CleanupError, NativeResource, ResourceClasses, RetryPolicy},
};
use boa_engine::{JsNativeError, JsResult};

pub use chromium::Chromium;
pub use error::BrowserError;
pub use find::find_chromium;
pub use page::Page;
pub use remote::{Primitive, Remote, RemoteObject};

use crate::arguments::text;

/// A browser that JavaScript opens. In JavaScript:
///
/// | | |
/// |---|---|
/// | `await Browser.open()` | starts the Chromium that [is found](find_chromium) |
/// | `await browser.newPage()` | opens a [`Page`] |
/// | `await browser.close()` | ends it, with its pages |
#[derive(Debug)]
pub struct Browser(pub Chromium);

impl NativeResource for Browser {
    const NAME: &'static str = "Browser";

    fn label(&self) -> String {
        self.0.to_string()
    }

    async fn close(self) -> Result<(), CleanupError> {
        Ok(self.0.close().await?)
    }
}

/// Defines the classes `Browser`, `Page` and `RemoteObject`.
///
/// # Errors
///
/// If the cleanup runtime cannot be started, or the global object refuses a class.
pub fn register(runtime: &mut Runtime) -> JsResult<()> {
    let resources = runtime.resources().clone();
    let owner = resources.clone();
    resources
        .class::<Browser>()
        .open("open", 0, |_, _| {
            let executable = find_chromium().ok_or_else(|| {
                JsNativeError::error().with_message(
                    "there is no Chromium; the environment variable CHROMIUM tells where one is",
                )
            })?;
            Ok(async move {
                let chromium = Chromium::launch(&executable, RetryPolicy::default()).await?;
                Ok::<_, BrowserError>(Browser(chromium))
            })
        })
        .operation("newPage", 0, move |browser, _, _| {
            let (chromium, owner) = (browser.0.clone(), owner.clone());
            Ok(async move { Ok::<_, BrowserError>(owner.own(chromium.new_page().await?)) })
        })
        .register(&mut runtime.context_mut())?;
    let owner = resources.clone();
    resources
        .class::<Page>()
        .operation("evaluate", 1, move |page, args, context| {
            let expression = text(args, 0, "expression", context)?;
            // The future does not hold the operation: an evaluation may take forever, and closing the page ends
            // it.
            let (page, owner) = (Page::clone(&page), owner.clone());
            Ok(async move { page.evaluate(expression, &owner).await })
        })
        .register(&mut runtime.context_mut())?;
    let owner = resources.clone();
    resources
        .class::<RemoteObject>()
        .operation("property", 1, move |object, args, context| {
            let name = text(args, 0, "name", context)?;
            let owner = owner.clone();
            Ok(async move { object.property(name, &owner).await })
        })
        .register(&mut runtime.context_mut())
}
