//! `fetch`.
//!
//! <https://fetch.spec.whatwg.org/#fetch-method>
//!
//! The promise is settled in the mapping of the call, whatever operation settles it.

use boa_async_context::{CaptureKind, Limit, Permit};
use boa_engine::{
    Context, JsArgs, JsError, JsResult, JsValue, builtins::promise::ResolvingFunctions,
    object::builtins::JsPromise,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    body::Content,
    body_stream::{cancel_quietly, send_stream},
    caller::Caller,
    client::{Failure, Incoming, Outgoing, Upload},
    convert::{network_error, settle},
    job::{client_of, spawn},
    receiving::Receiving,
    request::RequestState,
    response::ResponseState,
    stop::Stop,
};
use crate::{
    abort::{
        algorithm::{AbortSteps, Algorithm},
        state::SignalState,
    },
    dom_exception::{permit, quota_exceeded},
    mechanism::{Capture, Origin},
    streams::native::Reader,
    webidl::require,
};

/// The promise of a call of `fetch`, with the mapping of the call.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Pending {
    capture: Capture,
    resolvers: ResolvingFunctions,
}

impl Pending {
    fn settle(self, result: JsResult<JsValue>, context: &mut Context) -> JsResult<()> {
        let Self { capture, resolvers } = self;
        capture.run(context, |context| settle(&resolvers, result, context))
    }
}

/// A call of `fetch`, until the last byte of the response has arrived.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Fetching {
    pending: GcRefCell<Option<Pending>>,
    /// The reader of the request body, if that is a stream.
    request_body: GcRefCell<Option<Reader>>,
    receiving: GcRefCell<Option<Gc<Receiving>>>,
    #[unsafe_ignore_trace]
    stop: Stop,
}

impl Fetching {
    /// Settles the promise, unless it is settled already.
    fn settle(&self, result: JsResult<JsValue>, context: &mut Context) -> JsResult<()> {
        let pending = self.pending.borrow_mut().take();
        pending.map_or(Ok(()), |pending| pending.settle(result, context))
    }
}

impl Fetching {
    /// Rejects the promise because of a network error, in the mapping of the call.
    fn fail(&self, failure: &Failure, context: &mut Context) -> JsResult<()> {
        let Some(Pending { capture, resolvers }) = self.pending.borrow_mut().take() else {
            return Ok(());
        };
        capture.run(context, |context| {
            let error = match failure.noted("fetch", context) {
                Some(met) => quota_exceeded(&met, context),
                None => network_error("fetch failed", failure),
            };
            settle(&resolvers, Err(error), context)
        })
    }
}

/// *Abort the `fetch()` call*.
///
/// <https://fetch.spec.whatwg.org/#abort-fetch>
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Abort(Gc<Fetching>);

impl AbortSteps for Abort {
    fn run(&self, reason: &JsValue, context: &mut Context) -> JsResult<()> {
        self.0.stop.stop();
        // 1. Reject promise with error.
        self.0
            .settle(Err(JsError::from_opaque(reason.clone())), context)?;
        // 2. If request's body is non-null and is readable, then cancel it with error.
        let request_body = self.0.request_body.borrow_mut().take();
        if let Some(body) = request_body {
            cancel_quietly(&body, reason, context)?;
        }
        // 4-5. If response's body is non-null and is readable, then error it with error.
        let receiving = self.0.receiving.borrow_mut().take();
        receiving.map_or(Ok(()), |receiving| receiving.abort(reason.clone(), context))
    }
}

