//! Running scripts and modules.

use std::{
    cell::Cell,
    future::{Future as _, poll_fn},
    path::Path,
    pin::pin,
    rc::Rc,
    sync::Arc,
    task::Poll,
};

use boa_engine::{
    JsArgs, JsError, JsResult, JsValue, Module, NativeFunction, error::RuntimeLimitError,
    object::builtins::JsPromise, realm::Realm,
};

use super::{error::Error, instance::Runtime, main_module::MainModule};
use crate::{
    agent::{Agent, Uncaught},
    embed::AsyncContext,
    engine_panic::guard,
    event_loop::{Report, TurnKind, is_interruption},
    loader::{AllFiles, FileModules, ModuleSystem, parse_module_text, parse_script},
    mapping::Mapping,
    promise::perform_promise_then,
    realm::in_realm,
    source::{self, SourceError, SyntaxError},
};

impl Runtime {
    /// Evaluates a script and returns its completion value. Jobs it enqueues wait for the loop.
    ///
    /// # Errors
    ///
    /// [`Error::Source`] for a syntax error (in the file `<eval>`), [`Error::Uncaught`] if it
    /// throws, [`Error::EnginePanicked`] if the engine panics.
    pub fn eval(&mut self, source: &str) -> Result<JsValue, Error> {
        self.guarded(|runtime| runtime.evaluate(Path::new("<eval>"), source, None))
    }

    /// Evaluates the script in a file. Jobs it enqueues wait for the loop.
    ///
    /// # Errors
    ///
    /// [`Error::Source`] if the file cannot be read or parsed, [`Error::Uncaught`] if it throws, [`Error::EnginePanicked`] if the
    /// engine panics.
    pub fn run_script(&mut self, path: impl AsRef<Path>) -> Result<JsValue, Error> {
        let path = path.as_ref();
        let text = source::read(path)?;
        self.guarded(|runtime| runtime.evaluate(path, &text, None))
    }

    /// Evaluates a script in `realm`, by default in the first one.
    pub(super) fn evaluate(
        &mut self,
        path: &Path,
        text: &str,
        realm: Option<Realm>,
    ) -> Result<JsValue, Error> {
        let context = &mut *self.context.get_mut();
        let realm = realm.unwrap_or_else(|| context.realm().clone());
        let event_loop = &self.event_loop;
        let agent = self.async_context.as_ref().map(AsyncContext::agent);
        // The engine panics at the global variables of a script whose realm is not the current one.
        in_realm(&realm, context, |context| {
            let script = parse_script(path, text, context)
                .map_err(|error| syntax_error(path, text, &error))?;
            let mapping = || agent.map_or_else(Mapping::empty, Agent::snapshot);
            let turn = event_loop.begin_turn(TurnKind::Script, mapping);
            let result = match agent {
                // A script is a job of its own, in the mapping of the caller.
                Some(agent) => {
                    let scope = agent.enter_job(agent.snapshot());
                    agent.run_job(scope, || script.evaluate(context))
                }
                None => script.evaluate(context).map_err(Into::into),
            };
            let of_limit = event_loop.end_script_turn(turn, is_interrupted(&result), context);
            result.map_err(|uncaught| error_of(uncaught, of_limit))
        })
    }

    /// Evaluates a script that was read by the host, under the name `path`, and returns its completion value.
    ///
    /// The script can be interrupted: the future yields from time to time, and dropping it ends the script. Only
    /// the script itself and the functions that it calls directly yield; a callback that a built-in calls, such
    /// as that of `forEach`, runs to its end. After an interruption the runtime must be dropped.
    ///
    /// # Errors
    ///
    /// As [`run_script`](Self::run_script), but for reading.
    pub async fn run_script_text(&mut self, path: &Path, text: &str) -> Result<JsValue, Error> {
        self.check()?;
        let ended = {
            let mut script = pin!(self.script_text(path, text));
            poll_fn(|cx| match guard(|| script.as_mut().poll(cx)) {
                Ok(poll) => poll.map(Ok),
                Err(panic) => Poll::Ready(Err(panic)),
            })
            .await
        };
        ended.unwrap_or_else(|panic| Err(self.poison(panic).into()))
    }

