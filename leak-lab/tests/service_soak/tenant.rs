//! A tenant: a runtime with the web's APIs and native resources, whose accounts are checked.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use boa_async_context::Runtime;
use boa_async_context_web::WebApis;
use boa_engine::{
    JsString, JsValue,
    builtins::promise::PromiseState,
    object::builtins::{JsFunction, JsPromise},
};
use boa_gc::force_collect;
use boa_runtime::extensions::RuntimeExtension as _;

const PROGRAM: &str = include_str!("program.js");
/// How long resources may take to be closed. Only a run that fails takes so long.
const DEADLINE: Duration = Duration::from_secs(120);

pub struct Tenant {
    /// The function of the program.
    round: JsFunction,
    runtime: Runtime,
}

impl Tenant {
    pub fn load() -> Result<Self, String> {
        let mut runtime = Runtime::builder()
            .build()
            .map_err(|error| error.to_string())?;
        let apis = WebApis::default();
        let registered = apis.register(None, &mut runtime.context_mut());
        registered.map_err(|error| error.to_string())?;
        boa_async_context_native::register_all(&mut runtime).map_err(|error| error.to_string())?;
        runtime.eval(PROGRAM).map_err(|error| error.to_string())?;
        let round = runtime.eval("round").map_err(|error| error.to_string())?;
        let round = round.as_object().and_then(JsFunction::from_object);
        let round = round.ok_or("the program defines no function `round`")?;
        Ok(Self { round, runtime })
    }

    /// Runs a round and returns what was done how often.
    pub fn round(
        &mut self,
        server: &SocketAddr,
        name: &str,
    ) -> Result<BTreeMap<String, u64>, String> {
        // A call and not a script for each round, because a context keeps the names in each script that it has seen.
        let text = |text: String| JsValue::from(JsString::from(text));
        let arguments = [
            text(format!("http://{server}")),
            text(server.ip().to_string()),
            server.port().into(),
            text(name.to_owned()),
        ];
        let promise = self
            .round
            .call(
                &JsValue::undefined(),
                &arguments,
                &mut self.runtime.context_mut(),
            )
            .map_err(|error| error.to_string())?;
        self.runtime
            .run_until_idle_blocking()
            .map_err(|error| error.to_string())?;
        let promise = promise
            .as_object()
            .and_then(|object| JsPromise::from_object(object).ok());
        match promise.map(|promise| promise.state()) {
            Some(PromiseState::Fulfilled(done)) => counts(&done),
            Some(PromiseState::Rejected(why)) => Err(format!("round {name}: {}", why.display())),
            _ => Err(format!("round {name} never ended")),
        }
    }

    /// Collects what the rounds have left, and checks that nothing of them is held or open.
    pub fn settle(&mut self) -> Result<(), String> {
        let begun = Instant::now();
        loop {
            force_collect();
            self.runtime
                .run_until_idle_blocking()
                .map_err(|error| error.to_string())?;
            let report = self.runtime.resources().report();
            if report.open == 0 && report.stats.in_flight == 0 {
                break;
            }
            if begun.elapsed() > DEADLINE {
                return Err(format!("resources are not closed: {report}"));
            }
            // They are closed on another thread.
            thread::yield_now();
        }
        let census = self.runtime.census();
        let held: usize = census.rows().map(|(_, row)| row.count).sum();
        if held == 0 {
            Ok(())
        } else {
            Err(format!("contexts are held between two rounds:\n{census}"))
        }
    }

    /// Ends the runtime, and checks its accounts.
    pub fn unload(mut self) -> Result<(), String> {
        let executor = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| error.to_string())?;
        let report = executor.block_on(self.runtime.shutdown(DEADLINE));
        let (resources, tasks) = (&report.resources, &report.resources.stats);
        let ended = resources.closed + resources.failed + resources.leaked + resources.abandoned;
        let settled = tasks.completed + tasks.failed + tasks.timed_out + tasks.abandoned;
        // A worker that was terminated may tell of its end when nobody waits for it: a message, which is counted.
        let jobs = &report.jobs;
        let left = jobs.microtasks + jobs.generic_jobs + jobs.timers + jobs.async_jobs;
        let is_whole = ended == resources.created && settled == tasks.submitted;
        if left > 0 || !resources.left.is_empty() || resources.closed != ended || !is_whole {
            return Err(format!(
                "the accounts of a tenant do not balance: {report:?}"
            ));
        }
        drop(self);
        force_collect();
        Ok(())
    }
}

/// The numbers of an object, as JSON.
fn counts(done: &JsValue) -> Result<BTreeMap<String, u64>, String> {
    let text = done.as_string().map(|text| text.to_std_string_lossy());
    serde_json::from_str(&text.unwrap_or_default()).map_err(|error| error.to_string())
}
