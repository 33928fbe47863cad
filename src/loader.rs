//! The module loader of our runtime: ES modules and JSON from files.

use std::{
    cell::RefCell,
    collections::HashMap,
    path::{Path, PathBuf},
    rc::Rc,
};

use boa_engine::{
    Context, JsData, JsNativeError, JsObject, JsResult, JsString, Module, Source, js_string,
    module::{ModuleLoader, ModuleRequest, Referrer},
    realm::Realm,
};
use boa_gc::{Finalize, Trace};
use url::Url;

#[cfg(not(exact_generators))]
use crate::nesting::json::check_json;
use crate::{
    nesting::check::check_nesting,
    propagate::modules::ContextModules,
    realm::in_realm,
    source::{self, SyntaxError},
};

/// The kind of module that a file is imported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    JavaScript,
    Json,
}

/// What a file is one module for, in a realm.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Key(#[unsafe_ignore_trace] PathBuf, #[unsafe_ignore_trace] Kind);

/// The modules of a realm, in its host-defined data: they are collected together with the realm.
///
/// <https://html.spec.whatwg.org/#module-map>
#[derive(Default, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct ModuleMap(HashMap<Key, Module>);

impl ModuleMap {
    fn get(realm: &Realm, key: &Key) -> Option<Module> {
        realm.host_defined().get::<Self>()?.0.get(key).cloned()
    }

    fn insert(key: Key, module: Module) {
        let realm = module.realm().clone();
        let mut data = realm.host_defined_mut();
        if !data.has::<Self>() {
            data.insert(Self::default());
        }
        if let Some(modules) = data.get_mut::<Self>() {
            modules.0.insert(key, module);
        }
    }
}

/// Loads modules by relative path (`./x.mjs`, `../x.mjs`), absolute path or `file:` URL. `with { type: "json" }` imports
/// JSON.
///
/// A file is one module in each realm, however often and from wherever it is imported. The realm holds its modules, not
/// the loader: those of a realm that is dropped are collected with it.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct FileModules;

impl FileModules {
    /// Makes a loader.
    #[must_use]
    pub fn new() -> Rc<Self> {
        Rc::default()
    }

    /// The loader of a context, decorated or not, if it is one.
    pub(crate) fn of(context: &Context) -> Option<Rc<Self>> {
        context
            .downcast_module_loader::<ContextModules<Self>>()
            .map(|decorated| decorated.inner().clone())
            .or_else(|| context.downcast_module_loader())
    }

    /// Registers a module under a path, so that importing the path in the realm of the module finds it.
    ///
    /// The path is made absolute first; the file need not exist.
    pub fn insert(&self, path: &Path, module: Module) {
        ModuleMap::insert(Key(canonical(path), Kind::JavaScript), module);
    }

    /// The module that a path was imported or [registered](Self::insert) as in a realm.
    #[must_use]
    pub fn get(&self, path: &Path, realm: &Realm) -> Option<Module> {
        ModuleMap::get(realm, &Key(canonical(path), Kind::JavaScript))
    }

    fn load(
        &self,
        referrer: &Referrer,
        request: &ModuleRequest,
        context: &mut Context,
    ) -> JsResult<Module> {
        let specifier = request.specifier().to_std_string_escaped();
        let importer = referrer.path();
        let kind = kind_of(request)?;
        let path = resolve(&specifier, importer)?;
        let realm = match referrer {
            Referrer::Module(module) => module.realm(),
            Referrer::Script(script) => script.realm(),
            Referrer::Realm(realm) => realm,
        };
        let key = Key(path.clone(), kind);
        if let Some(module) = ModuleMap::get(realm, &key) {
            return Ok(module);
        }
        let text = source::read(&path).map_err(|error| {
            type_error(format!(
                "cannot import '{specifier}'{}: {error}",
                from(importer)
            ))
        })?;
        let module = match kind {
            Kind::JavaScript => {
                let source = Source::from_bytes(&text).with_path(&path);
                let module = check_nesting(&text, context)
                    .and_then(|()| Module::parse(source, Some(realm.clone()), context));
                module.map_err(|error| {
                    let error = SyntaxError::new(&path, &text, &error);
                    JsNativeError::syntax().with_message(format!(
                        "{} ({}:{}:{})",
                        error.message,
                        path.display(),
                        error.line,
                        error.column
                    ))
                })?
            }
            Kind::Json => {
                let json = JsString::from(text.as_str());
                let module = in_realm(realm, context, |context| {
                    #[cfg(not(exact_generators))]
                    check_json(&json, context)?;
                    Module::parse_json(json, context)
                });
                module.map_err(|error| {
                    JsNativeError::syntax()
                        .with_message(format!("{} is not JSON", path.display()))
                        .with_cause(error)
                })?
            }
        };
        ModuleMap::insert(key, module.clone());
        Ok(module)
    }
}

impl ModuleLoader for FileModules {
    async fn load_imported_module(
        self: Rc<Self>,
        referrer: Referrer,
        request: ModuleRequest,
        context: &RefCell<&mut Context>,
    ) -> JsResult<Module> {
        self.load(&referrer, &request, &mut context.borrow_mut())
    }

    /// `import.meta.url`, as a `file:` URL; a module whose name is another URL has that.
    fn init_import_meta(
        self: Rc<Self>,
        import_meta: &JsObject,
        module: &Module,
        context: &mut Context,
    ) {
        let path = module.path();
        // A Windows path with a drive letter is not a URL.
        let named = path
            .and_then(|path| Url::parse(path.to_str()?).ok())
            .filter(|url| url.scheme().len() > 1);
        let url = named.or_else(|| Url::from_file_path(canonical(path?)).ok());
        if let Some(url) = url {
            // `import.meta` is a fresh ordinary object: nothing can refuse the property.
            let _ = import_meta.create_data_property(
                js_string!("url"),
                JsString::from(url.as_str()),
                context,
            );
        }
    }
}

/// The absolute form of a path, through links where the file exists.
pub(crate) fn canonical(path: &Path) -> PathBuf {
    path.canonicalize()
        .or_else(|_| std::path::absolute(path))
        .unwrap_or_else(|_| path.to_owned())
}

fn resolve(specifier: &str, importer: Option<&Path>) -> JsResult<PathBuf> {
    let url = Url::parse(specifier).ok();
    // Only the path of a `file:` URL is a path of a file.
    let url = url.filter(|url| url.scheme() == "file");
    let path = match url.and_then(|url| url.to_file_path().ok()) {
        Some(path) => path,
        None => PathBuf::from(specifier),
    };
    let relative = specifier.starts_with("./") || specifier.starts_with("../");
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
            joined.display()
        ))
        .into()
    })
}

fn kind_of(request: &ModuleRequest) -> JsResult<Kind> {
    let mut kind = Kind::JavaScript;
    for attribute in request.attributes() {
        let (key, value) = (
            attribute.key().to_std_string_escaped(),
            attribute.value().to_std_string_escaped(),
        );
        kind = match (key.as_str(), value.as_str()) {
            ("type", "json") => Kind::Json,
            _ => {
                return Err(type_error(format!(
                    "the import attribute {key}: '{value}' is not supported (only type: 'json')"
                ))
                .into());
            }
        };
    }
    Ok(kind)
}

fn from(importer: Option<&Path>) -> String {
    importer.map_or_else(String::new, |path| format!(" from {}", path.display()))
}

fn type_error(message: String) -> JsNativeError {
    JsNativeError::typ().with_message(message)
}
