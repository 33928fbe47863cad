//! The native job of a `send`: waits for the network and fires the events.

use std::{cell::RefCell, sync::Arc, time::Duration};

use boa_async_context::{Limit, Limits};
use boa_engine::{Context, JsResult};
use tokio::time::{Instant, sleep_until};

use super::state::{Cause, DONE, HEADERS_RECEIVED, Head, InFlight, LOADING, Xhr};
use crate::network::{
    caller::CallSpan,
    client::{Client, Failure, Incoming, IncomingBody, Outgoing, Progress, runtime},
    job::next_turn,
};

/// The minimum time between two progress events.
const THROTTLE: Duration = Duration::from_millis(50);

/// A send that is ready to start.
pub(super) struct Sending {
    pub(super) outgoing: Outgoing,
    /// The number of sent bytes, if the upload object has listeners.
    pub(super) progress: Option<Arc<Progress>>,
    /// The length of the body.
    pub(super) total: u64,
    pub(super) in_flight: InFlight,
    pub(super) client: Client,
}

/// Allows something the first time, and then once in each interval.
#[derive(Default)]
struct Throttle(Option<Instant>);

impl Throttle {
    fn allows(&mut self) -> bool {
        let now = Instant::now();
        if self.0.is_some_and(|last| now - last < THROTTLE) {
            return false;
        }
        self.0 = Some(now);
        true
    }
}

/// Why a wait for the network was interrupted.
enum Interrupted {
    /// `open` or `abort` terminated the send, and fired its events.
    Terminated,
    TimedOut,
}

/// Waits of a send, which its timeout and its termination interrupt.
struct Wait {
    xhr: Xhr,
    in_flight: InFlight,
    begun: Instant,
    span: CallSpan,
}

impl Wait {
    /// Waits for `future`. If the timeout or a termination comes first, the future is dropped, and the connection
    /// with it.
    async fn until<T>(&self, future: impl Future<Output = T>) -> Result<T, Interrupted> {
        let either = async {
            tokio::select! {
                // First, so that a transfer which always has data to read still times out.
                biased;
                () = self.timed_out() => Err(Interrupted::TimedOut),
                value = future => Ok(value),
            }
        };
        let result = self.in_flight.stop.or(either).await;
        result.unwrap_or(Err(Interrupted::Terminated))
    }

    /// Waits until the timeout is over. `timeout` can change during the send, and counts from its start.
    async fn timed_out(&self) {
        loop {
            let changed = self.in_flight.timeout_changed.notified();
            match self.xhr.state.timeout.get() {
                0 => changed.await,
                timeout => {
                    let end = self.begun + Duration::from_millis(timeout.into());
                    if end <= Instant::now() {
                        return;
                    }
                    // Both may be so when the loop comes back, and then it is the new timeout that counts.
                    tokio::select! {
                        () = sleep_until(end) => {}
                        () = changed => {}
                    }
                }
            }
        }
    }

    /// Notes the limit that is the reason of a failure, in the mapping of the send.
    fn note(&self, failure: &Failure, context: &mut Context) {
        let cause = Cause::Send(self.in_flight.action);
        // It cannot fail: no event is fired.
        let _ = self.xhr.in_mapping_of(cause, context, |context| {
            failure.noted("XMLHttpRequest.send", context);
            Ok(())
        });
    }

    fn is_terminated(&self) -> bool {
        self.in_flight.stop.is_stopped()
    }
}

/// The fetch of `send()`. It ends with `loadend`, or without an event if the send is terminated.
///
/// <https://xhr.spec.whatwg.org/#the-send()-method>
///
/// <https://xhr.spec.whatwg.org/#handle-errors>
pub(super) async fn transfer(
    xhr: Xhr,
    sending: Sending,
    context: &RefCell<&mut Context>,
) -> JsResult<()> {
    let cause = Cause::Send(sending.in_flight.action);
    let wait = Wait {
        xhr: xhr.clone(),
        in_flight: sending.in_flight.clone(),
        begun: Instant::now(),
        span: sending.outgoing.caller.span().clone(),
    };
    let result = match exchange(&wait, sending, context).await? {
        Ok(incoming) => receive(&wait, incoming, context).await?,
        Err(ended) => Err(ended),
    };
    let event_type = match result {
        Ok(()) => return done(&wait, cause, &mut context.borrow_mut()),
        Err(Ended::Terminated) => return Ok(()),
        Err(Ended::TimedOut) => "timeout",
        Err(Ended::Failed) => "error",
    };
    // *Handle errors*.
    xhr.state.finish();
    xhr.fail(event_type, cause, &mut context.borrow_mut())
}

