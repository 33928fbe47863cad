//! The case that weak contexts are for: realms that come and go beside one that stays.
//!
//! A *plug-in* is a realm that sets a variable of its own to its own global object and calls the main realm meanwhile.
//! The main realm captures the mapping: with a timer that is not due, a listener, a port, a promise that is pending, and a
//! snapshot. Then the plug-in is dropped. Nothing but the mappings leads to its variable, so by the liveness rule of
//! AsyncContext its value may go, and with it the realm:
//!
//! <https://github.com/tc39/proposal-async-context/blob/master/MEMORY-MANAGEMENT.md>
//!
//! The published engine keeps every realm for reasons of its own, whatever the mappings do (`docs/boa.md`, "Realms"), so
//! this shows something in exact mode only.

use std::{cell::Cell, fs, rc::Rc};

use boa_async_context::{AsyncContext, Error, Runtime, Storage};
use boa_engine::{
    Context, JsData, JsError, JsNativeError, JsObject, JsResult, JsValue, Script, Source,
    js_string, object::builtins::JsFunction, property::Attribute, realm::Realm,
};
use boa_gc::{Finalize, Trace, force_collect};

use crate::statistics::theil_sen;

/// How often the series is sampled.
const SAMPLES: usize = 20;

/// The main realm: `hold()` captures the current mapping in everything that can hold one.
///
/// A listener captures nothing by itself, so the listeners here are wrapped functions.
const MAIN: &str = "
    const own = new AsyncContext.Variable();
    const never = new Promise(() => {});
    const target = new EventTarget();
    const { port1, port2 } = new MessageChannel();
    port1.start();
    const snapshots = [];
    const capture = () => {
        setTimeout(() => {}, 100_000_000);
        target.addEventListener('never', AsyncContext.Snapshot.wrap(() => own.get()));
        port1.addEventListener('message', AsyncContext.Snapshot.wrap(() => own.get()));
        never.then(() => own.get());
        snapshots.push(new AsyncContext.Snapshot());
    };
    const hold = (plugIn) => own.run('main', () => plugIn(capture));
    const stillHeld = () => snapshots.filter(s => s.run(() => own.get()) === 'main').length;
    [hold, stillHeld];
";

/// A plug-in: some code and data as programs have them, and the function that calls the main realm.
const PLUG_IN: &str = "
    class Item { constructor(n) { this.n = n; this.text = 'item ' + n; } get self() { return this; } }
    const items = Array.from({ length: 100 }, (_, n) => new Item(n));
    const current = new AsyncContext.Variable({ name: 'plug-in' });
    (call) => current.run(globalThis, () => { items.length && call(); });
";

/// What became of the plug-ins.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PlugIns {
    /// How the mappings held their values.
    pub storage: Storage,
    /// The number of plug-ins that were loaded and dropped.
    pub made: usize,
    /// The number of realms that are still there after a collection, with the captures of the main realm alive.
    pub retained: usize,
    /// By how many bytes the process grew with each plug-in: the slope of the second half of the series. `None` where
    /// the system does not tell the resident size.
    pub bytes_per_realm: Option<f64>,
    /// The same over the number of plug-ins, for a picture.
    pub series: Vec<Sample>,
}

/// The state after some of the plug-ins, after a collection.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Sample {
    /// The number of plug-ins so far.
    pub made: usize,
    /// The number of their realms that are still there.
    pub retained: usize,
    /// The resident size of the process in bytes.
    pub resident: Option<u64>,
}

/// Loads `count` plug-ins one after the other, drops each, and counts what stays.
///
/// Each costs some milliseconds. The figures of bytes are those of the whole process, so run nothing else in it meanwhile.
/// It belongs to the calling thread and collects that thread's heap.
///
/// # Errors
///
/// [`Error::Setup`] if the realms or the programs in them cannot be made, or if a mapping has lost an entry of the main
/// realm, which no storage may do.
pub fn plug_ins(storage: Storage, count: usize) -> Result<PlugIns, Error> {
    let mut runtime = Runtime::builder().storage(storage).build()?;
    run(&mut runtime, storage, count).map_err(Error::Setup)
}

