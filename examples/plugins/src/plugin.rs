//! One plug-in: a runtime of its own, with everything in it.

use std::{cell::RefCell, path::Path, rc::Rc, sync::Arc, time::Duration};

use boa_async_context::{
    Agent, Runtime, ShutdownReport,
    cleanup::ResourceOptions,
    event_loop::{LoopState, Report, Settled},
};
use boa_engine::{
    Context, JsError, JsObject, JsResult, JsString, JsValue, Source, object::builtins::JsPromise,
};
use tokio::{runtime::Handle as Tokio, time::timeout};

use crate::{
    api,
    error::PluginError,
    identity::{Handle, Identity, Message, PLUGIN},
};

/// How long a hook may take.
const HOOK_LIMIT: Duration = Duration::from_secs(5);

/// How long closing what a plug-in has left open may take.
const CLOSE_LIMIT: Duration = Duration::from_secs(10);

/// How many rounds a loop may have. The engine ends the code that exceeds it.
const MOST_ROUNDS: u64 = 100_000;

/// A loaded plug-in. It belongs to the thread of its host.
pub(crate) struct Plugin {
    identity: Arc<Identity>,
    runtime: Runtime,
    /// `(name, f, ...args) => ...`, which sets the variable `plugin` of the scripts.
    enter: JsObject,
    /// The argument of `activate`.
    host: JsObject,
    errors: Rc<RefCell<Vec<String>>>,
}

/// What is left of a plug-in: nothing but this.
#[derive(Debug)]
pub struct Unloaded {
    /// What `deactivate` has returned.
    pub deactivated: Result<(), PluginError>,
    /// What was left undone, and how the native resources have ended.
    pub report: ShutdownReport,
    /// The errors of the plug-in that nothing has caught, since they were [taken](crate::PluginHost::take_errors).
    pub errors: Vec<String>,
}

impl Plugin {
    /// Makes the runtime of a plug-in. `cleanup` is where its native resources are closed.
    pub(crate) fn new(identity: Arc<Identity>, cleanup: Tokio) -> Result<Self, PluginError> {
        let name = identity.name.clone();
        Self::try_new(identity, cleanup).map_err(|text| PluginError::Setup { name, text })
    }

    fn try_new(identity: Arc<Identity>, cleanup: Tokio) -> Result<Self, String> {
        let resources = ResourceOptions::default().runtime(cleanup);
        let builder = Runtime::builder().resources(resources);
        let mut runtime = builder.build().map_err(|error| error.to_string())?;
        let errors = Rc::<RefCell<Vec<String>>>::default();
        let noted = errors.clone();
        let reporter = move |report: &Report, _: &mut Context| {
            noted.borrow_mut().push(report.render());
        };
        runtime.event_loop().set_reporter(reporter);
        let host = api::define(&mut runtime, &identity).map_err(|error| error.to_string())?;
        let enter = {
            let context = &mut *runtime.context_mut();
            let limits = context.runtime_limits_mut();
            limits.set_loop_iteration_limit(MOST_ROUNDS);
            let enter = context.eval(Source::from_bytes(
                "globalThis.plugin = new AsyncContext.Variable({ name: 'plugin' });
                 (name, f, ...args) => plugin.run(name, f, ...args)",
            ));
            let enter = enter.and_then(|enter| enter.to_object(context));
            enter.map_err(|error| error.to_string())?
        };
        Ok(Self {
            identity,
            host,
            enter,
            runtime,
            errors,
        })
    }

    /// Loads the module in `path` and calls its `activate`.
    pub(crate) fn activate(&mut self, path: &Path) -> Result<(), PluginError> {
        self.import(path, "activate")?;
        // One that is missing cannot be linked, and that is no error. The module itself has run already.
        let errors = self.errors.borrow().len();
        if self.import(path, "deactivate").is_err() {
            self.errors.borrow_mut().truncate(errors);
        }
        let host = self.host.clone().into();
        let activated = self.hook("activate", &[host]);
        activated.unwrap_or_else(|| Err(PluginError::NoActivate(self.identity.name.clone())))
    }

    /// Imports one export of the plug-in's module, by a module of the host.
    ///
    /// The namespace object of the module would have all of them, but the published engine never frees one, nor the realm
    /// that it belongs to.
    fn import(&mut self, path: &Path, hook: &'static str) -> Result<(), PluginError> {
        let name = self.identity.name.clone();
        let failed = |text| PluginError::Load { name, text };
        let specifier = format!("{:?}", path.to_string_lossy());
        let text = format!("import {{ {hook} }} from {specifier}; setHook('{hook}', {hook});");
        let importer = path.with_file_name(format!("<{hook}>"));
        let evaluated = match self.runtime.run_module_text(&importer, &text) {
            Ok(evaluated) => evaluated,
            Err(error) => return Err(failed(error.to_string())),
        };
        match self.settle("the module", evaluated) {
            Err(PluginError::Failed { text, .. }) => {
                // An uncaught exception of a module is reported, too.
                self.errors.borrow_mut().clear();
                Err(failed(text))
            }
            settled => settled,
        }
    }

