//! The state of an `XMLHttpRequest`, and how it fires its events.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use boa_engine::{Context, JsObject, JsResult, JsValue};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};
use data_url::mime::Mime;
use tokio::sync::Notify;
use url::Url;

use crate::{
    events::{dispatch::fire, listener::ListenerList, slots::as_target_of},
    mechanism::{Action, Holder, external},
    network::{
        client::BlobEntry, header_list::HeaderList, progress_event::fire_progress, stop::Stop,
    },
    webidl::illegal_invocation,
};

/// The *states*, the values of `readyState`.
pub(super) const UNSENT: u16 = 0;
pub(super) const OPENED: u16 = 1;
pub(super) const HEADERS_RECEIVED: u16 = 2;
pub(super) const LOADING: u16 = 3;
pub(super) const DONE: u16 = 4;

/// The request that `open` and `setRequestHeader` have set up.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    pub(super) method: String,
    pub(super) url: Url,
    pub(super) headers: HeaderList,
    pub(super) blob: Option<BlobEntry>,
}

/// The response without its body. A *network error* has none.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) status: u16,
    pub(super) status_text: String,
    pub(super) headers: HeaderList,
    pub(super) url: Url,
}

/// *Response type*.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum ResponseType {
    #[default]
    Default,
    ArrayBuffer,
    Blob,
    Json,
    Text,
}

/// A `send` that is in progress.
#[derive(Debug, Clone)]
pub(super) struct InFlight {
    pub(super) action: Action,
    /// Ends the job of the send.
    pub(super) stop: Stop,
    /// Wakes the job when `timeout` is set during the send.
    pub(super) timeout_changed: Rc<Notify>,
}

/// The state of the upload object. It only marks the object.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct UploadState;

/// The state of an `XMLHttpRequest`.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct XhrState {
    pub(super) ready: Cell<u16>,
    /// The *send() flag*.
    pub(super) sending: Cell<bool>,
    pub(super) timeout: Cell<u32>,
    pub(super) with_credentials: Cell<bool>,
    #[unsafe_ignore_trace]
    pub(super) opened: RefCell<Option<Opened>>,
    /// The *upload object*.
    pub(super) upload: JsObject,
    /// The *upload complete flag*.
    pub(super) upload_complete: Cell<bool>,
    /// The *upload listener flag*.
    pub(super) upload_listened: Cell<bool>,
    #[unsafe_ignore_trace]
    pub(super) response: RefCell<Option<Head>>,
    #[unsafe_ignore_trace]
    pub(super) received: RefCell<Vec<u8>>,
    #[unsafe_ignore_trace]
    pub(super) response_type: Cell<ResponseType>,
    /// The *response object*.
    pub(super) response_object: GcRefCell<Option<JsValue>>,
    #[unsafe_ignore_trace]
    pub(super) override_mime_type: RefCell<Option<Mime>>,
    /// Holds the mappings of the sends, also for the events of the upload object.
    holder: Holder,
    #[unsafe_ignore_trace]
    in_flight: RefCell<Option<InFlight>>,
}

/// An `XMLHttpRequest`.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Xhr {
    pub(super) object: JsObject,
    pub(super) list: Gc<ListenerList>,
    pub(super) state: Gc<XhrState>,
}

/// The cause of an event.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cause {
    /// The running code: the event runs in the current mapping.
    Caller,
    /// A `send`: the event runs in the mapping of the send.
    Send(Action),
}

impl XhrState {
    pub(super) fn new(upload: JsObject) -> Self {
        Self {
            ready: Cell::new(UNSENT),
            sending: Cell::new(false),
            timeout: Cell::new(0),
            with_credentials: Cell::new(false),
            opened: RefCell::default(),
            upload,
            upload_complete: Cell::new(false),
            upload_listened: Cell::new(false),
            response: RefCell::default(),
            received: RefCell::default(),
            response_type: Cell::default(),
            response_object: GcRefCell::default(),
            override_mime_type: RefCell::default(),
            holder: Holder::default(),
            in_flight: RefCell::default(),
        }
    }

    /// Sets the timeout, also of a send that is in progress.
    pub(super) fn set_timeout(&self, timeout: u32) {
        self.timeout.set(timeout);
        if let Some(in_flight) = &*self.in_flight.borrow() {
            in_flight.timeout_changed.notify_one();
        }
    }

    /// Starts a send: captures the current mapping.
    pub(super) fn begin(&self, context: &Context) -> InFlight {
        let in_flight = InFlight {
            action: self.holder.begin(context),
            stop: Stop::default(),
            timeout_changed: Rc::default(),
        };
        *self.in_flight.borrow_mut() = Some(in_flight.clone());
        in_flight
    }

    /// *Terminate* the send that is in progress, if there is one. No further event of it fires.
    pub(super) fn terminate(&self) {
        if let Some(in_flight) = self.in_flight.take() {
            in_flight.stop.stop();
            self.holder.end(in_flight.action);
        }
    }

