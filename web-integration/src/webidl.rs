//! What all interfaces share: how Web IDL shapes classes and converts arguments.

use boa_async_context::EventLoop;
use boa_engine::{
    Context, JsNativeError, JsObject, JsResult, JsString, JsSymbol, JsValue, NativeFunction,
    class::Class,
    context::intrinsics::StandardConstructor,
    js_string,
    native_function::NativeFunctionPointer,
    object::{ConstructorBuilder, FunctionObjectBuilder, builtins::JsFunction},
    property::{Attribute, PropertyDescriptor, PropertyKey},
};
use boa_gc::{Finalize, Gc, Trace};

use crate::{events::listener::ListenerList, mechanism::Fallback};

/// The attributes of an operation.
pub(crate) const OPERATION: Attribute = Attribute::all();
/// The attributes of an attribute's accessor.
const ACCESSOR: Attribute = Attribute::ENUMERABLE.union(Attribute::CONFIGURABLE);
/// The attributes of a constant.
const CONSTANT: Attribute = Attribute::ENUMERABLE;
/// The attributes of an interface object on the global.
const INTERFACE: Attribute = Attribute::WRITABLE.union(Attribute::CONFIGURABLE);

/// Defines the marker under which the intrinsics of an interface are registered in a realm. The data of
/// the objects is something else: an `AbortSignal` has that of an `EventTarget`.
macro_rules! interface {
    ($name:ident) => {
        #[derive(boa_gc::Trace, boa_gc::Finalize, boa_engine::JsData)]
        #[boa_gc(unsafe_no_drop)]
        pub(crate) struct $name;

        /// Only for `Class::construct`: see `webidl::prototype_from`.
        impl boa_engine::class::Class for $name {
            const NAME: &'static str = stringify!($name);

            fn init(_: &mut boa_engine::class::ClassBuilder<'_>) -> boa_engine::JsResult<()> {
                Ok(())
            }

            fn data_constructor(
                _: &boa_engine::JsValue,
                _: &[boa_engine::JsValue],
                _: &mut boa_engine::Context,
            ) -> boa_engine::JsResult<Self> {
                Ok(Self)
            }
        }
    };
}
pub(crate) use interface;

/// Builds the interface object and the interface prototype object of `I` for the current realm.
pub(crate) struct Interface<'context> {
    interface: &'static str,
    builder: ConstructorBuilder<'context>,
}

/// Finds the listeners of an object, if it is one of a certain interface.
pub(crate) type TargetOf = fn(&JsValue, &Context) -> Option<Gc<ListenerList>>;

/// What is to be done when an event handler attribute was set.
pub(crate) type WasSet = fn(&JsValue, &mut Context) -> JsResult<()>;

/// An event handler attribute, such as `onabort`.
#[derive(Clone, Copy, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Handler {
    #[unsafe_ignore_trace]
    interface: &'static str,
    #[unsafe_ignore_trace]
    target: TargetOf,
    #[unsafe_ignore_trace]
    was_set: WasSet,
}

impl Handler {
    fn list(&self, this: &JsValue, context: &Context) -> JsResult<Gc<ListenerList>> {
        (self.target)(this, context).ok_or_else(|| illegal_invocation(self.interface))
    }

    /// The getter and the setter, for the current realm.
    ///
    /// <https://html.spec.whatwg.org/#event-handler-idl-attributes>
    fn accessors(self, name: &str, context: &Context) -> (JsFunction, JsFunction) {
        let captures = (js_string!(name.trim_start_matches("on")), self);
        let get = NativeFunction::from_copy_closure_with_captures(
            |this, _, (event_type, handler): &(JsString, Self), context| {
                let value = handler.list(this, context)?.handler(event_type);
                Ok(value.map_or_else(JsValue::null, Into::into))
            },
            captures.clone(),
        );
        let set = NativeFunction::from_copy_closure_with_captures(
            |this, args, (event_type, handler): &(JsString, Self), context| {
                // [LegacyTreatNonObjectAsNull]
                let value = args.first().and_then(JsValue::as_object);
                let fallback = Fallback::now(context);
                handler
                    .list(this, context)?
                    .set_handler(event_type.clone(), value, fallback);
                (handler.was_set)(this, context)?;
                Ok(JsValue::undefined())
            },
            captures,
        );
        let build = |prefix: &str, length, function| {
            FunctionObjectBuilder::new(context.realm(), function)
                .name(js_string!(format!("{prefix} {name}")))
                .length(length)
                .build()
        };
        (build("get", 0, get), build("set", 1, set))
    }
}

