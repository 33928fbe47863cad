//! Fallbacks: values of some variables that a listener takes along when it is added, for events that nothing in this
//! agent causes.
//!
//! While `EventTarget.captureFallbackContext` runs its callback, a variable of the platform carries the values in the
//! mapping. A listener that is added takes the carried values, and holds them as long as it lives.
//!
//! This file stores the values; `mechanism.rs` decides when a listener runs with them.

use std::{cell::Cell, rc::Rc};

use boa_async_context::{Agent, Capture, CaptureKind, JsHostVariable, Mapping};
use boa_engine::{Context, JsData, JsObject, JsValue};
use boa_gc::{Finalize, Trace};

/// The fallbacks of a context, in its data if the option is on.
struct Fallbacks {
    carried: JsHostVariable,
    /// The depth of the VM at which an event began that nothing in the agent causes, while its listeners are called.
    /// JS code that causes another event meanwhile is deeper.
    external: Rc<Cell<Option<usize>>>,
}

/// A mapping with the values of the captured variables and no others, held by a listener.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Fallback(Capture);

/// The same mapping as a value of the variable that carries it. The census does not count it: it is part of the
/// mapping in which the variable is set.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Carried(Mapping);

impl Fallback {
    /// Switches fallbacks on in the context.
    pub(crate) fn enable(context: &mut Context) {
        if !context.has_data::<Fallbacks>() {
            context.insert_data(Fallbacks {
                carried: JsHostVariable::new(),
                external: Rc::default(),
            });
        }
    }

    /// The fallback of a listener that is added now.
    pub(crate) fn now(context: &Context) -> Option<Self> {
        let mapping = Self::carried(context)?;
        let held = Agent::of(context)?.hold(mapping, CaptureKind::Listener, Some(context));
        Some(Self(held))
    }

    /// The mapping that the current mapping carries for listeners.
    fn carried(context: &Context) -> Option<Mapping> {
        let carried = &context.get_data::<Fallbacks>()?.carried;
        let carried = carried.get(&Agent::of(context)?)?;
        let object = carried.as_object()?;
        let carried = object.downcast_ref::<Carried>()?;
        Some(carried.0.clone())
    }

    /// The variable that carries fallbacks, and its value for the code that `captureFallbackContext` calls: the
    /// fallback that a listener gets now, with the current values of `variables` added.
    ///
    /// `None` if one of the `variables` is not an `AsyncContext.Variable`, or if fallbacks are off.
    pub(super) fn carry(
        variables: &[JsValue],
        context: &Context,
    ) -> Option<(JsHostVariable, JsValue)> {
        let outer = Self::carried(context).unwrap_or_else(Mapping::empty);
        let mapping = variables.iter().try_fold(outer, |mapping, variable| {
            Agent::of(context)?.with_current_value(&mapping, variable)
        })?;
        let fallbacks = context.get_data::<Fallbacks>()?;
        let value = JsObject::from_proto_and_data(None, Carried(mapping));
        Some((fallbacks.carried.clone(), value.into()))
    }

    /// The mapping of a listener that has this fallback, or none.
    pub(super) fn mapping(fallback: Option<Self>) -> Mapping {
        fallback.map_or_else(Mapping::empty, |fallback| fallback.0.into_mapping())
    }
}

/// Whether the event whose listener is called now is one that nothing in the agent causes.
pub(super) fn is_external(context: &Context) -> bool {
    let external = context
        .get_data::<Fallbacks>()
        .and_then(|fallbacks| fallbacks.external.get());
    external.is_some_and(|depth| depth == vm_depth(context))
}

/// Calls `f`, which fires an event that nothing in the agent causes.
pub(super) fn during_external<R>(context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    if !context.has_data::<Fallbacks>() {
        return f(context);
    }
    with_external(Some(vm_depth(context)), context, f)
}

/// Calls `f`, a listener: an event that it fires is caused by it.
pub(super) fn during_listener<R>(context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    with_external(None, context, f)
}

/// Calls `f` with another depth in [`Fallbacks::external`].
fn with_external<R>(
    depth: Option<usize>,
    context: &mut Context,
    f: impl FnOnce(&mut Context) -> R,
) -> R {
    /// Restores the outer depth, also if `f` panics.
    struct Restore(Rc<Cell<Option<usize>>>, Option<usize>);

    impl Drop for Restore {
        fn drop(&mut self) {
            self.0.set(self.1);
        }
    }

    let _restore = context.get_data::<Fallbacks>().map(|fallbacks| {
        let outer = fallbacks.external.replace(depth);
        Restore(fallbacks.external.clone(), outer)
    });
    f(context)
}

/// The number of frames of the VM.
fn vm_depth(context: &Context) -> usize {
    context.stack_trace().count()
}
