//! The interface `DOMException`.
//!
//! <https://webidl.spec.whatwg.org/#idl-DOMException>

use boa_async_context::{EventLoop, Limit, LimitMet, Permit};
use boa_engine::{
    Context, JsArgs, JsData, JsError, JsObject, JsResult, JsString, JsValue, NativeFunction,
    js_str, js_string,
    object::{FunctionObjectBuilder, builtins::JsFunction},
    property::PropertyDescriptor,
};
use boa_gc::{Finalize, Trace};

use crate::{
    apis::WebApis,
    webidl::{
        Interface, expose, illegal_invocation, interface, prototype_from, prototype_of,
        require_new, string_or,
    },
};

interface!(DOMException);

/// The names that have a legacy code, each with the name of its constant. The code is the position in the list, counted
/// from 1. No current standard uses the codes whose name is empty; their constants remain.
const LEGACY: [(&str, &str); 25] = [
    ("IndexSizeError", "INDEX_SIZE_ERR"),
    ("", "DOMSTRING_SIZE_ERR"),
    ("HierarchyRequestError", "HIERARCHY_REQUEST_ERR"),
    ("WrongDocumentError", "WRONG_DOCUMENT_ERR"),
    ("InvalidCharacterError", "INVALID_CHARACTER_ERR"),
    ("", "NO_DATA_ALLOWED_ERR"),
    ("NoModificationAllowedError", "NO_MODIFICATION_ALLOWED_ERR"),
    ("NotFoundError", "NOT_FOUND_ERR"),
    ("NotSupportedError", "NOT_SUPPORTED_ERR"),
    ("InUseAttributeError", "INUSE_ATTRIBUTE_ERR"),
    ("InvalidStateError", "INVALID_STATE_ERR"),
    ("SyntaxError", "SYNTAX_ERR"),
    ("InvalidModificationError", "INVALID_MODIFICATION_ERR"),
    ("NamespaceError", "NAMESPACE_ERR"),
    ("InvalidAccessError", "INVALID_ACCESS_ERR"),
    ("", "VALIDATION_ERR"),
    ("TypeMismatchError", "TYPE_MISMATCH_ERR"),
    ("SecurityError", "SECURITY_ERR"),
    ("NetworkError", "NETWORK_ERR"),
    ("AbortError", "ABORT_ERR"),
    ("URLMismatchError", "URL_MISMATCH_ERR"),
    ("QuotaExceededError", "QUOTA_EXCEEDED_ERR"),
    ("TimeoutError", "TIMEOUT_ERR"),
    ("InvalidNodeTypeError", "INVALID_NODE_TYPE_ERR"),
    ("DataCloneError", "DATA_CLONE_ERR"),
];

/// The legacy code of a name; 0 if it has none.
///
/// <https://webidl.spec.whatwg.org/#dom-domexception-code>
fn code_of(name: &JsString) -> u16 {
    (1..)
        .zip(LEGACY)
        .find(|(_, (known, _))| !known.is_empty() && *name == **known)
        .map_or(0, |(code, _)| code)
}

/// The data of a `DOMException`.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct DomExceptionSlots {
    name: JsString,
    message: JsString,
}

/// Creates the intrinsics of the current realm, and defines the interface if it was chosen.
pub(crate) fn install(apis: &WebApis, context: &mut Context) -> JsResult<()> {
    boa_async_context::register_look::<DomExceptionSlots>(|slots, look| {
        let name = slots.name.to_std_string_lossy();
        let message = slots.message.to_std_string_lossy();
        look.headline(format!("DOMException [{name}]: {message}"));
    });
    let error = context.intrinsics().constructors().error().prototype();
    let mut interface = Interface::new::<DOMException>(0, construct, context)
        .inherit_prototype(error)
        .readonly("name", |this, _, _| {
            read(this, |slots| slots.name.clone().into())
        })
        .readonly("message", |this, _, _| {
            read(this, |slots| slots.message.clone().into())
        })
        .readonly("code", |this, _, _| {
            read(this, |slots| code_of(&slots.name).into())
        });
    for (code, (_, constant)) in (1..).zip(LEGACY) {
        interface = interface.constant(constant, code);
    }
    interface.register::<DOMException>();
    if apis.dom_exception {
        expose::<DOMException>(context)?;
        count_as_errors(context)?;
    }
    Ok(())
}

