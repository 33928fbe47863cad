//! The module system.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

use boa_async_context::{
    FileModules, in_realm,
    loader::{
        ModuleKey, ModuleMap, ModuleSystem, ModuleType, data_module, import_type, parse_javascript,
        parse_json, parse_module, realm_of, syntax_error,
    },
    source::{self, SourceError, SyntaxError},
};
use boa_engine::{
    Context, JsError, JsNativeError, JsObject, JsResult, Module,
    module::{ModuleRequest, Referrer},
    realm::Realm,
};

use crate::{
    builtin, commonjs,
    format::Format,
    import_meta,
    parts::{BuiltinModule, Parts},
    program_kind::ProgramKind,
    realm_modules::RealmModules,
    resolver::{Resolved, Resolver},
    way::Way,
};

/// Modules and packages as Node.js resolves them; see the [crate].
///
/// It is plain data, which the workers of a program share. Which files there are is remembered; [`forget_files`](Self::forget_files)
/// looks again.
///
/// What differs from Node on purpose:
///
/// - the conditions, by default, are those of browsers, because the modules of Node are not here;
/// - an `import`, too, may leave out the extension, or name a folder, as bundlers allow;
/// - a query (`./x.mjs?1`) is ignored: a file is one module.
pub struct NodeModules {
    parts: Arc<Parts>,
}

/// A file to load for a program.
struct Wanted<'a> {
    path: PathBuf,
    format: Format,
    module_type: ModuleType,
    realm: &'a Realm,
}

impl NodeModules {
    pub(crate) fn new(
        resolver: Resolver,
        builtins: HashMap<String, BuiltinModule>,
        modules: HashSet<PathBuf>,
    ) -> Self {
        let parts = Parts {
            resolver: Arc::new(resolver),
            builtins,
            modules,
            load_module: javascript,
        };
        Self {
            parts: Arc::new(parts),
        }
    }

    /// The loader for a context: for [`RuntimeBuilder::module_loader`](boa_async_context::RuntimeBuilder::module_loader), or
    /// [decorated](boa_async_context::AsyncContext::modules) for a host that builds its context itself.
    #[must_use]
    pub fn loader(self: &Arc<Self>) -> Rc<FileModules> {
        FileModules::with_system(self.clone())
    }

    /// Forgets which files there are, and what the `package.json` files say. Modules that are loaded stay.
    pub fn forget_files(&self) {
        self.parts.resolver.forget();
    }

    /// What a file is that a host wants to run as a program, by its name, the `type` of its package, and, where those do not say
    /// it, its text. [`Runtime::run_module`](boa_async_context::Runtime::run_module) runs the first two,
    /// [`run_script`](boa_async_context::Runtime::run_script) the third. Costs parsing the file where its text decides.
    ///
    /// A file that cannot be read, and one that does not parse, is a script: running it tells what is wrong.
    #[must_use]
    pub fn program_kind(&self, path: &Path, context: &mut Context) -> ProgramKind {
        let Ok((_, format)) = self.format_of(path) else {
            return ProgramKind::Script;
        };
        match format {
            Format::Module => ProgramKind::EsModule,
            Format::CommonJs => ProgramKind::CommonJs,
            // Told by the engine.
            Format::Json | Format::Binary => ProgramKind::Script,
            Format::Unknown => source::read(path).map_or(ProgramKind::Script, |text| {
                commonjs::kind_of(&text, context)
            }),
        }
    }

    /// Notes the parts in a realm, for `createRequire`.
    fn note(&self, realm: &Realm) {
        RealmModules::with(realm, |modules| {
            modules.parts.get_or_insert_with(|| self.parts.clone());
        });
    }

    /// The real path of a file that the host names, and what it is.
    fn format_of(&self, path: &Path) -> Result<(PathBuf, Format), SourceError> {
        let missing = |_| SourceError::NotFound {
            path: path.to_owned(),
        };
        let real = path.canonicalize().map_err(missing)?;
        if self.parts.modules.contains(&real) {
            return Ok((real, Format::Module));
        }
        match self.parts.resolver.file(&real) {
            Ok(Resolved::File(_, format)) => Ok((real, format)),
            _ => Ok((real, Format::Unknown)),
        }
    }
}

