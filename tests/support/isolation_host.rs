//! The hosts of the attacks: a runtime, and a context of a host's own over Boa's own executor.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use boa_async_context::{
    Agent, AsyncContext, FileModules, Limits, Runtime, Storage, console::ConsoleSink, in_realm,
};
use boa_engine::{Context, JsResult, Script, Source, job::SimpleJobExecutor, realm::Realm};

use super::Suite;

/// Whose executor runs the jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Executor {
    Ours,
    Foreign,
}

/// What runs the programs of both tenants.
pub struct Host {
    kind: Kind,
    async_context: AsyncContext,
    install: fn(&str, &mut Context) -> JsResult<()>,
    /// What the file says of the suite's APIs.
    options: String,
    reports: Rc<RefCell<Vec<String>>>,
}

enum Kind {
    Ours(Runtime),
    Foreign(Box<Context>),
}

impl Host {
    pub fn new(
        executor: Executor,
        storage: Storage,
        console: Arc<dyn ConsoleSink>,
        reports: Rc<RefCell<Vec<String>>>,
        suite: &Suite,
        options: &str,
    ) -> Result<Self, String> {
        let limits = Limits::none().recursion(150).loop_iterations(200_000);
        let install = suite.install;
        if executor == Executor::Ours {
            let mut runtime = Runtime::builder()
                .storage(storage)
                .console_sink(console)
                .limits(limits)
                .build()
                .map_err(|error| error.to_string())?;
            install(options, &mut runtime.context_mut()).map_err(|error| error.to_string())?;
            let told = reports.clone();
            runtime
                .event_loop()
                .set_reporter(move |report, _| told.borrow_mut().push(report.render()));
            return Ok(Self {
                async_context: runtime.async_context().expect("a default").clone(),
                kind: Kind::Ours(runtime),
                install,
                options: options.to_owned(),
                reports,
            });
        }
        let async_context = AsyncContext::new(storage);
        let mut context = Context::builder()
            .host_hooks(async_context.default_hooks())
            .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
            .module_loader(async_context.modules(FileModules::new()))
            .build()
            .map_err(|error| error.to_string())?;
        async_context
            .install(&mut context)
            .map_err(|error| error.to_string())?;
        limits.put_into(&mut context);
        Ok(Self {
            kind: Kind::Foreign(Box::new(context)),
            async_context,
            install,
            options: options.to_owned(),
            reports,
        })
    }

    pub fn agent(&self) -> Agent {
        self.async_context.agent().clone()
    }

    pub fn with<R>(&mut self, f: impl FnOnce(&mut Context) -> R) -> R {
        match &mut self.kind {
            Kind::Ours(runtime) => f(&mut runtime.context_mut()),
            Kind::Foreign(context) => f(context),
        }
    }

    /// A realm with the globals of the host; or one in which a program runs before AsyncContext and the APIs of the suite are
    /// installed there, and nothing else is.
    pub fn make_realm(&mut self, before: Option<&str>) -> Result<Realm, String> {
        if let (None, Kind::Ours(runtime)) = (before, &mut self.kind) {
            let realm = runtime.create_realm().map_err(|error| error.to_string())?;
            return Ok(realm.realm().clone());
        }
        let (async_context, install) = (self.async_context.clone(), self.install);
        let options = self.options.clone();
        self.with(|context| {
            let realm = context.create_realm()?;
            if let Some(before) = before {
                in_realm(&realm, context, |context| {
                    Script::parse(Source::from_bytes(before), None, context)?.evaluate(context)
                })?;
            }
            async_context.install_in(&realm, context)?;
            in_realm(&realm, context, |context| install(&options, context))?;
            Ok(realm)
        })
        .map_err(|error: boa_engine::JsError| error.to_string())
    }

    /// Runs the jobs until there are none left.
    pub fn run(&mut self) -> Result<(), String> {
        match &mut self.kind {
            Kind::Ours(runtime) => runtime
                .run_until_idle_blocking()
                .map_err(|error| error.to_string()),
            // It stops at the first job that throws.
            Kind::Foreign(context) => {
                if let Err(error) = context.run_jobs() {
                    self.reports.borrow_mut().push(error.to_string());
                }
                Ok(())
            }
        }
    }
}
