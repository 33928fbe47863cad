//! Interfaces: the builder of an interface object and its prototype, and the marker of its intrinsics.
//!
//! <https://webidl.spec.whatwg.org/#js-interfaces>

use boa_engine::{
    Context, JsObject, JsSymbol, JsValue, NativeFunction,
    class::Class,
    context::intrinsics::StandardConstructor,
    js_string,
    native_function::NativeFunctionPointer,
    object::{ConstructorBuilder, FunctionObjectBuilder, builtins::JsFunction},
    property::{Attribute, PropertyKey},
};

use super::errors::illegal_constructor;

/// The property attributes of an operation.
pub(crate) const OPERATION: Attribute = Attribute::all();
/// The property attributes of an attribute's accessor.
const ACCESSOR: Attribute = Attribute::ENUMERABLE.union(Attribute::CONFIGURABLE);
/// The property attributes of a constant.
const CONSTANT: Attribute = Attribute::ENUMERABLE;
/// The property attributes of an interface object on the global object.
pub(super) const INTERFACE: Attribute = Attribute::WRITABLE.union(Attribute::CONFIGURABLE);

/// Defines the marker type under which the intrinsics of an interface are registered in a realm.
///
/// The marker is not the data of the interface's objects: an `AbortSignal`, for example, has the data of an
/// `EventTarget`.
macro_rules! interface {
    ($(#[$lint:meta])* $name:ident) => {
        $(#[$lint])*
        #[derive(boa_gc::Trace, boa_gc::Finalize, boa_engine::JsData)]
        #[boa_gc(unsafe_no_drop)]
        pub(crate) struct $name;

        // `prototype_from` calls `Class::construct`; nothing else uses these functions.
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

/// A builder of an interface object and its interface prototype object in the current realm.
pub(crate) struct Interface<'context> {
    /// The identifier of the interface, for error messages.
    name: &'static str,
    builder: ConstructorBuilder<'context>,
}

impl<'context> Interface<'context> {
    /// Begins the interface `I`. `length` is the number of required arguments of `constructor`.
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
            name: I::NAME,
            builder,
        }
    }

    /// Begins a prototype object of iterators, which inherits from `parent`. The program cannot reach its interface
    /// object.
    pub(crate) fn iterator<I: Class>(parent: JsObject, context: &'context mut Context) -> Self {
        let mut interface = Self::new::<I>(0, illegal_constructor, context);
        interface
            .builder
            .inherit(parent)
            .has_prototype_property(false);
        interface
    }

    /// Sets a `@@toStringTag` other than the identifier of the interface.
    pub(crate) fn tag(mut self, tag: &'static str) -> Self {
        let key = JsSymbol::to_string_tag();
        self.builder
            .property(key, js_string!(tag), Attribute::CONFIGURABLE);
        self
    }

    /// Inherits from another interface: the prototype object from its prototype object, the interface object from
    /// its interface object.
    pub(crate) fn inherit(mut self, parent: &StandardConstructor) -> Self {
        self.builder
            .inherit(parent.prototype())
            .custom_prototype(parent.constructor());
        self
    }

    /// Lets the prototype object inherit from `prototype`. The interface object inherits from `Function.prototype`.
    pub(crate) fn inherit_prototype(mut self, prototype: JsObject) -> Self {
        self.builder.inherit(prototype);
        self
    }

    /// Defines an operation on the prototype object.
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

    /// Defines a static operation on the interface object.
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

    /// Defines a read-only attribute on the prototype object.
    pub(crate) fn readonly(mut self, name: &'static str, get: NativeFunctionPointer) -> Self {
        let get = getter(name, get, self.builder.context());
        self.builder
            .accessor(js_string!(name), Some(get), None, ACCESSOR);
        self
    }

    /// Defines a read-only static attribute on the interface object.
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

    /// Defines a read-only attribute whose getter is a closure.
    pub(crate) fn readonly_with(mut self, name: &'static str, get: NativeFunction) -> Self {
        let get = FunctionObjectBuilder::new(self.builder.context().realm(), get)
            .name(js_string!(format!("get {name}")))
            .build();
        self.builder
            .accessor(js_string!(name), Some(get), None, ACCESSOR);
        self
    }

    /// Defines an operation that is also the property `@@asyncIterator` of the prototype object.
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

    /// Defines an attribute on the prototype object.
    pub(crate) fn attribute(
        mut self,
        name: &'static str,
        get: NativeFunctionPointer,
        set: NativeFunctionPointer,
    ) -> Self {
        let get = getter(name, get, self.builder.context());
        let set = self.function(&format!("set {name}"), 1, set);
        self.accessor(name, get, set)
    }

    /// Defines an attribute whose getter and setter are function objects already.
    pub(crate) fn accessor(mut self, name: &'static str, get: JsFunction, set: JsFunction) -> Self {
        self.builder
            .accessor(js_string!(name), Some(get), Some(set), ACCESSOR);
        self
    }

    /// Defines a constant on the interface object and on the prototype object.
    pub(crate) fn constant(mut self, name: &'static str, value: u16) -> Self {
        self.builder
            .static_property(js_string!(name), value, CONSTANT)
            .property(js_string!(name), value, CONSTANT);
        self
    }

    /// Defines a property of the prototype object that is neither an operation nor an attribute nor a constant.
    pub(crate) fn property(
        mut self,
        key: impl Into<PropertyKey>,
        value: impl Into<JsValue>,
        attribute: Attribute,
    ) -> Self {
        self.builder.property(key, value, attribute);
        self
    }

    /// The identifier of the interface.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// The context, whose current realm is the one that the interface is built for.
    pub(crate) fn context(&mut self) -> &mut Context {
        self.builder.context()
    }

    /// Builds both objects and registers them as the intrinsics of `I` in the current realm.
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
pub(super) fn function(
    name: &str,
    length: usize,
    f: NativeFunctionPointer,
    context: &Context,
) -> JsFunction {
    FunctionObjectBuilder::new(context.realm(), NativeFunction::from_fn_ptr(f))
        .name(js_string!(name))
        .length(length)
        .build()
}

/// A built-in function of the current realm that is the getter of the attribute `name`.
pub(crate) fn getter(name: &str, get: NativeFunctionPointer, context: &Context) -> JsFunction {
    function(&format!("get {name}"), 0, get, context)
}
