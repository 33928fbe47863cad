//! `FileReader`.
//!
//! <https://w3c.github.io/FileAPI/#APIASynch>
//!
//! A method that reads begins an action of the reader, so its events follow the rule *holder*: the reader holds the mapping of the
//! call until `loadend`, or until `abort()`.

use std::cell::Cell;

use boa_engine::{Context, JsObject, JsResult, JsValue};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    blob::BlobData,
    job::{next_turn, spawn},
    package::Package,
    progress_event::fire_progress,
};
use crate::{
    dom_exception::dom_error,
    events::{
        listener::ListenerList,
        slots::{EventTarget, TargetSlots, as_target_of},
    },
    mechanism::{Action, Holder},
    webidl::{Interface, illegal_invocation, interface, pair_of, platform_object, prototype_from},
};

interface!(FileReader);

/// The values of `readyState`.
const EMPTY: u16 = 0;
const LOADING: u16 = 1;
const DONE: u16 = 2;

/// The state of a `FileReader`.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct ReaderState {
    /// The `readyState`.
    ready: Cell<u16>,
    /// `null` unless a read has ended.
    result: GcRefCell<Option<JsValue>>,
    error: GcRefCell<Option<JsValue>>,
    holder: Holder,
    /// The read that is running.
    #[unsafe_ignore_trace]
    reading: Cell<Option<Action>>,
}

/// A `FileReader`.
#[derive(Clone)]
struct Reader {
    object: JsObject,
    list: Gc<ListenerList>,
    state: Gc<ReaderState>,
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let target = pair_of::<EventTarget>(context)?;
    let list = |this: &JsValue, _: &Context| Reader::of(this).map(|reader| reader.list);
    Interface::new::<FileReader>(0, construct, context)
        .inherit(&target)
        .operation("readAsArrayBuffer", 1, |this, args, context| {
            read(
                this,
                args,
                "readAsArrayBuffer",
                Package::ArrayBuffer,
                context,
            )
        })
        .operation("readAsBinaryString", 1, |this, args, context| {
            read(
                this,
                args,
                "readAsBinaryString",
                Package::BinaryString,
                context,
            )
        })
        .operation("readAsText", 1, |this, args, context| {
            read(this, args, "readAsText", Package::Text(None), context)
        })
        .operation("readAsDataURL", 1, |this, args, context| {
            read(this, args, "readAsDataURL", Package::DataUrl, context)
        })
        .operation("abort", 0, abort)
        .constant("EMPTY", EMPTY)
        .constant("LOADING", LOADING)
        .constant("DONE", DONE)
        .readonly("readyState", |this, _, _| {
            Ok(Reader::require(this)?.state.ready.get().into())
        })
        .readonly("result", |this, _, _| {
            let result = Reader::require(this)?.state.result.borrow().clone();
            Ok(result.unwrap_or_else(JsValue::null))
        })
        .readonly("error", |this, _, _| {
            let error = Reader::require(this)?.state.error.borrow().clone();
            Ok(error.unwrap_or_else(JsValue::null))
        })
        .event_handler("onloadstart", list)
        .event_handler("onprogress", list)
        .event_handler("onload", list)
        .event_handler("onabort", list)
        .event_handler("onerror", list)
        .event_handler("onloadend", list)
        .register::<FileReader>();
    Ok(())
}

/// `new FileReader()`
///
/// <https://w3c.github.io/FileAPI/#filereaderConstrctr>
fn construct(new_target: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let prototype = prototype_from::<FileReader>(new_target, context)?;
    let slots = TargetSlots::with_state(Gc::new(ReaderState::default()));
    Ok(platform_object(prototype, slots, context).into())
}

/// The *read operation*.
///
/// <https://w3c.github.io/FileAPI/#readOperation>
fn read(
    this: &JsValue,
    args: &[JsValue],
    name: &str,
    package: Package,
    context: &mut Context,
) -> JsResult<JsValue> {
    let reader = Reader::require(this)?;
    let (blob, package) = package.of_call(name, args, context)?;
    let state = &reader.state;
    // 1. If fr's state is "loading", throw an InvalidStateError DOMException.
    if state.ready.get() == LOADING {
        let message = format!("{name}: the reader is reading already");
        return Err(dom_error("InvalidStateError", &message, context));
    }
    // 2. Set fr's state to "loading". 3-4. Set its result and error to null.
    state.ready.set(LOADING);
    state.set(None, None);
    // 5-9. Read the blob's stream, and queue tasks that fire the events.
    let action = state.holder.begin(context);
    state.reading.set(Some(action));
    spawn(context, async move |context| {
        let size = blob.bytes.len() as u64;
        let fire = |event_type, loaded, context: &mut Context| {
            reader.fire(action, event_type, loaded, size, context)
        };
        if !reader.is_reading(action) {
            return Ok(());
        }
        fire("loadstart", 0, &mut context.borrow_mut())?;
        // The bytes are one chunk. A blob without bytes has none.
        if size > 0 {
            next_turn().await;
            if !reader.is_reading(action) {
                return Ok(());
            }
            fire("progress", size, &mut context.borrow_mut())?;
        }
        next_turn().await;
        if !reader.is_reading(action) {
            return Ok(());
        }
        reader.end(action, package, &blob, &mut context.borrow_mut())
    });
    Ok(JsValue::undefined())
}

