//! Objects that a realm has once.

use std::collections::HashMap;

use boa_engine::{Context, JsData, JsObject, JsResult};
use boa_gc::{Finalize, Trace};

/// The exports objects of a realm, by the names of their modules, in its data.
#[derive(Default, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Exports(HashMap<&'static str, JsObject>);

/// The exports of the module `name` in the current realm. They are made at the first call.
///
/// # Errors
///
/// What `make` fails with.
pub(crate) fn exports_of(
    name: &'static str,
    make: fn(&mut Context) -> JsResult<JsObject>,
    context: &mut Context,
) -> JsResult<JsObject> {
    let realm = context.realm().clone();
    let known = realm
        .host_defined()
        .get::<Exports>()
        .and_then(|known| known.0.get(name).cloned());
    if let Some(known) = known {
        return Ok(known);
    }
    let exports = make(context)?;
    let mut data = realm.host_defined_mut();
    if !data.has::<Exports>() {
        data.insert(Exports::default());
    }
    if let Some(all) = data.get_mut::<Exports>() {
        all.0.insert(name, exports.clone());
    }
    Ok(exports)
}
