//! The exports of `node:process`, which are the global `process`.

use std::time::Instant;

use boa_engine::{
    Context, JsArgs, JsBigInt, JsNativeError, JsObject, JsResult, JsString, JsValue,
    NativeFunction, js_string,
    native_function::NativeFunctionPointer,
    object::builtins::JsArray,
    property::{Attribute, PropertyDescriptor, PropertyKey},
};

use super::{
    emitter::FUNCTIONS,
    ending::{exit, get_exit_code, set_exit_code},
    lent::Process,
    tick::next_tick,
};
use crate::{class::function, once::exports_of};

/// The exports of `node:process` for the current realm: the object `process`. Its own enumerable properties are the named exports;
/// the object itself is the default export, and what `require` returns.
///
/// It is made once for each realm, from what the host has [lent](Process::lend) by then; further calls return the same object.
/// Call it on the thread of the context.
///
/// # Errors
///
/// Only an error of the engine.
pub fn exports(context: &mut Context) -> JsResult<JsObject> {
    exports_of("node:process", make, context)
}

fn make(context: &mut Context) -> JsResult<JsObject> {
    let process = JsObject::with_object_proto(context.intrinsics());
    define_values(&process, Process::of(context), context)?;
    let own: [(&'static str, usize, NativeFunctionPointer); 6] = [
        ("cwd", 0, cwd),
        ("nextTick", 1, next_tick),
        ("exit", 1, exit),
        ("emitWarning", 1, emit_warning),
        ("uptime", 0, uptime),
        ("umask", 0, |_, _, _| Ok(18.into())),
    ];
    for (name, length, body) in own.into_iter().chain(FUNCTIONS) {
        let body = NativeFunction::from_fn_ptr(body);
        let function = function(name, length, body, context);
        define(&process, js_string!(name), function, context)?;
    }
    let hrtime_function = function("hrtime", 1, NativeFunction::from_fn_ptr(hrtime), context);
    let bigint =
        NativeFunction::from_fn_ptr(
            |_, _, context| Ok(JsBigInt::from(nanoseconds(context)).into()),
        );
    let bigint = function("bigint", 0, bigint, context);
    define(&hrtime_function, js_string!("bigint"), bigint, context)?;
    define(&process, js_string!("hrtime"), hrtime_function, context)?;
    let get = function(
        "get exitCode",
        0,
        NativeFunction::from_fn_ptr(get_exit_code),
        context,
    );
    let set = function(
        "set exitCode",
        1,
        NativeFunction::from_fn_ptr(set_exit_code),
        context,
    );
    let exit_code = PropertyDescriptor::builder()
        .get(get)
        .set(set)
        .enumerable(true)
        .configurable(true);
    process.define_property_or_throw(js_string!("exitCode"), exit_code, context)?;
    Ok(process)
}

/// Makes `process` a property of the current realm's global object, as it is in Node. Libraries look at it to find out where they
/// are, so only a host that wants to be taken for one with Node's modules does so.
///
/// # Errors
///
/// An exception if the global object refuses the property.
pub fn define_global(context: &mut Context) -> JsResult<()> {
    let process = exports(context)?;
    let attributes = Attribute::WRITABLE | Attribute::CONFIGURABLE;
    let realm = context.realm().clone();
    realm
        .register_property(js_string!("process"), process, attributes, context)
        .map(drop)
}

fn define(
    object: &JsObject,
    key: impl Into<PropertyKey>,
    value: impl Into<JsValue>,
    context: &mut Context,
) -> JsResult<()> {
    let property = PropertyDescriptor::builder()
        .value(value.into())
        .writable(true)
        .enumerable(true)
        .configurable(true);
    object
        .define_property_or_throw(key, property, context)
        .map(drop)
}

fn define_values(process: &JsObject, lent: Process, context: &mut Context) -> JsResult<()> {
    let env = JsObject::with_object_proto(context.intrinsics());
    for (name, value) in &lent.env {
        define(
            &env,
            JsString::from(name.as_str()),
            JsString::from(value.as_str()),
            context,
        )?;
    }
    let argv0 = lent.argv.first().cloned().unwrap_or_default();
    let argv: Vec<JsValue> = lent
        .argv
        .iter()
        .map(|argument| JsString::from(argument.as_str()).into())
        .collect();
    let versions = JsObject::with_object_proto(context.intrinsics());
    let version = js_string!(env!("CARGO_PKG_VERSION"));
    define(&versions, js_string!("boa_async_context"), version, context)?;
    let release = JsObject::with_object_proto(context.intrinsics());
    let argv = JsArray::from_iter(argv, context);
    let no_arguments = JsArray::from_iter([], context);
    let values: [(&str, JsValue); 9] = [
        ("title", js_string!("boa-ac").into()),
        ("version", js_string!("").into()),
        ("versions", versions.into()),
        ("release", release.into()),
        ("platform", js_string!(platform()).into()),
        ("env", env.into()),
        ("argv", argv.into()),
        ("argv0", JsString::from(argv0.as_str()).into()),
        ("execArgv", no_arguments.into()),
    ];
    for (name, value) in values {
        define(process, js_string!(name), value, context)?;
    }
    Ok(())
}

/// The operating system as Node names it.
fn platform() -> &'static str {
    match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    }
}

