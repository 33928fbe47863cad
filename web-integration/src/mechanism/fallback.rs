//! Fallbacks: values of some variables that a listener has from when it was added, for events that nobody in
//! this agent causes.
//!
//! While `EventTarget.captureFallbackContext` runs its callback, the values are carried in the mapping, as
//! those of a variable of the platform's own. A listener that is added takes what is carried; it holds the
//! values as long as it lives, which is the price of this.

use std::{cell::Cell, rc::Rc};

use boa_async_context::{Agent, Mapping};
use boa_engine::{Context, JsData, JsObject, JsValue};
use boa_gc::{Finalize, Trace};

use super::{Capture, PlatformVariable, within};

/// What a context has of this, if it was switched on.
struct Fallbacks {
    carried: PlatformVariable,
    /// While an event that nobody causes is fired: how deep the VM was when that began. Whatever JS code
    /// causes meanwhile is deeper.
    external: Rc<Cell<Option<usize>>>,
}

/// The values of the variables, and nothing else.
#[derive(Clone, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Fallback(Mapping);

impl Fallback {
    /// Switches this on in the context.
    pub(crate) fn enable(context: &mut Context) {
        if !context.has_data::<Fallbacks>() {
            context.insert_data(Fallbacks {
                carried: PlatformVariable::new(),
                external: Rc::default(),
            });
        }
    }

    /// What a listener that is added now takes along.
    pub(crate) fn now(context: &Context) -> Option<Self> {
        let carried = context.get_data::<Fallbacks>()?.carried.get(context)?;
        let object = carried.as_object()?;
        let fallback = object.downcast_ref::<Self>()?;
        Some(fallback.clone())
    }

    /// The current mapping, in which listeners take along what they would take now and the current values
    /// of `variables`. `None` if one of them is no `AsyncContext.Variable`.
    pub(crate) fn capture(variables: &[JsValue], context: &Context) -> Option<Capture> {
        let outer = Self::now(context).map_or_else(Mapping::empty, |fallback| fallback.0);
        let mapping = variables.iter().try_fold(outer, |mapping, variable| {
            Agent::of(context)?.with_current_value(&mapping, variable)
        })?;
        let fallbacks = context.get_data::<Fallbacks>()?;
        let value = JsObject::from_proto_and_data(None, Self(mapping));
        Some(Capture::with(&fallbacks.carried, value.into(), context))
    }

    /// Calls a listener that has `fallback`: in it if nobody causes the event, otherwise in the current
    /// mapping.
    pub(crate) fn call<R>(
        fallback: Option<Self>,
        context: &mut Context,
        f: impl FnOnce(&mut Context) -> R,
    ) -> R {
        let external = context
            .get_data::<Fallbacks>()
            .and_then(|fallbacks| fallbacks.external.get());
        if external.is_none_or(|depth| depth != vm_depth(context)) {
            return f(context);
        }
        let mapping = fallback.map_or_else(Mapping::empty, |fallback| fallback.0);
        // What the listener causes is caused by it.
        with_external(None, context, |context| within(mapping, context, f))
    }
}

/// Calls `f`, which fires an event that nobody in the agent causes.
pub(super) fn caused_by_nobody<R>(context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    if !context.has_data::<Fallbacks>() {
        return f(context);
    }
    with_external(Some(vm_depth(context)), context, f)
}

fn with_external<R>(
    depth: Option<usize>,
    context: &mut Context,
    f: impl FnOnce(&mut Context) -> R,
) -> R {
    /// Puts back what was there, also if `f` panics.
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

/// How many frames the VM has.
fn vm_depth(context: &Context) -> usize {
    context.stack_trace().count()
}