impl<'context> Interface<'context> {
    pub(crate) fn new<I: Class>(
        length: usize,
        constructor: NativeFunctionPointer,
        context: &'context mut Context,
    ) -> Self {
        let constructor = NativeFunction::from_fn_ptr(constructor);
        let mut builder = ConstructorBuilder::new(context, constructor);
        builder.name(I::NAME).length(length).property(
            JsSymbol::to_string_tag(),
            js_string!(I::NAME),
            Attribute::CONFIGURABLE,
        );
        Self {
            interface: I::NAME,
            builder,
        }
    }

    /// The prototype object of iterators, which inherits from `parent`. The program sees no interface object.
    pub(crate) fn iterator<I: Class>(parent: JsObject, context: &'context mut Context) -> Self {
        let mut interface = Self::new::<I>(0, illegal_constructor, context);
        interface
            .builder
            .inherit(parent)
            .has_prototype_property(false);
        interface
    }

    /// Another `@@toStringTag` than the name.
    pub(crate) fn tag(mut self, tag: &'static str) -> Self {
        let key = JsSymbol::to_string_tag();
        self.builder
            .property(key, js_string!(tag), Attribute::CONFIGURABLE);
        self
    }

    /// Inherits from another interface, the interface object too.
    pub(crate) fn inherit(mut self, parent: &StandardConstructor) -> Self {
        self.builder
            .inherit(parent.prototype())
            .custom_prototype(parent.constructor());
        self
    }

    /// The prototype object inherits from `prototype`, the interface object as usual.
    pub(crate) fn inherit_prototype(mut self, prototype: JsObject) -> Self {
        self.builder.inherit(prototype);
        self
    }

    pub(crate) fn operation(
        mut self,
        name: &'static str,
        length: usize,
        f: NativeFunctionPointer,
    ) -> Self {
        let function = self.function(name, length, f);
        self.builder.property(js_string!(name), function, OPERATION);
        self
    }

    pub(crate) fn static_operation(
        mut self,
        name: &'static str,
        length: usize,
        f: NativeFunctionPointer,
    ) -> Self {
        let function = self.function(name, length, f);
        self.builder
            .static_property(js_string!(name), function, OPERATION);
        self
    }

    pub(crate) fn readonly(mut self, name: &'static str, get: NativeFunctionPointer) -> Self {
        let get = getter(name, get, self.builder.context());
        self.builder
            .accessor(js_string!(name), Some(get), None, ACCESSOR);
        self
    }

    /// A static attribute.
    pub(crate) fn static_readonly(
        mut self,
        name: &'static str,
        get: NativeFunctionPointer,
    ) -> Self {
        let get = getter(name, get, self.builder.context());
        self.builder
            .static_accessor(js_string!(name), Some(get), None, ACCESSOR);
        self
    }

    /// The same, where the getter keeps something.
    pub(crate) fn readonly_with(mut self, name: &'static str, get: NativeFunction) -> Self {
        let get = FunctionObjectBuilder::new(self.builder.context().realm(), get)
            .name(js_string!(format!("get {name}")))
            .build();
        self.builder
            .accessor(js_string!(name), Some(get), None, ACCESSOR);
        self
    }

    /// An operation that is also the `@@asyncIterator` of the interface.
    pub(crate) fn async_iterable(
        mut self,
        name: &'static str,
        length: usize,
        f: NativeFunctionPointer,
    ) -> Self {
        let function = self.function(name, length, f);
        self.builder
            .property(js_string!(name), function.clone(), OPERATION)
            .property(JsSymbol::async_iterator(), function, INTERFACE);
        self
    }