fn run(runtime: &mut Runtime, storage: Storage, count: usize) -> JsResult<PlugIns> {
    boa_async_context_web::register(runtime)?;
    let Some(async_context) = runtime.async_context().cloned() else {
        return Err(failed("the runtime has no AsyncContext"));
    };
    let context = runtime.context_mut();
    let main = context.realm().clone();
    let functions = evaluate(MAIN, &main, context)?;
    let functions = functions
        .as_object()
        .unwrap_or_else(JsObject::with_null_proto);
    let hold = function(&functions.get(0, context)?)?;
    let still_held = function(&functions.get(1, context)?)?;

    let alive = Rc::new(Cell::new(0));
    let mut series = vec![sample(0, &alive)];
    for made in 1..=count {
        let plug_in = load(&async_context, &alive, context)?;
        hold.call(&JsValue::undefined(), &[plug_in.into()], context)?;
        context.clear_kept_objects();
        if made % count.div_ceil(SAMPLES) == 0 || made == count {
            series.push(sample(made, &alive));
        }
    }
    let held = still_held.call(&JsValue::undefined(), &[], context)?;
    if held.as_number() != Some(count as f64) {
        return Err(failed(
            "a mapping has lost a value whose variable is reachable",
        ));
    }
    Ok(PlugIns {
        storage,
        made: count,
        retained: alive.get(),
        bytes_per_realm: slope(&series),
        series,
    })
}

/// Makes the realm of a plug-in, and returns its function. Only the function refers to the realm.
fn load(
    async_context: &AsyncContext,
    alive: &Rc<Cell<usize>>,
    context: &mut Context,
) -> JsResult<JsFunction> {
    let realm = context.create_realm()?;
    async_context.install_in(&realm, context)?;
    let outer = context.enter_realm(realm.clone());
    let witness = JsObject::from_proto_and_data(None, Witness::new(alive));
    let defined =
        context.register_global_property(js_string!("witness"), witness, Attribute::all());
    context.enter_realm(outer);
    defined?;
    function(&evaluate(PLUG_IN, &realm, context)?)
}

fn evaluate(source: &str, realm: &Realm, context: &mut Context) -> JsResult<JsValue> {
    let outer = context.enter_realm(realm.clone());
    let script = Script::parse(Source::from_bytes(source), None, context);
    let value = script.and_then(|script| script.evaluate(context));
    context.enter_realm(outer);
    value
}

fn function(value: &JsValue) -> JsResult<JsFunction> {
    value
        .as_function()
        .ok_or_else(|| failed("a program of the experiment has no function"))
}

fn failed(why: &'static str) -> JsError {
    JsNativeError::error().with_message(why).into()
}

/// An object that lives as long as its realm, and counts those that do.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Witness(
    #[unsafe_ignore_trace]
    #[allow(dead_code, reason = "tells by being dropped")]
    Counted,
);

struct Counted(Rc<Cell<usize>>);

impl Witness {
    fn new(alive: &Rc<Cell<usize>>) -> Self {
        alive.set(alive.get() + 1);
        Self(Counted(alive.clone()))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// Collects, and looks.
fn sample(made: usize, alive: &Cell<usize>) -> Sample {
    // What an ephemeron leads to can take a second collection.
    force_collect();
    force_collect();
    Sample {
        made,
        retained: alive.get(),
        resident: resident(),
    }
}

/// The resident size of the process. Linux only.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1_024)
}

/// The slope of the resident size over the number of plug-ins, in the second half: the first half warms up.
#[allow(
    clippy::cast_precision_loss,
    reason = "sizes and counts are far below 2^52"
)]
fn slope(series: &[Sample]) -> Option<f64> {
    let half = &series[series.len() / 2..];
    let points: Option<Vec<(f64, f64)>> = half
        .iter()
        .map(|sample| Some((sample.made as f64, sample.resident? as f64)))
        .collect();
    Some(theil_sen(&points?)?.estimate)
}
