//! What JS cannot observe of messages and workers: when the event loop ends, and that no thread remains.

#[path = "../../tests/support/patience.rs"]
mod patience;

use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::{Duration, Instant},
};

use boa_async_context::Runtime;
use boa_async_context_web::{WebApis, WorkerPolicy, stuck_workers};
use boa_engine::{JsValue, NativeFunction, js_string};
use boa_runtime::extensions::RuntimeExtension as _;

use patience::patiently;

/// A lock that runs the tests one at a time, because they count threads and measure times.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> std::sync::MutexGuard<'static, ()> {
    ALONE
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn runtime() -> Runtime {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    boa_async_context_web::register(&mut runtime).expect("fresh globals");
    runtime
}

fn eval(runtime: &mut Runtime, source: &str) -> String {
    let value = runtime
        .eval(source)
        .unwrap_or_else(|error| panic!("{error}"));
    value.display().to_string()
}

/// Whether the event loop becomes idle within `limit`.
fn is_idle_within(runtime: &mut Runtime, limit: Duration) -> bool {
    runtime
        .block_on(async |runtime| tokio::time::timeout(limit, runtime.run_until_idle()).await)
        .expect("can wait")
        .is_ok()
}

const SOON: Duration = Duration::from_secs(600);
const A_WHILE: Duration = Duration::from_millis(150);

/// The threads of this process that are named `worker`. The kernel still lists a thread for a moment after it was joined: one
/// that is on its way out does not count.
#[cfg(target_os = "linux")]
fn worker_threads() -> usize {
    const PF_EXITING: u64 = 4;
    let is_exiting = |rest: &str| {
        let flags = rest.split(' ').nth(6).and_then(|flags| flags.parse().ok());
        flags.is_some_and(|flags: u64| flags & PF_EXITING != 0)
    };
    let tasks = std::fs::read_dir("/proc/self/task").expect("there is one");
    tasks
        .filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("stat")).ok())
        .filter_map(|stat| Some(stat.split_once("(worker) ")?.1.to_owned()))
        .filter(|rest| !is_exiting(rest))
        .count()
}

/// The end of a runtime waits a second for its workers. What a busy machine has not ended by then is counted as stuck, and
/// ends later.
#[cfg(target_os = "linux")]
fn no_worker_is_left() {
    if stuck_workers() == 0 {
        assert_eq!(worker_threads(), 0);
    }
    eventually(|| (worker_threads(), stuck_workers()) == (0, 0));
}

/// Waits for something that happens on other threads.
#[track_caller]
fn eventually(is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < SOON);
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Runs the loop until something is so.
#[track_caller]
fn until(runtime: &mut Runtime, is_so: impl Fn(&mut Runtime) -> bool) {
    let begun = Instant::now();
    while !is_so(runtime) {
        assert!(begun.elapsed() < SOON);
        let _ = is_idle_within(runtime, Duration::from_millis(5));
    }
}

#[test]
fn a_port_keeps_the_loop_running_while_another_agent_has_the_other_one() {
    let _alone = alone();
    let mut runtime = runtime();
    eval(
        &mut runtime,
        "const { port1, port2 } = new MessageChannel();
         port1.onmessage = (event) => { globalThis.got = event.data; };
         const worker = new Worker('data:,' + encodeURIComponent(`
             onmessage = (event) => { globalThis.kept = event.ports[0]; setTimeout(() => kept.postMessage('late'), 300); onmessage = null; };`));
         worker.postMessage(1, [port2]);
         port1.onclose = () => { globalThis.closed = true; };",
    );
    assert!(is_idle_within(&mut runtime, SOON));
    assert_eq!(eval(&mut runtime, "`${got} ${closed}`"), "\"late true\"");
}

#[test]
fn two_ports_of_one_agent_do_not_keep_the_loop_running() {
    let _alone = alone();
    let mut runtime = runtime();
    eval(
        &mut runtime,
        "const { port1, port2 } = new MessageChannel();
         port1.onmessage = (event) => { globalThis.got = event.data; };
         port2.postMessage(1);",
    );
    assert!(is_idle_within(&mut runtime, SOON));
    assert_eq!(eval(&mut runtime, "got"), "1");
}

#[test]
fn a_broadcast_channel_keeps_the_loop_running_while_it_listens() {
    let _alone = alone();
    let mut runtime = runtime();
    eval(
        &mut runtime,
        "const channel = new BroadcastChannel('hold');",
    );
    assert!(is_idle_within(&mut runtime, SOON), "without a listener");
    eval(
        &mut runtime,
        "channel.onmessage = (event) => { globalThis.got = event.data; };",
    );
    assert!(!is_idle_within(&mut runtime, A_WHILE), "with one");
    let mut other = self::runtime();
    eval(
        &mut other,
        "new BroadcastChannel('hold').postMessage('from another runtime');",
    );
    until(&mut runtime, |runtime| {
        eval(runtime, "globalThis.got") == "\"from another runtime\""
    });
    assert!(!is_idle_within(&mut runtime, A_WHILE), "it goes on");
    eval(&mut runtime, "channel.onmessage = null;");
    assert!(is_idle_within(&mut runtime, SOON), "without it again");
    eval(
        &mut runtime,
        "channel.onmessage = () => {}; channel.close();",
    );
    assert!(is_idle_within(&mut runtime, SOON), "closed");
}

