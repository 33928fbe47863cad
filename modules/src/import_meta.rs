//! `import.meta`

use std::{path::PathBuf, sync::Arc};

use boa_engine::{
    Context, JsArgs, JsObject, JsResult, JsString, JsValue, Module, NativeFunction, js_string,
    object::FunctionObjectBuilder,
};
use boa_gc::{Finalize, Trace};
use url::Url;

use crate::{
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

/// Defines `url`, `filename`, `dirname` and `resolve`, as Node does.
///
/// <https://nodejs.org/api/esm.html#importmeta>
pub(crate) fn init(
    resolver: &Arc<Resolver>,
    import_meta: &JsObject,
    module: &Module,
    context: &mut Context,
) -> JsResult<()> {
    let Some(path) = module.path().filter(|path| path.is_absolute()) else {
        return Ok(());
    };
    let define = |name, value: JsString, context: &mut Context| {
        import_meta
            .create_data_property(name, value, context)
            .map(drop)
    };
    if let Ok(url) = Url::from_file_path(path) {
        define(js_string!("url"), JsString::from(url.as_str()), context)?;
    }
    let text = |path: &std::path::Path| JsString::from(path.to_string_lossy().as_ref());
    define(js_string!("filename"), text(path), context)?;
    if let Some(folder) = path.parent() {
        define(js_string!("dirname"), text(folder), context)?;
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

/// `import.meta.resolve(specifier)`: the URL that an import of it would load.
///
/// <https://html.spec.whatwg.org/#hostgetimportmetaproperties>
fn resolve(
    _: &JsValue,
    args: &[JsValue],
    importer: &Importer,
    context: &mut Context,
) -> JsResult<JsValue> {
    let specifier = args.get_or_undefined(0).to_string(context)?;
    let specifier = specifier.to_std_string_escaped();
    match importer
        .resolver
        .resolve(&specifier, Some(&importer.path), Way::Import)
    {
        Ok(Resolved::File(path, _)) => {
            let url = Url::from_file_path(&path).map(String::from);
            let url = url.unwrap_or_else(|()| path.to_string_lossy().into_owned());
            Ok(JsString::from(url).into())
        }
        Ok(Resolved::Builtin(specifier)) => Ok(JsString::from(specifier).into()),
        Ok(Resolved::Nothing) => Ok(JsString::from(specifier).into()),
        Err(failure) => Err(failure.into_error(Way::Import, context)),
    }
}
