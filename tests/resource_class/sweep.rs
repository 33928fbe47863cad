//! Submitting to the queue from a garbage collection of the engine.

use std::time::Instant;

use boa_async_context::{
    Runtime,
    cleanup::{BoxTask, CleanupOptions, CleanupQueue, Submitter},
};
use boa_engine::{JsData, JsObject, js_string, property::Attribute};
use boa_gc::{Finalize, Trace};

use crate::support::LONG;

/// Submits a task that does nothing when it is dropped.
struct SubmitOnDrop(Submitter<BoxTask>);

impl Drop for SubmitOnDrop {
    fn drop(&mut self) {
        self.0.submit_future("swept", async { Ok(()) });
    }
}

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Native(
    #[unsafe_ignore_trace]
    #[expect(dead_code, reason = "it is there to be dropped")]
    SubmitOnDrop,
);

#[test]
fn submitting_works_from_a_garbage_collection_that_js_causes() {
    let queue = CleanupQueue::new(CleanupOptions::default());
    queue.start_thread("cleanup-test").expect("a thread");
    let mut runtime = Runtime::builder().build().expect("the default runtime");
    let mut context = runtime.context_mut();
    for i in 0..100 {
        let native = Native(SubmitOnDrop(queue.submitter()));
        let object = JsObject::from_proto_and_data(None, native);
        let name = js_string!(format!("native{i}"));
        context
            .register_global_property(name, object, Attribute::all())
            .expect("a fresh global");
    }
    drop(context);
    runtime
        .eval("for (let i = 0; i < 100; i++) delete globalThis['native' + i];")
        .expect("valid script");
    // The collection is caused by allocation.
    let start = Instant::now();
    while queue.stats().submitted < 100 {
        assert!(start.elapsed() < LONG, "JS allocation causes a collection");
        runtime
            .eval("{ let a = []; for (let i = 0; i < 2e4; i++) a.push({ i }); }")
            .expect("valid script");
    }
    assert!(queue.drain_blocking(LONG).is_empty());
    let stats = queue.stats();
    assert_eq!(
        (stats.submitted, stats.completed, stats.in_flight),
        (100, 100, 0)
    );
    assert_eq!((stats.failed, stats.timed_out, stats.abandoned), (0, 0, 0));
}
