//! What specifiers mean, and what a file is loaded as.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use boa_engine::{
    Context, JsNativeError, JsObject, JsResult, JsString, Module, js_string,
    module::{ModuleRequest, Referrer},
    realm::Realm,
};
use url::Url;

use super::{
    data::{data_module, is_data_module},
    map::{ModuleKey, ModuleMap, ModuleType},
    parse::{canonical, import_type, parse_javascript, parse_json, parse_module, realm_of},
};
use crate::source::{self, SourceError, SyntaxError, without_dots};

/// What the specifiers of a program mean, and what its files are loaded as.
///
/// [`FileModules`](super::FileModules) is the loader that asks it. A system is plain data that threads share: the worker of a
/// program that has [`FileModules`](super::FileModules) gets a loader with the same system. What it loads belongs to a realm, and
/// to the [`ModuleMap`] of that realm.
pub trait ModuleSystem: Send + Sync {
    /// Loads the module that a referrer imports, or finds it in the map of the referrer's realm.
    ///
    /// Called on the thread of the context, in the mapping of the `import()` or in the empty one.
    ///
    /// <https://tc39.es/ecma262/#sec-HostLoadImportedModule>
    ///
    /// # Errors
    ///
    /// The exception that the import fails with.
    fn load(
        self: Arc<Self>,
        referrer: &Referrer,
        request: &ModuleRequest,
        context: &mut Context,
    ) -> JsResult<Module>;

    /// Loads the module that the host itself names, or finds it in the map of the realm. The path is as the host has given it.
    ///
    /// # Errors
    ///
    /// Any [`SourceError`].
    fn open(
        self: Arc<Self>,
        path: &Path,
        realm: &Realm,
        context: &mut Context,
    ) -> Result<Module, SourceError>;

    /// Reads a file that a program asks for: the script of a worker, say.
    ///
    /// # Errors
    ///
    /// [`SourceError::Refused`] for a file that the program may not read, and what [`source::read`] fails with.
    fn read(&self, path: &Path) -> Result<String, SourceError>;

    /// Defines the properties of `import.meta`, which is a fresh ordinary object without a prototype. By default that is `url`:
    /// a `file:` URL, or the path of the module if that is another URL.
    ///
    /// <https://tc39.es/ecma262/#sec-hostgetimportmetaproperties>
    fn init_import_meta(
        self: Arc<Self>,
        import_meta: &JsObject,
        module: &Module,
        context: &mut Context,
    ) {
        if let Some(url) = module.path().and_then(url_of) {
            // Nothing can refuse the property.
            let _ = import_meta.create_data_property(
                js_string!("url"),
                JsString::from(url.as_str()),
                context,
            );
        }
    }
}

/// The URL of a module with this path.
fn url_of(path: &Path) -> Option<Url> {
    // A Windows path with a drive letter is not a URL.
    let named = path.to_str().and_then(|path| Url::parse(path).ok());
    let named = named.filter(|url| url.scheme().len() > 1);
    named.or_else(|| Url::from_file_path(canonical(path)).ok())
}

/// The default module system: modules in `data:` URLs ([`data_module`]), and any file that the process can read, by relative path (`./x.mjs`, `../x.mjs`), absolute path or
/// `file:` URL. Every file is an ES module, or JSON with `with { type: "json" }`.
#[derive(Debug, Clone, Copy, Default)]
pub struct AllFiles;

impl ModuleSystem for AllFiles {
    fn load(
        self: Arc<Self>,
        referrer: &Referrer,
        request: &ModuleRequest,
        context: &mut Context,
    ) -> JsResult<Module> {
        let specifier = request.specifier().to_std_string_escaped();
        let importer = referrer.path();
        let module_type = import_type(request)?;
        let realm = realm_of(referrer);
        let url = Url::parse(&specifier).ok();
        if let Some(url) = url.filter(|url| url.scheme() == "data") {
            return data_module(url.as_str(), module_type, realm, context);
        }
        let path = resolve(&specifier, importer)?;
        let key = ModuleKey::new(path.clone(), module_type);
        if let Some(module) = ModuleMap::get(realm, &key) {
            return Ok(module);
        }
        let text = source::read(&path).map_err(|error| {
            type_error(format!(
                "cannot import '{specifier}'{}: {error}",
                from(importer)
            ))
        })?;
        let module = match module_type {
            ModuleType::JavaScript => parse_javascript(&path, &text, realm, context)?,
            ModuleType::Json => parse_json(&path, &text, realm, context)?,
        };
        ModuleMap::insert(key, module.clone());
        Ok(module)
    }

    fn open(
        self: Arc<Self>,
        path: &Path,
        realm: &Realm,
        context: &mut Context,
    ) -> Result<Module, SourceError> {
        let key = ModuleKey::new(canonical(path), ModuleType::JavaScript);
        // A file that was imported already does not run again, and an import cycle must lead back to this very module.
        if let Some(module) = ModuleMap::get(realm, &key) {
            return Ok(module);
        }
        let text = source::read(path)?;
        let module = parse_module(key.path(), &text, realm, context);
        let module = module.map_err(|error| {
            SourceError::Syntax(Box::new(SyntaxError::new(path, &text, &error)))
        })?;
        ModuleMap::insert(key, module.clone());
        Ok(module)
    }

    fn read(&self, path: &Path) -> Result<String, SourceError> {
        source::read(path)
    }
}

fn resolve(specifier: &str, importer: Option<&Path>) -> JsResult<PathBuf> {
    let url = Url::parse(specifier).ok();
    // A Windows path with a drive letter is not a URL.
    let scheme = url.as_ref().map(Url::scheme).filter(|s| s.len() > 1);
    if let Some(scheme) = scheme.filter(|scheme| *scheme != "file") {
        return Err(type_error(format!(
            "cannot import '{specifier}'{}: this loader reads files, and nothing with the scheme {scheme}:",
            from(importer)
        ))
        .into());
    }
    let relative = specifier.starts_with("./") || specifier.starts_with("../");
    // What is relative in a file is a URL.
    let joined = importer
        .filter(|importer| relative && importer.is_absolute())
        .and_then(|importer| Url::from_file_path(importer).ok()?.join(specifier).ok());
    let path = match url.or(joined).and_then(|url| url.to_file_path().ok()) {
        Some(path) => without_dots(&path),
        None => PathBuf::from(specifier),
    };
    if relative && importer.is_some_and(is_data_module) {
        return Err(type_error(format!(
            "cannot import '{specifier}' from a module in a data: URL, which has no folder: import by absolute path or file: URL"
        ))
        .into());
    }
    if !relative && !path.is_absolute() {
        return Err(type_error(format!(
            "cannot resolve '{specifier}'{}: there are no packages here, import by path, \
             for instance './{specifier}'",
            from(importer)
        ))
        .into());
    }
    let directory = importer.and_then(Path::parent).unwrap_or(Path::new("."));
    let joined = directory.join(path);
    joined.canonicalize().map_err(|error| {
        let why = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
            _ => error.to_string(),
        };
        type_error(format!(
            "cannot import '{specifier}'{}: {why} (looked for {})",
            from(importer),
            without_dots(&joined).display()
        ))
        .into()
    })
}

fn from(importer: Option<&Path>) -> String {
    importer.map_or_else(String::new, |path| format!(" from {}", path.display()))
}

fn type_error(message: String) -> JsNativeError {
    JsNativeError::typ().with_message(message)
}
