use boa_async_context::{AsyncContext, EventLoop, Runtime, Storage};
use boa_engine::{
    Context, JsResult, JsValue, NativeFunction, Source,
    job::{
        GenericJob, IntervalJob, NativeAsyncJob, NativeJob, NativeJobFn, SimpleJobExecutor,
        TimeoutJob,
    },
    js_string,
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::mpsc,
    time::Duration,
};

fn runtime() -> Runtime {
    Runtime::builder().without_console().build().unwrap()
}
fn define(
    runtime: &mut Runtime,
    name: &str,
    f: fn(&JsValue, &[JsValue], &mut Context) -> JsResult<JsValue>,
) {
    runtime
        .context()
        .register_global_callable(js_string!(name), 0, NativeFunction::from_fn_ptr(f))
        .unwrap();
}
fn text(runtime: &mut Runtime, s: &str) -> String {
    runtime
        .eval(s)
        .unwrap_or_else(|e| panic!("{e}"))
        .display()
        .to_string()
}
fn native(ms: u64) -> NativeAsyncJob {
    NativeAsyncJob::new(async move |_: &RefCell<&mut Context>| {
        tokio::time::sleep(Duration::from_millis(ms)).await;
        Ok(JsValue::undefined())
    })
}
/// runs f in a thread, tells whether it ended in 5 s
#[track_caller]
fn ends<R: Send + 'static>(f: impl FnOnce() -> R + Send + 'static) -> R {
    let (tx, rx) = mpsc::channel();
    std::thread::spawn(move || {
        let _ = tx.send(f());
    });
    rx.recv_timeout(Duration::from_secs(5))
        .expect("HANGS or panicked")
}

