//! `AsyncContext.Snapshot`.

use boa_engine::{
    Context, JsArgs, JsData, JsNativeError, JsObject, JsResult, JsString, JsValue, NativeFunction,
    class::{Class, ClassBuilder},
    context::intrinsics::StandardConstructor,
    js_string,
    object::{ConstructorBuilder, FunctionObjectBuilder, builtins::JsFunction},
    property::PropertyDescriptor,
    value::IntegerOrInfinity,
};
use boa_gc::{Finalize, Trace};

use super::{
    function::{call_in_scope, incompatible_receiver, rest, with_agent},
    property::tag,
};
use crate::{
    agent::Agent,
    census::{Capture, CaptureKind},
    inspect::Look,
    limits::admit_capture,
    mapping::Mapping,
};

const CLASS: &str = "AsyncContext.Snapshot";

/// The internal slot of an `AsyncContext.Snapshot`: `[[AsyncSnapshotMapping]]`.
///
/// <https://tc39.es/proposal-async-context/#sec-properties-of-asynccontext-snapshot-instances>
#[derive(Debug, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct SnapshotSlots {
    capture: Capture,
}

impl SnapshotSlots {
    /// Makes `%AsyncContext.Snapshot%` and its prototype for the current realm.
    ///
    /// <https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot-constructor>
    /// <https://tc39.es/proposal-async-context/#sec-properties-of-the-asynccontext-snapshot-prototype-object>
    pub(super) fn create_intrinsics(agent: &Agent, context: &mut Context) -> StandardConstructor {
        let mut builder = ConstructorBuilder::new(context, with_agent(agent, construct));
        builder
            .name("Snapshot")
            .length(0)
            .static_method(with_agent(agent, wrap), js_string!("wrap"), 1)
            .method(with_agent(agent, run), js_string!("run"), 1);
        tag(&mut builder, CLASS);
        builder.build()
    }
}

impl SnapshotSlots {
    /// What a console shows of a snapshot: the variables that it holds, oldest first. JavaScript does not get the text.
    pub(super) fn look(&self, look: &mut Look) {
        look.title(CLASS);
        for (name, value) in self.capture.mapping().debug_entries() {
            let name = if name.is_empty() {
                js_string!("(unnamed)")
            } else {
                name
            };
            look.field(name, value);
        }
    }
}

/// Only for `Class::construct`, as with `VariableSlots`.
impl Class for SnapshotSlots {
    const NAME: &'static str = CLASS;

    fn init(_: &mut ClassBuilder<'_>) -> JsResult<()> {
        Ok(())
    }