/// The module of a file, from the map of the realm or loaded into it.
fn module_of(parts: &Arc<Parts>, wanted: Wanted<'_>, context: &mut Context) -> JsResult<Module> {
    let Wanted {
        path,
        mut format,
        module_type,
        realm,
    } = wanted;
    let key = ModuleKey::new(path.clone(), module_type);
    if let Some(module) = ModuleMap::get(realm, &key) {
        return Ok(module);
    }
    if parts.modules.contains(&path) {
        format = Format::Module;
    }
    let text = parts
        .read_file(&path)
        .map_err(|error| JsNativeError::typ().with_message(error.to_string()))?;
    let module = match (module_type, format) {
        (ModuleType::Json, _) => parse_json(&path, &text, realm, context)?,
        (_, Format::Json) => {
            let message = format!(
                "{} is JSON: import it with {{ type: \"json\" }}",
                path.display()
            );
            return Err(JsNativeError::typ().with_message(message).into());
        }
        (_, Format::Binary) => {
            let message = format!(
                "{} is neither JavaScript nor JSON: WebAssembly and native addons are not supported",
                path.display()
            );
            return Err(JsNativeError::typ().with_message(message).into());
        }
        (_, Format::Module) => parse_javascript(&path, &text, realm, context)?,
        (_, Format::CommonJs | Format::Unknown) => {
            let place = commonjs::Place::Imported;
            return commonjs::module(parts, &key, &text, format, place, realm, context)
                .map_err(|error| syntax_error(&path, &text, &error));
        }
    };
    ModuleMap::insert(key, module.clone());
    Ok(module)
}

/// The module of a JavaScript file in the current realm.
fn javascript(
    parts: &Arc<Parts>,
    path: &Path,
    format: Format,
    context: &mut Context,
) -> JsResult<Module> {
    let realm = context.realm().clone();
    let wanted = Wanted {
        path: path.to_owned(),
        format,
        module_type: ModuleType::JavaScript,
        realm: &realm,
    };
    module_of(parts, wanted, context)
}

impl ModuleSystem for NodeModules {
    fn load(
        self: Arc<Self>,
        referrer: &Referrer,
        request: &ModuleRequest,
        context: &mut Context,
    ) -> JsResult<Module> {
        let specifier = request.specifier().to_std_string_lossy();
        let importer = referrer.path();
        let module_type = import_type(request)?;
        let realm = realm_of(referrer);
        self.note(realm);
        let resolved = self
            .parts
            .resolver
            .resolve(&specifier, importer, Way::Import);
        match resolved {
            Ok(Resolved::Builtin(specifier)) => {
                let Some(make) = self.parts.builtin(&specifier) else {
                    return Err(JsNativeError::typ().with_message(specifier).into());
                };
                in_realm(realm, context, |context| {
                    builtin::module(&specifier, make, context)
                })
            }
            Ok(Resolved::Data(url)) => data_module(&url, module_type, realm, context),
            Ok(Resolved::Nothing) => in_realm(realm, context, |context| {
                builtin::module(
                    "empty:",
                    |context| Ok(JsObject::with_object_proto(context.intrinsics())),
                    context,
                )
            }),
            Ok(Resolved::File(path, format)) => {
                if let Some(importer) = importer {
                    RealmModules::with(realm, |modules| modules.note_import(importer, &path));
                }
                let wanted = Wanted {
                    path,
                    format,
                    module_type,
                    realm,
                };
                module_of(&self.parts, wanted, context)
            }
            Err(failure) => Err(in_realm(realm, context, |context| {
                failure.into_error(Way::Import, context)
            })),
        }
    }

    fn open(
        self: Arc<Self>,
        path: &Path,
        realm: &Realm,
        context: &mut Context,
    ) -> Result<Module, SourceError> {
        self.note(realm);
        let (real, format) = self.format_of(path)?;
        RealmModules::with(realm, |modules| {
            modules.entry.get_or_insert_with(|| real.clone());
        });
        let key = ModuleKey::new(real.clone(), ModuleType::JavaScript);
        if let Some(module) = ModuleMap::get(realm, &key) {
            return Ok(module);
        }
        let text = source::read(path)?;
        let syntax =
            |error: &JsError| SourceError::Syntax(Box::new(SyntaxError::new(path, &text, error)));
        if matches!(format, Format::CommonJs | Format::Unknown) {
            let place = commonjs::Place::Main;
            return commonjs::module(&self.parts, &key, &text, format, place, realm, context)
                .map_err(|error| syntax(&error));
        }
        let module = parse_module(&real, &text, realm, context).map_err(|error| syntax(&error))?;
        ModuleMap::insert(key, module.clone());
        Ok(module)
    }

    fn read(&self, path: &Path) -> Result<String, SourceError> {
        self.parts.read_file(path)
    }

    fn init_import_meta(
        self: Arc<Self>,
        import_meta: &JsObject,
        module: &Module,
        context: &mut Context,
    ) {
        // A fresh ordinary object refuses nothing.
        let _ = import_meta::init(&self.parts.resolver, import_meta, module, context);
    }
}

impl fmt::Debug for NodeModules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NodeModules")
            .field("roots", self.parts.resolver.roots())
            .finish_non_exhaustive()
    }
}
