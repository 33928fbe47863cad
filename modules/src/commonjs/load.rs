//! Loading a CommonJS module, as `Module._load` of Node does, and the function `require` that asks for it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use boa_async_context::loader::{parse_json, syntax_error};
use boa_engine::{
    Context, JsArgs, JsError, JsNativeError, JsObject, JsResult, JsString, JsValue, NativeFunction,
    js_string, object::FunctionObjectBuilder, property::PropertyKey,
};
use boa_gc::{Finalize, Trace};
use url::Url;

use super::{
    module_object::{Place, cache, make_module, note_child, text_of},
    required::required,
};
use crate::{
    builtin, format::Format, parts::Parts, realm_modules::RealmModules, resolver::Resolved,
    way::Way, wrapper::compile,
};

/// `module.exports` of a CommonJS module in the current realm, which runs in the current mapping unless it is in the cache. A
/// module that throws is taken out of the cache again.
///
/// # Errors
///
/// What the module throws, and a `SyntaxError` that names the place.
pub(super) fn load(
    parts: &Arc<Parts>,
    path: &Path,
    place: &Place,
    context: &mut Context,
) -> JsResult<JsValue> {
    if let Some(exports) = cached(path, place, context)? {
        return Ok(exports);
    }
    let text = read(parts, path)?;
    let function =
        compile(path, &text, context).map_err(|error| syntax_error(path, &text, &error))?;
    run(parts, path, place, context, |module, require, context| {
        let exports = module.get(js_string!("exports"), context)?;
        let folder = path.parent().unwrap_or(path);
        let arguments = [
            exports.clone(),
            require.into(),
            module.clone().into(),
            text_of(path).into(),
            text_of(folder).into(),
        ];
        function.call(&exports, &arguments, context).map(drop)
    })
}

/// [`load`] for a file that `require()` was given and that is CommonJS, an ES module or JSON.
pub(super) fn load_any(
    parts: &Arc<Parts>,
    path: &Path,
    format: Format,
    place: &Place,
    context: &mut Context,
) -> JsResult<JsValue> {
    match format {
        Format::Module => required(parts, path, format, context),
        Format::CommonJs => load(parts, path, place, context),
        Format::Unknown => {
            if let Some(exports) = cached(path, place, context)? {
                return Ok(exports);
            }
            let text = read(parts, path)?;
            match compile(path, &text, context) {
                Ok(_) => load(parts, path, place, context),
                // It may have the syntax of ES modules. If not, that is told by the place of the error.
                Err(_) => required(parts, path, format, context),
            }
        }
        Format::Json => {
            if let Some(exports) = cached(path, place, context)? {
                return Ok(exports);
            }
            let text = read(parts, path)?;
            run(parts, path, place, context, |module, _, context| {
                let value = json_value(path, &text, context)?;
                module.set(js_string!("exports"), value, true, context)?;
                Ok(())
            })
        }
        Format::Binary => Err(JsNativeError::error()
            .with_message(format!(
                "{} is neither JavaScript nor JSON: WebAssembly and native addons are not supported",
                path.display()
            ))
            .into()),
    }
}

fn read(parts: &Parts, path: &Path) -> JsResult<String> {
    parts.read_file(path).map_err(|error| {
        JsNativeError::error()
            .with_message(error.to_string())
            .into()
    })
}

fn json_value(path: &Path, text: &str, context: &mut Context) -> JsResult<JsValue> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let realm = context.realm().clone();
    let module = parse_json(path, text, &realm, context)?;
    module.link(context)?;
    module.evaluate(context)?;
    let namespace = module.namespace(context);
    namespace.get(js_string!("default"), context)
}

/// The exports of a module in the cache, as far as it has run.
fn cached(path: &Path, place: &Place, context: &mut Context) -> JsResult<Option<JsValue>> {
    let module = cache(context).get(text_of(path), context)?;
    let Some(module) = module.as_object() else {
        return Ok(None);
    };
    note_child(place, &module, context)?;
    module.get(js_string!("exports"), context).map(Some)
}

/// Makes the `module` of a file, lets `body` fill it, and returns its exports.
fn run(
    parts: &Arc<Parts>,
    path: &Path,
    place: &Place,
    context: &mut Context,
    body: impl FnOnce(&JsObject, JsObject, &mut Context) -> JsResult<()>,
) -> JsResult<JsValue> {
    let module = make_module(path, place, context)?;
    if matches!(place, Place::Main) {
        let realm = context.realm().clone();
        RealmModules::with(&realm, |modules| modules.main = Some(module.clone()));
    }
    let require = make(parts, path, Some(&module), context)?;
    module.create_data_property(js_string!("require"), require.clone(), context)?;
    let cache = cache(context);
    let key = PropertyKey::from(text_of(path));
    cache.set(key.clone(), module.clone(), true, context)?;
    note_child(place, &module, context)?;
    if let Err(error) = body(&module, require, context) {
        // The error of the module counts, not one of a proxy that the program has put here.
        let _: Result<bool, JsError> = cache.delete_property_or_throw(key, context);
        return Err(error);
    }
    module.set(js_string!("loaded"), true, true, context)?;
    module.get(js_string!("exports"), context)
}

