//! Gives a built-in function of the engine another body, which a program cannot detect.
//!
//! Replacing the *property* would install another function, and code that has stored the old one would go on
//! calling it. Here the function object stays, with its identity, properties and realm, and only the Rust
//! function behind it is exchanged. So it can be done late, when it is first needed, and costs nothing
//! until then.

#[cfg(not(exact_generators))]
use std::cell::Cell;

use boa_engine::{
    Context, JsObject, JsString, JsValue, NativeFunction,
    native_function::NativeFunctionObject,
    object::{FunctionObjectBuilder, builtins::JsFunction},
};
use boa_gc::{Finalize, Trace};

/// A built-in function of the engine, and its new body.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct BuiltinOverride {
    function: JsObject,
    /// A function object that has the new body; it is never called itself.
    body: JsFunction,
}

/// A function with the present body of the built-in `function`, which stays the same when `function` is
/// overridden. `None` if `function` is not a built-in.
pub(crate) fn twin_of(function: &JsObject, context: &mut Context) -> Option<JsFunction> {
    let engines = function.downcast_ref::<NativeFunctionObject>()?.clone();
    let nothing = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()));
    let twin = FunctionObjectBuilder::new(context.realm(), nothing).build();
    *twin.downcast_mut::<NativeFunctionObject>()? = engines;
    Some(twin)
}

impl BuiltinOverride {
    /// An override of the built-in `function` by `body`, not applied yet. `name` is for stack traces only;
    /// JS sees the `name` property of `function`.
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

    /// Exchanges the body. Runs no JS and allocates nothing in the GC heap. Calls in progress finish in the
    /// old body.
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
#[cfg(not(exact_generators))]
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct DeferredOverrides(Cell<Option<Vec<BuiltinOverride>>>);

#[cfg(not(exact_generators))]
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
