//! Further realms of a runtime.

use std::path::Path;

use boa_engine::{JsResult, JsValue, realm::Realm};

use super::{
    builder::register_globals, error::Error, instance::Runtime, settings::RuntimeSettings,
};
use crate::{
    event_loop::ClosedRealm,
    realm::in_realm,
    realm_life::{initialize, is_realm_closed},
};

/// A further realm of a [`Runtime`], with a global object of its own; made by [`Runtime::create_realm`].
///
/// It keeps the realm alive. Dropping it does not close the realm: what is queued there goes on. It belongs to the thread of
/// its runtime.
#[derive(Clone)]
pub struct RealmHandle(Realm);

impl Runtime {
    /// Makes a further realm: with AsyncContext and the globals of this runtime, and with the web's APIs if they were registered
    /// in the runtime before ([`on_create_realm`](crate::on_create_realm)). It shares the agent, the event loop and the
    /// mapping with the first realm. `gc()` of [`expose_gc`](crate::RuntimeBuilder::expose_gc) is in the first realm only.
    ///
    /// ```
    /// use boa_async_context::Runtime;
    ///
    /// let mut runtime = Runtime::builder().build()?;
    /// let plugin = runtime.create_realm()?;
    /// plugin.eval(&mut runtime, "globalThis.ticks = 0; setInterval(() => ticks++, 1);")?;
    /// assert_eq!(runtime.eval("typeof ticks")?.display().to_string(), "\"undefined\"");
    ///
    /// let closed = plugin.close(&mut runtime);
    /// assert_eq!(closed.jobs.timers, 1);
    /// // The interval would keep it running.
    /// runtime.run_until_idle_blocking()?;
    /// # Ok::<(), boa_async_context::Error>(())
    /// ```
    ///
    /// A realm is a boundary of names, not of trust or of memory: see `docs/guide/tenants.md`.
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] if the hooks make a global object that refuses our globals.
    pub fn create_realm(&mut self) -> Result<RealmHandle, Error> {
        self.guarded(|runtime| runtime.try_create_realm().map_err(Error::Setup))
            .map(RealmHandle)
    }

    fn try_create_realm(&mut self) -> JsResult<Realm> {
        let context = &mut *self.context.get_mut();
        let realm = context.create_realm()?;
        if let Some(async_context) = &self.async_context {
            async_context.install_in(&realm, context)?;
        }
        let settings = RuntimeSettings::of(context);
        in_realm(&realm, context, |context| {
            register_globals(&settings, context)
        })?;
        initialize(&realm, context)?;
        Ok(realm)
    }
}

impl RealmHandle {
    /// The realm, for [`in_realm`](crate::in_realm) and the engine's functions.
    #[must_use]
    pub const fn realm(&self) -> &Realm {
        &self.0
    }

    /// Evaluates a script in the realm and returns its completion value, as [`Runtime::eval`] does in the first realm. In a
    /// closed realm it still runs, but nothing that it enqueues does.
    ///
    /// # Errors
    ///
    /// As [`Runtime::eval`].
    pub fn eval(&self, runtime: &mut Runtime, source: &str) -> Result<JsValue, Error> {
        let realm = Some(self.0.clone());
        runtime.guarded(|runtime| runtime.evaluate(Path::new("<eval>"), source, realm))
    }

    /// Closes the realm; see [`EventLoop::close_realm`](crate::EventLoop::close_realm). `runtime` is the one that made it. What
    /// is in flight is dropped at once.
    pub fn close(&self, runtime: &mut Runtime) -> ClosedRealm {
        let event_loop = runtime.event_loop.clone();
        let closed = event_loop.close_realm(&self.0, &mut runtime.context.get_mut());
        runtime.context.drop_closed(&event_loop);
        closed
    }

    /// Whether the realm was closed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        is_realm_closed(&self.0)
    }
}

impl std::fmt::Debug for RealmHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RealmHandle")
            .field("is_closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}
