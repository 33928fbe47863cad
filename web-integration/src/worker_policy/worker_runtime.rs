//! What a factory makes of a request.

use std::{error::Error, rc::Rc};

use boa_async_context::Runtime;

use super::script_location::ScriptLocation;

/// Loads the text of a script.
pub(crate) type ScriptLoader = Rc<dyn Fn(&ScriptLocation) -> Result<String, Box<dyn Error>>>;

/// The runtime of a worker, which a [factory](crate::WorkerPolicy::factory) has built, and what loads its scripts.
pub struct WorkerRuntime {
    pub(crate) runtime: Runtime,
    pub(crate) scripts: Option<ScriptLoader>,
}

impl WorkerRuntime {
    /// A worker that runs in `runtime`, which loads its scripts as [`scripts`](Self::scripts) says.
    ///
    /// The factory may [register](boa_runtime::extensions::RuntimeExtension::register) web APIs in it; without any, it gets
    /// those of its parent. The reporter of its event loop is replaced: what is uncaught in a worker is an event of its
    /// parent.
    #[must_use]
    pub const fn new(runtime: Runtime) -> Self {
        Self {
            runtime,
            scripts: None,
        }
    }

    /// Sets what loads the worker's own script and those of `importScripts`. `load` returns the text of a script, or an
    /// error whose message the program sees. It is called on the thread of the worker. Modules that the worker imports
    /// are not its business, but that of the runtime's module loader. So if a module worker is imported again by its own
    /// name, the loader makes another module of it.
    ///
    /// By default a script comes from a file if the module loader of the runtime is
    /// [`FileModules`](boa_async_context::FileModules), which would import the file as well, and from a `data:` URL if the
    /// hooks of the runtime allow to compile its text
    /// ([`ensure_can_compile_strings`](boa_engine::context::HostHooks::ensure_can_compile_strings), which decides about `eval`
    /// too). Any other script is refused.
    #[must_use]
    pub fn scripts(
        mut self,
        load: impl Fn(&ScriptLocation) -> Result<String, Box<dyn Error>> + 'static,
    ) -> Self {
        self.scripts = Some(Rc::new(load));
        self
    }
}

impl From<Runtime> for WorkerRuntime {
    fn from(runtime: Runtime) -> Self {
        Self::new(runtime)
    }
}
