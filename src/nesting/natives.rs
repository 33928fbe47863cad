//! Built-ins of the published engine that go down the native stack without a call that its recursion limit counts.
//!
//! They call functions or go into values that a program makes as deep as it likes: `call` of `call`, arrays in arrays. Each gets
//! a body that first looks at the stack. In exact mode the engine does that for every built-in
//! (`engine/23-native-calls.md`).

use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsString, JsSymbol, JsValue, NativeFunction,
    context::intrinsics::StandardConstructor,
    js_string,
    object::{FunctionObjectBuilder, builtins::JsFunction},
    property::PropertyKey,
};
use boa_gc::{Finalize, Trace};

use crate::{
    builtin_override::{BuiltinOverride, twin_of},
    native_stack,
};

/// So many arguments have a place at once.
const MANY: usize = 256;

/// Lets those of the current realm look at the stack first.
///
/// # Errors
///
/// None in a realm that no program has changed: an exception of a getter.
pub(crate) fn install(context: &mut Context) -> JsResult<()> {
    let constructors = context.intrinsics().constructors();
    let [function, array, object] = [
        constructors.function(),
        constructors.array(),
        constructors.object(),
    ]
    .map(StandardConstructor::prototype);
    let objects = context.intrinsics().objects();
    let (reflect, json) = (objects.reflect(), objects.json());
    let iterators = objects.iterator_prototypes();
    let (helper, wrapper) = (
        iterators.iterator_helper(),
        iterators.wrap_for_valid_iterator(),
    );
    override_at(
        &function,
        JsSymbol::has_instance().into(),
        "[Symbol.hasInstance]",
        context,
        has_instance,
    )?;
    replace(&function, "call", call, context)?;
    replace(&function, "apply", apply, context)?;
    replace(&reflect, "apply", reflect_apply, context)?;
    replace(&reflect, "construct", reflect_construct, context)?;
    replace(&json, "stringify", stringify, context)?;
    let object_to_string = object.get(js_string!("toString"), context)?.as_object();
    if let Some(object_to_string) = object_to_string
        && let Some(engines) = twin_of(&object_to_string, context)
    {
        let to_string = array.get(js_string!("toString"), context)?.as_object();
        if let Some(to_string) = to_string {
            override_by(to_string, "toString", engines, array_to_string, context);
        }
    }
    for (holder, name) in [
        (&array, "join"),
        (&array, "toLocaleString"),
        (&helper, "next"),
        (&helper, "return"),
        (&wrapper, "next"),
        (&wrapper, "return"),
    ] {
        replace(holder, name, guarded, context)?;
    }
    Ok(())
}

/// The body of a built-in behind the look at the stack, with a function that has the engine's.
type Body = fn(&JsValue, &[JsValue], &JsFunction, &mut Context) -> JsResult<JsValue>;

fn replace(holder: &JsObject, name: &str, body: Body, context: &mut Context) -> JsResult<()> {
    override_at(holder, JsString::from(name).into(), name, context, body)
}

/// Overrides the built-in with this key. Nothing happens if there is none.
fn override_at(
    holder: &JsObject,
    key: PropertyKey,
    name: &str,
    context: &mut Context,
    body: Body,
) -> JsResult<()> {
    let Some(function) = holder.get(key, context)?.as_object() else {
        return Ok(());
    };
    if let Some(engines) = twin_of(&function, context) {
        override_by(function, name, engines, body, context);
    }
    Ok(())
}