/// Lets `Error.isError` know these objects: a `DOMException` has the slot \[\[ErrorData\]\], which the engine gives to its own
/// errors only.
///
/// <https://webidl.spec.whatwg.org/#js-DOMException-specialness>
fn count_as_errors(context: &mut Context) -> JsResult<()> {
    let error = context.intrinsics().constructors().error().constructor();
    let engines = error.get(js_string!("isError"), context)?;
    // It is experimental there.
    let Some(engines) = engines.as_function() else {
        return Ok(());
    };
    let is_error = NativeFunction::from_copy_closure_with_captures(
        |this, args, engines: &JsFunction, context| {
            let argument = args.get_or_undefined(0).as_object();
            if argument.is_some_and(|object| object.is::<DomExceptionSlots>()) {
                return Ok(true.into());
            }
            engines.call(this, args, context)
        },
        engines,
    );
    let is_error = FunctionObjectBuilder::new(context.realm(), is_error)
        .name(js_string!("isError"))
        .length(1)
        .build();
    let property = PropertyDescriptor::builder()
        .value(is_error)
        .writable(true)
        .enumerable(false)
        .configurable(true);
    error
        .define_property_or_throw(js_string!("isError"), property, context)
        .map(drop)
}

/// `new DOMException(message, name)`
///
/// <https://webidl.spec.whatwg.org/#dom-domexception-domexception>
fn construct(new_target: &JsValue, args: &[JsValue], context: &mut Context) -> JsResult<JsValue> {
    require_new::<DOMException>(new_target)?;
    let message = string_or(args.first(), "", context)?;
    let name = string_or(args.get(1), "Error", context)?;
    let prototype = prototype_from::<DOMException>(new_target, context)?;
    Ok(create(name, message, prototype).into())
}

/// Creates the object. Like the engine's errors it has a property `stack`, which reports show. Its text is the name and the
/// message without a stack trace, because the engine has no public API that gives one to an object other than an `Error`.
fn create(name: JsString, message: JsString, prototype: Option<JsObject>) -> JsObject {
    let stack = if message.is_empty() {
        name.clone()
    } else {
        js_string!(&name, js_str!(": "), &message)
    };
    let data = DomExceptionSlots { name, message };
    let exception = JsObject::from_proto_and_data(prototype, data);
    let stack = PropertyDescriptor::builder()
        .value(stack)
        .writable(true)
        .enumerable(false)
        .configurable(true);
    exception.insert_property(js_string!("stack"), stack.build());
    exception
}

/// Reads an attribute of the receiver.
fn read(this: &JsValue, f: impl FnOnce(&DomExceptionSlots) -> JsValue) -> JsResult<JsValue> {
    this.as_object()
        .as_ref()
        .and_then(|object| object.downcast_ref::<DomExceptionSlots>())
        .map(|slots| f(&slots))
        .ok_or_else(|| illegal_invocation("DOMException"))
}

/// *Create a DOMException* of the current realm
///
/// <https://webidl.spec.whatwg.org/#dfn-create-exception>
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn dom_exception(name: &str, message: &str, context: &Context) -> JsResult<JsObject> {
    let prototype = prototype_of::<DOMException>(context)?;
    Ok(create(
        js_string!(name),
        js_string!(message),
        Some(prototype),
    ))
}

/// A `DOMException` of the current realm, as the error of a function that throws it
///
/// <https://webidl.spec.whatwg.org/#dfn-throw>
pub(crate) fn dom_error(name: &str, message: &str, context: &Context) -> JsError {
    match dom_exception(name, message, context) {
        Ok(exception) => JsError::from_opaque(exception.into()),
        Err(error) => error,
    }
}

/// A "QuotaExceededError" for a limit of the host that was met.
///
/// <https://webidl.spec.whatwg.org/#quotaexceedederror>
pub(crate) fn quota_exceeded(met: &LimitMet, context: &Context) -> JsError {
    dom_error("QuotaExceededError", &met.to_string(), context)
}

/// A [`Permit`] for one more of what `limit` counts; `what` is the function that the program calls.
///
/// # Errors
///
/// A "QuotaExceededError" `DOMException`.
pub(crate) fn permit(limit: Limit, what: &str, context: &Context) -> JsResult<Permit> {
    Permit::take(limit, what, context).map_err(|met| quota_exceeded(&met, context))
}

/// Whether the program may set one more timer. On an executor other than our event loop it may always.
///
/// # Errors
///
/// A "QuotaExceededError" `DOMException`.
pub(crate) fn admit_timer(what: &str, context: &Context) -> JsResult<()> {
    match context.downcast_job_executor::<EventLoop>() {
        Some(event_loop) => event_loop
            .admit_timer(what, context)
            .map_err(|met| quota_exceeded(&met, context)),
        None => Ok(()),
    }
}

/// The name and the message of an object that is a `DOMException`.
pub(crate) fn as_dom_exception(object: &JsObject) -> Option<(JsString, JsString)> {
    let slots = object.downcast_ref::<DomExceptionSlots>()?;
    Some((slots.name.clone(), slots.message.clone()))
}

/// A `DOMException` of the current realm whose name and message are JS strings.
///
/// # Errors
///
/// A `TypeError` in a realm without these APIs.
pub(crate) fn create_dom_exception(
    name: JsString,
    message: JsString,
    context: &Context,
) -> JsResult<JsObject> {
    let prototype = prototype_of::<DOMException>(context)?;
    Ok(create(name, message, Some(prototype)))
}
