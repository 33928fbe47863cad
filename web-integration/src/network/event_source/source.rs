//! The state of an `EventSource`, and how it fires its own events.

use std::cell::{Cell, RefCell};

use boa_engine::{Context, JsObject, JsResult, JsValue};
use boa_gc::{Finalize, Gc, Trace};
use url::Url;

use crate::{
    events::{dispatch::fire, listener::ListenerList, slots::as_target_of},
    mechanism::{Action, Holder},
    network::{client::Failure, stop::Stop},
    webidl::illegal_invocation,
};

/// The values of `readyState`.
pub(super) const CONNECTING: u16 = 0;
pub(super) const OPEN: u16 = 1;
pub(super) const CLOSED: u16 = 2;

/// The *reconnection time* in milliseconds, until the server sends another.
const RECONNECTION_TIME: u64 = 3_000;

/// The state of an `EventSource`.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct SourceState {
    #[unsafe_ignore_trace]
    pub(super) url: Url,
    pub(super) with_credentials: bool,
    /// The `readyState`.
    pub(super) ready: Cell<u16>,
    /// The *reconnection time*, in milliseconds.
    pub(super) reconnection_time: Cell<u64>,
    /// The *last event ID string*.
    #[unsafe_ignore_trace]
    pub(super) last_event_id: RefCell<String>,
    /// Holds the mapping of the construction until the source is closed.
    holder: Holder,
    /// The construction, among the actions of the holder.
    #[unsafe_ignore_trace]
    action: Action,
    #[unsafe_ignore_trace]
    stop: Stop,
}

impl SourceState {
    /// The state of a source that is being constructed: captures the current mapping.
    pub(super) fn new(url: Url, with_credentials: bool, context: &Context) -> Self {
        let holder = Holder::default();
        let action = holder.begin(context);
        Self {
            url,
            with_credentials,
            ready: Cell::new(CONNECTING),
            reconnection_time: Cell::new(RECONNECTION_TIME),
            last_event_id: RefCell::default(),
            holder,
            action,
            stop: Stop::default(),
        }
    }
}

/// An `EventSource`.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) object: JsObject,
    pub(super) list: Gc<ListenerList>,
    pub(super) state: Gc<SourceState>,
}

impl Source {
    /// The event source that a value is; `None` for other values.
    pub(super) fn of(value: &JsValue) -> Option<Self> {
        as_target_of::<SourceState>(value).map(|(object, list, state)| Self {
            object,
            list,
            state,
        })
    }

    /// # Errors
    ///
    /// A `TypeError` if the value is not an event source.
    pub(super) fn require(this: &JsValue) -> JsResult<Self> {
        Self::of(this).ok_or_else(|| illegal_invocation("EventSource"))
    }

    pub(super) fn is_closed(&self) -> bool {
        self.state.ready.get() == CLOSED
    }

    /// Ends the job of the source, now or at its next wait.
    pub(super) fn stop(&self) -> &Stop {
        &self.state.stop
    }

    /// Fires `open`, or an `error` after which the source connects again, in the mapping of the construction.
    pub(super) fn fire(&self, event_type: &str, context: &mut Context) -> JsResult<()> {
        let Self {
            object,
            list,
            state,
        } = self;
        state.holder.fire(state.action, context, |context| {
            fire(event_type, object, list, context)
        })
    }

    /// Notes the limit that is the reason of a failure, in the mapping of the construction.
    pub(super) fn note(&self, failure: &Failure, context: &mut Context) {
        let state = &self.state;
        state.holder.fire(state.action, context, |context| {
            failure.noted("EventSource", context);
        });
    }

    /// *Fail the connection*: fires the last event of the source, and releases the mapping.
    ///
    /// <https://html.spec.whatwg.org/#fail-the-connection>
    pub(super) fn fail(&self, context: &mut Context) -> JsResult<()> {
        let Self {
            object,
            list,
            state,
        } = self;
        // If readyState is not CLOSED: set it to CLOSED and fire an event named error.
        if state.ready.replace(CLOSED) == CLOSED {
            return Ok(());
        }
        state.holder.fire_last(state.action, context, |context| {
            fire("error", object, list, context)
        })
    }

    /// Closes the source: ends its job and releases the mapping, because no event will follow.
    pub(super) fn close(&self) {
        self.state.ready.set(CLOSED);
        self.state.stop.stop();
        self.state.holder.end(self.state.action);
    }
}
