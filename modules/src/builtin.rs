//! Modules of the host.

use boa_async_context::loader::{ModuleKey, ModuleMap, ModuleType};
use boa_engine::{
    Context, JsObject, JsResult, JsString, Module, js_string, module::SyntheticModuleInitializer,
    property::PropertyKey, realm::Realm,
};

use crate::{parts::BuiltinModule, realm_modules::RealmModules};

/// The exports object of a module of the host, in the current realm.
pub(crate) fn exports(
    specifier: &str,
    make: BuiltinModule,
    context: &mut Context,
) -> JsResult<JsObject> {
    let realm = context.realm().clone();
    if let Some(known) =
        RealmModules::with(&realm, |modules| modules.builtins.get(specifier).cloned())
    {
        return Ok(known);
    }
    let exports = make(context)?;
    RealmModules::with(&realm, |modules| {
        modules
            .builtins
            .insert(specifier.to_owned(), exports.clone());
    });
    Ok(exports)
}

/// The module of the host, for imports in the current realm.
pub(crate) fn module(
    specifier: &str,
    make: BuiltinModule,
    context: &mut Context,
) -> JsResult<Module> {
    let realm: Realm = context.realm().clone();
    let key = ModuleKey::new(specifier.into(), ModuleType::JavaScript);
    if let Some(module) = ModuleMap::get(&realm, &key) {
        return Ok(module);
    }
    let exports = exports(specifier, make, context)?;
    let mut names = names_of(&exports, context)?;
    names.push(js_string!("default"));
    let steps = SyntheticModuleInitializer::from_copy_closure_with_captures(
        |module, exports: &JsObject, context| {
            for name in names_of(exports, context)? {
                let value = exports.get(name.clone(), context)?;
                module.set_export(&name, value)?;
            }
            module.set_export(&js_string!("default"), exports.clone().into())
        },
        exports,
    );
    let module = Module::synthetic(&names, steps, Some(specifier.into()), None, context);
    ModuleMap::insert(key, module.clone());
    Ok(module)
}

/// The own enumerable properties with string keys, but for `default`.
fn names_of(exports: &JsObject, context: &mut Context) -> JsResult<Vec<JsString>> {
    let mut names = Vec::new();
    for key in exports.own_property_keys(context)? {
        let name = match &key {
            PropertyKey::String(name) => name.clone(),
            PropertyKey::Index(index) => JsString::from(index.get().to_string()),
            PropertyKey::Symbol(_) => continue,
        };
        let descriptor = exports.borrow().properties().get(&key);
        let is_export = descriptor.is_some_and(|property| property.enumerable() == Some(true));
        if is_export && name != js_string!("default") {
            names.push(name);
        }
    }
    Ok(names)
}
