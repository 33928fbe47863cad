//! What `AsyncLocalStorage.prototype.withScope` returns: an object that undoes an `enterWith`.

use std::cell::Cell;

use boa_async_context::{Agent, ProgramVariable};
use boa_engine::{
    Context, JsData, JsObject, JsResult, JsSymbol, JsValue, NativeFunction, js_string,
    object::ConstructorBuilder, property::Attribute,
};
use boa_gc::{Finalize, Trace};

use crate::{
    class::{class, function, pair_of},
    errors::{incompatible_receiver, type_error},
};

const CLASS: &str = "RunScope";

class!(RunScope, "RunScope");

/// A store to go back to.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Undo {
    variable: ProgramVariable,
    before: JsValue,
    #[unsafe_ignore_trace]
    is_disposed: Cell<bool>,
}

/// Makes the class for the current realm. Programs get at its constructor only by way of an object.
pub(super) fn install(agent: &Agent, context: &mut Context) {
    let dispose = |name| {
        let body = NativeFunction::from_copy_closure_with_captures(
            |this: &JsValue, _: &[JsValue], agent: &Agent, context: &mut Context| {
                dispose(this, agent, context)
            },
            agent.clone(),
        );
        function(name, 0, body, context)
    };
    let methods = [
        (js_string!("dispose").into(), dispose("dispose")),
        (JsSymbol::dispose().into(), dispose("[Symbol.dispose]")),
    ];
    let constructor = NativeFunction::from_fn_ptr(|_, _, _| {
        Err(type_error(
            "illegal constructor: AsyncLocalStorage.prototype.withScope makes a RunScope",
        ))
    });
    let mut builder = ConstructorBuilder::new(context, constructor);
    builder.name(CLASS).length(2);
    for (key, method) in methods {
        let key: boa_engine::property::PropertyKey = key;
        builder.property(key, method, Attribute::WRITABLE | Attribute::CONFIGURABLE);
    }
    let pair = builder.build();
    context.realm().clone().register_class::<RunScope>(pair);
}

/// An object that enters `before` when it is disposed.
pub(super) fn create(
    variable: ProgramVariable,
    before: JsValue,
    context: &mut Context,
) -> JsResult<JsObject> {
    let prototype = pair_of::<RunScope>(context)?.prototype();
    let undo = Undo {
        variable,
        before,
        is_disposed: Cell::new(false),
    };
    Ok(JsObject::from_proto_and_data(prototype, undo))
}

/// `RunScope.prototype.dispose ( )` and `RunScope.prototype[@@dispose] ( )`. A second call does nothing.
fn dispose(this: &JsValue, agent: &Agent, context: &mut Context) -> JsResult<JsValue> {
    let object = this.as_object();
    let (variable, before) = {
        let undo = object
            .as_ref()
            .and_then(|object| object.downcast_ref::<Undo>())
            .ok_or_else(|| incompatible_receiver(CLASS, "dispose"))?;
        if undo.is_disposed.replace(true) {
            return Ok(JsValue::undefined());
        }
        (undo.variable.clone(), undo.before.clone())
    };
    variable.enter(before, agent, context)?;
    Ok(JsValue::undefined())
}