    /// Calls a hook in the context of the plug-in, and waits until its promise is settled. `None` if the module does not
    /// export it.
    fn hook(&mut self, hook: &'static str, args: &[JsValue]) -> Option<Result<(), PluginError>> {
        let function = api::hook(hook, &self.runtime.context())?;
        let called = self.enter(function.into(), args);
        let promise =
            called.and_then(|value| JsPromise::resolve(value, &mut self.runtime.context_mut()));
        Some(match promise {
            Ok(promise) => self.settle(hook, promise),
            Err(error) => Err(self.failed(hook, &error)),
        })
    }

    /// Calls a function in the context of the plug-in.
    fn enter(&mut self, function: JsValue, args: &[JsValue]) -> JsResult<JsValue> {
        let name = JsString::from(&*self.identity.name).into();
        let arguments: Vec<JsValue> = [name, function]
            .into_iter()
            .chain(args.iter().cloned())
            .collect();
        let handle = Handle(self.identity.clone());
        let (enter, context) = (self.enter.clone(), &mut *self.runtime.context_mut());
        let call = |context: &mut Context| enter.call(&JsValue::undefined(), &arguments, context);
        match Agent::of(context) {
            Some(agent) => PLUGIN.run(&agent, handle, || call(context)),
            None => call(context),
        }
    }

    /// Runs the plug-in until the promise is settled.
    fn settle(&mut self, hook: &'static str, promise: JsPromise) -> Result<(), PluginError> {
        let name = self.identity.name.clone();
        let settled = self.runtime.block_on(async |runtime| {
            timeout(HOOK_LIMIT, runtime.run_until_settled(&promise)).await
        });
        match settled {
            Ok(Ok(Settled::Fulfilled(_))) => Ok(()),
            Ok(Ok(Settled::Rejected(error))) => Err(self.failed(hook, &error)),
            Ok(Ok(Settled::Never | Settled::Stopped)) => Err(PluginError::NeverEnds { name, hook }),
            Ok(Err(_)) => Err(PluginError::TimedOut {
                name,
                hook,
                limit: HOOK_LIMIT,
            }),
            Err(error) => Err(PluginError::Setup {
                name,
                text: error.to_string(),
            }),
        }
    }

    fn failed(&self, hook: &'static str, error: &JsError) -> PluginError {
        PluginError::Failed {
            name: self.identity.name.clone(),
            hook,
            text: error.to_string(),
        }
    }

    /// Calls the handlers for a message, each in the context of the plug-in. What they throw is an error of the plug-in.
    pub(crate) fn receive(&mut self, message: &Message) {
        let handlers = api::handlers(&message.topic, &self.runtime.context());
        let args = [&message.text, &message.from].map(|text| JsString::from(&**text).into());
        for handler in handlers {
            if let Err(error) = self.enter(handler.into(), &args) {
                self.errors.borrow_mut().push(error.to_string());
            }
        }
    }

    /// Runs what the plug-in can run now, for so long at most.
    pub(crate) fn turn(&mut self, budget: Duration) -> Result<LoopState, boa_async_context::Error> {
        self.runtime
            .block_on(async |runtime| runtime.turn(budget).await)
    }

    pub(crate) fn identity(&self) -> &Arc<Identity> {
        &self.identity
    }

    pub(crate) fn take_errors(&mut self) -> Vec<String> {
        self.errors.take()
    }

    /// Calls `deactivate`, unless the plug-in was never active, ends what is going on, closes the native resources, and drops
    /// all the rest.
    pub(crate) fn unload(mut self, was_active: bool) -> Result<Unloaded, PluginError> {
        let deactivated = was_active.then(|| self.hook("deactivate", &[])).flatten();
        // No timer and no microtask runs from here on.
        self.runtime.event_loop().mailbox().end();
        let report = self
            .runtime
            .block_on(async |runtime| runtime.shutdown(CLOSE_LIMIT).await);
        let name = self.identity.name.clone();
        let errors = self.take_errors();
        drop(self);
        // A runtime is freed whole, by the collector.
        boa_gc::force_collect();
        let report = report.map_err(|error| PluginError::Setup {
            name,
            text: error.to_string(),
        })?;
        Ok(Unloaded {
            deactivated: deactivated.unwrap_or(Ok(())),
            report,
            errors,
        })
    }
}