    pub(crate) fn attribute(
        mut self,
        name: &'static str,
        get: NativeFunctionPointer,
        set: NativeFunctionPointer,
    ) -> Self {
        let get = getter(name, get, self.builder.context());
        let set = self.function(&format!("set {name}"), 1, set);
        self.builder
            .accessor(js_string!(name), Some(get), Some(set), ACCESSOR);
        self
    }

    /// An event handler attribute, such as `onabort`; `target` finds the listeners of an object of this
    /// interface.
    pub(crate) fn event_handler(self, name: &'static str, target: TargetOf) -> Self {
        self.event_handler_and(name, target, |_, _| Ok(()))
    }

    /// The same, where something is to be done when it was set.
    pub(crate) fn event_handler_and(
        mut self,
        name: &'static str,
        target: TargetOf,
        was_set: WasSet,
    ) -> Self {
        let handler = Handler {
            interface: self.interface,
            target,
            was_set,
        };
        let (get, set) = handler.accessors(name, self.builder.context());
        self.builder
            .accessor(js_string!(name), Some(get), Some(set), ACCESSOR);
        self
    }

    /// A constant, on the interface object and on the prototype.
    pub(crate) fn constant(mut self, name: &'static str, value: u16) -> Self {
        self.builder
            .static_property(js_string!(name), value, CONSTANT)
            .property(js_string!(name), value, CONSTANT);
        self
    }

    /// A property of the prototype that no other method here is for.
    pub(crate) fn property(
        mut self,
        key: impl Into<PropertyKey>,
        value: impl Into<JsValue>,
        attribute: Attribute,
    ) -> Self {
        self.builder.property(key, value, attribute);
        self
    }

    pub(crate) fn context(&mut self) -> &mut Context {
        self.builder.context()
    }

    /// Builds the pair and registers it in the realm.
    pub(crate) fn register<I: Class>(mut self) -> StandardConstructor {
        let realm = self.builder.context().realm().clone();
        let pair = self.builder.build();
        realm.register_class::<I>(pair.clone());
        pair
    }

    fn function(&mut self, name: &str, length: usize, f: NativeFunctionPointer) -> JsFunction {
        function(name, length, f, self.builder.context())
    }
}

/// A built-in function of the current realm.
fn function(name: &str, length: usize, f: NativeFunctionPointer, context: &Context) -> JsFunction {
    FunctionObjectBuilder::new(context.realm(), NativeFunction::from_fn_ptr(f))
        .name(js_string!(name))
        .length(length)
        .build()
}

/// The getter of an attribute.
pub(crate) fn getter(name: &str, get: NativeFunctionPointer, context: &Context) -> JsFunction {
    function(&format!("get {name}"), 0, get, context)
}

/// The prototype of an object that `new_target` constructs: its `prototype`, or that of the interface
/// in the realm of `new_target`. No other public API knows the realm of a function.
///
/// # Errors
///
/// A `TypeError` without `new`; what a getter of `prototype` throws.
pub(crate) fn prototype_from<I: Class>(
    new_target: &JsValue,
    context: &mut Context,
) -> JsResult<Option<JsObject>> {
    require_new::<I>(new_target)?;
    Ok(I::construct(new_target, &[], context)?.prototype())
}

/// The first step of every constructor.
///
/// # Errors
///
/// A `TypeError` without `new`.
pub(crate) fn require_new<I: Class>(new_target: &JsValue) -> JsResult<()> {
    if new_target.is_undefined() {
        return Err(type_error(format!("{} must be called with `new`", I::NAME)));
    }
    Ok(())
}

/// The prototype of `I` in the current realm.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn prototype_of<I: Class>(context: &Context) -> JsResult<JsObject> {
    Ok(pair_of::<I>(context)?.prototype())
}

/// A constructor that always throws.
pub(crate) fn illegal_constructor(
    _: &JsValue,
    _: &[JsValue],
    _: &mut Context,
) -> JsResult<JsValue> {
    Err(type_error("illegal constructor"))
}

