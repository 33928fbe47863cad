//! Running a program on the library.

use std::{cell::RefCell, rc::Rc, time::Duration};

use boa_async_context::{Runtime, Storage, event_loop::ReportKind};
use boa_async_context_web::WebApis;
use boa_runtime::extensions::RuntimeExtension;

use crate::program::{
    node::{Engine, Program},
    print::{PRELUDE, text},
};

const LIBRARY: &str = include_str!("program/library.js");

/// What a program has logged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The lines of its log, in their order.
    pub log: Vec<String>,
    /// The lines of the callbacks of registries, sorted.
    pub cleanups: Vec<String>,
}

/// The engine of this build.
#[must_use]
pub fn engine() -> Engine {
    if boa_async_context::EXACT_GENERATORS {
        Engine::Exact
    } else {
        Engine::Published
    }
}

/// The whole text of a program, as the library runs it.
fn whole_text(program: &Program, limit: usize) -> String {
    let is_published = program.engine == Engine::Published;
    let prelude = PRELUDE.replace("LIMIT", &limit.to_string());
    let library = LIBRARY.replace("PUBLISHED", &is_published.to_string());
    format!("{prelude}{library}{}", text(program))
}

/// Runs a program in a runtime of its own, in time that moves on when there is nothing else to do.
///
/// # Errors
///
/// What went wrong, if the program cannot be run at all, leaves a mapping behind, or is reported as no program should be.
pub fn run(program: &Program, storage: Storage, limit: usize) -> Result<Seen, String> {
    run_text(&whole_text(program, limit), storage)
}

/// Runs a text that leaves its lines in `log` and `cleanups`.
fn run_text(text: &str, storage: Storage) -> Result<Seen, String> {
    let mut runtime = Runtime::builder()
        .storage(storage)
        .without_console()
        .expose_gc()
        // A program that calls itself ends when its log is full.
        .recursion_limit(4096)
        .build()
        .map_err(|error| error.to_string())?;
    WebApis::default()
        .register(None, &mut runtime.context_mut())
        .map_err(|error| error.to_string())?;
    // What a program throws and rejects is an event as well. The rest has none, and no program causes it.
    let reports = Rc::new(RefCell::new(Vec::new()));
    runtime.event_loop().set_reporter({
        let reports = reports.clone();
        move |report, _| {
            if matches!(report.kind(), ReportKind::Dropped | ReportKind::Limit) {
                reports.borrow_mut().push(report.render());
            }
        }
    });
    runtime
        .event_loop()
        .set_time_slice(Duration::from_secs(3600));
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .map_err(|error| error.to_string())?;
    // Timers that the script sets are in that time, too.
    let _entered = tokio.enter();
    runtime.eval(text).map_err(|error| error.to_string())?;
    tokio.block_on(runtime.run_until_idle());
    // A turn of the loop for what the collection has found.
    runtime
        .eval("gc(); setTimeout(() => { gc(); setTimeout(() => {}, 1); }, 1);")
        .map_err(|error| error.to_string())?;
    tokio.block_on(runtime.run_until_idle());
    if let Some(agent) = runtime.agent()
        && !agent.is_empty()
    {
        return Err("a mapping was left behind".to_owned());
    }
    if let Some(report) = reports.borrow().first() {
        return Err(format!("reported without an event: {report}"));
    }
    let mut lines = |name: &str| -> Result<Vec<String>, String> {
        let text = runtime
            .eval(&format!("{name}.join('\\n')"))
            .map_err(|error| error.to_string())?;
        let text = text.as_string().unwrap_or_default().to_std_string_escaped();
        Ok(text.lines().map(str::to_owned).collect())
    };
    let log = lines("log")?;
    let mut cleanups = lines("cleanups")?;
    cleanups.sort();
    Ok(Seen { log, cleanups })
}
