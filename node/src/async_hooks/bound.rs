//! The functions that `bind` and `snapshot` return: each runs in the scope of a resource.

use boa_async_context::Agent;
use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsValue, NativeFunction, js_string,
    object::{FunctionObjectBuilder, builtins::JsFunction},
    property::PropertyDescriptor,
};
use boa_gc::{Finalize, Trace};

use super::resource_slots::{kind_of, plain, run_in};
use crate::errors::{invalid_arg_type, type_error};

/// What a bound function keeps.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Bound {
    agent: Agent,
    resource: JsValue,
    function: JsValue,
    /// `undefined` if the function is called with the `this` value of its caller.
    this: JsValue,
}

/// A function that calls `function` in the scope of `resource`, with `this` if that is not `undefined`, else with the `this`
/// value of its caller.
///
/// # Errors
///
/// A `TypeError` with a code if `function` cannot be called; what its `length` throws.
pub(super) fn bind_to(
    resource: JsObject,
    function: &JsValue,
    this: &JsValue,
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsFunction> {
    let Some(callable) = function.as_callable() else {
        return Err(invalid_arg_type("fn", "function", function, context));
    };
    let name = if this.is_undefined() {
        "bound"
    } else {
        "bound runInAsyncScope"
    };
    let body = NativeFunction::from_copy_closure_with_captures(
        |this, args, bound: &Bound, context| {
            let this = match &bound.this {
                bound if bound.is_undefined() => this,
                bound => bound,
            };
            let Bound {
                agent,
                resource,
                function,
                ..
            } = bound;
            run_in(resource, function, this, args, agent, context)
        },
        Bound {
            agent: agent.clone(),
            resource: resource.into(),
            function: function.clone(),
            this: this.clone(),
        },
    );
    let bound = FunctionObjectBuilder::new(context.realm(), body)
        .name(js_string!(name))
        .build();
    let length = PropertyDescriptor::builder()
        .value(callable.get(js_string!("length"), context)?)
        .writable(false)
        .enumerable(false)
        .configurable(true);
    bound.define_property_or_throw(js_string!("length"), length, context)?;
    Ok(bound)
}

/// A function that calls `function` in the current mapping: `AsyncLocalStorage.bind`.
///
/// # Errors
///
/// A `TypeError` if `function` cannot be called; what its `name` and its `length` throw.
pub(super) fn bind(
    function: &JsValue,
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsFunction> {
    let kind = kind_of(function, &JsValue::undefined(), context)?;
    let resource = plain(&kind, agent, context)?;
    bind_to(resource, function, &JsValue::undefined(), agent, context)
}

/// A function that calls its first argument with the others in the current mapping: `AsyncLocalStorage.snapshot`.
///
/// # Errors
///
/// A `RangeError` if the context has too many captures.
pub(super) fn snapshot(agent: &Agent, context: &mut Context) -> JsResult<JsFunction> {
    let call = NativeFunction::from_fn_ptr(|_, args, context| {
        let Some(function) = args.get_or_undefined(0).as_callable() else {
            return Err(type_error(
                "the function that AsyncLocalStorage.snapshot returned needs a function to call",
            ));
        };
        let args = args.get(1..).unwrap_or_default();
        function.call(&JsValue::undefined(), args, context)
    });
    let call = FunctionObjectBuilder::new(context.realm(), call)
        .length(1)
        .build();
    bind(&call.into(), agent, context)
}
