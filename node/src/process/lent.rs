//! What a host lends to programs.

use std::fmt;

use boa_engine::Context;

/// What a host lends of itself to `process`. By default nothing: no arguments, an empty `env`, `/` as the working directory.
///
/// It is plain data. A host lends it to each context that shall have it, workers included.
///
/// ```
/// use boa_async_context::Runtime;
/// use boa_async_context_node::process::{Process, define_global};
///
/// let mut runtime = Runtime::builder().build()?;
/// {
///     let context = &mut *runtime.context_mut();
///     Process::new()
///         .env([("LOG_LEVEL", "debug")])
///         .argv(["my-host", "/srv/app.mjs"])
///         .cwd("/srv")
///         .lend(context);
///     define_global(context).map_err(boa_async_context::Error::Setup)?;
/// }
/// let seen = runtime.eval("[process.env.LOG_LEVEL, process.argv[1], process.cwd()].join()")?;
/// assert_eq!(seen.display().to_string(), "\"debug,/srv/app.mjs,/srv\"");
/// # Ok::<(), boa_async_context::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Process {
    pub(super) argv: Vec<String>,
    pub(super) env: Vec<(String, String)>,
    pub(super) cwd: Option<String>,
    pub(super) warn: Option<fn(&str)>,
}

impl Process {
    /// Nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `argv`: the program that runs, the script, and its arguments.
    #[must_use]
    pub fn argv(mut self, argv: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.argv = argv.into_iter().map(Into::into).collect();
        self
    }

    /// Sets `env`. A program can change its copy.
    #[must_use]
    pub fn env(
        mut self,
        env: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        let owned = |(name, value): (_, _)| (Into::into(name), Into::into(value));
        self.env = env.into_iter().map(owned).collect();
        self
    }

    /// Sets what `cwd()` returns.
    #[must_use]
    pub fn cwd(mut self, cwd: impl Into<String>) -> Self {
        self.cwd = Some(cwd.into());
        self
    }

    /// Sets what gets the text of `emitWarning`. By default it is dropped. The text is the program's: a host that prints it to
    /// a terminal takes care of control characters.
    #[must_use]
    pub fn on_warning(mut self, warn: fn(&str)) -> Self {
        self.warn = Some(warn);
        self
    }

    /// Lends it to a context, whose `process` objects are made later. Call it on the thread of the context.
    pub fn lend(self, context: &mut Context) {
        context.insert_data(self);
    }

    /// What is lent to a context.
    pub(super) fn of(context: &Context) -> Self {
        context.get_data::<Self>().cloned().unwrap_or_default()
    }
}

impl fmt::Debug for Process {
    /// Without the values of `env`, which may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&String> = self.env.iter().map(|(name, _)| name).collect();
        f.debug_struct("Process")
            .field("argv", &self.argv)
            .field("env", &names)
            .field("cwd", &self.cwd)
            .finish_non_exhaustive()
    }
}
