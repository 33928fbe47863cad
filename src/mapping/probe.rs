//! Values for tests that tell when the collector frees them.

use std::{cell::Cell, rc::Rc};

use boa_engine::{JsData, JsObject, JsValue};
use boa_gc::{Finalize, Trace};

/// A value that counts how many of its kind are alive.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Probe {
    number: u32,
    // SAFETY: a counter has nothing to trace.
    #[unsafe_ignore_trace]
    _alive: Counter,
}

struct Counter(Rc<Cell<usize>>);

impl Counter {
    fn new(alive: &Rc<Cell<usize>>) -> Self {
        alive.set(alive.get() + 1);
        Self(alive.clone())
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// A new probe, counted in `alive` until it is freed.
pub(super) fn probe(number: u32, alive: &Rc<Cell<usize>>) -> JsValue {
    let probe = Probe {
        number,
        _alive: Counter::new(alive),
    };
    JsObject::from_proto_and_data(None, probe).into()
}

/// The number that the probe was made with.
pub(super) fn number_of(value: &JsValue) -> u32 {
    let object = value.as_object().expect("every value is a probe");
    object
        .downcast_ref::<Probe>()
        .expect("every value is a probe")
        .number
}
