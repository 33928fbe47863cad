//! *Serializable objects* of other modules, such as `Blob`.
//!
//! <https://html.spec.whatwg.org/#serializable-objects>

use std::{fmt, sync::Arc};

use boa_engine::{Context, JsObject, JsResult};

/// A serialized object of another module. It can be sent to another thread, and holds nothing of an agent.
pub(crate) trait Serialized: fmt::Debug + Send + Sync {
    /// Its *deserialization steps*: creates the object in the current realm.
    ///
    /// # Errors
    ///
    /// A `TypeError` in a realm without the interface.
    fn to_object(&self, context: &mut Context) -> JsResult<JsObject>;

    /// About how many bytes it takes.
    fn size(&self) -> usize;
}

/// The *serialization steps* of an interface; `None` for an object of another one. They call no JavaScript.
pub(crate) type Serialize = fn(&JsObject) -> Option<Arc<dyn Serialized>>;

/// The interfaces that other modules have passed in, in the data of a context.
#[derive(Default)]
struct Interfaces(Vec<Serialize>);

/// Adds an interface.
pub(crate) fn register(serialize: Serialize, context: &mut Context) {
    let mut interfaces = context.remove_data::<Interfaces>().unwrap_or_default();
    if !interfaces.0.contains(&serialize) {
        interfaces.0.push(serialize);
    }
    context.insert_data(*interfaces);
}

/// The serialized form of an object of these interfaces.
pub(super) fn serialized(object: &JsObject, context: &Context) -> Option<Arc<dyn Serialized>> {
    let interfaces = context.get_data::<Interfaces>()?;
    interfaces.0.iter().find_map(|serialize| serialize(object))
}
