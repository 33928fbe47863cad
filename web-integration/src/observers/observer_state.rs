//! The state of a `PerformanceObserver`, and calling its callback.
//!
//! <https://w3c.github.io/performance-timeline/#the-performanceobserver-interface>

use std::cell::Cell;

use boa_engine::{
    Context, JsObject, JsResult, JsValue, js_string, object::ObjectInitializer, property::Attribute,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{entry::EntryType, entry_list};
use crate::{
    callback::{clean_up_after_callback, report_callback_exception},
    mechanism::{Capture, outside},
};

/// The *performance observer type*: whether `observe` was called with `type` or with `entryTypes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Single,
    Multiple,
}

/// The state of a `PerformanceObserver`.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct ObserverState {
    /// The `PerformanceObserver` object. It is set as soon as the state is created.
    object: GcRefCell<Option<JsObject>>,
    callback: JsObject,
    /// The mapping of the constructor, if the option `observers_capture` is on.
    capture: Option<Capture>,
    /// The type; `None` before the first call of `observe`.
    #[unsafe_ignore_trace]
    pub(super) mode: Cell<Option<Mode>>,
    /// The types of entries in the *options list*.
    #[unsafe_ignore_trace]
    pub(super) types: GcRefCell<Vec<EntryType>>,
    /// The *observer buffer*.
    buffer: GcRefCell<Vec<JsObject>>,
    pub(super) requires_dropped_entries: Cell<bool>,
}

impl ObserverState {
    /// The state of a new observer.
    pub(super) fn new(callback: JsObject, capture: Option<Capture>) -> Gc<Self> {
        Gc::new(Self {
            object: GcRefCell::new(None),
            callback,
            capture,
            mode: Cell::new(None),
            types: GcRefCell::default(),
            buffer: GcRefCell::default(),
            requires_dropped_entries: Cell::new(false),
        })
    }

    /// Sets the object of a new observer.
    pub(super) fn set_object(&self, object: JsObject) {
        *self.object.borrow_mut() = Some(object);
    }

    /// Whether the *options list* has a type of entries.
    pub(super) fn is_interested_in(&self, entry_type: EntryType) -> bool {
        self.types.borrow().contains(&entry_type)
    }

    /// Appends an entry to the *observer buffer*.
    pub(super) fn append(&self, entry: JsObject) {
        self.buffer.borrow_mut().push(entry);
    }

    /// Takes all entries out of the *observer buffer*.
    pub(super) fn take(&self) -> Vec<JsObject> {
        std::mem::take(&mut *self.buffer.borrow_mut())
    }

    /// Calls the callback with the entries in the buffer, unless that is empty: step 3.3 of *queue the
    /// PerformanceObserver task*
    ///
    /// <https://w3c.github.io/performance-timeline/#queue-the-performanceobserver-task>
    ///
    /// # Errors
    ///
    /// Only an error that no JS code can catch, such as a runtime limit.
    pub(super) fn notify(&self, context: &mut Context) -> JsResult<()> {
        // 2-4. Let entries be a copy of po's observer buffer. If it is empty, return. Empty the buffer.
        let entries = self.take();
        if entries.is_empty() {
            return Ok(());
        }
        // 5. Let observerEntryList be a new PerformanceObserverEntryList, with its entry list set to
        //    entries.
        let list = entry_list::create(entries, context)?;
        // 6-8. Let callbackOptions be a PerformanceObserverCallbackOptions, with droppedEntriesCount if po
        //      requires it. The buffers have no limit here, so no entry is ever dropped.
        let mut options = ObjectInitializer::new(context);
        if self.requires_dropped_entries.replace(false) {
            options.property(js_string!("droppedEntriesCount"), 0, Attribute::all());
        }
        let options = options.build();
        // 9. Call po's observer callback with observerEntryList, po, and callbackOptions, and po as the
        //    callback this value. If this throws an exception, report the exception.
        let this: JsValue = self
            .object
            .borrow()
            .clone()
            .map_or_else(JsValue::undefined, Into::into);
        let args = [list.into(), this.clone(), options.into()];
        let call = |context: &mut Context| match self.callback.call(&this, &args, context) {
            Ok(_) => Ok(()),
            Err(error) => report_callback_exception(error, &self.callback, context),
        };
        let result = match self.capture.clone() {
            Some(capture) => capture.run(context, call),
            None => outside(context, call),
        };
        // The callbacks of other observers follow in the same task.
        clean_up_after_callback(context);
        result
    }
}
