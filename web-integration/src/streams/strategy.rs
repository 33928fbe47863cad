//! Queuing strategies: `CountQueuingStrategy`, `ByteLengthQueuingStrategy`, and the dictionary `QueuingStrategy`.
//!
//! <https://streams.spec.whatwg.org/#qs>

use boa_engine::{
    Context, JsArgs, JsData, JsNativeError, JsResult, JsValue, NativeFunction,
    class::Class,
    js_string,
    native_function::NativeFunctionPointer,
    object::{FunctionObjectBuilder, builtins::JsFunction},
};
use boa_gc::{Finalize, Trace};

use super::convert::function_member;
use crate::webidl::{
    Interface, dictionary, illegal_invocation, interface, member, platform_object, prototype_from,
    require, require_new, type_error,
};

interface!(CountQueuingStrategy);
interface!(ByteLengthQueuingStrategy);

/// The dictionary `QueuingStrategy`.
pub(super) struct Strategy {
    high_water_mark: Option<f64>,
    size: Option<JsFunction>,
}

impl Strategy {
    pub(super) fn read(value: &JsValue, context: &mut Context) -> JsResult<Self> {
        let object = dictionary(Some(value), "the queuing strategy")?;
        let high_water_mark = member(object.as_ref(), "highWaterMark", context)?
            .map(|value| value.to_number(context))
            .transpose()?;
        let size = function_member(object.as_ref(), "size", context)?;
        Ok(Self {
            high_water_mark,
            size,
        })
    }

    /// `ExtractHighWaterMark` and `ExtractSizeAlgorithm`
    ///
    /// <https://streams.spec.whatwg.org/#make-size-algorithm-from-size-function>
    ///
    /// <https://streams.spec.whatwg.org/#validate-and-normalize-high-water-mark>
    ///
    /// # Errors
    ///
    /// A `RangeError` for NaN and negative numbers.
    pub(super) fn sized_by(self, default: f64) -> JsResult<SizedBy> {
        // 1. If strategy["highWaterMark"] does not exist, return defaultHWM.
        // 2. Let highWaterMark be strategy["highWaterMark"].
        let high_water_mark = self.high_water_mark.unwrap_or(default);
        // 3. If highWaterMark is NaN or highWaterMark < 0, throw a RangeError exception.
        if high_water_mark.is_nan() || high_water_mark < 0.0 {
            return Err(JsNativeError::range()
                .with_message("highWaterMark is a number that is not negative")
                .into());
        }
        // 4. Return highWaterMark.
        Ok(SizedBy {
            high_water_mark,
            size: self.size,
        })
    }
}

/// The high water mark of a queue and its size algorithm.
pub(crate) struct SizedBy {
    pub(super) high_water_mark: f64,
    /// `None` stands for the algorithm that returns 1.
    pub(super) size: Option<JsFunction>,
}

impl SizedBy {
    /// A strategy that counts chunks.
    pub(super) fn count(high_water_mark: f64) -> Self {
        Self {
            high_water_mark,
            size: None,
        }
    }
}

/// Calls a size algorithm.
///
/// <https://streams.spec.whatwg.org/#make-size-algorithm-from-size-function>
pub(super) fn size_of(
    size: Option<&JsFunction>,
    chunk: &JsValue,
    context: &mut Context,
) -> JsResult<f64> {
    let Some(size) = size else {
        return Ok(1.0);
    };
    size.call(&JsValue::undefined(), std::slice::from_ref(chunk), context)?
        .to_number(context)
}

/// The data of the objects of both interfaces.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct StrategySlots {
    interface: &'static str,
    high_water_mark: f64,
}

/// Creates a size function of the realm, which the getter of `size` keeps.
///
/// <https://streams.spec.whatwg.org/#count-queuing-strategy-size-function>
fn size_function(length: usize, f: NativeFunctionPointer, context: &Context) -> JsFunction {
    FunctionObjectBuilder::new(context.realm(), NativeFunction::from_fn_ptr(f))
        .name(js_string!("size"))
        .length(length)
        .build()
}

/// Creates the intrinsics of the current realm.
pub(super) fn install(context: &mut Context) {
    let count = size_function(0, |_, _, _| Ok(JsValue::from(1)), context);
    define::<CountQueuingStrategy>(construct::<CountQueuingStrategy>, count, context);
    let byte_length = |_: &JsValue, args: &[JsValue], context: &mut Context| {
        // GetV(chunk, "byteLength"): undefined and null have no properties.
        let chunk = args.get_or_undefined(0);
        if chunk.is_null_or_undefined() {
            return Err(type_error("the chunk has no byteLength"));
        }
        let object = chunk.to_object(context)?;
        object.get(js_string!("byteLength"), context)
    };
    let byte_length = size_function(1, byte_length, context);
    define::<ByteLengthQueuingStrategy>(
        construct::<ByteLengthQueuingStrategy>,
        byte_length,
        context,
    );
}

fn define<I: Class>(construct: NativeFunctionPointer, size: JsFunction, context: &mut Context) {
    let size = NativeFunction::from_copy_closure_with_captures(
        |this, _, size: &JsFunction, _| slots::<I, _>(this, |_| JsValue::from(size.clone())),
        size,
    );
    Interface::new::<I>(1, construct, context)
        .readonly("highWaterMark", |this, _, _| {
            slots::<I, _>(this, |slots| slots.high_water_mark.into())
        })
        .readonly_with("size", size)
        .register::<I>();
}

fn slots<I: Class, R>(this: &JsValue, f: impl FnOnce(&StrategySlots) -> R) -> JsResult<R> {
    this.as_object()
        .as_ref()
        .and_then(|object| object.downcast_ref::<StrategySlots>())
        .filter(|slots| slots.interface == I::NAME)
        .map(|slots| f(&slots))
        .ok_or_else(|| illegal_invocation(I::NAME))
}

/// `new CountQueuingStrategy(init)`, `new ByteLengthQueuingStrategy(init)`
///
/// <https://streams.spec.whatwg.org/#cqs-constructor>
///
/// <https://streams.spec.whatwg.org/#blqs-constructor>
fn construct<I: Class>(
    new_target: &JsValue,
    args: &[JsValue],
    context: &mut Context,
) -> JsResult<JsValue> {
    require_new::<I>(new_target)?;
    require(args, 1, I::NAME)?;
    let init = dictionary(args.first(), "the init argument")?;
    let high_water_mark = member(init.as_ref(), "highWaterMark", context)?
        .ok_or_else(|| type_error(format!("{}: highWaterMark is required", I::NAME)))?
        .to_number(context)?;
    let prototype = prototype_from::<I>(new_target, context)?;
    // 1. Set this.[[highWaterMark]] to init["highWaterMark"].
    let slots = StrategySlots {
        interface: I::NAME,
        high_water_mark,
    };
    Ok(platform_object(prototype, slots, context).into())
}
