//! `fetch`, `XMLHttpRequest`, `EventSource`, and the interfaces that they use.
//!
//! A request is a native job of the event loop. The job is enqueued in the empty mapping; its callbacks run in the
//! mapping of a [`Capture`](crate::mechanism::Capture) or a [`Holder`](crate::mechanism::Holder).

mod base_url;
mod blob;
mod blob_urls;
mod body;
mod body_stream;
mod caller;
mod client;
mod convert;
mod event_source;
mod fetch;
mod file;
mod file_reader;
mod file_reader_sync;
mod form_data;
mod header_list;
mod headers;
mod job;
mod left;
mod multipart;
mod package;
mod progress_event;
#[cfg(test)]
mod random_tests;
mod receiving;
mod request;
mod request_init;
mod response;
mod stop;
mod xhr;

use boa_engine::{Context, JsResult};

use crate::{
    apis::WebApis,
    mechanism::rule::{Propagation, Rule, row},
    messaging::clone::platform,
    webidl::{expose, expose_in_workers, global_operation},
};

#[rustfmt::skip]
pub(crate) const RULES: &[Propagation] = &[
    row("fetch", "fetch()", "the promise is settled", Rule::CaptureAtCall, "silent: a promise, like any other", "propagation/fetch.js"),
    row("fetch", "read() of a body", "the network is read", Rule::Transparent, "silent: the network is no code of the program", "propagation/body.js"),
    row("fetch", "fetch() with a stream", "pull of the stream", Rule::CaptureAtCall, "Stream underlying APIs", "propagation/body.js"),
    row("fetch", "abort() of the signal", "cancel of the stream that is sent", Rule::Transparent, "silent: abort() is the cause", "propagation/body.js"),
    row("fetch", "the request fails", "cancel of the stream that is sent", Rule::CaptureAtCall, "silent: the request ends, which fetch() has begun", "propagation/body.js"),
    row("fetch", "pipeTo(), pipeThrough() of a body", "write, transform", Rule::CaptureAtCall, "Stream underlying APIs", "propagation/body.js"),
    row("Response", "text() and others of a stream", "pull of the stream", Rule::CaptureAtCall, "silent: the call reads, as read() does", "propagation/body.js"),
    row("XMLHttpRequest", "open(), send()", "readystatechange, loadstart", Rule::Transparent, "Synchronous event dispatches", "propagation/xhr.js"),
    row("XMLHttpRequest", "send()", "readystatechange, progress, load, error, timeout, loadend", Rule::Holder, "Objects responsible for one task", "propagation/xhr.js"),
    row("XMLHttpRequest.upload", "send(), at once", "loadstart", Rule::Transparent, "Synchronous event dispatches", "propagation/xhr.js"),
    row("XMLHttpRequest.upload", "send()", "progress, load, error, timeout, loadend", Rule::External, "Events dispatched on separate objects", "propagation/xhr.js"),
    row("XMLHttpRequest", "abort()", "readystatechange, abort, loadend, also of the upload", Rule::Transparent, "Synchronous event dispatches", "propagation/xhr.js"),
    row("EventSource", "new EventSource()", "open, error", Rule::Holder, "Objects responsible for one task", "propagation/event_source.js"),
    row("EventSource", "the server sends", "message and others", Rule::External, "Externally-caused event dispatches", "propagation/event_source.js"),
    row("FileReader", "readAsText() and others", "loadstart, progress, load, error, loadend", Rule::Holder, "Objects responsible for one task", "propagation/file_reader.js"),
    row("FileReader", "abort()", "abort, loadend", Rule::Transparent, "Synchronous event dispatches", "propagation/file_reader.js"),
];

/// Creates the intrinsics of the current realm, and the globals that were chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    if let Some(base) = &apis.base_url {
        base_url::install(base, context)?;
    }
    if let Some(headers) = &apis.request_headers {
        context.realm().host_defined_mut().insert(headers.clone());
    }
    convert::install(context)?;
    blob::install(context);
    platform::register(blob::serialize, context);
    file::install(context)?;
    form_data::install(context);
    headers::install(context);
    request::install(context);
    response::install(context);
    progress_event::install(context)?;
    xhr::interface::install(context)?;
    file_reader::install(context)?;
    file_reader_sync::install(context);
    event_source::interface::install(context)?;
    if apis.network {
        if apis.url {
            blob_urls::install(context)?;
        }
        expose::<blob::Blob>(context)?;
        expose::<blob::File>(context)?;
        expose::<file_reader::FileReader>(context)?;
        expose_in_workers::<file_reader_sync::FileReaderSync>(context);
        expose::<form_data::FormData>(context)?;
        expose::<headers::Headers>(context)?;
        expose::<request::Request>(context)?;
        expose::<response::Response>(context)?;
        expose::<progress_event::ProgressEvent>(context)?;
        expose::<xhr::interface::XMLHttpRequestEventTarget>(context)?;
        expose::<xhr::interface::XMLHttpRequestUpload>(context)?;
        expose::<xhr::interface::XMLHttpRequest>(context)?;
        expose::<event_source::interface::EventSource>(context)?;
        global_operation("fetch", 1, fetch::fetch, context)?;
    }
    Ok(())
}
