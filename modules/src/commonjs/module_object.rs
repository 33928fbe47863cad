//! The objects `module` and `require.cache`.

use std::path::Path;

use boa_engine::{
    Context, JsObject, JsResult, JsString, JsValue, js_string, object::builtins::JsArray,
};
use boa_gc::{Finalize, Trace};

use crate::realm_modules::RealmModules;

/// What loads a module.
#[derive(Debug, Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) enum Place {
    /// The host: it is the program itself.
    Main,
    /// An ES module.
    Imported,
    /// The `module` of a CommonJS module, or none for a function of `createRequire`.
    Required(Option<JsObject>),
}

/// `require.cache` of the current realm: the `module` objects by their file names.
pub(super) fn cache(context: &mut Context) -> JsObject {
    let realm = context.realm().clone();
    if let Some(cache) = RealmModules::with(&realm, |modules| modules.cache.clone()) {
        return cache;
    }
    let cache = JsObject::with_null_proto();
    RealmModules::with(&realm, |modules| modules.cache = Some(cache.clone()));
    cache
}

pub(super) fn text_of(path: &Path) -> JsString {
    JsString::from(path.to_string_lossy().as_ref())
}

/// Adds a module to `module.children` of the one that requires it.
pub(super) fn note_child(place: &Place, child: &JsObject, context: &mut Context) -> JsResult<()> {
    let Place::Required(Some(parent)) = place else {
        return Ok(());
    };
    let children = parent.get(js_string!("children"), context)?;
    let children = children
        .as_object()
        .and_then(|all| JsArray::from_object(all).ok());
    if let Some(children) = children {
        let child = JsValue::from(child.clone());
        if children.index_of(child.clone(), None, context)?.is_none() {
            children.push(child, context)?;
        }
    }
    Ok(())
}

/// Makes the object `module` of a file.
///
/// <https://nodejs.org/api/modules.html#the-module-object>
pub(super) fn make_module(path: &Path, place: &Place, context: &mut Context) -> JsResult<JsObject> {
    let name = text_of(path);
    let id = match place {
        Place::Main => js_string!("."),
        Place::Imported | Place::Required(_) => name.clone(),
    };
    let folder = path.parent().unwrap_or(path);
    let paths: Vec<JsValue> = folder
        .ancestors()
        .filter(|folder| folder.file_name().is_none_or(|name| name != "node_modules"))
        .map(|folder| text_of(&folder.join("node_modules")).into())
        .collect();
    let parent = match place {
        Place::Required(Some(parent)) => parent.clone().into(),
        Place::Main => JsValue::null(),
        Place::Required(None) | Place::Imported => JsValue::undefined(),
    };
    let exports = JsObject::with_object_proto(context.intrinsics());
    let children = JsArray::new(context)?;
    let paths = JsArray::from_iter(paths, context);
    let module = JsObject::with_object_proto(context.intrinsics());
    for (name, value) in [
        (js_string!("id"), id.into()),
        (js_string!("path"), text_of(folder).into()),
        (js_string!("exports"), exports.into()),
        (js_string!("filename"), JsValue::from(name)),
        (js_string!("loaded"), false.into()),
        (js_string!("children"), children.into()),
        (js_string!("paths"), paths.into()),
        (js_string!("parent"), parent),
    ] {
        module.create_data_property(name, value, context)?;
    }
    Ok(module)
}