/// Why a transfer ended without a complete response.
enum Ended {
    Terminated,
    TimedOut,
    Failed,
}

impl From<Interrupted> for Ended {
    fn from(interrupted: Interrupted) -> Self {
        match interrupted {
            Interrupted::Terminated => Self::Terminated,
            Interrupted::TimedOut => Self::TimedOut,
        }
    }
}

/// Sends the request, and tells the upload object how far it is.
async fn exchange(
    wait: &Wait,
    sending: Sending,
    context: &RefCell<&mut Context>,
) -> JsResult<Result<Incoming, Ended>> {
    let Sending {
        outgoing,
        progress,
        total,
        client,
        ..
    } = sending;
    // Without a tokio runtime there is neither network nor clock.
    if runtime().is_err() {
        return Ok(Err(Ended::Failed));
    }
    let mut response = std::pin::pin!(client.exchange(outgoing));
    let mut throttle = Throttle::default();
    let response = loop {
        let sent = async {
            match &progress {
                Some(progress) => progress.changed().await,
                None => std::future::pending().await,
            }
        };
        let event = wait
            .until(async {
                tokio::select! {
                    biased;
                    () = sent => None,
                    response = &mut response => Some(response),
                }
            })
            .await;
        match event {
            Err(interrupted) => return Ok(Err(interrupted.into())),
            Ok(Some(response)) => break response,
            Ok(None) => {
                let sent = progress.as_ref().map_or(0, |progress| progress.sent());
                let context = &mut context.borrow_mut();
                upload_progress(wait, sent, total, &mut throttle, context)?;
            }
        }
        if wait.is_terminated() {
            return Ok(Err(Ended::Terminated));
        }
    };
    let incoming = match response {
        Ok(incoming) => incoming,
        Err(failure) => {
            wait.note(&failure, &mut context.borrow_mut());
            return Ok(Err(Ended::Failed));
        }
    };
    // A server that responds has read as much of the body as it wants.
    upload_end(wait, total, &mut context.borrow_mut())?;
    Ok(Ok(incoming))
}

/// *processRequestBodyChunkLength*.
///
/// <https://fetch.spec.whatwg.org/#process-request-body>
fn upload_progress(
    wait: &Wait,
    sent: u64,
    total: u64,
    throttle: &mut Throttle,
    context: &mut Context,
) -> JsResult<()> {
    if sent == total {
        return upload_end(wait, total, context);
    }
    if !throttle.allows() || wait.xhr.state.upload_complete.get() {
        return Ok(());
    }
    let cause = Cause::Send(wait.in_flight.action);
    wait.xhr
        .upload_progress("progress", (sent, total), cause, context)
}

/// *processRequestEndOfBody*.
///
/// <https://fetch.spec.whatwg.org/#process-request-end-of-body>
fn upload_end(wait: &Wait, total: u64, context: &mut Context) -> JsResult<()> {
    let xhr = &wait.xhr;
    // 1. Set this's upload complete flag. 2. If this's upload listener flag is unset, then return.
    if xhr.state.upload_complete.replace(true) || !xhr.state.upload_listened.get() {
        return Ok(());
    }
    // 3. Fire a progress event named progress at this's upload object with requestBodyTransmitted and
    //    requestBodyLength. 4. One named load. 5. One named loadend.
    let cause = Cause::Send(wait.in_flight.action);
    for event_type in ["progress", "load", "loadend"] {
        xhr.upload_progress(event_type, (total, total), cause, context)?;
        if wait.is_terminated() {
            break;
        }
    }
    Ok(())
}