/// Gives the function a body that gets `engines`, once the stack was looked at.
fn override_by(
    function: JsObject,
    name: &str,
    engines: JsFunction,
    body: Body,
    context: &mut Context,
) {
    let body = NativeFunction::from_copy_closure_with_captures(
        move |this, args, engines: &JsFunction, context| {
            native_stack::check()?;
            body(this, args, engines, context)
        },
        engines,
    );
    BuiltinOverride::new(function, JsString::from(name), body, context).apply();
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

/// `CreateListFromArrayLike ( obj )`
///
/// <https://tc39.es/ecma262/#sec-createlistfromarraylike>
fn list_from_array_like(object: &JsObject, context: &mut Context) -> JsResult<Vec<JsValue>> {
    // 3. Let len be ? LengthOfArrayLike(obj).
    let length = object.get(js_string!("length"), context)?;
    let length = length.to_length(context)?;
    // Whatever a program says, memory is taken for what is there.
    let mut list = Vec::with_capacity(usize::try_from(length).unwrap_or(MANY).min(MANY));
    for index in 0..length {
        list.push(object.get(index, context)?);
    }
    Ok(list)
}

/// `Function.prototype [ %Symbol.hasInstance% ] ( V )`
///
/// <https://tc39.es/ecma262/#sec-function.prototype-%symbol.hasinstance%>
fn has_instance(
    this: &JsValue,
    args: &[JsValue],
    _: &JsFunction,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. Let F be the this value.
    // 2. Return ? OrdinaryHasInstance(F, V).
    JsValue::ordinary_has_instance(this, args.get_or_undefined(0), context).map(JsValue::from)
}

/// `Array.prototype.toString ( )`
///
/// <https://tc39.es/ecma262/#sec-array.prototype.tostring>
fn array_to_string(
    this: &JsValue,
    _: &[JsValue],
    object_to_string: &JsFunction,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. Let array be ? ToObject(this value).
    let array = this.to_object(context)?;
    // 2. Let func be ? Get(array, "join").
    match array.get(js_string!("join"), context)?.as_callable() {
        // 4. Return ? Call(func, array).
        Some(func) => func.call(&array.into(), &[], context),
        // 3. If IsCallable(func) is false, set func to the intrinsic function %Object.prototype.toString%.
        None => object_to_string.call(&array.into(), &[], context),
    }
}

/// Of any built-in: what the engine does, which is a second call.
fn guarded(
    this: &JsValue,
    args: &[JsValue],
    engines: &JsFunction,
    context: &mut Context,
) -> JsResult<JsValue> {
    engines.call(this, args, context)
}

/// What `JSON.stringify` gives the engine's for the replacer of the program: it is called at each level, and looks at the stack.
#[derive(Clone, Trace, Finalize)]
struct Replacer {
    /// That of the program.
    replacer: Option<JsObject>,
}

impl Replacer {
    /// Returns the value as it is, or what the program's makes of it.
    fn replace(
        this: &JsValue,
        args: &[JsValue],
        own: &Self,
        context: &mut Context,
    ) -> JsResult<JsValue> {
        native_stack::check()?;
        match &own.replacer {
            Some(replacer) => replacer.call(this, args, context),
            None => Ok(args.get_or_undefined(1).clone()),
        }
    }
}

/// `JSON.stringify ( value [ , replacer [ , space ] ] )`
///
/// A list of properties leaves no place for a function that looks at the stack.
///
/// <https://tc39.es/ecma262/#sec-json.stringify>
fn stringify(
    this: &JsValue,
    args: &[JsValue],
    engines: &JsFunction,
    context: &mut Context,
) -> JsResult<JsValue> {
    let replacer = args.get_or_undefined(1).as_object();
    let is_list = replacer
        .as_ref()
        .is_some_and(|object| !object.is_callable());
    if is_list || !args.get_or_undefined(0).is_object() && replacer.is_none() {
        return engines.call(this, args, context);
    }
    let native =
        NativeFunction::from_copy_closure_with_captures(Replacer::replace, Replacer { replacer });
    let replacer = FunctionObjectBuilder::new(context.realm(), native).build();
    let arguments = [
        args.get_or_undefined(0).clone(),
        replacer.into(),
        args.get_or_undefined(2).clone(),
    ];
    engines.call(this, &arguments, context)
}
