//! Giving a built-in of the engine another body, without anybody being able to tell.
//!
//! A replaced *property* is another function: code that took hold of the old one before goes on
//! calling that. Here the function object stays, with its identity, properties and realm, and only the
//! Rust function behind it is exchanged. So it can be done late, when it is first needed, and costs
//! nothing until then.

use std::cell::Cell;

use boa_engine::{
    Context, JsObject, JsString, JsValue, NativeFunction,
    native_function::NativeFunctionObject,
    object::{FunctionObjectBuilder, builtins::JsFunction},
};
use boa_gc::{Finalize, Trace};

/// A built-in of the engine and the body that it is to have.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct BuiltinOverride {
    function: JsObject,
    /// A function object that has the new body; it is never called itself.
    body: JsFunction,
}

/// A function that does what the built-in `function` does now, also once it is overridden. `None` if
/// `function` is no built-in.
pub(crate) fn twin_of(function: &JsObject, context: &mut Context) -> Option<JsFunction> {
    let engines = function.downcast_ref::<NativeFunctionObject>()?.clone();
    let nothing = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()));
    let twin = FunctionObjectBuilder::new(context.realm(), nothing).build();
    *twin.downcast_mut::<NativeFunctionObject>()? = engines;
    Some(twin)
}

impl BuiltinOverride {
    /// Notes that the built-in `function` is to have `body`. `name` is for stack traces; what JS sees is
    /// a property of `function`.
    pub(crate) fn new(
        function: JsObject,
        name: JsString,
        body: NativeFunction,
        context: &mut Context,
    ) -> Self {
        Self {
            function,
            body: FunctionObjectBuilder::new(context.realm(), body)
                .name(name)
                .build(),
        }
    }

    /// Exchanges the body. Runs no JS and allocates nothing in the GC heap; calls that are in progress
    /// end with the old body.
    pub(crate) fn apply(self) {
        if let (Some(mut engines), Some(ours)) = (
            self.function.downcast_mut::<NativeFunctionObject>(),
            self.body.downcast_ref::<NativeFunctionObject>(),
        ) {
            *engines = ours.clone();
        }
    }
}

/// Overrides that wait until they are needed.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct DeferredOverrides(Cell<Option<Vec<BuiltinOverride>>>);

impl DeferredOverrides {
    /// Adds one.
    pub(crate) fn add(&self, built_in: BuiltinOverride) {
        let mut overrides = self.0.take().unwrap_or_default();
        overrides.push(built_in);
        self.0.set(Some(overrides));
    }

    /// Applies all of them, and forgets them.
    pub(crate) fn apply(&self) {
        for built_in in self.0.take().into_iter().flatten() {
            built_in.apply();
        }
    }
}
