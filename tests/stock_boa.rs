//! What stock Boa 0.22 does by itself, where our tests and documents rely on it or name it as a
//! limit. When one of these fails, Boa has changed, and something here can be made better. `tests/engine_changes.rs` and
//! `tests/inline_caches.rs` have the defects that our changes of the engine mend.

use std::{cell::Cell, rc::Rc};

use boa_async_context::EXACT_GENERATORS;
use boa_engine::{Context, JsData, JsObject, js_string, property::Attribute};
use boa_gc::{Finalize, Trace, force_collect};

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Probe(
    #[unsafe_ignore_trace]
    #[allow(dead_code, reason = "tells by being dropped")]
    SetOnDrop,
);

struct SetOnDrop(Rc<Cell<bool>>);

impl Drop for SetOnDrop {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

fn probe(gone: &Rc<Cell<bool>>) -> JsObject {
    JsObject::from_proto_and_data(None, Probe(SetOnDrop(gone.clone())))
}

/// Why, and what mends it in exact mode: `engine/02-weak-prototype-transitions.md`. `tests/realms.rs` has the realms that
/// were used.
#[test]
fn a_realm_is_never_collected() {
    let mut context = Context::default();
    let gone = Rc::new(Cell::new(false));
    let realm = context.create_realm().expect("a realm");
    let outer = context.enter_realm(realm);
    context
        .register_global_property(js_string!("probe"), probe(&gone), Attribute::all())
        .expect("a fresh global");
    context.enter_realm(outer);
    force_collect();
    force_collect();
    assert_eq!(
        gone.get(),
        EXACT_GENERATORS,
        "on the published engine a realm stays; if it does not any more, see tests/realms.rs and stock-limits.txt"
    );
    // The probe itself works.
    let gone = Rc::new(Cell::new(false));
    drop(probe(&gone));
    force_collect();
    assert!(gone.get());
}
