//! Proxies of proxies on the published engine, which goes down the native stack with each of them.
//!
//! Nothing of ours is called when one is used, so they are measured when they are made. In exact mode the engine has a limit
//! where they are used (`engine/18-native-stack.md`).

use boa_engine::{
    Context, JsArgs, JsNativeError, JsObject, JsResult, JsValue, NativeFunction,
    builtins::proxy::Proxy,
    js_string,
    native_function::NativeFunctionObject,
    object::{
        FunctionObjectBuilder,
        builtins::{JsFunction, JsWeakMap},
    },
};
use boa_gc::{Finalize, Trace};

use crate::{
    builtin_override::{BuiltinOverride, twin_of},
    native_stack,
};

/// More than one level needs of the native stack, whatever is done with the proxy.
const LEVEL: usize = if cfg!(debug_assertions) {
    16 << 10
} else {
    4 << 10
};

/// What the bodies of ours need.
#[derive(Clone, Trace, Finalize)]
struct Own {
    /// A function that does what the engine's does.
    engines: JsFunction,
    /// How many proxies are in a proxy one below the other, itself among them. Only those with others in them are in it.
    depths: JsWeakMap,
}

/// Lets `Proxy` and `Proxy.revocable` of the current realm measure what they are given.
///
/// # Errors
///
/// None in a realm that no program has changed: an exception of a getter.
pub(crate) fn install(context: &mut Context) -> JsResult<()> {
    let constructor = context.intrinsics().constructors().proxy().constructor();
    let depths = JsWeakMap::new(context);
    let revocable = constructor.get(js_string!("revocable"), context)?;
    if let Some(revocable) = revocable.as_object()
        && let Some(engines) = twin_of(&revocable, context)
    {
        let own = Own {
            engines,
            depths: depths.clone(),
        };
        let body = NativeFunction::from_copy_closure_with_captures(make_revocable, own);
        BuiltinOverride::new(revocable, js_string!("revocable"), body, context).apply();
    }
    // A twin that can be constructed: that is decided when it is made.
    let nothing = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()));
    let engines = FunctionObjectBuilder::new(context.realm(), nothing)
        .constructor(true)
        .build();
    let body = NativeFunction::from_copy_closure_with_captures(
        construct,
        Own {
            engines: engines.clone(),
            depths,
        },
    );
    let ours = FunctionObjectBuilder::new(context.realm(), body)
        .name(js_string!("Proxy"))
        .constructor(true)
        .build();
    if let (Some(mut published), Some(mut twin), Some(ours)) = (
        constructor.downcast_mut::<NativeFunctionObject>(),
        engines.downcast_mut::<NativeFunctionObject>(),
        ours.downcast_ref::<NativeFunctionObject>(),
    ) {
        *twin = published.clone();
        *published = ours.clone();
    }
    Ok(())
}

/// `Proxy ( target, handler )`
///
/// <https://tc39.es/ecma262/#sec-proxy-target-handler>
fn construct(
    new_target: &JsValue,
    args: &[JsValue],
    own: &Own,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. If NewTarget is undefined, throw a TypeError exception.
    if new_target.is_undefined() {
        return own.engines.call(new_target, args, context);
    }
    // 2. Return ? ProxyCreate(target, handler).
    let depth = own.depth_with(args, context)?;
    let proxy = own.engines.construct(args, None, context)?;
    own.note(&proxy, depth, context)?;
    Ok(proxy.into())
}

/// `Proxy.revocable ( target, handler )`
///
/// <https://tc39.es/ecma262/#sec-proxy.revocable>
fn make_revocable(
    this: &JsValue,
    args: &[JsValue],
    own: &Own,
    context: &mut Context,
) -> JsResult<JsValue> {
    let depth = own.depth_with(args, context)?;
    let result = own.engines.call(this, args, context)?;
    if depth > 1
        && let Some(result) = result.as_object()
        && let Some(proxy) = result.get(js_string!("proxy"), context)?.as_object()
    {
        own.note(&proxy, depth, context)?;
    }
    Ok(result)
}

impl Own {
    /// How deep a proxy with this target and handler is.
    ///
    /// # Errors
    ///
    /// A `RangeError` if that needs more than the native stack that is left.
    fn depth_with(&self, args: &[JsValue], context: &mut Context) -> JsResult<usize> {
        let target = self.depth_of(args.get_or_undefined(0), context)?;
        let handler = self.depth_of(args.get_or_undefined(1), context)?;
        let depth = target.max(handler) + 1;
        if depth > 1 && depth > native_stack::left() / LEVEL {
            return Err(JsNativeError::range()
                .with_message(format!(
                    "cannot make a proxy with {depth} proxies one in the other: the native stack of this thread has no place for that"
                ))
                .into());
        }
        Ok(depth)
    }

    fn depth_of(&self, value: &JsValue, context: &mut Context) -> JsResult<usize> {
        let Some(proxy) = value.as_object().filter(JsObject::is::<Proxy>) else {
            return Ok(0);
        };
        let depth = self.depths.get(&proxy, context)?.as_i32();
        Ok(depth
            .and_then(|depth| usize::try_from(depth).ok())
            .unwrap_or(1))
    }

    fn note(&self, proxy: &JsObject, depth: usize, context: &mut Context) -> JsResult<()> {
        if depth > 1 {
            let depth = i32::try_from(depth).unwrap_or(i32::MAX);
            self.depths.set(proxy, depth.into(), context)?;
        }
        Ok(())
    }
}