#[test]
fn n1_nested_current_thread_timer_beside_native() {
    ends(|| {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(async {
                let mut rt = runtime();
                rt.eval("setTimeout(() => {}, 1)").unwrap();
                rt.context().enqueue_job(native(50).into());
                rt.context().run_jobs().unwrap();
            })
    });
}
#[test]
fn n2_nested_current_thread_40_timers() {
    ends(|| {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(async {
                let mut rt = runtime();
                rt.eval("let n = 0; (function f() { if (n++ < 40) setTimeout(f, 0) })()")
                    .unwrap();
                rt.context().run_jobs().unwrap();
            })
    });
}
#[test]
fn n3_job_runs_jobs_40_timers_outside_tokio() {
    ends(|| {
        let mut rt = runtime();
        define(&mut rt, "runJobs", |_, _, c| {
            c.run_jobs().map(|()| JsValue::undefined())
        });
        rt.eval("queueMicrotask(() => { let n = 0; (function f() { if (n++ < 40) setTimeout(f, 0) })(); runJobs(); })").unwrap();
        rt.block_on_idle().unwrap();
    });
}
#[test]
fn n4_multi_thread_worker() {
    ends(|| {
        let t = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        t.block_on(async {
            tokio::spawn(async {
                let mut rt = runtime();
                rt.eval("let n = 0; (function f() { if (n++ < 40) setTimeout(f, 0) })()")
                    .unwrap();
                rt.context().run_jobs().unwrap();
            })
            .await
            .unwrap()
        })
    });
}
#[test]
fn n5_coop_budget() {
    // no yield_now: under 32 turns, one native future that polls > 128 tokio resources
    ends(|| {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(async {
                let mut rt = runtime();
                rt.context().enqueue_job(
                    NativeAsyncJob::new(async move |_: &RefCell<&mut Context>| {
                        let (tx, mut rx) = tokio::sync::mpsc::unbounded_channel();
                        for i in 0..300 {
                            tx.send(i).unwrap();
                        }
                        drop(tx);
                        while rx.recv().await.is_some() {}
                        Ok(JsValue::undefined())
                    })
                    .into(),
                );
                rt.context().run_jobs().unwrap();
            })
    });
}
#[test]
fn s1_stop_before_next_macrotask() {
    let mut rt = runtime();
    define(&mut rt, "stop", |_, _, c| {
        c.downcast_job_executor::<EventLoop>().unwrap().stop();
        Ok(JsValue::undefined())
    });
    define(&mut rt, "generic", |_, _, c| {
        let r = c.realm().clone();
        c.enqueue_job(
            GenericJob::new(|c| c.eval(Source::from_bytes("log.push('generic')")), r).into(),
        );
        Ok(JsValue::undefined())
    });
    rt.event_loop()
        .mailbox()
        .post(|c| c.eval(Source::from_bytes("log.push('message')")).map(drop));
    rt.eval("const log = []; setTimeout(() => { log.push('timer'); stop(); }, 0); generic(); {let d = Date.now(); while (Date.now() - d < 3);}").unwrap();
    rt.block_on_idle().unwrap();
    assert_eq!(text(&mut rt, "log.join()"), "\"timer\"");
}
#[test]
fn s2_stop_survives_nested_run() {
    let mut rt = runtime();
    define(&mut rt, "stop", |_, _, c| {
        c.downcast_job_executor::<EventLoop>().unwrap().stop();
        Ok(JsValue::undefined())
    });
    define(&mut rt, "runJobs", |_, _, c| {
        c.run_jobs().map(|()| JsValue::undefined())
    });
    rt.eval("const log = []; setTimeout(() => { stop(); runJobs(); }, 0); setTimeout(() => log.push('ran'), 20);").unwrap();
    rt.block_on_idle().unwrap();
    assert_eq!(text(&mut rt, "log.join()"), "\"\"");
}
fn foreign() -> (AsyncContext, Context) {
    let ac = AsyncContext::new(Storage::Weak);
    let mut c = Context::builder()
        .host_hooks(ac.default_hooks())
        .job_executor(ac.jobs(Rc::new(SimpleJobExecutor::new())))
        .build()
        .unwrap();
    ac.install(&mut c).unwrap();
    (ac, c)
}
#[test]
fn c1_cancelled_before_enqueue_timeout() {
    for interval in [false, true] {
        let (_ac, mut c) = foreign();
        c.eval(Source::from_bytes(
            "new AsyncContext.Variable().run(1, () => new AsyncContext.Snapshot())",
        ))
        .unwrap();
        let ran = Rc::new(Cell::new(0));
        let r = ran.clone();
        if interval {
            let job = IntervalJob::new(
                NativeJobFn::new(move |_| {
                    r.set(r.get() + 1);
                    Ok(JsValue::undefined())
                }),
                0,
            );
            let t = job.cancellation_token().clone();
            t.cancel(&mut c);
            c.enqueue_job(job.into());
        } else {
            let job = TimeoutJob::new(
                NativeJob::new(move |_| {
                    r.set(r.get() + 1);
                    Ok(JsValue::undefined())
                }),
                0,
            );
            let t = job.cancellation_token().clone();
            t.cancel(&mut c);
            c.enqueue_job(job.into());
        }
        c.run_jobs().unwrap();
        assert_eq!(ran.get(), 0);
    }
}
#[test]
fn d1_shutdown_outside_tokio() {
    let rt = runtime();
    let _ = futures_lite::future::block_on(rt.shutdown(Duration::from_millis(10)));
}
#[test]
fn d2_shutdown_with_endless_microtasks() {
    ends(|| {
        let mut rt = runtime();
        rt.eval("(function f() { queueMicrotask(f) })()").unwrap();
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(async {
                let _ = rt.shutdown(Duration::from_millis(50)).await;
            });
    });
}
#[test]
fn d3_reporter_that_rejects() {
    ends(|| {
        let mut rt = runtime();
        let n = Rc::new(Cell::new(0));
        let m = n.clone();
        rt.event_loop().set_reporter(move |_, c| {
            m.set(m.get() + 1);
            let _ = c.eval(Source::from_bytes("void Promise.reject(1)"));
        });
        rt.eval("void Promise.reject(0)").unwrap();
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(async {
                let _ = rt.shutdown(Duration::from_millis(50)).await;
            });
    });
}
#[test]
fn p1_panic_in_interval_keeps_interval() {
    let mut rt = runtime();
    define(&mut rt, "crash", |_, _, _| {
        std::panic::resume_unwind(Box::new("x"))
    });
    rt.eval("let n = 0; const id = setInterval(() => { n++; if (n == 1) crash(); clearInterval(id); }, 1);").unwrap();
    let r = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| rt.block_on_idle()));
    assert!(r.is_err());
    rt.block_on_idle().unwrap();
    assert_eq!(text(&mut rt, "n"), "2");
}
