//! What a module system consists of, for everything that loads modules.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use boa_async_context::source::{self, SourceError, without_dots};
use boa_engine::{Context, JsObject, JsResult, Module};

use crate::{format::Format, resolver::Resolver};

/// Makes the *exports object* of a module of the host, in the current realm. Its own enumerable properties with string keys are
/// the named exports; the object itself is the `default` export, and what `require()` returns.
///
/// It is called once in each realm, when the module is first asked for.
pub type BuiltinModule = fn(&mut Context) -> JsResult<JsObject>;

/// Loads the module of a JavaScript file, for an import in the current realm.
pub(crate) type LoadModule = fn(&Arc<Parts>, &Path, Format, &mut Context) -> JsResult<Module>;

/// What a module system consists of.
pub(crate) struct Parts {
    pub(crate) resolver: Arc<Resolver>,
    pub(crate) builtins: HashMap<String, BuiltinModule>,
    /// Files that are ES modules whatever else says.
    pub(crate) modules: HashSet<PathBuf>,
    /// For `require()` of an ES module.
    pub(crate) load_module: LoadModule,
}

impl Parts {
    pub(crate) fn builtin(&self, specifier: &str) -> Option<BuiltinModule> {
        self.builtins.get(specifier).copied()
    }

    /// Reads a file for a program.
    pub(crate) fn read_file(&self, path: &Path) -> Result<String, SourceError> {
        let roots = self.resolver.roots();
        let plain = without_dots(path);
        let real = roots.real(&plain);
        // What is outside is refused whether it exists or not.
        if real.is_err() && !roots.holds(&plain) {
            return Err(SourceError::Refused {
                path: path.to_owned(),
                allowed: roots.names(),
            });
        }
        // A link that leads out is not there.
        let missing = |_| SourceError::NotFound {
            path: path.to_owned(),
        };
        real.map_err(missing)?;
        source::read(&plain)
    }
}