/// `fetch(input, init)`
///
/// <https://fetch.spec.whatwg.org/#fetch-method>
pub(super) fn fetch(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    // 1. Let p be a new promise.
    let (promise, resolvers) = JsPromise::new_pending(context);
    // 2. Let requestObject be the result of invoking the initial value of Request as constructor with
    //    input and init. If this throws an exception, reject p with it and return p.
    let (input, init) = (args.get_or_undefined(0), args.get_or_undefined(1));
    let request = require(args, 1, "fetch")
        .and_then(|()| RequestState::create(input, init, context))
        .and_then(|request| {
            let permit = permit(Limit::Requests, "fetch", context)?;
            let body = request.body.as_ref().map(|body| body.take()).transpose()?;
            Ok((request, body, permit))
        });
    match request {
        Err(error) => settle(&resolvers, Err(error), context)?,
        Ok((request, body, permit)) => {
            let capture = Capture::now(CaptureKind::AsyncOperation, context);
            let pending = Pending { capture, resolvers };
            start(&request, body, permit, pending, context)?;
        }
    }
    Ok(promise.into())
}

/// Sends the request, unless its signal is aborted already: steps 4 to 12 of `fetch()`.
fn start(
    request: &RequestState,
    body: Option<Content>,
    permit: Permit,
    pending: Pending,
    context: &mut Context,
) -> JsResult<()> {
    let stream = match &body {
        Some(Content::Stream(stream)) => Some(stream.acquire_reader(context)?),
        _ => None,
    };
    let fetching = Gc::new(Fetching {
        pending: GcRefCell::new(Some(pending)),
        request_body: GcRefCell::new(stream.clone()),
        receiving: GcRefCell::default(),
        stop: Stop::default(),
    });
    // 4. If requestObject's signal is aborted, then abort the fetch() call and return p.
    if let Some(reason) = request.signal.reason() {
        return Abort(fetching).run(&reason, context);
    }
    let body = match (body, stream) {
        (_, Some(reader)) => {
            let chunks = send_stream(reader, fetching.stop.clone(), context)?;
            Some(Upload::Stream(Some(chunks)))
        }
        (Some(Content::Bytes(bytes)), None) => Some(Upload::Bytes(bytes, None)),
        _ => None,
    };
    let outgoing = Outgoing {
        method: request.settings.method.clone(),
        url: request.settings.url.clone(),
        headers: request.headers.list.borrow().clone(),
        body,
        blob: request.settings.blob.clone(),
        redirect: request.settings.redirect,
        caller: Caller::now(context),
        permit,
    };
    run(outgoing, &request.signal, fetching, context);
    Ok(())
}

/// *Fetch*, as a job of the event loop.
///
/// <https://fetch.spec.whatwg.org/#concept-fetch>
fn run(
    outgoing: Outgoing,
    signal: &Gc<SignalState>,
    fetching: Gc<Fetching>,
    context: &mut Context,
) {
    // 11. Add the following abort steps to requestObject's signal.
    let algorithm = signal.add_algorithm(Box::new(Abort(fetching.clone())));
    let signal = signal.clone();
    let client = client_of(context);
    spawn(context, async move |context| {
        match fetching.stop.or(client.exchange(outgoing)).await {
            None => Ok(()),
            Some(response) => {
                let context = &mut context.borrow_mut();
                respond(response, &fetching, signal, algorithm, context)
            }
        }
    });
}

/// *Process response*.
///
/// <https://fetch.spec.whatwg.org/#process-response>
fn respond(
    response: Result<Incoming, Failure>,
    fetching: &Gc<Fetching>,
    signal: Gc<SignalState>,
    algorithm: Gc<Algorithm>,
    context: &mut Context,
) -> JsResult<()> {
    let incoming = match response {
        Ok(incoming) => incoming,
        Err(failure) => {
            algorithm.cancel();
            return fetching.fail(&failure, context);
        }
    };
    let (response, receiving) = ResponseState::received(incoming, context)?;
    match receiving {
        Some(receiving) => {
            *fetching.receiving.borrow_mut() = Some(receiving.clone());
            if let Some(pending) = &*fetching.pending.borrow() {
                receiving.set_origin(Origin::of(&pending.capture, context));
            }
            receiving.aborted_by(signal, algorithm);
        }
        None => algorithm.cancel(),
    }
    fetching.settle(Ok(response.into()), context)
}