#[test]
fn a_worker_keeps_the_loop_running_until_it_has_ended() {
    let _alone = alone();
    let mut runtime = runtime();
    eval(
        &mut runtime,
        "const worker = new Worker('data:,onmessage = () => {};');",
    );
    assert!(!is_idle_within(&mut runtime, A_WHILE));
    eval(&mut runtime, "worker.terminate();");
    assert!(is_idle_within(&mut runtime, SOON));
    eval(
        &mut runtime,
        "new Worker('data:,setTimeout(() => {}, 50)');",
    );
    assert!(is_idle_within(&mut runtime, SOON));
}

#[cfg(target_os = "linux")]
#[test]
fn no_thread_is_left_of_workers_when_their_runtime_is_dropped() {
    let _alone = alone();
    let mut runtime = runtime();
    eval(
        &mut runtime,
        "for (let i = 0; i < 3; i++) {
             new Worker('data:,onmessage = () => {}; setInterval(() => {}, 1);');
             new Worker('data:,for (;;);');
         }
         new Worker('data:,new Worker(\"data:,onmessage = () => {}\"); onmessage = () => {}');
         const busy = new Worker('data:,onmessage = () => { for (;;); }');
         busy.postMessage(1);
         new Worker('data:,(function again() { Promise.resolve().then(again) })()');",
    );
    until(&mut runtime, |_| worker_threads() >= 9);
    assert!(!is_idle_within(&mut runtime, A_WHILE));
    drop(runtime);
    no_worker_is_left();
}

#[cfg(target_os = "linux")]
#[test]
fn no_thread_is_left_of_workers_after_a_shutdown() {
    patiently(|short| {
        let _alone = alone();
        let mut runtime = runtime();
        eval(
            &mut runtime,
            "new Worker('data:,onmessage = () => {}'); new Worker('data:,for (;;);');",
        );
        let report = runtime
            .block_on(async |runtime| runtime.shutdown(3 * short).await)
            .expect("can wait");
        no_worker_is_left();
        assert!(report.is_clean(), "{report:?}");
    });
}

#[test]
fn a_worker_that_does_not_return_is_given_up_and_accounted_for() {
    let _alone = alone();
    // Workers of the tests before may have been given up on a busy machine, and are on their way to their end.
    eventually(|| stuck_workers() == 0);
    // `wait()` does not return before the gate is open: code that nothing can interrupt.
    static GATE: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());
    let policy = WorkerPolicy::new().factory(|request| {
        let mut runtime = request.builder().build()?;
        let wait = NativeFunction::from_fn_ptr(|_, _, _| {
            let open = GATE.0.lock().unwrap_or_else(PoisonError::into_inner);
            let _open = GATE.1.wait_while(open, |open| !*open);
            Ok(JsValue::undefined())
        });
        runtime
            .context_mut()
            .register_global_callable(js_string!("wait"), 0, wait)
            .map_err(|error| error.to_string())?;
        Ok(runtime.into())
    });
    let mut runtime = Runtime::builder().build().expect("a runtime");
    WebApis::default()
        .worker_policy(policy)
        .register(None, &mut runtime.context_mut())
        .expect("fresh globals");
    eval(
        &mut runtime,
        "const worker = new Worker('data:,' + encodeURIComponent(
             `Promise.resolve().then(() => { postMessage(1); wait(); });`));
         worker.onmessage = () => { globalThis.busy = true; worker.terminate(); };",
    );
    assert!(
        is_idle_within(&mut runtime, SOON),
        "the loop does not wait for it"
    );
    assert_eq!(eval(&mut runtime, "busy"), "true");
    // The end waits a second for it.
    drop(runtime);
    assert_eq!(stuck_workers(), 1);
    *GATE.0.lock().expect("no panic") = true;
    GATE.1.notify_all();
    eventually(|| stuck_workers() == 0);
}

#[test]
fn a_runtime_that_is_dropped_closes_its_ports_in_other_agents() {
    let _alone = alone();
    // The worker ends although nothing terminates it: its parent is gone before it listens.
    let mut runtime = runtime();
    eval(&mut runtime, "new Worker('data:,onmessage = () => {}');");
    drop(runtime);
    // A busy machine may need longer for it than the second that the end waits.
    eventually(|| stuck_workers() == 0);
}

#[test]
fn what_is_uncaught_in_a_worker_is_a_failure_of_the_parent() {
    let _alone = alone();
    let mut runtime = runtime();
    runtime.event_loop().set_reporter(|_, _| {});
    eval(&mut runtime, "new Worker('data:,throw 1');");
    assert!(is_idle_within(&mut runtime, SOON));
    assert_eq!(runtime.event_loop().failures(), 1);
    eval(
        &mut runtime,
        "new Worker('data:,throw 1').onerror = () => false;",
    );
    assert!(is_idle_within(&mut runtime, SOON));
    assert_eq!(runtime.event_loop().failures(), 1);
}
