//! The loader as the engine sees it.

use std::{cell::RefCell, fmt, path::Path, rc::Rc, sync::Arc};

use boa_engine::{
    Context, JsObject, JsResult, Module,
    module::{ModuleLoader, ModuleRequest, Referrer},
    realm::Realm,
};

use super::{
    map::{ModuleKey, ModuleMap, ModuleType},
    parse::canonical,
    system::{AllFiles, ModuleSystem},
};
use crate::{propagate::modules::ContextModules, source::SourceError};

/// Loads modules from files, as a [`ModuleSystem`] says: by default by relative path (`./x.mjs`, `../x.mjs`), absolute path or
/// `file:` URL, with JSON by `with { type: "json" }` ([`AllFiles`]).
///
/// A file is one module in each realm, however often and from wherever it is imported. The realm holds its modules, not
/// the loader: those of a realm that is dropped are collected with it.
pub struct FileModules {
    system: Arc<dyn ModuleSystem>,
}

impl FileModules {
    /// Makes a loader with the default system, which loads any file that the process can read.
    #[must_use]
    pub fn new() -> Rc<Self> {
        Self::with_system(Arc::new(AllFiles))
    }

    /// Makes a loader with a system of the host.
    #[must_use]
    pub fn with_system(system: Arc<dyn ModuleSystem>) -> Rc<Self> {
        Rc::new(Self { system })
    }

    /// The loader of a context, [decorated](crate::AsyncContext::modules) or not, if it is one of these.
    #[must_use]
    pub fn of(context: &Context) -> Option<Rc<Self>> {
        context
            .downcast_module_loader::<ContextModules<Self>>()
            .map(|decorated| decorated.inner().clone())
            .or_else(|| context.downcast_module_loader())
    }

    /// The module system.
    #[must_use]
    pub fn system(&self) -> &Arc<dyn ModuleSystem> {
        &self.system
    }

    /// Reads a file for a program: the script of a worker, say.
    ///
    /// # Errors
    ///
    /// [`SourceError::Refused`] if the system keeps the program from the file, and what
    /// [`source::read`](crate::source::read) fails with.
    pub fn read(&self, path: &Path) -> Result<String, SourceError> {
        self.system.read(path)
    }

    /// Registers a module under a path, so that importing the path in the realm of the module finds it.
    ///
    /// The path is made absolute first; the file need not exist.
    pub fn insert(&self, path: &Path, module: Module) {
        ModuleMap::insert(
            ModuleKey::new(canonical(path), ModuleType::JavaScript),
            module,
        );
    }

    /// The module that a path was imported or [registered](Self::insert) as in a realm.
    #[must_use]
    pub fn get(&self, path: &Path, realm: &Realm) -> Option<Module> {
        let key = ModuleKey::new(canonical(path), ModuleType::JavaScript);
        ModuleMap::get(realm, &key)
    }
}

impl fmt::Debug for FileModules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileModules").finish_non_exhaustive()
    }
}

impl ModuleLoader for FileModules {
    async fn load_imported_module(
        self: Rc<Self>,
        referrer: Referrer,
        request: ModuleRequest,
        context: &RefCell<&mut Context>,
    ) -> JsResult<Module> {
        let system = self.system.clone();
        system.load(&referrer, &request, &mut context.borrow_mut())
    }

    fn init_import_meta(
        self: Rc<Self>,
        import_meta: &JsObject,
        module: &Module,
        context: &mut Context,
    ) {
        self.system
            .clone()
            .init_import_meta(import_meta, module, context);
    }
}
