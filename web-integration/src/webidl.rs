//! What all interfaces share: how Web IDL shapes classes and converts arguments.

use boa_engine::{
    Context, JsData, JsNativeError, JsObject, JsResult, JsString, JsSymbol, JsValue,
    NativeFunction,
    class::{Class, ClassBuilder},
    context::intrinsics::StandardConstructor,
    js_string,
    native_function::NativeFunctionPointer,
    object::{ConstructorBuilder, FunctionObjectBuilder, builtins::JsFunction},
    property::Attribute,
};
use boa_gc::{Finalize, Trace};

/// The attributes of an operation.
const OPERATION: Attribute = Attribute::all();
/// The attributes of an attribute's accessor.
const ACCESSOR: Attribute = Attribute::ENUMERABLE.union(Attribute::CONFIGURABLE);
/// The attributes of a constant.
const CONSTANT: Attribute = Attribute::ENUMERABLE;
/// The attributes of an interface object on the global.
pub(crate) const INTERFACE: Attribute = Attribute::WRITABLE.union(Attribute::CONFIGURABLE);

/// Defines markers under which the intrinsics of the interfaces are registered in a realm. The data
/// of the objects is something else: an `AbortSignal` has that of an `EventTarget`.
macro_rules! interfaces {
    ($($name:ident),*) => {$(
        #[derive(Trace, Finalize, JsData)]
        #[boa_gc(unsafe_no_drop)]
        pub(crate) struct $name;

        /// Only for `Class::construct`: see [`prototype_from`].
        impl Class for $name {
            const NAME: &'static str = stringify!($name);

            fn init(_: &mut ClassBuilder<'_>) -> JsResult<()> {
                Ok(())
            }

            fn data_constructor(_: &JsValue, _: &[JsValue], _: &mut Context) -> JsResult<Self> {
                Ok(Self)
            }
        }
    )*};
}

interfaces!(
    AbortController,
    AbortSignal,
    CustomEvent,
    DOMException,
    Event,
    EventTarget
);

/// Builds the interface object and the interface prototype object of `I` for the current realm.
pub(crate) struct Interface<'context> {
    builder: ConstructorBuilder<'context>,
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
        Self { builder }
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

    /// A constant, on the interface object and on the prototype.
    pub(crate) fn constant(mut self, name: &'static str, value: u16) -> Self {
        self.builder
            .static_property(js_string!(name), value, CONSTANT)
            .property(js_string!(name), value, CONSTANT);
        self
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
    context
        .realm()
        .get_class::<I>()
        .map(|pair| pair.prototype())
        .ok_or_else(|| type_error(format!("{} is not registered in this realm", I::NAME)))
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