    /// Ends the send that is in progress, apart from its last events.
    pub(super) fn finish(&self) {
        self.in_flight.take();
    }

    pub(super) fn set_response(&self, head: Option<Head>) {
        *self.response.borrow_mut() = head;
        self.received.take();
        let object = self.response_object.borrow_mut().take();
        drop(object);
    }

    /// The number of received bytes.
    pub(super) fn transmitted(&self) -> u64 {
        self.received.borrow().len() as u64
    }

    /// The number of bytes to receive; 0 if it is unknown.
    pub(super) fn length(&self) -> u64 {
        let response = self.response.borrow();
        let length = response.as_ref().and_then(|head| head.headers.length());
        length.unwrap_or(0)
    }

    /// Whether the upload object has event listeners.
    pub(super) fn has_upload_listeners(&self) -> bool {
        let upload = as_target_of::<UploadState>(&self.upload.clone().into());
        upload.is_some_and(|(_, list, _)| !list.is_empty())
    }
}

impl Xhr {
    /// # Errors
    ///
    /// A `TypeError` if the value is not an `XMLHttpRequest`.
    pub(super) fn of(this: &JsValue) -> JsResult<Self> {
        as_target_of::<XhrState>(this)
            .map(|(object, list, state)| Self {
                object,
                list,
                state,
            })
            .ok_or_else(|| illegal_invocation("XMLHttpRequest"))
    }

    pub(super) fn in_mapping_of(
        &self,
        cause: Cause,
        context: &mut Context,
        f: impl FnOnce(&mut Context) -> JsResult<()>,
    ) -> JsResult<()> {
        match cause {
            Cause::Caller => f(context),
            Cause::Send(action) => self.state.holder.fire(action, context, f),
        }
    }

    /// Fires `readystatechange`.
    pub(super) fn ready_state_change(&self, cause: Cause, context: &mut Context) -> JsResult<()> {
        self.in_mapping_of(cause, context, |context| {
            fire("readystatechange", &self.object, &self.list, context)
        })
    }

    /// Fires a progress event.
    pub(super) fn progress(
        &self,
        event_type: &str,
        (loaded, total): (u64, u64),
        cause: Cause,
        context: &mut Context,
    ) -> JsResult<()> {
        let Self { object, list, .. } = self;
        self.in_mapping_of(cause, context, |context| {
            fire_progress(event_type, object, list, loaded, total, context)
        })
    }

    /// Fires `loadend`, the last event of a send.
    pub(super) fn load_end(
        &self,
        (loaded, total): (u64, u64),
        cause: Cause,
        context: &mut Context,
    ) -> JsResult<()> {
        let Self { object, list, .. } = self;
        let fire =
            |context: &mut Context| fire_progress("loadend", object, list, loaded, total, context);
        match cause {
            Cause::Caller => fire(context),
            Cause::Send(action) => self.state.holder.fire_last(action, context, fire),
        }
    }

    /// Fires a progress event on the upload object: in the current mapping if the running code is the cause, else in the empty
    /// one.
    pub(super) fn upload_progress(
        &self,
        event_type: &str,
        (loaded, total): (u64, u64),
        cause: Cause,
        context: &mut Context,
    ) -> JsResult<()> {
        let upload = self.state.upload.clone().into();
        let Some((object, list, _)) = as_target_of::<UploadState>(&upload) else {
            return Ok(());
        };
        let fire = |context: &mut Context| {
            fire_progress(event_type, &object, &list, loaded, total, context)
        };
        match cause {
            Cause::Caller => fire(context),
            // The upload object is neither the one that `send` was called on nor one that it has made.
            Cause::Send(_) => external(context, fire),
        }
    }

    /// The *request error steps*.
    ///
    /// <https://xhr.spec.whatwg.org/#request-error-steps>
    pub(super) fn fail(
        &self,
        event_type: &str,
        cause: Cause,
        context: &mut Context,
    ) -> JsResult<()> {
        let state = &self.state;
        // 1. Set xhr's state to done. 2. Unset xhr's send() flag. 3. Set xhr's response to a network
        //    error.
        state.ready.set(DONE);
        state.sending.set(false);
        state.set_response(None);
        // 5. Fire an event named readystatechange at xhr.
        self.ready_state_change(cause, context)?;
        // 6. If xhr's upload complete flag is unset, then: set it; if xhr's upload listener flag is set,
        //    then fire progress events named event and loadend at xhr's upload object with 0 and 0.
        if !state.upload_complete.replace(true) && state.upload_listened.get() {
            self.upload_progress(event_type, (0, 0), cause, context)?;
            self.upload_progress("loadend", (0, 0), cause, context)?;
        }
        // 7. Fire a progress event named event at xhr with 0 and 0. 8. And one named loadend.
        self.progress(event_type, (0, 0), cause, context)?;
        self.load_end((0, 0), cause, context)
    }
}
