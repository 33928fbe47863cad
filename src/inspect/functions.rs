//! Functions and classes.

use boa_engine::{JsObject, JsValue, builtins::function::OrdinaryFunction};

use super::{
    class::{name_of_function, prototype_of},
    inspector::Inspector,
    layout::{Doc, Style},
    objects::name,
    text::bounded,
};

const CLASS: &str = "[class";

impl Inspector<'_> {
    pub(super) fn function(&mut self, object: &JsObject) -> Doc {
        let given = name_of_function(object).map(|given| name(&given));
        let text = if is_class(object) {
            let base = prototype_of(object)
                .filter(JsObject::is_callable)
                .and_then(|base| name_of_function(&base));
            let base = base.map(|base| format!(" extends {}", name(&base)));
            format!(
                "[class {}{}]",
                given.as_deref().unwrap_or("(anonymous)"),
                base.unwrap_or_default()
            )
        } else {
            let kind = kind(object);
            match given {
                Some(given) => format!("[{kind}: {given}]"),
                None => format!("[{kind} (anonymous)]"),
            }
        };
        self.with_properties(object, text, Style::Special, |_| true)
    }
}

/// The engine does not say what is a class, but it prints it.
fn is_class(object: &JsObject) -> bool {
    let value = JsValue::from(object.clone());
    object.is::<OrdinaryFunction>() && bounded(&value.display(), CLASS.len()).starts_with(CLASS)
}

/// The engine does not say what is an async function, but their prototypes differ.
fn kind(object: &JsObject) -> &'static str {
    const FUNCTION: &str = "Function";
    let Some(realm) = object
        .downcast_ref::<OrdinaryFunction>()
        .map(|function| function.realm().clone())
    else {
        return FUNCTION;
    };
    let Some(prototype) = prototype_of(object) else {
        return FUNCTION;
    };
    let constructors = realm.intrinsics().constructors();
    let kinds = [
        (constructors.async_function(), "AsyncFunction"),
        (constructors.generator_function(), "GeneratorFunction"),
        (
            constructors.async_generator_function(),
            "AsyncGeneratorFunction",
        ),
    ];
    let found = kinds
        .into_iter()
        .find(|(constructor, _)| JsObject::equals(&constructor.prototype(), &prototype));
    found.map_or(FUNCTION, |(_, kind)| kind)
}