/// Whose `require` it is.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Requirer {
    #[unsafe_ignore_trace]
    parts: Arc<Parts>,
    /// The file that specifiers are relative to.
    #[unsafe_ignore_trace]
    path: PathBuf,
    module: Option<JsObject>,
}

impl Requirer {
    /// The specifier in the arguments, and what it means.
    fn resolve(&self, args: &[JsValue], context: &mut Context) -> JsResult<(String, Resolved)> {
        let specifier = specifier_of(args)?;
        let resolver = &self.parts.resolver;
        match resolver.resolve(&specifier, Some(&self.path), Way::Require) {
            Ok(resolved) => Ok((specifier, resolved)),
            Err(failure) => Err(failure.into_error(Way::Require, context)),
        }
    }
}

/// Makes the function `require` of a module, in the current realm.
fn make(
    parts: &Arc<Parts>,
    path: &Path,
    module: Option<&JsObject>,
    context: &mut Context,
) -> JsResult<JsObject> {
    let requirer = Requirer {
        parts: parts.clone(),
        path: path.to_owned(),
        module: module.cloned(),
    };
    let function = |name: JsString, native: NativeFunction| {
        FunctionObjectBuilder::new(context.realm(), native)
            .name(name)
            .length(1)
            .build()
    };
    let native = NativeFunction::from_copy_closure_with_captures(require, requirer.clone());
    let object: JsObject = function(js_string!("require"), native).into();
    let native = NativeFunction::from_copy_closure_with_captures(resolve, requirer);
    let resolve = function(js_string!("resolve"), native);
    let realm = context.realm().clone();
    let main = RealmModules::with(&realm, |modules| modules.main.clone());
    let main = main.map_or_else(JsValue::undefined, JsValue::from);
    let cache = cache(context);
    object.create_data_property(js_string!("resolve"), resolve, context)?;
    object.create_data_property(js_string!("main"), main, context)?;
    object.create_data_property(js_string!("cache"), cache, context)?;
    Ok(object)
}

fn specifier_of(args: &[JsValue]) -> JsResult<String> {
    let specifier = args.get_or_undefined(0);
    match specifier.as_string() {
        Some(text) if !text.is_empty() => Ok(text.to_std_string_escaped()),
        Some(_) => Err(JsNativeError::typ()
            .with_message("require() needs the name or the path of a module, not an empty string")
            .into()),
        None => {
            let shown = specifier.type_of();
            Err(JsNativeError::typ()
                .with_message(format!(
                    "require() needs the name or the path of a module, a string, not {shown}"
                ))
                .into())
        }
    }
}

/// `require(id)`
///
/// <https://nodejs.org/api/modules.html#requireid>
fn require(
    _: &JsValue,
    args: &[JsValue],
    this: &Requirer,
    context: &mut Context,
) -> JsResult<JsValue> {
    match this.resolve(args, context)?.1 {
        Resolved::Builtin(specifier) => match this.parts.builtin(&specifier) {
            Some(make) => builtin::exports(&specifier, make, context).map(Into::into),
            None => Err(JsNativeError::error().with_message(specifier).into()),
        },
        // The resolver refuses `data:` URLs here.
        Resolved::Nothing | Resolved::Data(_) => {
            Ok(JsObject::with_object_proto(context.intrinsics()).into())
        }
        Resolved::File(path, format) => {
            let place = Place::Required(this.module.clone());
            load_any(&this.parts, &path, format, &place, context)
        }
    }
}

/// `require.resolve(request)`
///
/// <https://nodejs.org/api/modules.html#requireresolverequest-options>
fn resolve(
    _: &JsValue,
    args: &[JsValue],
    this: &Requirer,
    context: &mut Context,
) -> JsResult<JsValue> {
    Ok(match this.resolve(args, context)? {
        (_, Resolved::File(path, _)) => text_of(&path).into(),
        (specifier, _) => JsString::from(specifier).into(),
    })
}

/// `node:module`, of which there is `createRequire`.
///
/// <https://nodejs.org/api/module.html#modulecreaterequirefilename>
pub(crate) fn module_of_node(context: &mut Context) -> JsResult<JsObject> {
    let create = NativeFunction::from_fn_ptr(|_, args, context| {
        let name = args.get_or_undefined(0).to_string(context)?;
        let name = name.to_std_string_escaped();
        let url = Url::parse(&name).ok().filter(|url| url.scheme() == "file");
        let path = match url.and_then(|url| url.to_file_path().ok()) {
            Some(path) => path,
            None => PathBuf::from(&name),
        };
        if !path.is_absolute() {
            return Err(JsNativeError::typ()
                .with_message(format!(
                    "createRequire() needs a file: URL or an absolute path, for instance import.meta.url, not '{name}'"
                ))
                .into());
        }
        let realm = context.realm().clone();
        let parts = RealmModules::with(&realm, |modules| modules.parts.clone());
        let Some(parts) = parts else {
            return Err(JsNativeError::error()
                .with_message("createRequire() has no module system in this realm")
                .into());
        };
        make(&parts, &path, None, context).map(Into::into)
    });
    let create = FunctionObjectBuilder::new(context.realm(), create)
        .name(js_string!("createRequire"))
        .length(1)
        .build();
    let exports = JsObject::with_object_proto(context.intrinsics());
    exports.create_data_property(js_string!("createRequire"), create, context)?;
    Ok(exports)
}
