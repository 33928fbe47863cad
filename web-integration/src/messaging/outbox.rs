//! Counting the messages that an agent has sent and that have not arrived.
//!
//! They wait outside the heap, in queues that the sender cannot see and no collection empties.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use boa_async_context::{Limit, LimitMet, Limits};
use boa_engine::{Context, JsResult};

use crate::dom_exception::quota_exceeded;

/// The messages of an agent that have not arrived. Only the agent's own thread adds to it.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    messages: AtomicU64,
    bytes: AtomicU64,
}

/// A message that counts for its sender, until it is dropped: when it has arrived or nobody can receive it.
#[derive(Debug)]
pub(super) struct Sent {
    outbox: Arc<Outbox>,
    bytes: u64,
}

impl Outbox {
    /// Admits `copies` of a message. `bytes` is asked for only if there is a limit. Without one nothing is counted, and
    /// the list is empty.
    ///
    /// # Errors
    ///
    /// A "QuotaExceededError" `DOMException`.
    pub(super) fn admit(
        self: &Arc<Self>,
        copies: usize,
        bytes: impl FnOnce() -> usize,
        context: &Context,
    ) -> JsResult<Vec<Sent>> {
        let most = |limit| Limits::get_of(limit, context);
        let (most_messages, most_bytes) = (most(Limit::Messages), most(Limit::MessageBytes));
        if most_messages.is_none() && most_bytes.is_none() {
            return Ok(Vec::new());
        }
        let (copies, bytes) = (copies as u64, bytes() as u64);
        for (limit, most, count, more) in [
            (Limit::Messages, most_messages, &self.messages, copies),
            (
                Limit::MessageBytes,
                most_bytes,
                &self.bytes,
                bytes.saturating_mul(copies),
            ),
        ] {
            if let Some(most) = most
                && count.load(Ordering::Relaxed).saturating_add(more) > most
            {
                let met = LimitMet::new(limit, most, "postMessage").noted(context);
                return Err(quota_exceeded(&met, context));
            }
        }
        let sent = (0..copies).map(|_| {
            self.messages.fetch_add(1, Ordering::Relaxed);
            self.bytes.fetch_add(bytes, Ordering::Relaxed);
            Sent {
                outbox: self.clone(),
                bytes,
            }
        });
        Ok(sent.collect())
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        self.outbox.messages.fetch_sub(1, Ordering::Relaxed);
        self.outbox.bytes.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}
