//! The attributes of the properties that this module defines.

use boa_engine::{js_string, object::ConstructorBuilder, property::Attribute, symbol::JsSymbol};

/// The attributes of methods, of constructors on their namespace, and of globals.
pub(super) const METHOD: Attribute = Attribute::WRITABLE.union(Attribute::CONFIGURABLE);

/// Gives a prototype its `@@toStringTag`.
pub(super) fn tag(builder: &mut ConstructorBuilder<'_>, tag: &str) {
    builder.property(
        JsSymbol::to_string_tag(),
        js_string!(tag),
        Attribute::CONFIGURABLE,
    );
}
