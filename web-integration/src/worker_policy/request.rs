//! What a program asks for with `new Worker()`.

use boa_async_context::{RuntimeBuilder, RuntimeSettings};

use super::script_location::ScriptLocation;

/// The type of a worker's script, which is the option `type` of the constructor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WorkerKind {
    /// A classic script.
    Classic,
    /// A module.
    Module,
}

/// What a program asks for with `new Worker()`. A [factory](crate::WorkerPolicy::factory) gets it on the thread of the
/// worker. It holds nothing of the parent's agent.
#[derive(Debug, Clone)]
pub struct WorkerRequest {
    pub(crate) specifier: String,
    pub(crate) location: ScriptLocation,
    pub(crate) name: String,
    pub(crate) kind: WorkerKind,
    pub(crate) depth: usize,
    pub(crate) settings: RuntimeSettings,
}

const _: () = {
    const fn can_be_sent<T: Send + Sync>() {}
    can_be_sent::<WorkerRequest>();
};

impl WorkerRequest {
    /// The script as the program names it: the first argument of the constructor.
    #[must_use]
    pub fn specifier(&self) -> &str {
        &self.specifier
    }

    /// The script: the specifier, resolved against the script that names it.
    #[must_use]
    pub const fn location(&self) -> &ScriptLocation {
        &self.location
    }

    /// The option `name` of the constructor; empty without one.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The option `type` of the constructor.
    #[must_use]
    pub const fn kind(&self) -> WorkerKind {
        self.kind
    }

    /// The distance from the root: 1 for a worker of the runtime that the host itself has built, 2 for a worker of that worker.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.depth
    }

    /// What the parent was built with, with the limits that it had at the call of the constructor.
    #[must_use]
    pub const fn settings(&self) -> &RuntimeSettings {
        &self.settings
    }

    /// Starts building a runtime with the parent's [settings](Self::settings), for the host to set its hooks and its loader.
    #[must_use]
    pub fn builder(&self) -> RuntimeBuilder {
        self.settings.builder()
    }
}
