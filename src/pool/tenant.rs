//! What is loaded: a runtime to be built on a thread of the pool, and a program.

use std::{fmt, path::PathBuf};

use boa_engine::JsResult;

use crate::runtime::{Error, Runtime, RuntimeSettings};

type Build = Box<dyn FnOnce() -> Result<Runtime, Error> + Send>;
/// Defines what the tenant's host wants.
pub(super) type Define = Box<dyn FnOnce(&mut Runtime) -> JsResult<()> + Send>;

/// The program of a tenant.
pub(super) enum Program {
    Script { name: PathBuf, text: String },
    Module { name: PathBuf, text: String },
    File(PathBuf),
}

/// A tenant to be [loaded](super::Pool::load): a program, and how to build its runtime. It can be sent to another thread.
#[must_use = "it does nothing until it is loaded into a pool"]
pub struct Tenant {
    pub(super) program: Program,
    pub(super) build: Build,
    pub(super) define: Vec<Define>,
    pub(super) has_own_thread: bool,
}

impl Tenant {
    fn new(program: Program) -> Self {
        Self {
            program,
            build: Box::new(|| Runtime::builder().build()),
            define: Vec::new(),
            has_own_thread: false,
        }
    }

    /// A script, which is called `<tenant>` in stacks. It lets its neighbours go on while it runs, as
    /// [`Runtime::run_script_text`] does.
    pub fn script(text: impl Into<String>) -> Self {
        let name = PathBuf::from("<tenant>");
        let text = text.into();
        Self::new(Program::Script { name, text })
    }

    /// The text of a module with the name `name`, from which its imports are resolved. It is loaded when its evaluation is
    /// done, with a top-level `await` too.
    pub fn module(name: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        let (name, text) = (name.into(), text.into());
        Self::new(Program::Module { name, text })
    }

    /// The module in a file.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self::new(Program::File(path.into()))
    }

    /// Builds the runtime with `settings`, with the engine's hooks and [`FileModules`](crate::FileModules).
    pub fn settings(self, settings: RuntimeSettings) -> Self {
        self.build(move || settings.builder().build())
    }

    /// Builds the runtime with `build`, on the thread of the tenant: with hooks and a loader of the host, for example.
    pub fn build(
        mut self,
        build: impl FnOnce() -> Result<Runtime, Error> + Send + 'static,
    ) -> Self {
        self.build = Box::new(build);
        self
    }

    /// Calls `define` on the thread of the tenant before the program: it defines globals, sets the reporter, and so on. The
    /// web's APIs are `.define(boa_async_context_web::register)`.
    pub fn define(
        mut self,
        define: impl FnOnce(&mut Runtime) -> JsResult<()> + Send + 'static,
    ) -> Self {
        self.define.push(Box::new(define));
        self
    }

    /// Gives the tenant a thread that it shares with nobody.
    pub fn on_its_own_thread(mut self) -> Self {
        self.has_own_thread = true;
        self
    }
}

impl fmt::Debug for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match &self.program {
            Program::Script { name, .. } | Program::Module { name, .. } | Program::File(name) => {
                name
            }
        };
        f.debug_struct("Tenant")
            .field("program", name)
            .field("has_own_thread", &self.has_own_thread)
            .finish_non_exhaustive()
    }
}
