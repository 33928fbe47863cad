//! Event handler attributes, such as `onabort`.
//!
//! <https://html.spec.whatwg.org/#event-handler-attributes>

use boa_engine::{
    Context, JsResult, JsString, JsValue, NativeFunction, js_string,
    object::{FunctionObjectBuilder, builtins::JsFunction},
    property::PropertyDescriptor,
};
use boa_gc::{Finalize, Gc, Trace};

use super::listener::ListenerList;
use crate::{
    mechanism::Fallback,
    webidl::{Interface, illegal_invocation},
};

/// Finds the listener list of an object; `None` if the object does not implement the interface of the attribute.
pub(crate) type TargetOf = fn(&JsValue, &Context) -> Option<Gc<ListenerList>>;

/// Further steps of a setter, after the handler was set.
pub(crate) type WasSet = fn(&JsValue, &mut Context) -> JsResult<()>;

/// An event handler attribute of an interface or of the global object.
#[derive(Clone, Copy, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Handler {
    /// The interface that error messages name.
    #[unsafe_ignore_trace]
    interface: &'static str,
    #[unsafe_ignore_trace]
    target: TargetOf,
    #[unsafe_ignore_trace]
    was_set: WasSet,
}

impl Handler {
    /// The listener list of the receiver of the getter or setter.
    fn list(&self, this: &JsValue, context: &Context) -> JsResult<Gc<ListenerList>> {
        (self.target)(this, context).ok_or_else(|| illegal_invocation(self.interface))
    }

    /// The getter and the setter of the attribute `name`, in the current realm.
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
                // [LegacyTreatNonObjectAsNull]: a value that is not an object is null.
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

impl Interface<'_> {
    /// Defines an event handler attribute on the prototype object. `target` finds the listener list of an object of
    /// this interface.
    pub(crate) fn event_handler(self, name: &'static str, target: TargetOf) -> Self {
        self.event_handler_and(name, target, |_, _| Ok(()))
    }

    /// Defines an event handler attribute whose setter has the further steps `was_set`.
    pub(crate) fn event_handler_and(
        mut self,
        name: &'static str,
        target: TargetOf,
        was_set: WasSet,
    ) -> Self {
        let handler = Handler {
            interface: self.name(),
            target,
            was_set,
        };
        let (get, set) = handler.accessors(name, self.context());
        self.accessor(name, get, set)
    }
}

/// Defines an event handler attribute of the global object.
///
/// # Errors
///
/// An exception if the global object refuses the property.
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
