//! `import.meta`

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use boa_async_context::loader::{ModuleKey, ModuleMap, ModuleType, is_data_module};
use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsString, JsValue, Module, NativeFunction, js_string,
    object::FunctionObjectBuilder,
};
use boa_gc::{Finalize, Trace};
use url::Url;

use crate::{
    realm_modules::RealmModules,
    resolver::{Resolved, Resolver},
    way::Way,
};

#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Importer {
    #[unsafe_ignore_trace]
    resolver: Arc<Resolver>,
    #[unsafe_ignore_trace]
    path: PathBuf,
}

/// Defines `url`, `filename`, `dirname`, `main` and `resolve`, as Node does. A module in a `data:` URL has neither `filename` nor
/// `dirname`.
///
/// <https://nodejs.org/api/esm.html#importmeta>
pub(crate) fn init(
    resolver: &Arc<Resolver>,
    import_meta: &JsObject,
    module: &Module,
    context: &mut Context,
) -> JsResult<()> {
    let path = module
        .path()
        .filter(|path| is_data_module(path) || path.is_absolute());
    let is_main = path.is_none_or(|path| is_entry(path, module));
    import_meta.create_data_property(js_string!("main"), is_main, context)?;
    let Some(path) = path else {
        return Ok(());
    };
    let define = |name, value: JsString, context: &mut Context| {
        import_meta
            .create_data_property(name, value, context)
            .map(drop)
    };
    let text = |path: &Path| JsString::from(path.to_string_lossy().as_ref());
    if is_data_module(path) {
        define(js_string!("url"), text(path), context)?;
    } else {
        if let Ok(url) = Url::from_file_path(path) {
            define(js_string!("url"), JsString::from(url.as_str()), context)?;
        }
        define(js_string!("filename"), text(path), context)?;
        if let Some(folder) = path.parent() {
            define(js_string!("dirname"), text(folder), context)?;
        }
    }
    let importer = Importer {
        resolver: resolver.clone(),
        path: path.to_owned(),
    };
    let resolve = NativeFunction::from_copy_closure_with_captures(resolve, importer);
    let resolve = FunctionObjectBuilder::new(context.realm(), resolve)
        .name(js_string!("resolve"))
        .length(1)
        .build();
    import_meta
        .create_data_property(js_string!("resolve"), resolve, context)
        .map(drop)
}

/// Whether the program starts with the module: with the file that the host has opened, or else with a text of the host, which is in no
/// map.
fn is_entry(path: &Path, module: &Module) -> bool {
    let realm = module.realm();
    match RealmModules::with(realm, |modules| modules.entry.clone()) {
        Some(entry) => entry == path,
        None => {
            let key = ModuleKey::new(path.to_owned(), ModuleType::JavaScript);
            ModuleMap::get(realm, &key).is_none()
        }
    }
}

/// `import.meta.resolve(specifier)`: the URL that an import of it would load, whether anything is there or not.
///
/// <https://html.spec.whatwg.org/#hostgetimportmetaproperties>
fn resolve(
    _: &JsValue,
    args: &[JsValue],
    importer: &Importer,
    context: &mut Context,
) -> JsResult<JsValue> {
    let specifier = args.get_or_undefined(0).to_string(context)?;
    let specifier = specifier.to_std_string_lossy();
    let Importer { resolver, path } = importer;
    if let Some(url) = resolver.url(&specifier, Some(path)) {
        return Ok(JsString::from(url.as_str()).into());
    }
    match resolver.resolve(&specifier, Some(path), Way::Import) {
        Ok(Resolved::File(path, _)) => {
            let url = Url::from_file_path(&path).map(String::from);
            let url = url.unwrap_or_else(|()| path.to_string_lossy().into_owned());
            Ok(JsString::from(url).into())
        }
        Ok(Resolved::Builtin(text) | Resolved::Data(text)) => Ok(JsString::from(text).into()),
        Ok(Resolved::Nothing) => Ok(JsString::from(specifier).into()),
        Err(failure) => Err(failure.into_error(Way::Import, context)),
    }
}
