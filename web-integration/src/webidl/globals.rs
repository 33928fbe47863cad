//! Properties of the global object.

use boa_engine::{
    Context, JsData, JsObject, JsResult, JsValue, NativeFunction,
    class::Class,
    js_string,
    native_function::NativeFunctionPointer,
    object::{FunctionObjectBuilder, builtins::JsFunction},
    property::PropertyDescriptor,
};
use boa_gc::{Finalize, Trace};

use super::{
    interface::{INTERFACE, OPERATION, function, getter},
    realm::pair_of,
};

/// Makes the interface object of `I` a property of the global object.
///
/// <https://webidl.spec.whatwg.org/#define-the-global-property-references>
pub(crate) fn expose<I: Class>(context: &mut Context) -> JsResult<()> {
    let constructor = pair_of::<I>(context)?.constructor();
    context
        .realm()
        .clone()
        .register_property(js_string!(I::NAME), constructor, INTERFACE, context)
        .map(drop)
}

/// The interfaces that the current realm exposes when it becomes the realm of a worker, in the data of the realm.
#[derive(Default, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct WorkerInterfaces(#[unsafe_ignore_trace] Vec<fn(&mut Context) -> JsResult<()>>);

/// Notes that the interface `I` is exposed in workers only: [`expose_worker_interfaces`] makes its interface object a property
/// of the global object.
///
/// <https://webidl.spec.whatwg.org/#Exposed>
pub(crate) fn expose_in_workers<I: Class>(context: &Context) {
    let mut data = context.realm().host_defined_mut();
    if !data.has::<WorkerInterfaces>() {
        data.insert(WorkerInterfaces::default());
    }
    if let Some(interfaces) = data.get_mut::<WorkerInterfaces>() {
        interfaces.0.push(expose::<I>);
    }
}

/// Exposes the interfaces that were noted by [`expose_in_workers`] in the current realm.
///
/// # Errors
///
/// An exception if the global object refuses a property.
pub(crate) fn expose_worker_interfaces(context: &mut Context) -> JsResult<()> {
    let interfaces = context
        .realm()
        .host_defined()
        .get::<WorkerInterfaces>()
        .map(|interfaces| interfaces.0.clone());
    interfaces
        .into_iter()
        .flatten()
        .try_for_each(|expose| expose(context))
}

/// Defines an operation of the global object.
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

/// Defines a read-only attribute of the global object.
pub(crate) fn global_readonly(
    name: &'static str,
    get: NativeFunctionPointer,
    context: &mut Context,
) -> JsResult<()> {
    define_readonly(name, getter(name, get, context), context)
}

/// Defines a read-only attribute of the global object whose value is always the same object.
pub(crate) fn global_object(
    name: &'static str,
    object: JsObject,
    context: &mut Context,
) -> JsResult<()> {
    let get = NativeFunction::from_copy_closure_with_captures(
        |_, _, object: &JsObject, _| Ok(object.clone().into()),
        object,
    );
    let getter = FunctionObjectBuilder::new(context.realm(), get)
        .name(js_string!(format!("get {name}")))
        .build();
    define_readonly(name, getter, context)
}

fn define_readonly(name: &'static str, getter: JsFunction, context: &mut Context) -> JsResult<()> {
    let accessor = PropertyDescriptor::builder()
        .get(getter)
        .enumerable(true)
        .configurable(true);
    context
        .global_object()
        .define_property_or_throw(js_string!(name), accessor, context)
        .map(drop)
}

/// Defines a property of the global object that is writable, enumerable and configurable.
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
