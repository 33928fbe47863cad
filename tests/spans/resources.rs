//! Operations on native resources, and their releases, run in the spans of their causes.

use std::{
    thread,
    time::{Duration, Instant},
};

use boa_async_context::{
    Runtime,
    cleanup::{CleanupError, NativeResource, ResourceClasses},
    tracing::in_span,
};
use tracing::{Span, info, info_span};

use crate::{RECORDER, assert_no_mistakes, call, runtime};

struct Thing(&'static str);

impl NativeResource for Thing {
    const NAME: &'static str = "Thing";

    fn label(&self) -> String {
        self.0.to_owned()
    }

    async fn close(self) -> Result<(), CleanupError> {
        tokio::task::yield_now().await;
        info!(target: "resources", "{} is closed", self.0);
        Ok(())
    }
}

/// A runtime with things. `name` tells the events of a test from those of the others.
fn with_things(name: &'static str) -> Runtime {
    let mut runtime = runtime();
    runtime
        .resources()
        .clone()
        .class::<Thing>()
        .open("open", 0, move |_, _| {
            Ok(async move {
                tokio::task::yield_now().await;
                info!(target: "resources", "{name} is opened");
                Ok::<_, CleanupError>(Thing(name))
            })
        })
        .operation("use", 0, |thing, _, _| {
            Ok(async move {
                tokio::task::yield_now().await;
                info!(target: "resources", "{} is used", thing.0);
                Ok::<_, CleanupError>(())
            })
        })
        .register(&mut runtime.context_mut())
        .expect("a fresh class");
    runtime
}

fn run(runtime: &mut Runtime, span: Span, program: &str) {
    runtime
        .eval(&format!("f = () => {{ (async () => {{ {program} }})(); }}"))
        .expect("a script");
    in_span(span, &mut runtime.context_mut(), |context| {
        call("f", context)
    })
    .expect("it runs");
    runtime.run_until_idle_blocking().expect("a thread");
}

/// The span of the event with this message, once it is there.
fn span_of(message: &str) -> Option<usize> {
    let start = Instant::now();
    loop {
        let events = RECORDER.events_of("resources");
        if let Some(event) = events.iter().find(|event| event.message() == message) {
            return event.span;
        }
        assert!(
            start.elapsed() < Duration::from_secs(600),
            "no event {message:?}"
        );
        thread::sleep(Duration::from_millis(1));
    }
}

fn name_of(span: Option<usize>) -> Option<&'static str> {
    RECORDER.ancestry(span).first().map(|span| span.name)
}

fn until_closed(name: &str) {
    let start = Instant::now();
    while RECORDER.span(name).closed == 0 {
        assert!(
            start.elapsed() < Duration::from_secs(600),
            "{name} is still open"
        );
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn operations_and_closings_run_in_the_span_of_the_call() {
    let mut runtime = with_things("one");
    run(
        &mut runtime,
        info_span!("opener"),
        "globalThis.thing = await Thing.open(); await null;",
    );
    // The resource does not keep it open.
    assert_eq!(RECORDER.span("opener").closed, 1);
    run(
        &mut runtime,
        info_span!("user of one"),
        "await thing.use();",
    );
    assert_eq!(RECORDER.span("user of one").closed, 1);
    run(&mut runtime, info_span!("closer"), "await thing.close();");
    assert_eq!(RECORDER.span("closer").closed, 1);
    assert_eq!(name_of(span_of("one is opened")), Some("opener"));
    assert_eq!(name_of(span_of("one is used")), Some("user of one"));
    assert_eq!(name_of(span_of("one is closed")), Some("closer"));
    assert_no_mistakes();
}

#[test]
fn a_forgotten_resource_is_released_in_the_span_of_its_maker_while_that_is_open() {
    let mut runtime = with_things("two");
    run(
        &mut runtime,
        info_span!("forgets"),
        "await Thing.open(); globalThis.kept = new AsyncContext.Snapshot();",
    );
    assert_eq!(RECORDER.span("forgets").closed, 0);
    in_span(
        info_span!("somebody else"),
        &mut runtime.context_mut(),
        |_| {
            boa_gc::force_collect();
        },
    );
    assert_eq!(name_of(span_of("two is closed")), Some("forgets"));
    runtime.eval("kept = null").expect("a script");
    runtime.agent().expect("installed").collect_garbage();
    until_closed("forgets");
    assert_no_mistakes();
}

#[test]
fn one_whose_maker_has_ended_is_released_in_a_span_of_its_own() {
    let mut runtime = with_things("three");
    run(&mut runtime, info_span!("has ended"), "await Thing.open();");
    assert_eq!(RECORDER.span("has ended").closed, 1);
    in_span(
        info_span!("somebody later"),
        &mut runtime.context_mut(),
        |_| {
            boa_gc::force_collect();
        },
    );
    let release = RECORDER.ancestry(span_of("three is closed"));
    assert_eq!(release.len(), 1, "it is a root");
    assert_eq!(release[0].name, "release");
    assert_eq!(release[0].fields["resource"], "Thing three");
    assert_eq!(release[0].follows, ["(closed)"]);
    assert_no_mistakes();
}

#[test]
fn a_shutdown_releases_in_the_span_of_the_maker() {
    let mut runtime = with_things("four");
    let span = info_span!("open at the end");
    run(
        &mut runtime,
        span.clone(),
        "globalThis.thing = await Thing.open(); globalThis.kept = new AsyncContext.Snapshot();",
    );
    drop(span);
    let report = runtime
        .block_on(async |runtime| runtime.resources().shutdown(Duration::from_secs(600)).await)
        .expect("a thread");
    assert_eq!(report.open, 0);
    assert_eq!(name_of(span_of("four is closed")), Some("open at the end"));
    assert_no_mistakes();
}
