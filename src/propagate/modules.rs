//! Modules: every module body runs in the empty mapping.
//!
//! Static imports are evaluated with the module that the host starts, which is in the empty mapping
//! already. A dynamic `import()` is a native async job that carries the importer's mapping. What it does after
//! the loader has answered (linking, evaluating) happens in the same job, or is captured in it. So the loader
//! decorator makes the empty mapping current for the rest of that job. The continuation of the promise that
//! `import()` returned is an ordinary reaction.

use std::{cell::RefCell, rc::Rc};

use boa_engine::{
    Context, JsObject, JsResult,
    module::{Module, ModuleLoader, ModuleRequest, Referrer},
    object::builtins::JsPromise,
};

use crate::{agent::Agent, mapping::Mapping};

/// A module loader that makes the modules of the host's own loader run in the empty mapping.
///
/// Made by [`AsyncContext::modules`](crate::AsyncContext::modules). For the module that an `import()`
/// names, the inner loader is called in the mapping of the `import()`, so it can read the host variables of the
/// importer. For what that module imports in turn, it is called in the empty mapping.
pub struct ContextModules<L> {
    agent: Agent,
    inner: Rc<L>,
}

impl<L> ContextModules<L> {
    pub(crate) fn new(agent: Agent, inner: Rc<L>) -> Self {
        Self { agent, inner }
    }

    /// The host's own loader.
    #[must_use]
    pub fn inner(&self) -> &Rc<L> {
        &self.inner
    }
}

impl<L: ModuleLoader> ModuleLoader for ContextModules<L> {
    /// Loads a module, and makes its body run in the empty mapping.
    ///
    /// <https://tc39.es/ecma262/#sec-HostLoadImportedModule>
    /// <https://tc39.es/proposal-async-context/#sec-source-text-module-record-execute-module>
    async fn load_imported_module(
        self: Rc<Self>,
        referrer: Referrer,
        request: ModuleRequest,
        context: &RefCell<&mut Context>,
    ) -> JsResult<Module> {
        // If this fails, the promise of the `import()` is rejected in the importer's mapping.
        let module = self
            .inner
            .clone()
            .load_imported_module(referrer, request, context)
            .await?;
        self.agent.clear_for_job();
        #[cfg(all(feature = "runtime", not(exact_export_names)))]
        self.agent.imports().note_loaded(&module);
        Ok(module)
    }

    fn init_import_meta(
        self: Rc<Self>,
        import_meta: &JsObject,
        module: &Module,
        context: &mut Context,
    ) {
        self.inner
            .clone()
            .init_import_meta(import_meta, module, context);
    }
}

/// Loads, links and evaluates `module` and everything it imports in the empty mapping, whatever the current
/// mapping is.
///
/// <https://tc39.es/proposal-async-context/#sec-source-text-module-record-execute-module>
///
/// The same as [`Module::load_link_evaluate`] when the current mapping is empty.
pub fn load_link_evaluate(agent: &Agent, module: &Module, context: &mut Context) -> JsPromise {
    agent.run_in(Mapping::empty(), || module.load_link_evaluate(context))
}
