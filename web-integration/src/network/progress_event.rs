//! `ProgressEvent`.
//!
//! <https://xhr.spec.whatwg.org/#interface-progressevent>

use boa_engine::{Context, JsObject, JsResult, JsValue};
use boa_gc::{Finalize, Gc, Trace};

use crate::{
    events::{
        create::{EventInit, constructor_arguments, create_of, trusted_event_of},
        dispatch::dispatch,
        event_state::{Event, event_of},
        listener::ListenerList,
    },
    webidl::{Interface, flag, interface, member, pair_of, prototype_from, type_error},
};

interface!(ProgressEvent);

/// The progress that an event reports.
#[derive(Debug, Clone, Copy, Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Progress {
    length_computable: bool,
    loaded: f64,
    total: f64,
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let event = pair_of::<Event>(context)?;
    Interface::new::<ProgressEvent>(1, construct, context)
        .inherit(&event)
        .readonly("lengthComputable", |this, _, _| {
            Ok(progress(this)?.length_computable.into())
        })
        .readonly("loaded", |this, _, _| Ok(progress(this)?.loaded.into()))
        .readonly("total", |this, _, _| Ok(progress(this)?.total.into()))
        .register::<ProgressEvent>();
    Ok(())
}

fn progress(this: &JsValue) -> JsResult<Progress> {
    event_of::<Progress>(this, "ProgressEvent").map(|progress| *progress)
}

/// `new ProgressEvent(type, eventInitDict)`
///
/// <https://xhr.spec.whatwg.org/#interface-progressevent>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let (event_type, init) = constructor_arguments::<ProgressEvent>(new_target, args, context)?;
    let fields = EventInit::read(init.as_ref(), context)?;
    let progress = Progress {
        length_computable: flag(init.as_ref(), "lengthComputable", context)?,
        loaded: number(init.as_ref(), "loaded", context)?,
        total: number(init.as_ref(), "total", context)?,
    };
    let prototype = prototype_from::<ProgressEvent>(new_target, context)?;
    create_of(event_type, &fields, progress, prototype, context).map(Into::into)
}

/// Reads a member of type `double`.
fn number(init: Option<&JsObject>, name: &str, context: &mut Context) -> JsResult<f64> {
    let Some(value) = member(init, name, context)? else {
        return Ok(0.0);
    };
    let number = value.to_number(context)?;
    if !number.is_finite() {
        return Err(type_error(format!("{name} is not a finite number")));
    }
    Ok(number)
}

/// *Fire a progress event*.
///
/// <https://xhr.spec.whatwg.org/#concept-event-fire-progress>
///
/// # Errors
///
/// The errors of [`dispatch`].
pub(super) fn fire_progress(
    event_type: &str,
    target: &JsObject,
    list: &Gc<ListenerList>,
    loaded: u64,
    total: u64,
    context: &mut Context,
) -> JsResult<()> {
    let progress = Progress {
        // "If length is not 0, then lengthComputable is true."
        length_computable: total != 0,
        loaded: loaded as f64,
        total: total as f64,
    };
    let (event, state) =
        trusted_event_of::<ProgressEvent, _>(event_type, false, progress, context)?;
    dispatch(&event, &state, target, list, context).map(drop)
}
