//! Spans are entered and exited as in a stack, and the current one is that of the mapping.

use std::panic::{AssertUnwindSafe, catch_unwind};

use boa_async_context::tracing::{current_span, in_span};
use boa_engine::{Context, JsValue, Source};
use tracing::{Level, Span, debug_span, info_span, span};

use crate::{assert_no_mistakes, call, current_name, define, runtime, seen};

#[test]
fn nested_mappings_and_spans_of_native_code() {
    let mut runtime = runtime();
    runtime
        .eval(
            "const empty = new AsyncContext.Snapshot();
             let inFirst;
             function first() { inFirst = new AsyncContext.Snapshot(); look(); }
             function second() {
                 const inSecond = new AsyncContext.Snapshot();
                 look();
                 native(() => {
                     look();
                     inFirst.run(() => {
                         look();
                         native(() => { empty.run(look); inSecond.run(look); look(); });
                         look();
                     });
                     look();
                     empty.run(() => { look(); inFirst.run(look); look(); });
                     look();
                     inSecond.run(look);
                 });
                 look();
             }",
        )
        .expect("a script");
    let context = &mut *runtime.context_mut();
    in_span(info_span!("first"), context, |context| {
        call("first", context)
    })
    .expect("no exception");
    in_span(info_span!("second"), context, |context| {
        call("second", context)
    })
    .expect("no exception");
    assert_eq!(current_name(), None);
    let seen = context
        .eval(Source::from_bytes("seen.join()"))
        .expect("a list");
    // With the same span nothing changes: what native code has entered stays the current one.
    assert_eq!(
        seen.as_string().expect("a string").to_std_string_lossy(),
        "first,second,native,first,,second,native,first,native,,first,,native,native,second"
    );
    assert_no_mistakes();
}

#[test]
fn a_span_that_the_host_has_entered_already() {
    let mut runtime = runtime();
    runtime
        .eval("const empty = new AsyncContext.Snapshot(); function inside() { look(); empty.run(look); look(); }")
        .expect("a script");
    let base = info_span!("base");
    base.in_scope(|| {
        let above = info_span!("above");
        above.in_scope(|| {
            let context = &mut *runtime.context_mut();
            in_span(base.clone(), context, |context| call("inside", context))
                .expect("no exception");
            assert_eq!(current_name(), Some("above"));
        });
        assert_eq!(current_name(), Some("base"));
    });
    assert_eq!(current_name(), None);
    // Code without a span runs where the host does.
    assert_eq!(seen(&mut runtime), "base,above,base");
    assert_no_mistakes();
}

#[test]
fn the_span_of_the_mapping_entered_again_by_native_code() {
    let mut runtime = runtime();
    // Calls a function in the current span, which is entered `n` times more, with another span between.
    define(&mut runtime, "again", |_, args, context| {
        let (function, n) = (args[0].as_callable(), args[1].as_number());
        let function = function.expect("it is a function");
        let span = Span::current();
        let _entered: Vec<_> = (0..n.expect("a number") as usize)
            .map(|_| span.enter())
            .collect();
        function.call(&JsValue::undefined(), &[], context)
    });
    runtime
        .eval(
            "const empty = new AsyncContext.Snapshot();
             function inside() {
                 again(() => { look(); empty.run(look); look(); }, 1);
                 again(() => native(() => again(() => { look(); empty.run(look); look(); }, 1)), 3);
                 look();
                 empty.run(look);
             }",
        )
        .expect("a script");
    let span = info_span!("entered again");
    in_span(span.clone(), &mut runtime.context_mut(), |context| {
        call("inside", context)
    })
    .expect("no exception");
    assert_eq!(current_name(), None);
    assert_eq!(
        seen(&mut runtime),
        "entered again,,entered again,native,,native,entered again,"
    );
    // The host has entered it before: code without a span runs where the host does.
    span.in_scope(|| {
        in_span(span.clone(), &mut runtime.context_mut(), |context| {
            call("inside", context)
        })
        .expect("no exception");
        assert_eq!(current_name(), Some("entered again"));
    });
    assert_eq!(current_name(), None);
    assert_eq!(
        seen(&mut runtime),
        ["entered again"; 3].join(",") + ",native,entered again,native,entered again,entered again"
    );
    assert_no_mistakes();
}

#[test]
fn generators_and_reactions_that_switch_in_the_middle() {
    let mut runtime = runtime();
    runtime
        .eval(
            "function* numbers() { look(); yield 1; look(); yield 2; look(); }
             let shared, gate;
             const opened = new Promise((resolve) => { gate = resolve; });
             function maker() { shared = numbers(); shared.next(); opened.then(look); }
             async function user() {
                 look();
                 native(() => { look(); shared.next(); look(); });
                 for (const n of numbers()) look();
                 shared.next();
                 gate();
                 await opened;
                 look();
             }",
        )
        .expect("a script");
    {
        let context = &mut *runtime.context_mut();
        in_span(info_span!("maker"), context, |context| {
            call("maker", context)
        })
        .expect("it runs");
        in_span(info_span!("user"), context, |context| call("user", context)).expect("it runs");
    }
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(
        seen(&mut runtime),
        "maker,user,native,maker,native,user,user,user,user,user,maker,maker,user"
    );
    assert_no_mistakes();
}

#[test]
fn a_panic_leaves_the_spans_as_they_were() {
    let mut runtime = runtime();
    define(&mut runtime, "panic", |_, _, _| panic!("on purpose"));
    runtime
        .eval("const snapshot = new AsyncContext.Snapshot(); function fail() { snapshot.run(() => native(panic)); }")
        .expect("a script");
    let outer = info_span!("outside of a panic");
    outer.in_scope(|| {
        let context = &mut *runtime.context_mut();
        let failed = catch_unwind(AssertUnwindSafe(|| {
            in_span(info_span!("panics"), context, |context| {
                call("fail", context)
            })
        }));
        assert!(failed.is_err());
        assert_eq!(current_name(), Some("outside of a panic"));
    });
    assert_eq!(current_name(), None);
    assert_no_mistakes();
}

#[test]
fn a_disabled_span_changes_nothing() {
    let mut runtime = runtime();
    let context = &mut *runtime.context_mut();
    in_span(info_span!("enabled"), context, |context| {
        in_span(Span::none(), context, |context| {
            assert_eq!(current_name(), Some("enabled"));
            assert!(current_span(context).is_some());
        });
    });
    in_span(Span::none(), context, |context| {
        assert!(current_span(context).is_none())
    });
    // Enabled, but of any level.
    let detail = span!(Level::TRACE, "detail");
    in_span(detail, context, |_| {
        assert_eq!(current_name(), Some("detail"))
    });
    assert_no_mistakes();
}

#[test]
fn a_context_without_async_context_is_in_the_span_during_the_call() {
    crate::runtime();
    let mut context = Context::default();
    in_span(debug_span!("plain"), &mut context, |context| {
        assert_eq!(current_name(), Some("plain"));
        assert!(current_span(context).is_none());
    });
    assert_eq!(current_name(), None);
}
