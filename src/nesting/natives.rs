//! Built-ins of the published engine that go down the native stack without a call that its recursion limit counts.
//!
//! They call functions or go into values that a program makes as deep as it likes: `call` of `call`, arrays in arrays. Each gets
//! a body that first looks at the stack. In exact mode the engine does that for every built-in
//! (`engine/23-native-calls.md`).

use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsString, JsSymbol, JsValue, NativeFunction,
    object::{FunctionObjectBuilder, builtins::JsFunction},
    property::PropertyKey,
};
use boa_gc::{Finalize, Trace};

use crate::{
    builtin_override::{BuiltinOverride, twin_of},
    native_stack,
};

/// Lets those of the current realm look at the stack first.
///
/// # Errors
///
/// None in a realm that no program has changed: an exception of a getter.
pub(crate) fn install(context: &mut Context) -> JsResult<()> {
    let constructors = context.intrinsics().constructors();
    let (function, array) = (
        constructors.function().prototype(),
        constructors.array().prototype(),
    );
    let objects = context.intrinsics().objects();
    let (reflect, json) = (objects.reflect(), objects.json());
    let iterators = objects.iterator_prototypes();
    let (helper, wrapper) = (
        iterators.iterator_helper(),
        iterators.wrap_for_valid_iterator(),
    );
    replace(&function, "call", call, context)?;
    replace(&json, "stringify", stringify, context)?;
    guard(
        &function,
        JsSymbol::has_instance(),
        "[Symbol.hasInstance]",
        context,
    )?;
    for (holder, name) in [
        (&function, "apply"),
        (&reflect, "apply"),
        (&reflect, "construct"),
        (&array, "join"),
        (&array, "toString"),
        (&array, "toLocaleString"),
        (&helper, "next"),
        (&helper, "return"),
        (&wrapper, "next"),
        (&wrapper, "return"),
    ] {
        guard(holder, JsString::from(name), name, context)?;
    }
    Ok(())
}

/// The body of a built-in, with a function that has the engine's.
type Body = fn(&JsValue, &[JsValue], &JsFunction, &mut Context) -> JsResult<JsValue>;

/// Lets a built-in look at the stack, and then do what the engine's does: that is a second call.
fn guard(
    holder: &JsObject,
    key: impl Into<PropertyKey>,
    name: &str,
    context: &mut Context,
) -> JsResult<()> {
    override_at(
        holder,
        key.into(),
        name,
        context,
        |this, args, engines, context| {
            native_stack::check()?;
            engines.call(this, args, context)
        },
    )
}

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
    let Some(engines) = twin_of(&function, context) else {
        return Ok(());
    };
    let body = NativeFunction::from_copy_closure_with_captures(
        move |this, args, engines: &JsFunction, context| body(this, args, engines, context),
        engines,
    );
    BuiltinOverride::new(function, JsString::from(name), body, context).apply();
    Ok(())
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
    native_stack::check()?;
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
    native_stack::check()?;
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
