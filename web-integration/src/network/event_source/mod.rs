//! `EventSource`.
//!
//! <https://html.spec.whatwg.org/#the-eventsource-interface>
//!
//! The mapping of the construction is that of `open` and `error`; messages, which only the server causes, run in the
//! empty one. While it is not closed an event source keeps the event loop running.

mod connection;
mod parser;

use std::cell::{Cell, RefCell};

use boa_engine::{Context, JsArgs, JsObject, JsResult, JsValue, js_string};
use boa_gc::{Finalize, Gc, Trace};
use url::Url;

use self::connection::connect;
use super::{client_of, parse_url, receiving::Stop, spawn};
use crate::{
    dom_exception::dom_error,
    events::{
        dispatch::fire,
        listener::ListenerList,
        slots::{EventTarget, TargetSlots, as_target_of},
    },
    mechanism::{Action, Holder},
    webidl::{
        Interface, dictionary, flag, illegal_invocation, interface, pair_of, prototype_from,
        require, usv_string,
    },
};

interface!(EventSource);

/// The values of `readyState`.
const CONNECTING: u16 = 0;
const OPEN: u16 = 1;
const CLOSED: u16 = 2;

/// How long to wait before the next connection, in milliseconds, unless the server says so.
const RECONNECTION_TIME: u64 = 3_000;

/// What an `EventSource` is.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct SourceState {
    #[unsafe_ignore_trace]
    url: Url,
    with_credentials: bool,
    ready: Cell<u16>,
    reconnection_time: Cell<u64>,
    #[unsafe_ignore_trace]
    last_event_id: RefCell<String>,
    holder: Holder,
    #[unsafe_ignore_trace]
    action: Action,
    #[unsafe_ignore_trace]
    stop: Stop,
}

/// An `EventSource`.
#[derive(Clone)]
struct Source {
    object: JsObject,
    list: Gc<ListenerList>,
    state: Gc<SourceState>,
}

impl Source {
    fn is_closed(&self) -> bool {
        self.state.ready.get() == CLOSED
    }

    /// Fires an event of the source's own, not its last.
    fn fire(&self, event_type: &str, context: &mut Context) -> JsResult<()> {
        let Self {
            object,
            list,
            state,
        } = self;
        state.holder.fire(state.action, context, |context| {
            fire(event_type, object, list, context)
        })
    }

    /// *Fail the connection*.
    fn fail(&self, context: &mut Context) -> JsResult<()> {
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
}

/// Makes the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let target = pair_of::<EventTarget>(context)?;
    let list = |this: &JsValue, _: &Context| as_source(this).map(|source| source.list);
    Interface::new::<EventSource>(1, construct, context)
        .inherit(&target)
        .readonly("url", |this, _, _| {
            Ok(js_string!(source(this)?.state.url.as_str()).into())
        })
        .readonly("withCredentials", |this, _, _| {
            Ok(source(this)?.state.with_credentials.into())
        })
        .readonly("readyState", |this, _, _| {
            Ok(source(this)?.state.ready.get().into())
        })
        .operation("close", 0, close)
        .event_handler("onopen", list)
        .event_handler("onmessage", list)
        .event_handler("onerror", list)
        .constant("CONNECTING", CONNECTING)
        .constant("OPEN", OPEN)
        .constant("CLOSED", CLOSED)
        .register::<EventSource>();
    Ok(())
}

fn as_source(value: &JsValue) -> Option<Source> {
    as_target_of::<SourceState>(value).map(|(object, list, state)| Source {
        object,
        list,
        state,
    })
}

fn source(this: &JsValue) -> JsResult<Source> {
    as_source(this).ok_or_else(|| illegal_invocation("EventSource"))
}

/// `new EventSource(url, eventSourceInitDict)`
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<EventSource>(new_target, context)?;
    require(args, 1, "EventSource")?;
    let url = usv_string(args.get_or_undefined(0), context)?;
    let init = dictionary(args.get(1), "eventSourceInitDict")?;
    let with_credentials = flag(init.as_ref(), "withCredentials", context)?;
    // 3-4. Parse url; if that fails, then throw a "SyntaxError" DOMException.
    let Ok(url) = parse_url(&url, context) else {
        return Err(dom_error("SyntaxError", "the URL is not valid", context));
    };
    let holder = Holder::default();
    let action = holder.begin(context);
    let state = Gc::new(SourceState {
        url,
        with_credentials,
        ready: Cell::new(CONNECTING),
        reconnection_time: Cell::new(RECONNECTION_TIME),
        last_event_id: RefCell::default(),
        holder,
        action,
        stop: Stop::default(),
    });
    let slots = TargetSlots::with_state(state);
    let object = JsValue::from(JsObject::from_proto_and_data(prototype, slots));
    // 12-16. Make a request and fetch it, in parallel.
    let source = source(&object)?;
    let client = client_of(context);
    spawn(context, async move |context| {
        connect(source, client, context).await
    });
    Ok(object)
}

/// `close()`
fn close(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    let Source { state, .. } = source(this)?;
    // Abort any instances of the fetch algorithm started for this EventSource object, and set its
    // readyState to CLOSED.
    state.ready.set(CLOSED);
    state.stop.stop();
    // No event will follow.
    state.holder.end(state.action);
    Ok(JsValue::undefined())
}
