//! The event target that a message is fired on.

use boa_engine::JsObject;
use boa_gc::{Finalize, Gc, Trace};

use crate::events::listener::ListenerList;

/// The object and the listener list of an event target that receives messages.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct MessageTarget {
    pub(crate) object: JsObject,
    pub(crate) list: Gc<ListenerList>,
}