    /// Holds the empty mapping until the constructor puts in the one it captured.
    fn data_constructor(_: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<Self> {
        Ok(Self {
            capture: Capture::empty(),
        })
    }
}

/// `CreateAsyncContextSnapshotObject ( )`, for a mapping that was captured earlier: a Snapshot object of the
/// current realm that holds `mapping`.
///
/// <https://tc39.es/proposal-async-context/#sec-createasynccontextsnapshotobject>
///
/// # Errors
///
/// A `TypeError` if the current realm has no AsyncContext installed.
#[cfg(feature = "runtime")]
pub(crate) fn snapshot_object(mapping: Mapping, context: &mut Context) -> JsResult<JsObject> {
    let capture = match Agent::of(context) {
        Some(agent) => agent.hold(mapping, CaptureKind::Snapshot, Some(context)),
        None => Capture::empty(),
    };
    SnapshotSlots::from_data(SnapshotSlots { capture }, context)
}

/// Takes the host values out of the mapping that a Snapshot object holds. The JS half stays.
#[cfg(feature = "runtime")]
pub(crate) fn drop_host_half(snapshot: &JsObject, agent: &Agent) {
    let Some((_, mapping)) = snapshot_capture(snapshot) else {
        return;
    };
    if !mapping.has_host_half() {
        return;
    }
    let rest = agent.hold(mapping.without_host_half(), CaptureKind::Snapshot, None);
    let whole = snapshot
        .downcast_mut::<SnapshotSlots>()
        .map(|mut slots| std::mem::replace(&mut slots.capture, rest));
    // Host values are dropped here, when nothing is borrowed.
    drop((whole, mapping));
}

/// The number and the mapping of the capture that a Snapshot object holds; `None` for another object. The number is
/// `None` for the empty mapping.
pub(crate) fn snapshot_capture(object: &JsObject) -> Option<(Option<usize>, Mapping)> {
    let slots = object.downcast_ref::<SnapshotSlots>()?;
    Some((slots.capture.id(), slots.capture.mapping().clone()))
}

/// `AsyncContext.Snapshot ( )`
///
/// <https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot>
fn construct(
    new_target: &JsValue,
    _: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. If NewTarget is undefined, throw a TypeError exception.
    if new_target.is_undefined() {
        return Err(JsNativeError::typ()
            .with_message("AsyncContext.Snapshot must be called with `new`")
            .into());
    }
    admit_capture(agent, "AsyncContext.Snapshot", context)?;
    // 2. Let snapshotMapping be AsyncContextSnapshot().
    let capture = agent.capture_at(CaptureKind::Snapshot, context);
    // 3. Let asyncSnapshot be ? OrdinaryCreateFromConstructor(NewTarget,
    //    "%AsyncContext.Snapshot.prototype%", « [[AsyncSnapshotMapping]] »).
    let snapshot = SnapshotSlots::construct(new_target, &[], context)?;
    // 4. Set asyncSnapshot.[[AsyncSnapshotMapping]] to snapshotMapping.
    if let Some(mut slots) = snapshot.downcast_mut::<SnapshotSlots>() {
        slots.capture = capture;
    }
    // 5. Return asyncSnapshot.
    Ok(snapshot.into())
}

/// `AsyncContext.Snapshot.prototype.run ( func, ...args )`
///
/// <https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot.prototype.run>
fn run(
    this: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. Let asyncSnapshot be the this value.
    // 2. Perform ? RequireInternalSlot(asyncSnapshot, [[AsyncSnapshotMapping]]).
    let mapping = this
        .as_object()
        .as_ref()
        .and_then(|object| {
            let slots = object.downcast_ref::<SnapshotSlots>()?;
            Some(slots.capture.mapping().clone())
        })
        .ok_or_else(|| incompatible_receiver(CLASS, "run"))?;
    // 3. Let previousContextMapping be AsyncContextSwap(asyncSnapshot.[[AsyncSnapshotMapping]]).
    let _scope = agent.enter(mapping);
    // 4. Let result be Completion(Call(func, undefined, args)).
    // 5. AsyncContextSwap(previousContextMapping): at the end of the scope.
    // 6. Return ? result.
    call_in_scope(
        args.first(),
        &JsValue::undefined(),
        rest(args, 1),
        agent,
        context,
    )
}

/// What a wrapped function captures.
#[derive(Debug, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Wrapped {
    agent: Agent,
    capture: Capture,
    function: JsValue,
}

