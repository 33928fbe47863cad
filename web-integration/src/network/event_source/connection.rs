//! The native job of an event source: it connects again and again, until the source is closed or fails.

use std::{cell::RefCell, time::Duration};

use boa_async_context::Permit;
use boa_engine::{Context, JsResult, js_string};
use tokio::time::sleep;

use super::{
    parser::{Parser, Sent, TooLarge},
    source::{CONNECTING, OPEN, Source},
};
use crate::{
    mechanism::external,
    messaging::message_event::fire_server_sent,
    network::{
        caller::Caller,
        client::{Failure, Incoming, Outgoing, RedirectMode, runtime},
        header_list::{HeaderList, isomorphic_decode},
        job::{client_of, next_turn},
    },
};

/// The maximum reconnection time in milliseconds; a longer one is cut to this, which no clock overflows.
const LONGEST: u64 = 1 << 40;

/// Fetches the stream, interprets it, and reestablishes the connection after its end.
///
/// <https://html.spec.whatwg.org/#reestablish-the-connection>
pub(super) async fn connect(source: Source, context: &RefCell<&mut Context>) -> JsResult<()> {
    // Without a tokio runtime there is no clock for the reconnection time.
    if runtime().is_err() {
        return source.fail(&mut context.borrow_mut());
    }
    let stop = source.stop().clone();
    loop {
        // The host may have changed what it allows since the last connection.
        let client = client_of(&mut context.borrow_mut());
        let ended = match stop.or(client.exchange(request(&source))).await {
            None => return Ok(()),
            Some(Err(failure)) => Err(failure),
            // If res's status is not 200, or its `Content-Type` is not text/event-stream, then fail the
            // connection.
            Some(Ok(incoming)) if !is_event_stream(&incoming) => {
                return source.fail(&mut context.borrow_mut());
            }
            Some(Ok(incoming)) => {
                let most = client.terms().chunk_bytes;
                receive(&source, incoming, most, context).await?
            }
        };
        match ended {
            // The host refuses it, and will the next time.
            Err(failure) if failure.is_limit() => {
                let context = &mut context.borrow_mut();
                source.note(&failure, context);
                return source.fail(context);
            }
            // If res is a network error, then reestablish the connection, as after the end of the stream.
            Ok(()) | Err(_) => {}
        }
        // *Reestablish the connection*: 1. If readyState is CLOSED, return. Set it to CONNECTING. Fire
        // an event named error.
        if source.is_closed() {
            return Ok(());
        }
        source.state.ready.set(CONNECTING);
        source.fire("error", &mut context.borrow_mut())?;
        // 2. Wait a delay equal to the reconnection time of the event source.
        let delay = source.state.reconnection_time.get().min(LONGEST);
        let waited = stop.or(sleep(Duration::from_millis(delay))).await;
        if waited.is_none() {
            return Ok(());
        }
    }
}

/// The request for the stream.
fn request(source: &Source) -> Outgoing {
    let mut headers = HeaderList::default();
    headers.append("Accept", "text/event-stream");
    // The cache mode "no-store".
    headers.append("Cache-Control", "no-cache");
    let last_event_id = source.state.last_event_id.borrow();
    if !last_event_id.is_empty() {
        let value = isomorphic_decode(last_event_id.as_bytes());
        headers.append("Last-Event-ID", value);
    }
    Outgoing {
        method: "GET".to_owned(),
        url: source.state.url.clone(),
        headers,
        body: None,
        blob: None,
        redirect: RedirectMode::Follow,
        // It connects again as long as it exists, which is no part of an operation.
        caller: Caller::default(),
        permit: Permit::default(),
    }
}

fn is_event_stream(incoming: &Incoming) -> bool {
    let mime_type = incoming.headers.mime_type();
    incoming.status == 200 && mime_type.is_some_and(|mime| mime.matches("text", "event-stream"))
}

/// *Announce the connection*, and interpret the body until its end. A message may have `most` bytes. Returns why the stream has
/// ended, if that was not its end.
///
/// <https://html.spec.whatwg.org/#announce-the-connection>
async fn receive(
    source: &Source,
    incoming: Incoming,
    most: Option<u64>,
    context: &RefCell<&mut Context>,
) -> JsResult<Result<(), Failure>> {
    source.state.ready.set(OPEN);
    source.fire("open", &mut context.borrow_mut())?;
    let origin = incoming.url.origin().ascii_serialization();
    let last_event_id = source.state.last_event_id.borrow().clone();
    let mut parser = Parser::new(last_event_id, most);
    let Some(mut body) = incoming.body else {
        return Ok(Ok(()));
    };
    loop {
        let bytes = match source.stop().or(body.chunk()).await {
            None | Some(Ok(None)) => return Ok(Ok(())),
            Some(Ok(Some(bytes))) => bytes,
            Some(Err(failure)) => return Ok(Err(failure)),
        };
        let mut bytes = &bytes[..];
        while !bytes.is_empty() {
            let sent = match parser.feed(&mut bytes) {
                Ok(sent) => sent,
                Err(TooLarge(most)) => return Ok(Err(Failure::too_large(most))),
            };
            for sent in sent {
                if source.is_closed() {
                    return Ok(Ok(()));
                }
                take(source, sent, &origin, &mut context.borrow_mut())?;
                // Each message is a task of its own: microtasks of its listeners run before the next message.
                next_turn().await;
            }
        }
        next_turn().await;
    }
}

/// Applies one thing that the server sent: sets a field, or fires a message event in the empty mapping.
fn take(source: &Source, sent: Sent, origin: &str, context: &mut Context) -> JsResult<()> {
    let Source {
        object,
        list,
        state,
    } = source;
    match sent {
        Sent::Retry(time) => state.reconnection_time.set(time),
        Sent::LastEventId(id) => *state.last_event_id.borrow_mut() = id,
        Sent::Message {
            event_type,
            data,
            last_event_id,
        } => {
            let fields = (
                js_string!(data),
                js_string!(origin),
                js_string!(last_event_id),
            );
            external(context, |context| {
                fire_server_sent(&event_type, fields, object, list, context)
            })?;
        }
    }
    Ok(())
}
