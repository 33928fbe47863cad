//! The modules of a realm.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use boa_engine::{JsData, Module, realm::Realm};
use boa_gc::{Finalize, Trace};

/// The type that a file is imported as: the import attribute `type`, or JavaScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ModuleType {
    /// JavaScript: without the attribute.
    JavaScript,
    /// `with { type: "json" }`
    Json,
}

/// What a file is one module for, in a realm: its absolute path, through links, and the type.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub struct ModuleKey {
    #[unsafe_ignore_trace]
    path: PathBuf,
    #[unsafe_ignore_trace]
    module_type: ModuleType,
}

impl ModuleKey {
    /// The key of a path, which is used as it is.
    #[must_use]
    pub const fn new(path: PathBuf, module_type: ModuleType) -> Self {
        Self { path, module_type }
    }

    /// The path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The modules of a realm, in its host-defined data: they are collected together with the realm.
///
/// <https://html.spec.whatwg.org/#module-map>
#[derive(Default, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub struct ModuleMap(HashMap<ModuleKey, Module>);

impl ModuleMap {
    /// The module of a realm that has this key.
    #[must_use]
    pub fn get(realm: &Realm, key: &ModuleKey) -> Option<Module> {
        realm.host_defined().get::<Self>()?.0.get(key).cloned()
    }

    /// The paths of the JavaScript modules of a realm, in no order.
    pub(super) fn javascript(realm: &Realm) -> Vec<PathBuf> {
        let data = realm.host_defined();
        let modules = data.get::<Self>();
        let keys = modules.iter().flat_map(|modules| modules.0.keys());
        keys.filter(|key| key.module_type == ModuleType::JavaScript)
            .map(|key| key.path.clone())
            .collect()
    }

    /// Adds a module to those of its realm, in place of the one that had the key.
    pub fn insert(key: ModuleKey, module: Module) {
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