/// `AsyncContext.Snapshot.wrap ( fn )`
///
/// <https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot.wrap>
fn wrap(_: &JsValue, args: &[JsValue], agent: &Agent, context: &mut Context) -> JsResult<JsValue> {
    // 1. If IsCallable(fn) is false, throw a TypeError exception.
    let Some(target) = args.get_or_undefined(0).as_callable() else {
        return Err(JsNativeError::typ()
            .with_message("AsyncContext.Snapshot.wrap needs a function to wrap")
            .into());
    };
    admit_capture(agent, "AsyncContext.Snapshot.wrap", context)?;
    // 2. Let snapshot be AsyncContextSnapshot().
    let captures = Wrapped {
        agent: agent.clone(),
        capture: agent.capture_at(CaptureKind::WrappedFunction, context),
        function: target.clone().into(),
    };
    // 3. Let closure be a new Abstract Closure with parameters (...args) that captures fn and
    //    snapshot and performs the following steps when called:
    let closure = NativeFunction::from_copy_closure_with_captures(
        |this, args, wrapped, context| {
            // a. Let thisArgument be the this value.
            // b. Let previousContextMapping be AsyncContextSwap(snapshot).
            let _scope = wrapped.agent.enter(wrapped.capture.mapping().clone());
            // c. Let result be Completion(Call(fn, thisArgument, args)).
            // d. AsyncContextSwap(previousContextMapping): at the end of the scope.
            // e. Return ? result.
            call_in_scope(Some(&wrapped.function), this, args, &wrapped.agent, context)
        },
        captures,
    );
    // 4. Let length be the number of non-optional parameters of closure: 0.
    // 5. Let wrapped be CreateBuiltinFunction(closure, length, "", « »).
    let wrapped = FunctionObjectBuilder::new(context.realm(), closure).build();
    // 6. Perform ? CopyNameAndLength(wrapped, fn, "wrapped").
    copy_name_and_length(&wrapped, &target, "wrapped", context)?;
    // 7. Return wrapped.
    Ok(wrapped.into())
}

/// `CopyNameAndLength ( F, Target, prefix )`, without its optional `argCount`.
///
/// <https://tc39.es/proposal-shadowrealm/#sec-copynameandlength>
fn copy_name_and_length(
    function: &JsFunction,
    target: &JsObject,
    prefix: &str,
    context: &mut Context,
) -> JsResult<()> {
    // 1. Let L be 0.
    let mut length = JsValue::from(0);
    // 2. Let targetHasLength be ? HasOwnProperty(Target, "length").
    // 3. If targetHasLength is true, then
    if target.has_own_property(js_string!("length"), context)? {
        // a. Let targetLen be ? Get(Target, "length").
        let target_length = target.get(js_string!("length"), context)?;
        // b. If targetLen is a Number, then
        if target_length.is_number() {
            length = match target_length.to_integer_or_infinity(context)? {
                // i. If targetLen is +∞𝔽, set L to +∞.
                IntegerOrInfinity::PositiveInfinity => f64::INFINITY.into(),
                // ii. Else if targetLen is -∞𝔽, set L to 0.
                IntegerOrInfinity::NegativeInfinity => 0.into(),
                // iii. Else, let targetLenAsInt be ! ToIntegerOrInfinity(targetLen), and set L to
                //      max(targetLenAsInt, 0). From the Number itself: what exceeds an i64 is an
                //      integer already and stays as it is.
                IntegerOrInfinity::Integer(_) => target_length
                    .as_number()
                    .map(f64::trunc)
                    .filter(|length| *length > 0.0)
                    .unwrap_or(0.0)
                    .into(),
            };
        }
    }
    // 4. Perform SetFunctionLength(F, L).
    define_hidden(function, js_string!("length"), length, context)?;
    // 5. Let targetName be ? Get(Target, "name").
    let target_name = target.get(js_string!("name"), context)?;
    // 6. If targetName is not a String, set targetName to the empty String.
    let target_name = target_name.as_string().unwrap_or_default();
    // 7. Perform SetFunctionName(F, targetName, prefix).
    let name = JsString::concat_array(&[
        js_string!(prefix).as_str(),
        js_string!(" ").as_str(),
        target_name.as_str(),
    ]);
    define_hidden(function, js_string!("name"), name.into(), context)
}

/// `SetFunctionLength` and `SetFunctionName`: defines a property of a new function.
///
/// <https://tc39.es/ecma262/#sec-setfunctionlength>
/// <https://tc39.es/ecma262/#sec-setfunctionname>
fn define_hidden(
    function: &JsFunction,
    key: JsString,
    value: JsValue,
    context: &mut Context,
) -> JsResult<()> {
    let property = PropertyDescriptor::builder()
        .value(value)
        .writable(false)
        .enumerable(false)
        .configurable(true);
    function
        .define_property_or_throw(key, property, context)
        .map(drop)
}
