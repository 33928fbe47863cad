//! Counting the realms that are collected after they were made and dropped.
#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::{cell::Cell, rc::Rc};

use boa_async_context::{EXACT_GENERATORS, Runtime, in_realm};
use boa_engine::{
    Context, JsData, JsObject, JsValue, Script, Source, js_string, property::Attribute,
    realm::Realm,
};
use boa_gc::{Finalize, Trace, force_collect};

/// More than one, so that a cache that keeps only the last realm is told from one that keeps all.
pub const REALMS: usize = 12;

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Probe(
    #[unsafe_ignore_trace]
    #[allow(dead_code, reason = "tells by being dropped")]
    CountOnDrop,
);

struct CountOnDrop(Rc<Cell<usize>>);

impl Drop for CountOnDrop {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

/// Makes a realm with an object on its global that tells when it is collected.
pub fn probed_realm(gone: &Rc<Cell<usize>>, context: &mut Context) -> Realm {
    let realm = context.create_realm().expect("a realm");
    let probe = JsObject::from_proto_and_data(None, Probe(CountOnDrop(gone.clone())));
    in_realm(&realm, context, |context| {
        context.register_global_property(js_string!("probe"), probe, Attribute::all())
    })
    .expect("a fresh global");
    realm
}

pub fn evaluate(source: &str, realm: &Realm, context: &mut Context) -> JsValue {
    let source = Source::from_bytes(source);
    in_realm(realm, context, |context| {
        let script = Script::parse(source, None, context).expect("a script");
        script.evaluate(context).expect("it throws nothing")
    })
}

/// How many of [`REALMS`] realms are gone after each was given to `use_realm` and dropped.
#[track_caller]
pub fn assert_collected(runtime: &mut Runtime, use_realm: impl Fn(&Realm, &mut Runtime)) {
    let gone = Rc::new(Cell::new(0));
    for _ in 0..REALMS {
        let realm = probed_realm(&gone, &mut runtime.context_mut());
        use_realm(&realm, runtime);
    }
    runtime.run_until_idle_blocking().expect("it runs");
    // The engine keeps the targets of `WeakRef`s until the job ends, and rejections are told after it.
    runtime.context_mut().clear_kept_objects();
    force_collect();
    force_collect();
    let expected = if EXACT_GENERATORS { REALMS } else { 0 };
    assert_eq!(gone.get(), expected, "of {REALMS} realms are collected");
}

pub fn runtime() -> Runtime {
    Runtime::builder().build().expect("the default runtime")
}

/// Installs AsyncContext.
pub fn install(realm: &Realm, runtime: &mut Runtime) {
    let async_context = runtime.async_context().expect("installed").clone();
    let installed = async_context.install_in(realm, &mut runtime.context_mut());
    installed.expect("a fresh realm");
}