    #[expect(
        clippy::await_holding_refcell_ref,
        reason = "native futures, which share the cell, are polled by runs only, and those need the runtime"
    )]
    async fn script_text(&mut self, path: &Path, text: &str) -> Result<JsValue, Error> {
        /// The VM's instructions between two yields: far less than a millisecond.
        const BUDGET: u32 = 10_000;
        let script = parse_script(path, text, &mut self.context.get_mut())
            .map_err(|error| syntax_error(path, text, &error))?;
        if let Some(on_loaded) = self.on_loaded.take() {
            on_loaded();
        }
        let agent = self.agent().cloned();
        let event_loop = self.event_loop.clone();
        // A script is a job of its own, in the mapping of the caller.
        let _scope = agent
            .as_ref()
            .map(|agent| agent.enter_job(agent.snapshot()));
        let mapping = || agent.as_ref().map_or_else(Mapping::empty, Agent::snapshot);
        let mut sliced = event_loop.begin_sliced_turn(TurnKind::Script, mapping());
        let mut context = self.context.get_mut();
        let result = {
            let mut evaluated = pin!(script.evaluate_async_with_budget(&mut context, BUDGET));
            poll_fn(|cx| event_loop.slice_of_turn(&mut sliced, || evaluated.as_mut().poll(cx)))
                .await
        };
        let Some(result) = result else {
            let report = event_loop.end_sliced_turn(sliced, true, &mut context);
            let report = report.unwrap_or_else(|| {
                Report::uncaught(RuntimeLimitError::LoopIteration.into(), mapping())
            });
            return Err(Error::Uncaught(Box::new(report)));
        };
        let result = result.map_err(|error| Uncaught {
            mapping: match &agent {
                Some(agent) => agent.cause_of(&error),
                None => Mapping::empty(),
            },
            error,
        });
        let is_interrupted = is_interrupted(&result);
        let of_limit = event_loop.end_sliced_turn(sliced, is_interrupted, &mut context);
        result.map_err(|uncaught| error_of(uncaught, of_limit))
    }

    /// [`run_module`](Self::run_module) for a module that was read by the host, under the name `path`.
    ///
    /// # Errors
    ///
    /// As [`run_module`](Self::run_module), but for reading.
    pub fn run_module_text(&mut self, path: &Path, text: &str) -> Result<JsPromise, Error> {
        self.guarded(|runtime| {
            let module = {
                let context = &mut *runtime.context.get_mut();
                parse_module_text(path, text, None, context)
                    .map_err(|error| syntax_error(path, text, &error))?
            };
            runtime.begin_module(module, Some(text))
        })
    }

    /// Loads the module in a file and everything it imports, and begins to evaluate them. The evaluation goes on as
    /// the loop runs. A module that fails is reported as an uncaught exception.
    ///
    /// Returns the promise of the evaluation, for a host that waits for it.
    ///
    /// # Errors
    ///
    /// [`Error::Source`] if the file itself cannot be read or parsed. A problem with an imported file rejects the
    /// promise. [`Error::EnginePanicked`] if the engine panics, or has panicked.
    pub fn run_module(&mut self, path: impl AsRef<Path>) -> Result<JsPromise, Error> {
        let path = path.as_ref();
        self.guarded(|runtime| {
            let module = runtime.open_module(path)?;
            runtime.begin_module(module, None)
        })
    }

    /// Calls `f` when the next program is loaded, before any of it runs, so that a host can tell failures of
    /// loading from later ones.
    ///
    /// A script is loaded when [`run_script_text`](Self::run_script_text) has parsed it, a module when it is
    /// linked with everything it imports. `f` is not called if that fails.
    pub fn on_next_loaded(&mut self, f: impl FnOnce() + 'static) {
        self.on_loaded = Some(Box::new(f));
    }

    /// Begins a module. `text` is that of a module that is in no file.
    fn begin_module(&mut self, module: Module, text: Option<&str>) -> Result<JsPromise, Error> {
        let promise = match self.agent().cloned() {
            Some(agent) => agent.run_in(Mapping::empty(), || self.evaluate_module(module, text)),
            None => self.evaluate_module(module, text),
        };
        promise.map_err(Error::Setup)
    }

    /// Loads, links and evaluates a module, and reports a failure as an uncaught exception.
    fn evaluate_module(&mut self, module: Module, text: Option<&str>) -> JsResult<JsPromise> {
        let context = &mut *self.context.get_mut();
        let main = MainModule {
            module,
            text: Rc::new(Cell::new(text.map(str::to_owned))),
            agent: self.async_context.as_ref().map(|ac| ac.agent().clone()),
            reported: Rc::default(),
            on_loaded: Rc::new(Cell::new(self.on_loaded.take())),
        };
        let loaded = main.module.load(context);
        let evaluate = NativeFunction::from_copy_closure_with_captures(
            |_, _, main: &MainModule, context| main.link_and_evaluate(context).map(Into::into),
            main.clone(),
        );
        let evaluate = evaluate.to_js_function(context.realm());
        let rethrow = NativeFunction::from_fn_ptr(|_, args, _| {
            Err(JsError::from_opaque(args.get_or_undefined(0).clone()))
        });
        let rethrow = rethrow.to_js_function(context.realm());
        let evaluated = perform_promise_then(&loaded, evaluate, rethrow, context)?;
        let report = NativeFunction::from_copy_closure_with_captures(
            |_, args, main: &MainModule, context| {
                let error = JsError::from_opaque(args.get_or_undefined(0).clone());
                main.report(error, Mapping::empty(), context);
                Ok(JsValue::undefined())
            },
            main,
        );
        let report = report.to_js_function(context.realm());
        let nothing = NativeFunction::from_fn_ptr(|_, _, _| Ok(JsValue::undefined()));
        let nothing = nothing.to_js_function(context.realm());
        perform_promise_then(&evaluated, nothing, report, context)?;
        Ok(evaluated)
    }

    fn open_module(&mut self, path: &Path) -> Result<Module, Error> {
        let context = &mut *self.context.get_mut();
        let loader = FileModules::of(context);
        // A loader of the host has a map of its own.
        let system = loader.map_or_else(
            || -> Arc<dyn ModuleSystem> { Arc::new(AllFiles) },
            |loader| loader.system().clone(),
        );
        let realm = context.realm().clone();
        Ok(system.open(path, &realm, context)?)
    }
}

fn is_interrupted(result: &Result<JsValue, Uncaught>) -> bool {
    result
        .as_ref()
        .is_err_and(|uncaught| is_interruption(&uncaught.error))
}

/// The error of a script. If a limit has ended it, `of_limit` tells of that.
fn error_of(uncaught: Uncaught, of_limit: Option<Report>) -> Error {
    let Uncaught { error, mapping } = uncaught;
    let report = of_limit.unwrap_or_else(|| Report::uncaught(error, mapping));
    Error::Uncaught(Box::new(report))
}

fn syntax_error(path: &Path, text: &str, error: &JsError) -> Error {
    SourceError::Syntax(Box::new(SyntaxError::new(path, text, error))).into()
}