/// *processResponse*, and the body.
///
/// <https://fetch.spec.whatwg.org/#process-response>
async fn receive(
    wait: &Wait,
    incoming: Incoming,
    context: &RefCell<&mut Context>,
) -> JsResult<Result<(), Ended>> {
    if wait.is_terminated() {
        return Ok(Err(Ended::Terminated));
    }
    let xhr = &wait.xhr;
    let cause = Cause::Send(wait.in_flight.action);
    let Incoming {
        status,
        status_text,
        headers,
        url,
        body,
        ..
    } = incoming;
    // 1. Set this's response to response. 4. Set this's state to headers received.
    xhr.state.set_response(Some(Head {
        status,
        status_text,
        headers,
        url,
    }));
    xhr.state.ready.set(HEADERS_RECEIVED);
    // 5. Fire an event named readystatechange at this. 6. If this's state is not headers received, then
    //    return.
    xhr.ready_state_change(cause, &mut context.borrow_mut())?;
    // 7. If this's response's body is null, then run handle response end-of-body for this and return.
    match body {
        Some(body) => receive_body(wait, body, context).await,
        None if wait.is_terminated() => Ok(Err(Ended::Terminated)),
        None => Ok(Ok(())),
    }
}

async fn receive_body(
    wait: &Wait,
    mut body: IncomingBody,
    context: &RefCell<&mut Context>,
) -> JsResult<Result<(), Ended>> {
    let Wait { xhr, in_flight, .. } = wait;
    let cause = Cause::Send(in_flight.action);
    let mut throttle = Throttle::default();
    loop {
        // The wait also ends if a listener has just terminated the send.
        let bytes = match wait.until(wait.span.around(body.chunk())).await {
            Err(interrupted) => return Ok(Err(interrupted.into())),
            Ok(Err(failure)) => {
                wait.note(&failure, &mut context.borrow_mut());
                return Ok(Err(Ended::Failed));
            }
            Ok(Ok(None)) => return Ok(Ok(())),
            Ok(Ok(Some(bytes))) => bytes,
        };
        // processBodyChunk: 1. Append bytes to this's received bytes.
        xhr.state.received.borrow_mut().extend_from_slice(&bytes);
        let most = Limits::get_of(Limit::BodyBytes, &context.borrow());
        if let Some(most) = most.filter(|most| xhr.state.transmitted() > *most) {
            wait.note(&Failure::too_large(most), &mut context.borrow_mut());
            return Ok(Err(Ended::Failed));
        }
        // 2. If not roughly 50ms have passed since these steps were last invoked, then return.
        next_turn().await;
        if !throttle.allows() || wait.is_terminated() {
            continue;
        }
        // 3. If this's state is headers received, then set it to loading.
        xhr.state.ready.set(LOADING);
        // 4. Fire an event named readystatechange at this.
        let context = &mut context.borrow_mut();
        xhr.ready_state_change(cause, context)?;
        if wait.is_terminated() {
            continue;
        }
        // 5. Fire a progress event named progress at this with this's received bytes's length and length.
        let progress = (xhr.state.transmitted(), xhr.state.length());
        xhr.progress("progress", progress, cause, context)?;
    }
}

/// *Handle response end-of-body*.
///
/// <https://xhr.spec.whatwg.org/#handle-response-end-of-body>
fn done(wait: &Wait, cause: Cause, context: &mut Context) -> JsResult<()> {
    let xhr = &wait.xhr;
    let state = &xhr.state;
    // 3-5. Let transmitted be xhr's received bytes's length, and length that of the response's headers.
    let progress = (state.transmitted(), state.length());
    // 6. Fire a progress event named progress at xhr with transmitted and length.
    xhr.progress("progress", progress, cause, context)?;
    if wait.is_terminated() {
        return Ok(());
    }
    // 7. Set xhr's state to done. 8. Unset xhr's send() flag. The send cannot be terminated any more.
    state.finish();
    state.ready.set(DONE);
    state.sending.set(false);
    // 9. Fire an event named readystatechange at xhr. 10-11. Progress events named load and loadend.
    xhr.ready_state_change(cause, context)?;
    xhr.progress("load", progress, cause, context)?;
    xhr.load_end(progress, cause, context)
}
