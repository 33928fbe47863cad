//! A subscriber that panics once leaves the spans right, and later spans are entered.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
};

use boa_async_context::tracing::{current_span, in_span};
use tracing::{Id, Subscriber, info_span};
use tracing_subscriber::{
    Layer, Registry,
    layer::{Context as LayerContext, SubscriberExt as _},
    registry::LookupSpan,
};

use crate::{current_name, runtime};

thread_local! {
    /// How many calls for the span `fails` come before the one that panics.
    static CALLS_LEFT: Cell<Option<u32>> = const { Cell::new(None) };
    /// How many spans are entered.
    static DEPTH: Cell<i32> = const { Cell::new(0) };
}

/// A layer that panics when the span `fails` is entered, exited or closed.
struct Failing;

impl Failing {
    fn call<S: Subscriber + for<'a> LookupSpan<'a>>(id: &Id, context: &LayerContext<'_, S>) {
        let span = context.span(id).expect("it is open");
        if span.name() != "fails" {
            return;
        }
        match CALLS_LEFT.get() {
            Some(0) => {
                CALLS_LEFT.set(None);
                panic!("a subscriber panics");
            }
            left => CALLS_LEFT.set(left.map(|left| left - 1)),
        }
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Failing {
    fn on_enter(&self, id: &Id, context: LayerContext<'_, S>) {
        DEPTH.set(DEPTH.get() + 1);
        Self::call(id, &context);
    }

    fn on_exit(&self, id: &Id, context: LayerContext<'_, S>) {
        DEPTH.set(DEPTH.get() - 1);
        Self::call(id, &context);
    }
}

#[test]
fn a_subscriber_that_panics_once_does_not_end_tracing() {
    // Entered; exited for the inner span; entered after it; exited at the end.
    for calls in 0..4 {
        for body_panics in [false, true] {
            let mut runtime = runtime();
            let subscriber = Registry::default().with(Failing);
            tracing::subscriber::with_default(subscriber, || {
                let context = &mut *runtime.context_mut();
                CALLS_LEFT.set(Some(calls));
                in_span(info_span!("outer"), context, |context| {
                    let ended = catch_unwind(AssertUnwindSafe(|| {
                        in_span(info_span!("fails"), context, |context| {
                            assert_eq!(current_name(), Some("fails"));
                            in_span(info_span!("inner"), context, |_| {
                                assert_eq!(current_name(), Some("inner"));
                            });
                            assert_eq!(current_name(), Some("fails"));
                            assert!(!body_panics, "the body panics");
                        });
                    }));
                    assert_eq!(ended.is_err(), body_panics, "at {calls}");
                    assert_eq!(CALLS_LEFT.get(), None, "it has panicked");
                    assert_eq!(current_name(), Some("outer"), "at {calls}");
                    assert!(current_span(context).is_some());
                });
                assert_eq!(current_name(), None, "at {calls}");
                in_span(info_span!("later"), context, |_| {
                    assert_eq!(current_name(), Some("later"), "at {calls}");
                });
                assert_eq!((current_name(), DEPTH.get()), (None, 0), "at {calls}");
            });
        }
    }
}