pub(crate) fn type_error(
    message: impl Into<std::borrow::Cow<'static, str>>,
) -> boa_engine::JsError {
    JsNativeError::typ().with_message(message).into()
}

/// The error for a receiver of the wrong interface.
pub(crate) fn illegal_invocation(interface: &str) -> boa_engine::JsError {
    type_error(format!("illegal invocation: this is no {interface}"))
}

/// # Errors
///
/// A `TypeError` if there are fewer arguments than the operation requires.
pub(crate) fn require(args: &[JsValue], count: usize, operation: &str) -> JsResult<()> {
    if args.len() >= count {
        return Ok(());
    }
    Err(type_error(format!(
        "{operation}: {count} argument{} required, but only {} present",
        if count == 1 { "" } else { "s" },
        args.len()
    )))
}

/// Converts to a dictionary: `None` stands for one without members.
///
/// # Errors
///
/// A `TypeError` for what is neither an object nor `undefined` nor `null`.
pub(crate) fn dictionary(value: Option<&JsValue>, what: &str) -> JsResult<Option<JsObject>> {
    match value {
        None => Ok(None),
        Some(value) if value.is_null_or_undefined() => Ok(None),
        Some(value) => match value.as_object() {
            Some(object) => Ok(Some(object)),
            None => Err(type_error(format!("{what} is not an object"))),
        },
    }
}

/// A member of a dictionary, unless it is not there or `undefined`.
pub(crate) fn member(
    dictionary: Option<&JsObject>,
    name: &str,
    context: &mut Context,
) -> JsResult<Option<JsValue>> {
    let Some(object) = dictionary else {
        return Ok(None);
    };
    let value = object.get(js_string!(name), context)?;
    Ok((!value.is_undefined()).then_some(value))
}

/// A boolean member of a dictionary that is `false` by default.
pub(crate) fn flag(
    dictionary: Option<&JsObject>,
    name: &str,
    context: &mut Context,
) -> JsResult<bool> {
    Ok(member(dictionary, name, context)?.is_some_and(|value| value.to_boolean()))
}

/// An optional DOMString argument.
pub(crate) fn string_or(
    value: Option<&JsValue>,
    default: &str,
    context: &mut Context,
) -> JsResult<JsString> {
    match value {
        Some(value) if !value.is_undefined() => value.to_string(context),
        _ => Ok(js_string!(default)),
    }
}

/// *Clean up after running script*: to be called after each callback. If nothing of the program is running any more, its
/// microtasks run, before the next callback of the same task.
///
/// <https://html.spec.whatwg.org/#clean-up-after-running-script>
pub(crate) fn clean_up_after_callback(context: &mut Context) {
    if context.stack_trace().next().is_some() {
        return;
    }
    if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
        event_loop.perform_microtask_checkpoint(context);
    }
}

/// Converts to `sequence<T>`; `convert` converts an element.
///
/// <https://webidl.spec.whatwg.org/#create-sequence-from-iterable>
///
/// # Errors
///
/// A `TypeError`, naming `what`, for what can not be iterated over; what the iteration or `convert` throws.
pub(crate) fn sequence<T>(
    value: &JsValue,
    what: &str,
    context: &mut Context,
    convert: impl FnMut(&JsValue, &mut Context) -> JsResult<T>,
) -> JsResult<Vec<T>> {
    let not_iterable = || type_error(format!("{what}: the argument is not iterable"));
    let iterable = value.as_object().ok_or_else(not_iterable)?;
    let method = iterable.get(JsSymbol::iterator(), context)?;
    let method = method.as_callable().ok_or_else(not_iterable)?;
    sequence_with(value, &method, what, context, convert)
}

