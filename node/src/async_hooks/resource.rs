//! `AsyncResource`: a captured mapping, and a number for hooks.

use boa_async_context::Agent;
use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue, NativeFunction, js_string,
    object::ConstructorBuilder,
};

use super::{
    bound,
    hooks::{emit_destroy, running_here},
    resource_slots::{AsyncResource, CLASS, create, kind_of, plain, run_in, running_of},
};
use crate::{
    class::prototype_from,
    errors::{invalid_arg_type, with_code},
};

type Method = fn(&JsValue, &[JsValue], &Agent, &mut Context) -> JsResult<JsValue>;

/// Makes the class for the current realm. Returns its constructor.
pub(super) fn install(agent: &Agent, context: &mut Context) -> JsObject {
    let with_agent =
        |method: Method| NativeFunction::from_copy_closure_with_captures(method, agent.clone());
    let methods: [(&str, usize, Method); 5] = [
        ("runInAsyncScope", 2, run_in_async_scope),
        ("emitDestroy", 0, emit_destroy_of),
        ("asyncId", 0, async_id),
        ("triggerAsyncId", 0, trigger_async_id),
        ("bind", 2, bind),
    ];
    let mut builder = ConstructorBuilder::new(context, with_agent(construct));
    builder
        .name(CLASS)
        .length(1)
        .static_method(with_agent(static_bind), js_string!("bind"), 3);
    for (name, length, method) in methods {
        builder.method(with_agent(method), js_string!(name), length);
    }
    let pair = builder.build();
    let realm = context.realm().clone();
    let constructor = pair.constructor();
    realm.register_class::<AsyncResource>(pair);
    constructor
}

/// `new AsyncResource(type, options)`
fn construct(
    new_target: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    let prototype = prototype_from::<AsyncResource>(new_target, context)?;
    let kind = args.get_or_undefined(0);
    let Some(kind) = kind.as_string() else {
        return Err(invalid_arg_type("type", "string", kind, context));
    };
    let trigger = trigger_of(args.get_or_undefined(1), context)?;
    create(prototype, &kind, trigger, agent, context).map(Into::into)
}

/// The trigger in the second argument of the constructor: the number itself, an option, or by default the number of the
/// resource that is running.
fn trigger_of(options: &JsValue, context: &mut Context) -> JsResult<f64> {
    /// `Number.MAX_SAFE_INTEGER`
    const MOST: f64 = 9_007_199_254_740_991.0;
    let given = if options.is_undefined() {
        JsValue::undefined()
    } else if options.is_number() {
        options.clone()
    } else {
        let object = options.to_object(context)?;
        let given = object.get(js_string!("triggerAsyncId"), context)?;
        // Read, because a getter may notice; resources are never destroyed by themselves here.
        object.get(js_string!("requireManualDestroy"), context)?;
        given
    };
    if given.is_undefined() {
        let running = running_here(context);
        return Ok(running.map_or(0.0, |running| running.id));
    }
    match given.as_number() {
        Some(number) if number.fract() == 0.0 && (-1.0..=MOST).contains(&number) => Ok(number),
        _ => {
            let message = format!("Invalid triggerAsyncId value: {}", given.display());
            let error = JsNativeError::range().with_message(message);
            Err(with_code(error, "ERR_INVALID_ASYNC_ID", context))
        }
    }
}

/// `AsyncResource.prototype.runInAsyncScope ( f, thisArg, ...args )`
fn run_in_async_scope(
    this: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    run_in(
        this,
        args.get_or_undefined(0),
        args.get_or_undefined(1),
        args.get(2..).unwrap_or_default(),
        agent,
        context,
    )
}

/// `AsyncResource.prototype.emitDestroy ( )`
fn emit_destroy_of(
    this: &JsValue,
    _: &[JsValue],
    _: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    let running = running_of(this, "emitDestroy")?;
    emit_destroy(running, context);
    Ok(this.clone())
}

/// `AsyncResource.prototype.asyncId ( )`
fn async_id(this: &JsValue, _: &[JsValue], _: &Agent, _: &mut Context) -> JsResult<JsValue> {
    Ok(running_of(this, "asyncId")?.id.into())
}

/// `AsyncResource.prototype.triggerAsyncId ( )`
fn trigger_async_id(
    this: &JsValue,
    _: &[JsValue],
    _: &Agent,
    _: &mut Context,
) -> JsResult<JsValue> {
    Ok(running_of(this, "triggerAsyncId")?.trigger.into())
}

/// `AsyncResource.prototype.bind ( f, thisArg )`
fn bind(
    this: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    let resource = running_of(this, "bind")?.object;
    let this_arg = args.get_or_undefined(1);
    bound::bind_to(resource, args.get_or_undefined(0), this_arg, agent, context).map(Into::into)
}

/// `AsyncResource.bind ( f, type, thisArg )`
fn static_bind(
    _: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    let function = args.get_or_undefined(0);
    let kind = kind_of(function, args.get_or_undefined(1), context)?;
    let resource = plain(&kind, agent, context)?;
    bound::bind_to(resource, function, args.get_or_undefined(2), agent, context).map(Into::into)
}
