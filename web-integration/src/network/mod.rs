//! `fetch`, `XMLHttpRequest`, `EventSource` and what they are made of.
//!
//! A request is a native job of the event loop. The job is enqueued in the empty mapping: whatever
//! it calls back for goes through a [`Capture`](crate::mechanism::Capture) or a
//! [`Holder`](crate::mechanism::Holder).

mod blob;
mod body;
mod body_stream;
mod client;
mod convert;
mod event_source;
mod fetch;
mod header_list;
mod headers;
mod iterable;
mod progress_event;
mod receiving;
mod request;
mod request_init;
mod response;
mod search_params;
mod xhr;

use std::{cell::RefCell, future::poll_fn, task::Poll};

use boa_engine::{Context, JsData, JsResult, JsValue, job::NativeAsyncJob};
use boa_gc::{Finalize, Trace};
use url::Url;

use self::client::Client;
use crate::{
    apis::WebApis,
    mechanism::{
        external,
        rule::{Propagation, Rule, row},
    },
    webidl::{expose, global_operation, type_error},
};

#[rustfmt::skip]
pub(crate) const RULES: &[Propagation] = &[
    row("fetch", "fetch()", "the promise is settled", Rule::CaptureAtCall, "propagation/fetch.js"),
    row("fetch", "read() of a body", "the network is read", Rule::Transparent, "propagation/body.js"),
    row("fetch", "fetch() with a stream", "pull of the stream", Rule::CaptureAtCall, "propagation/body.js"),
    row("Response", "text() and others of a stream", "pull of the stream", Rule::CaptureAtCall, "propagation/body.js"),
    row("XMLHttpRequest", "open(), send()", "readystatechange, loadstart", Rule::Transparent, "propagation/xhr.js"),
    row("XMLHttpRequest", "send()", "readystatechange, progress, load, error, timeout, loadend", Rule::Holder, "propagation/xhr.js"),
    row("XMLHttpRequest.upload", "send()", "loadstart", Rule::Transparent, "propagation/xhr.js"),
    row("XMLHttpRequest.upload", "send()", "progress, load, error, timeout, loadend", Rule::Holder, "propagation/xhr.js"),
    row("XMLHttpRequest", "abort()", "readystatechange, abort, loadend, also of the upload", Rule::Transparent, "propagation/xhr.js"),
    row("EventSource", "new EventSource()", "open, error", Rule::Holder, "propagation/event_source.js"),
    row("EventSource", "the server sends", "message and others", Rule::External, "propagation/event_source.js"),
];

/// What relative URLs are relative to.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct BaseUrl(#[unsafe_ignore_trace] Url);

/// Makes the intrinsics of the current realm, and defines those that were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    if let Some(base) = &apis.base_url {
        let base = Url::parse(base)
            .map_err(|error| type_error(format!("the base URL {base:?} is not valid: {error}")))?;
        context.realm().host_defined_mut().insert(BaseUrl(base));
    }
    convert::install(context)?;
    blob::install(context);
    search_params::install(context);
    headers::install(context);
    request::install(context);
    response::install(context);
    progress_event::install(context)?;
    xhr::install(context)?;
    event_source::install(context)?;
    if apis.network {
        expose::<blob::Blob>(context)?;
        expose::<search_params::URLSearchParams>(context)?;
        expose::<headers::Headers>(context)?;
        expose::<request::Request>(context)?;
        expose::<response::Response>(context)?;
        expose::<progress_event::ProgressEvent>(context)?;
        expose::<xhr::XMLHttpRequestEventTarget>(context)?;
        expose::<xhr::XMLHttpRequestUpload>(context)?;
        expose::<xhr::XMLHttpRequest>(context)?;
        expose::<event_source::EventSource>(context)?;
        global_operation("fetch", 1, fetch::fetch, context)?;
    }
    Ok(())
}

/// Parses a URL of the program.
///
/// # Errors
///
/// A `TypeError` if it is none.
fn parse_url(url: &str, context: &Context) -> JsResult<Url> {
    let host_defined = context.realm().host_defined();
    let base = host_defined.get::<BaseUrl>().map(|base| &base.0);
    Url::options()
        .base_url(base)
        .parse(url)
        .map_err(|error| type_error(format!("the URL {url:?} is not valid: {error}")))
}

/// The HTTP client of the context.
fn client_of(context: &mut Context) -> Client {
    if let Some(client) = context.get_data::<Client>() {
        return client.clone();
    }
    let client = Client::default();
    context.insert_data(client.clone());
    client
}

/// Runs a native job in the current realm and in the empty mapping.
fn spawn<F>(context: &mut Context, job: F)
where
    F: AsyncFnOnce(&RefCell<&mut Context>) -> JsResult<()> + 'static,
{
    let realm = context.realm().clone();
    let job = NativeAsyncJob::with_realm(
        async move |context| {
            job(context).await?;
            Ok(JsValue::undefined())
        },
        realm,
    );
    external(context, |context| context.enqueue_job(job.into()));
}

/// Ends a poll of a native job. Between two pieces of work that are both there already it lets the event loop
/// do the others': however fast a server sends, timers fire.
async fn next_turn() {
    let mut ended = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut ended, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