/// The same, where the `@@iterator` method has been looked up already.
pub(crate) fn sequence_with<T>(
    value: &JsValue,
    method: &JsObject,
    what: &str,
    context: &mut Context,
    mut convert: impl FnMut(&JsValue, &mut Context) -> JsResult<T>,
) -> JsResult<Vec<T>> {
    let iterator = method.call(value, &[], context)?;
    let not_object = || type_error(format!("{what}: the iterator is not an object"));
    let next = iterator
        .as_object()
        .ok_or_else(not_object)?
        .get(js_string!("next"), context)?;
    let next = next
        .as_callable()
        .ok_or_else(|| type_error(format!("{what}: the iterator has no method next")))?;
    let mut elements = Vec::new();
    loop {
        let step = next.call(&iterator, &[], context)?;
        let step = step.as_object().ok_or_else(not_object)?;
        if step.get(js_string!("done"), context)?.to_boolean() {
            return Ok(elements);
        }
        let item = step.get(js_string!("value"), context)?;
        elements.push(convert(&item, context)?);
    }
}

/// Converts to `[EnforceRange] unsigned long long`.
///
/// <https://webidl.spec.whatwg.org/#abstract-opdef-converttoint>
///
/// # Errors
///
/// A `TypeError`, naming `what`, for what is out of range.
pub(crate) fn enforce_range(value: &JsValue, what: &str, context: &mut Context) -> JsResult<u64> {
    /// 2^53 - 1.
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    let number = value.to_number(context)?;
    // If x is NaN, +inf, or -inf, then throw a TypeError. Set x to IntegerPart(x). If x < lowerBound
    // or x > upperBound, then throw a TypeError.
    let integer = number.trunc();
    if !(0.0..=LARGEST).contains(&integer) {
        return Err(type_error(format!("{what} is out of range")));
    }
    Ok(integer as u64)
}

/// The interface object and the interface prototype object of `I` in the current realm.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn pair_of<I: Class>(context: &Context) -> JsResult<StandardConstructor> {
    context
        .realm()
        .get_class::<I>()
        .ok_or_else(|| type_error(format!("{} is not registered in this realm", I::NAME)))
}

/// Makes the interface object of `I` a property of the global object.
pub(crate) fn expose<I: Class>(context: &mut Context) -> JsResult<()> {
    let constructor = pair_of::<I>(context)?.constructor();
    context
        .realm()
        .clone()
        .register_property(js_string!(I::NAME), constructor, INTERFACE, context)
        .map(drop)
}

/// Makes an operation of the global object.
pub(crate) fn global_operation(
    name: &'static str,
    length: usize,
    f: NativeFunctionPointer,
    context: &mut Context,
) -> JsResult<()> {
    let function = function(name, length, f, context);
    context
        .realm()
        .clone()
        .register_property(js_string!(name), function, OPERATION, context)
        .map(drop)
}

/// Makes an event handler attribute of the global object.
pub(crate) fn global_event_handler(
    name: &'static str,
    target: TargetOf,
    context: &mut Context,
) -> JsResult<()> {
    let handler = Handler {
        interface: "global object",
        target,
        was_set: |_, _| Ok(()),
    };
    let (get, set) = handler.accessors(name, context);
    let accessor = PropertyDescriptor::builder()
        .get(get)
        .set(set)
        .enumerable(true)
        .configurable(true);
    context
        .global_object()
        .define_property_or_throw(js_string!(name), accessor, context)
        .map(drop)
}

/// Makes a value a property of the global object, writable and enumerable.
pub(crate) fn global_value(
    name: &'static str,
    value: impl Into<JsValue>,
    context: &mut Context,
) -> JsResult<()> {
    context
        .realm()
        .clone()
        .register_property(js_string!(name), value, OPERATION, context)
        .map(drop)
}

/// A `USVString` argument: lone surrogates are replaced.
pub(crate) fn usv_string(value: &JsValue, context: &mut Context) -> JsResult<String> {
    Ok(value.to_string(context)?.to_std_string_lossy())
}

/// Converts to `double`.
///
/// # Errors
///
/// A `TypeError`, naming `what`, for what is not finite.
pub(crate) fn restricted_double(
    value: &JsValue,
    what: &str,
    context: &mut Context,
) -> JsResult<f64> {
    let number = value.to_number(context)?;
    if !number.is_finite() {
        return Err(type_error(format!("{what} is not a finite number")));
    }
    Ok(number)
}
