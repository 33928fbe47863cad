//! The object `console`.

use std::{rc::Rc, sync::Arc};

use boa_engine::{
    Context, JsObject, JsResult, JsString, JsSymbol, JsValue, NativeFunction, js_string,
    object::FunctionObjectBuilder, property::Attribute, property::PropertyDescriptor,
};

use super::{
    methods::{
        Method, assert, clear, count, count_reset, dir, group, group_end, log, time, time_end,
        time_log, trace,
    },
    sink::{ConsoleLevel, ConsoleSink},
    state::{Call, Console, State},
    table::table,
};

/// The methods in the order of the standard.
///
/// <https://console.spec.whatwg.org/#console-namespace>
const METHODS: [(&str, ConsoleLevel, Method); 19] = [
    ("assert", ConsoleLevel::Error, assert),
    ("clear", ConsoleLevel::Log, clear),
    ("debug", ConsoleLevel::Debug, log),
    ("error", ConsoleLevel::Error, log),
    ("info", ConsoleLevel::Info, log),
    ("log", ConsoleLevel::Log, log),
    ("table", ConsoleLevel::Log, table),
    ("trace", ConsoleLevel::Trace, trace),
    ("warn", ConsoleLevel::Warn, log),
    ("dir", ConsoleLevel::Log, dir),
    ("dirxml", ConsoleLevel::Log, log),
    ("count", ConsoleLevel::Log, count),
    ("countReset", ConsoleLevel::Log, count_reset),
    ("group", ConsoleLevel::Log, group),
    ("groupCollapsed", ConsoleLevel::Log, group),
    ("groupEnd", ConsoleLevel::Log, group_end),
    ("time", ConsoleLevel::Log, time),
    ("timeLog", ConsoleLevel::Log, time_log),
    ("timeEnd", ConsoleLevel::Log, time_end),
];

/// Defines `console` in the current realm.
///
/// <https://console.spec.whatwg.org/#console-namespace>
/// <https://webidl.spec.whatwg.org/#namespace-object>
///
/// # Errors
///
/// If the global object refuses the property.
pub(crate) fn install(sink: Arc<dyn ConsoleSink>, context: &mut Context) -> JsResult<()> {
    let json = context.intrinsics().objects().json();
    let stringify = json.get(js_string!("stringify"), context)?.as_function();
    let console = Console {
        state: Rc::new(State {
            sink,
            groups: 0.into(),
            counts: Default::default(),
            timers: Default::default(),
        }),
        stringify,
    };
    // For historical reasons, [[Prototype]] of the namespace object is an empty object.
    let prototype = JsObject::with_object_proto(context.intrinsics());
    let namespace = JsObject::from_proto_and_data(
        Some(prototype),
        boa_engine::builtins::object::OrdinaryObject,
    );
    for (name, level, method) in METHODS {
        let function = NativeFunction::from_copy_closure_with_captures(
            move |_, arguments, console: &Console, context| {
                let call = Call {
                    method: name,
                    level,
                    arguments,
                };
                method(console, &call, context)?;
                Ok(JsValue::undefined())
            },
            console.clone(),
        );
        let name = JsString::from(name);
        let function = FunctionObjectBuilder::new(context.realm(), function)
            .name(name.clone())
            .length(0)
            .build();
        namespace.create_data_property_or_throw(name, function, context)?;
    }
    let tag = PropertyDescriptor::builder()
        .value(js_string!("console"))
        .configurable(true);
    namespace.define_property_or_throw(JsSymbol::to_string_tag(), tag, context)?;
    context.register_global_property(
        js_string!("console"),
        namespace,
        Attribute::WRITABLE | Attribute::CONFIGURABLE,
    )
}
