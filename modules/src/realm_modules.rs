//! What a realm has besides its module map.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

use boa_engine::{JsData, JsObject, realm::Realm};
use boa_gc::{Finalize, Trace};

use crate::{exports::Exports, parts::Parts};

/// What a realm has besides its module map, in its host-defined data.
#[derive(Default, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct RealmModules {
    /// The parts of the system that has loaded the first module of the realm.
    #[unsafe_ignore_trace]
    pub(crate) parts: Option<Arc<Parts>>,
    /// The exports objects of modules of the host.
    pub(crate) builtins: HashMap<String, JsObject>,
    /// `require.cache`: the `module` objects by their file names.
    pub(crate) cache: Option<JsObject>,
    /// The file that the host has opened first: `import.meta.main`.
    #[unsafe_ignore_trace]
    pub(crate) entry: Option<PathBuf>,
    /// `require.main`
    pub(crate) main: Option<JsObject>,
    /// What the texts of CommonJS modules export.
    #[unsafe_ignore_trace]
    pub(crate) exports: HashMap<PathBuf, Rc<Exports>>,
    /// Which files an ES module imports.
    #[unsafe_ignore_trace]
    imports: HashMap<PathBuf, HashSet<PathBuf>>,
    /// The CommonJS modules that the engine is evaluating as parts of a graph, the innermost last.
    #[unsafe_ignore_trace]
    pub(crate) evaluating: Vec<PathBuf>,
}

impl RealmModules {
    /// Calls `f` with what the realm has. `f` must not call the engine.
    pub(crate) fn with<R>(realm: &Realm, f: impl FnOnce(&mut Self) -> R) -> R {
        let mut data = realm.host_defined_mut();
        if !data.has::<Self>() {
            data.insert(Self::default());
        }
        match data.get_mut::<Self>() {
            Some(modules) => f(modules),
            // It was inserted above.
            None => f(&mut Self::default()),
        }
    }

    /// Notes that an ES module imports a file.
    pub(crate) fn note_import(&mut self, importer: &Path, imported: &Path) {
        if let Some(imports) = self.imports.get_mut(importer) {
            if !imports.contains(imported) {
                imports.insert(imported.to_owned());
            }
        } else {
            let imports = HashSet::from([imported.to_owned()]);
            self.imports.insert(importer.to_owned(), imports);
        }
    }

    /// The first of `files` that is `from` or that `from` imports, by whatever way.
    pub(crate) fn reached<'a>(&self, from: &Path, files: &'a [PathBuf]) -> Option<&'a PathBuf> {
        let mut seen = HashSet::from([from]);
        let mut left = vec![from];
        while let Some(file) = left.pop() {
            if let Some(found) = files.iter().find(|other| *other == file) {
                return Some(found);
            }
            for imported in self.imports.get(file).into_iter().flatten() {
                if seen.insert(imported) {
                    left.push(imported);
                }
            }
        }
        None
    }
}