/// `abort()`
///
/// <https://w3c.github.io/FileAPI/#dfn-abort>
fn abort(this: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let reader = Reader::require(this)?;
    let Reader {
        object,
        list,
        state,
    } = &reader;
    state.set(None, None);
    // 1. If this's state is "empty" or "done", set its result to null and terminate this algorithm.
    if state.ready.get() != LOADING {
        return Ok(JsValue::undefined());
    }
    // 2. If it is "loading", set it to "done" and its result to null.
    state.ready.set(DONE);
    // 3-4. Remove its tasks, terminate the read. No event of it will follow, so the mapping is released.
    if let Some(action) = state.reading.take() {
        state.holder.end(action);
    }
    // 5. Fire a progress event called abort at this.
    fire_progress("abort", object, list, 0, 0, context)?;
    // 6. If this's state is not "loading", fire a progress event called loadend at this.
    if state.ready.get() != LOADING {
        fire_progress("loadend", object, list, 0, 0, context)?;
    }
    Ok(JsValue::undefined())
}

impl ReaderState {
    fn set(&self, result: Option<JsValue>, error: Option<JsValue>) {
        *self.result.borrow_mut() = result;
        *self.error.borrow_mut() = error;
    }
}

impl Reader {
    fn of(value: &JsValue) -> Option<Self> {
        as_target_of::<ReaderState>(value).map(|(object, list, state)| Self {
            object,
            list,
            state,
        })
    }

    /// # Errors
    ///
    /// A `TypeError` if the value is not a file reader.
    fn require(this: &JsValue) -> JsResult<Self> {
        Self::of(this).ok_or_else(|| illegal_invocation("FileReader"))
    }

    /// Whether the read is not over: `abort()` ends it.
    fn is_reading(&self, action: Action) -> bool {
        self.state.reading.get() == Some(action)
    }

    /// Fires an event of a read other than its last one, in the mapping of the call.
    fn fire(
        &self,
        action: Action,
        event_type: &str,
        loaded: u64,
        total: u64,
        context: &mut Context,
    ) -> JsResult<()> {
        let Self {
            object,
            list,
            state,
        } = self;
        state.holder.fire(action, context, |context| {
            fire_progress(event_type, object, list, loaded, total, context)
        })
    }

    /// The end of the read: `load` or `error`, and `loadend`, unless a listener has begun another read.
    fn end(
        &self,
        action: Action,
        package: Package,
        blob: &BlobData,
        context: &mut Context,
    ) -> JsResult<()> {
        let Self {
            object,
            list,
            state,
        } = self;
        let size = blob.bytes.len() as u64;
        state.reading.set(None);
        // 1. Set fr's state to "done".
        state.ready.set(DONE);
        // 2. Let result be the result of package data given bytes, type, blob's type, and encodingName.
        let packed = state
            .holder
            .fire(action, context, |context| package.pack(blob, context));
        let event_type = match packed {
            // 4. Else: set fr's result to result, fire a progress event called load at the fr.
            Ok(result) => {
                state.set(Some(result), None);
                "load"
            }
            Err(error) if error.as_engine().is_some() => {
                state.holder.end(action);
                return Err(error);
            }
            // 3. If package data threw an exception error: set fr's error to error, fire a progress event called error at fr.
            Err(error) => {
                state.set(None, Some(error.into_opaque(context)?));
                "error"
            }
        };
        self.fire(action, event_type, size, size, context)?;
        // 5. If fr's state is not "loading", fire a progress event called loadend at the fr.
        if state.ready.get() == LOADING {
            state.holder.end(action);
            return Ok(());
        }
        state.holder.fire_last(action, context, |context| {
            fire_progress("loadend", object, list, size, size, context)
        })
    }
}