/// `process.cwd ( )`
fn cwd(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let lent = context.get_data::<Process>();
    let cwd = lent.and_then(|lent| lent.cwd.as_deref()).unwrap_or("/");
    Ok(JsString::from(cwd).into())
}

/// `process.emitWarning ( warning, options )`: the text goes to the host.
fn emit_warning(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    let Some(warn) = Process::of(context).warn else {
        return Ok(JsValue::undefined());
    };
    let warning = args.get_or_undefined(0);
    if warning.is_object() {
        let text = warning.to_string(context)?;
        warn(&text.to_std_string_escaped());
        return Ok(JsValue::undefined());
    }
    let options = args.get_or_undefined(1);
    let (kind, code) = match options.as_object() {
        Some(options) => (
            options.get(js_string!("type"), context)?,
            options.get(js_string!("code"), context)?,
        ),
        None => (options.clone(), args.get_or_undefined(2).clone()),
    };
    let text = |value: &JsValue| value.as_string().map(|text| text.to_std_string_escaped());
    let kind = text(&kind).unwrap_or_else(|| "Warning".to_owned());
    let code = text(&code).map_or_else(String::new, |code| format!("[{code}] "));
    let message = warning.to_string(context)?.to_std_string_escaped();
    warn(&format!("{code}{kind}: {message}"));
    Ok(JsValue::undefined())
}

/// When the process was first asked for its time, in the data of the context.
struct Started(Instant);

/// The nanoseconds since a moment in the past.
fn nanoseconds(context: &mut Context) -> u64 {
    if !context.has_data::<Started>() {
        context.insert_data(Started(Instant::now()));
    }
    let started = context.get_data::<Started>();
    let passed = started
        .map(|started| started.0.elapsed())
        .unwrap_or_default();
    u64::try_from(passed.as_nanos()).unwrap_or(u64::MAX)
}

/// `process.uptime ( )`: the seconds since the context was first asked for its time.
fn uptime(_: &JsValue, _: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    // A float has room for the nanoseconds of a month.
    Ok((nanoseconds(context) as f64 / 1e9).into())
}

/// `process.hrtime ( before )`: seconds and nanoseconds, since `before` if that is given.
fn hrtime(_: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    const SECOND: i64 = 1_000_000_000;
    let mut now = i64::try_from(nanoseconds(context)).unwrap_or(i64::MAX);
    let before = args.get_or_undefined(0);
    if let Some(before) = before.as_object() {
        let part = |index: u32, context: &mut Context| -> JsResult<i64> {
            Ok(before
                .get(index, context)?
                .to_integer_or_infinity(context)?
                .clamp_finite(0, SECOND * SECOND / 2))
        };
        let (seconds, rest) = (part(0, context)?, part(1, context)?);
        now = now.saturating_sub(seconds.saturating_mul(SECOND).saturating_add(rest));
    } else if !before.is_undefined() {
        let message = "process.hrtime takes what an earlier call has returned";
        return Err(JsNativeError::typ().with_message(message).into());
    }
    let parts = [now.div_euclid(SECOND), now.rem_euclid(SECOND)];
    let parts: Vec<JsValue> = parts.into_iter().map(JsValue::from).collect();
    Ok(JsArray::from_iter(parts, context).into())
}
