//! Shared by the tests of the resources: a runtime that records leaks, and waiting with a deadline.
#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use boa_async_context::{
    Runtime, ShutdownReport,
    cleanup::{
        CleanupError, Leaked, NativeResource, OperationValue, Owned, ResourceOptions,
        ResourceReport,
    },
};
use boa_engine::{JsString, JsValue, NativeFunction, js_string, property::Attribute};

/// Longer than anything that works takes on any machine.
pub const LONG: Duration = Duration::from_secs(600);

/// A runtime, and the leaks that were reported to its hook.
pub struct Fixture {
    pub runtime: Runtime,
    leaks: Arc<Mutex<Vec<Leaked>>>,
}

impl Fixture {
    pub fn new(options: ResourceOptions) -> Self {
        let leaks = Arc::<Mutex<Vec<Leaked>>>::default();
        let told = leaks.clone();
        let options = options.on_leak(move |leaked| lock(&told).push(leaked.clone()));
        let runtime = Runtime::builder().resources(options).build();
        let mut runtime = runtime.expect("the default runtime builds");
        let collect = NativeFunction::from_fn_ptr(|_, _, _| {
            boa_gc::force_collect();
            Ok(JsValue::undefined())
        });
        runtime
            .context_mut()
            .register_global_callable(js_string!("collect"), 0, collect)
            .expect("it is a new global");
        Self { runtime, leaks }
    }

    /// Runs the body of an async function until the loop is idle. Returns its value as a string.
    pub fn run(&mut self, body: &str) -> String {
        // The script is one line, so line numbers in the body are those of the test.
        self.start(body);
        self.settle()
    }

    /// Begins to run the body of an async function.
    pub fn start(&mut self, body: &str) {
        let script = format!(
            "globalThis.outcome = 'it is still pending'; (async () => {{ {body} }})().then(\
             (value) => {{ outcome = String(value); }}, \
             (error) => {{ outcome = `${{error?.name}}: ${{error?.message}}`; }}); 0"
        );
        self.runtime
            .eval(&script)
            .expect("the script does not throw");
    }

    /// Runs the loop until it is idle. Returns what the last body returned or threw.
    pub fn settle(&mut self) -> String {
        self.runtime
            .run_until_idle_blocking()
            .expect("the loop can wait");
        self.eval("outcome")
    }

    pub fn eval(&mut self, source: &str) -> String {
        let value = self
            .runtime
            .eval(source)
            .expect("the script does not throw");
        let text = value
            .to_string(&mut self.runtime.context_mut())
            .expect("it has a text");
        text.to_std_string_lossy()
    }

    /// Runs a script in a file of its own.
    pub fn run_file(&mut self, path: &Path, text: &str) {
        std::fs::write(path, text).expect("the script can be written");
        self.runtime
            .run_script(path)
            .expect("the script does not throw");
        self.runtime
            .run_until_idle_blocking()
            .expect("the loop can wait");
    }

    /// Makes a resource a global variable.
    pub fn define<R: NativeResource>(&mut self, name: &str, resource: Owned<R>) {
        let context = &mut *self.runtime.context_mut();
        let value = resource.into_js(context).expect("its class is registered");
        context
            .register_global_property(JsString::from(name), value, Attribute::all())
            .expect("it is a new global");
    }

    /// Collects garbage and waits until no more than `most` resources are open. Returns the report.
    pub fn collect_until_open(&mut self, most: u64) -> ResourceReport {
        eventually("the forgotten resources are closed", || {
            self.runtime
                .run_until_idle_blocking()
                .expect("the loop can wait");
            boa_gc::force_collect();
            self.report().open <= most
        });
        self.report()
    }

    pub fn report(&self) -> ResourceReport {
        self.runtime.resources().report()
    }

    pub fn leaks(&self) -> Vec<Leaked> {
        lock(&self.leaks).clone()
    }

    pub fn shut_down(&mut self) -> ShutdownReport {
        self.runtime
            .block_on(async |runtime| runtime.shutdown(LONG).await)
            .expect("the loop can wait")
    }
}

/// Waits until the condition holds; fails if that takes too long.
pub fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + LONG;
    while !is_so() {
        assert!(Instant::now() < deadline, "not within {LONG:?}: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

pub type Log = Arc<Mutex<Vec<String>>>;

/// A resource that logs its end.
pub struct Noted<R>(pub R, pub Log);

impl<R: NativeResource> NativeResource for Noted<R> {
    const NAME: &'static str = R::NAME;

    fn label(&self) -> String {
        self.0.label()
    }

    async fn close(self) -> Result<(), CleanupError> {
        let label = self.0.label();
        lock(&self.1).push(format!("closing {label}"));
        self.0.close().await?;
        lock(&self.1).push(format!("closed {label}"));
        Ok(())
    }
}

pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
