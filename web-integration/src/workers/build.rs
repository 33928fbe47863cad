//! The runtime of a worker, on the worker's thread.

use std::sync::Arc;

use boa_async_context::{Error, Runtime};

use super::{
    admission::{self, InstallApis},
    failure::Failure,
    scripts,
    tree::Place,
};
use crate::{
    apis::WebApis,
    messaging::outbox::Outbox,
    worker_policy::{WorkerPolicy, WorkerRequest, WorkerRuntime},
};

/// What a runtime is built from. It can be sent to the thread of the worker.
pub(super) struct Plan {
    pub(super) request: WorkerRequest,
    pub(super) policy: WorkerPolicy,
    /// The APIs of the parent's realm.
    pub(super) apis: WebApis,
    pub(super) install_apis: InstallApis,
    pub(super) place: Place,
    /// Where the messages of the tree count.
    pub(super) outbox: Arc<Outbox>,
}

impl Plan {
    /// Builds the runtime: that of the host's factory, or one that is like the parent's.
    ///
    /// # Errors
    ///
    /// A failure that says why the host refuses the worker, or why it cannot be built.
    pub(super) fn build(self) -> Result<(Runtime, WorkerRequest), Failure> {
        let built = match &self.policy.factory {
            Some(factory) => factory(&self.request).map_err(|error| refused(&*error))?,
            None => {
                let runtime = self.request.builder().build();
                runtime.map_err(|error| refused(&error))?.into()
            }
        };
        let WorkerRuntime {
            mut runtime,
            scripts,
        } = built;
        let mut guard = runtime.context_mut();
        let context = &mut *guard;
        if !admission::is_installed(context) {
            // The host runs the frames of its own runtime only.
            let apis = self.apis.host_frames(false);
            (self.install_apis)(&apis, context).map_err(|error| refused(&Error::Setup(error)))?;
        }
        // Also if the factory has registered APIs with another policy: the tree has that of its root.
        self.place.set(context);
        self.outbox.join(context);
        scripts::install(scripts, context);
        drop(guard);
        Ok((runtime, self.request))
    }
}

/// The failure of a worker that was not built.
fn refused(error: &dyn std::error::Error) -> Failure {
    Failure::new(format!("cannot start the worker: {error}"))
}
