//! `AsyncLocalStorage`.
//!
//! Its store is the value of a variable in the current mapping.

use boa_async_context::{Agent, ProgramVariable};
use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsString, JsValue, NativeFunction, js_string,
    object::ConstructorBuilder, property::Attribute,
};

use super::{bound, run_scope};
use crate::{
    class::{class, function, prototype_from},
    errors::{incompatible_receiver, invalid_arg_type},
};

const CLASS: &str = "AsyncLocalStorage";

class!(AsyncLocalStorage, "AsyncLocalStorage");

type Method = fn(&JsValue, &[JsValue], &Agent, &mut Context) -> JsResult<JsValue>;

/// Makes the class for the current realm. Returns its constructor.
pub(super) fn install(agent: &Agent, context: &mut Context) -> JsObject {
    let with_agent =
        |method: Method| NativeFunction::from_copy_closure_with_captures(method, agent.clone());
    let get_name = function(
        "get name",
        0,
        NativeFunction::from_fn_ptr(get_name),
        context,
    );
    let methods: [(&str, usize, Method); 6] = [
        ("disable", 0, disable),
        ("enterWith", 1, enter_with),
        ("run", 2, run),
        ("exit", 1, exit),
        ("getStore", 0, get_store),
        ("withScope", 1, with_scope),
    ];
    let mut builder = ConstructorBuilder::new(context, with_agent(construct));
    builder
        .name(CLASS)
        .length(0)
        .static_method(with_agent(bind), js_string!("bind"), 1)
        .static_method(with_agent(snapshot), js_string!("snapshot"), 0)
        .accessor(
            js_string!("name"),
            Some(get_name),
            None,
            Attribute::CONFIGURABLE,
        );
    for (name, length, method) in methods {
        builder.method(with_agent(method), js_string!(name), length);
    }
    let pair = builder.build();
    let realm = context.realm().clone();
    let constructor = pair.constructor();
    realm.register_class::<AsyncLocalStorage>(pair);
    constructor
}

/// The variable of a storage. A clone: the program may do anything while it is used.
fn variable_of(this: &JsValue, method: &str) -> JsResult<ProgramVariable> {
    let object = this.as_object();
    object
        .as_ref()
        .and_then(|object| Some(object.downcast_ref::<ProgramVariable>()?.clone()))
        .ok_or_else(|| incompatible_receiver(CLASS, method))
}

/// `new AsyncLocalStorage({ defaultValue, name })`
fn construct(
    new_target: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    let prototype = prototype_from::<AsyncLocalStorage>(new_target, context)?;
    let mut name = JsString::default();
    let mut default_value = JsValue::undefined();
    let options = args.get_or_undefined(0);
    if !options.is_undefined() {
        let object = options
            .as_object()
            .filter(|object| !object.is_callable() && !object.is_array());
        let Some(object) = object else {
            return Err(invalid_arg_type("options", "object", options, context));
        };
        default_value = object.get(js_string!("defaultValue"), context)?;
        let given = object.get(js_string!("name"), context)?;
        if !given.is_undefined() {
            // It is read twice, as Node does: once to see whether there is one, and once to use it.
            name = object
                .get(js_string!("name"), context)?
                .to_string(context)?;
        }
    }
    let variable = ProgramVariable::new(name, default_value, agent);
    Ok(JsObject::from_proto_and_data(prototype, variable).into())
}

/// `get AsyncLocalStorage.prototype.name`
fn get_name(this: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<JsValue> {
    Ok(variable_of(this, "name")?.name().into())
}

/// `AsyncLocalStorage.prototype.getStore ( )`
fn get_store(this: &JsValue, _: &[JsValue], agent: &Agent, _: &mut Context) -> JsResult<JsValue> {
    let object = this.as_object();
    let variable = object
        .as_ref()
        .and_then(|object| object.downcast_ref::<ProgramVariable>())
        .ok_or_else(|| incompatible_receiver(CLASS, "getStore"))?;
    Ok(variable.get(agent))
}

/// `AsyncLocalStorage.prototype.run ( store, f, ...args )`
fn run(
    this: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    let variable = variable_of(this, "run")?;
    variable.call(
        args.get_or_undefined(0).clone(),
        args.get_or_undefined(1),
        &JsValue::null(),
        args.get(2..).unwrap_or_default(),
        agent,
        context,
    )
}

/// `AsyncLocalStorage.prototype.exit ( f, ...args )`: a `run` with `undefined`, also if there is a default value.
fn exit(
    this: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    let variable = variable_of(this, "exit")?;
    variable.call(
        JsValue::undefined(),
        args.get_or_undefined(0),
        &JsValue::null(),
        args.get(1..).unwrap_or_default(),
        agent,
        context,
    )
}

/// `AsyncLocalStorage.prototype.enterWith ( store )`
fn enter_with(
    this: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    let variable = variable_of(this, "enterWith")?;
    variable.enter(args.get_or_undefined(0).clone(), agent, context)?;
    Ok(JsValue::undefined())
}

/// `AsyncLocalStorage.prototype.disable ( )`: the default value again, for the rest of the scope or job.
///
/// Nothing is noted at the storage itself, so a `run` or an `enterWith` enables it again.
fn disable(
    this: &JsValue,
    _: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    let variable = variable_of(this, "disable")?;
    if variable.is_set(agent) {
        variable.enter(variable.default_value().clone(), agent, context)?;
    }
    Ok(JsValue::undefined())
}

/// `AsyncLocalStorage.prototype.withScope ( store )`: an `enterWith` that the object it returns undoes.
fn with_scope(
    this: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    let variable = variable_of(this, "withScope")?;
    let before = variable.get(agent);
    variable.enter(args.get_or_undefined(0).clone(), agent, context)?;
    run_scope::create(variable, before, context).map(Into::into)
}

/// `AsyncLocalStorage.bind ( f )`
fn bind(_: &JsValue, args: &[JsValue], agent: &Agent, context: &mut Context) -> JsResult<JsValue> {
    bound::bind(args.get_or_undefined(0), agent, context).map(Into::into)
}

/// `AsyncLocalStorage.snapshot ( )`
fn snapshot(_: &JsValue, _: &[JsValue], agent: &Agent, context: &mut Context) -> JsResult<JsValue> {
    bound::snapshot(agent, context).map(Into::into)
}
