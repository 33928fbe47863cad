//! Functions that call functions: `call`, `apply`, `Reflect.apply`, `Reflect.construct`, and `instanceof` of bound ones.

use boa_engine::{Context, JsArgs, JsResult, JsSymbol, JsValue, object::builtins::JsFunction};

use super::{
    arrays::list_from_array_like,
    body::{Body, replace, replace_at, twin_at},
};

/// Replaces those of the current realm.
pub(super) fn install(context: &mut Context) -> JsResult<()> {
    let function = context.intrinsics().constructors().function().prototype();
    let reflect = context.intrinsics().objects().reflect();
    let bodies: [(_, _, Body<JsFunction>); 4] = [
        (&function, "call", call),
        (&function, "apply", apply),
        (&reflect, "apply", reflect_apply),
        (&reflect, "construct", reflect_construct),
    ];
    for (holder, name, body) in bodies {
        if let Some(engines) = twin_at(holder, name, context)? {
            replace(holder, name, engines, body, context)?;
        }
    }
    replace_at(
        &function,
        JsSymbol::has_instance().into(),
        "[Symbol.hasInstance]",
        (),
        has_instance,
        context,
    )
}

/// `Function.prototype.call ( thisArg, ...args )`
///
/// <https://tc39.es/ecma262/#sec-function.prototype.call>
fn call(
    this: &JsValue,
    args: &[JsValue],
    engines: &JsFunction,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. Let func be the this value.
    // 2. If IsCallable(func) is false, throw a TypeError exception.
    let Some(func) = this.as_callable() else {
        return engines.call(this, args, context);
    };
    // 4. Return ? Call(func, thisArg, args).
    func.call(
        args.get_or_undefined(0),
        args.get(1..).unwrap_or_default(),
        context,
    )
}

/// `Function.prototype.apply ( thisArg, argArray )`
///
/// <https://tc39.es/ecma262/#sec-function.prototype.apply>
fn apply(
    this: &JsValue,
    args: &[JsValue],
    engines: &JsFunction,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. Let func be the this value.
    // 2. If IsCallable(func) is false, throw a TypeError exception.
    let Some(func) = this.as_callable() else {
        return engines.call(this, args, context);
    };
    // 3. If argArray is either undefined or null, then: return ? Call(func, thisArg).
    // 4. Let argList be ? CreateListFromArrayLike(argArray).
    let arg_list = match args.get_or_undefined(1) {
        array if array.is_null_or_undefined() => Vec::new(),
        array => match array.as_object() {
            Some(array) => list_from_array_like(&array, context)?,
            None => return engines.call(this, args, context),
        },
    };
    // 6. Return ? Call(func, thisArg, argList).
    func.call(args.get_or_undefined(0), &arg_list, context)
}

/// `Reflect.apply ( target, thisArgument, argumentsList )`
///
/// <https://tc39.es/ecma262/#sec-reflect.apply>
fn reflect_apply(
    this: &JsValue,
    args: &[JsValue],
    engines: &JsFunction,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. If IsCallable(target) is false, throw a TypeError exception.
    let target = args.get_or_undefined(0).as_callable();
    let (Some(target), Some(list)) = (target, args.get_or_undefined(2).as_object()) else {
        return engines.call(this, args, context);
    };
    // 2. Let args be ? CreateListFromArrayLike(argumentsList).
    let list = list_from_array_like(&list, context)?;
    // 4. Return ? Call(target, thisArgument, args).
    target.call(args.get_or_undefined(1), &list, context)
}

/// `Reflect.construct ( target, argumentsList [ , newTarget ] )`
///
/// <https://tc39.es/ecma262/#sec-reflect.construct>
fn reflect_construct(
    this: &JsValue,
    args: &[JsValue],
    engines: &JsFunction,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. If IsConstructor(target) is false, throw a TypeError exception.
    let target = args.get_or_undefined(0).as_constructor();
    // 2. If newTarget is not present, set newTarget to target.
    // 3. Else if IsConstructor(newTarget) is false, throw a TypeError exception.
    let new_target = match args.get(2) {
        Some(new_target) => new_target.as_constructor(),
        None => target.clone(),
    };
    let list = args.get_or_undefined(1).as_object();
    let (Some(target), Some(new_target), Some(list)) = (target, new_target, list) else {
        return engines.call(this, args, context);
    };
    // 4. Let args be ? CreateListFromArrayLike(argumentsList).
    let list = list_from_array_like(&list, context)?;
    // 5. Return ? Construct(target, args, newTarget).
    let object = target.construct(&list, Some(&new_target), context)?;
    Ok(object.into())
}

/// `Function.prototype [ %Symbol.hasInstance% ] ( V )`
///
/// <https://tc39.es/ecma262/#sec-function.prototype-%symbol.hasinstance%>
fn has_instance(
    this: &JsValue,
    args: &[JsValue],
    (): &(),
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. Let F be the this value.
    // 2. Return ? OrdinaryHasInstance(F, V).
    JsValue::ordinary_has_instance(this, args.get_or_undefined(0), context).map(JsValue::from)
}
