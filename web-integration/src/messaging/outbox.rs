//! Counting the messages that a tree of agents has sent and that have not arrived.
//!
//! They wait outside the heap, in queues that the sender cannot see and no collection empties. They stay there when a
//! worker that has sent them ends. So a tree counts together: a count of its own for each worker would begin at zero with
//! every new one.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use boa_async_context::{Limit, LimitMet, Limits};
use boa_engine::{Context, JsResult};

use crate::dom_exception::quota_exceeded;

/// The messages of a tree of agents that have not arrived.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    messages: AtomicU64,
    bytes: AtomicU64,
}

/// The outbox in the data of a context.
struct InContext(Arc<Outbox>);

/// A message that counts for its senders, until it is dropped: when it has arrived or nobody can receive it.
#[derive(Debug)]
pub(super) struct Sent {
    outbox: Arc<Outbox>,
    bytes: u64,
}

impl Outbox {
    /// The outbox of the tree of an agent. An agent that has [joined](Self::join) none is the root of a tree.
    pub(crate) fn of(context: &mut Context) -> Arc<Self> {
        if let Some(InContext(outbox)) = context.get_data() {
            return outbox.clone();
        }
        let outbox = Arc::<Self>::default();
        context.insert_data(InContext(outbox.clone()));
        outbox
    }

    /// Makes an agent count with others. What it has sent before counts where it was sent.
    pub(crate) fn join(self: Arc<Self>, context: &mut Context) {
        context.insert_data(InContext(self));
    }

    /// Admits `copies` of a message of the current agent. `bytes` is asked for only if there is a limit. Without one
    /// nothing is counted, and the list is empty.
    ///
    /// # Errors
    ///
    /// A "QuotaExceededError" `DOMException`; the errors of `bytes`.
    pub(super) fn admit(
        copies: usize,
        bytes: impl FnOnce(&mut Context) -> JsResult<usize>,
        context: &mut Context,
    ) -> JsResult<Vec<Sent>> {
        let most = |limit| Limits::get_of(limit, context);
        let (most_messages, most_bytes) = (most(Limit::Messages), most(Limit::MessageBytes));
        if most_messages.is_none() && most_bytes.is_none() {
            return Ok(Vec::new());
        }
        let outbox = Self::of(context);
        let bytes = bytes(context)? as u64;
        let sent = (0..copies).map(|_| outbox.add(bytes, most_messages, most_bytes));
        // If one is refused, those that were admitted are dropped.
        sent.collect::<Result<_, _>>().map_err(|(limit, most)| {
            let met = LimitMet::new(limit, most, "postMessage").noted(context);
            quota_exceeded(&met, context)
        })
    }

    /// Adds a message, unless that exceeds a limit, which is returned then. Other agents may add at the same time, so
    /// asking and counting are one step.
    fn add(
        self: &Arc<Self>,
        bytes: u64,
        most_messages: Option<u64>,
        most_bytes: Option<u64>,
    ) -> Result<Sent, (Limit, u64)> {
        add(&self.messages, 1, most_messages).map_err(|most| (Limit::Messages, most))?;
        // It counts from here on. When it is dropped, it takes away what it has added.
        let mut sent = Sent {
            outbox: self.clone(),
            bytes: 0,
        };
        add(&self.bytes, bytes, most_bytes).map_err(|most| (Limit::MessageBytes, most))?;
        sent.bytes = bytes;
        Ok(sent)
    }
}

/// Adds to a count, unless the sum is more than `most`, which is the error then.
fn add(count: &AtomicU64, more: u64, most: Option<u64>) -> Result<(), u64> {
    let most = most.unwrap_or(u64::MAX);
    let sum = |now: u64| now.checked_add(more).filter(|sum| *sum <= most);
    match count.fetch_update(Ordering::Relaxed, Ordering::Relaxed, sum) {
        Ok(_) => Ok(()),
        Err(_) => Err(most),
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        self.outbox.messages.fetch_sub(1, Ordering::Relaxed);
        self.outbox.bytes.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}
