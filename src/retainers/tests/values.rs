//! What is found inside values, and that no code runs meanwhile.

use super::World;
use crate::census::CaptureKind;

#[test]
fn every_kind_of_reference_is_followed() {
    // Where the marker is, and how a chain tells it.
    let places = [
        ("marker", ""),
        ("{ a: marker }", " -> .a -> Marker"),
        ("{ a: { b: [0, 'x', marker] } }", " -> .a.b[2] -> Marker"),
        ("{ [Symbol('s')]: marker }", " -> .Symbol(s) -> Marker"),
        (
            "Object.create(null, { hidden: { value: marker } })",
            " -> .hidden -> Marker",
        ),
        ("Object.freeze([marker])", " -> [0] -> Marker"),
        ("{ 7: marker }", " -> [7] -> Marker"),
        ("new Map([['k', marker]])", " -> .get(k) -> Marker"),
        ("new Map([[{}, 1], [marker, 1]])", " -> .[[key]] -> Marker"),
        ("new Map([[{}, marker]])", " -> .get(entry 0) -> Marker"),
        ("new Set([1, marker])", " -> [1] -> Marker"),
        ("Promise.resolve(marker)", " -> .[[result]] -> Marker"),
        (
            "(() => { const p = Promise.reject(marker); p.catch(() => {}); return p; })()",
            " -> .[[reason]] -> Marker",
        ),
        (
            "new Uint8Array(Object.assign(new ArrayBuffer(8), { marker }))",
            " -> .[[buffer]].marker -> Marker",
        ),
        (
            "new DataView(Object.assign(new ArrayBuffer(8), { marker }))",
            " -> .[[buffer]].marker -> Marker",
        ),
        ("(() => {}).bind(marker)", " -> .[[bound this]] -> Marker"),
        (
            "(() => {}).bind(null, 1, marker)",
            " -> .[[bound argument]] -> Marker",
        ),
        ("Object.assign(() => {}, { a: marker })", " -> .a -> Marker"),
        (
            "new Variable({ name: 'w', defaultValue: marker })",
            " -> .[[default value]] -> Marker",
        ),
    ];
    for (place, rest) in places {
        let mut world = World::new();
        world.eval("class Marker {}; var marker = new Marker();");
        world.timer(3, place);
        let chain = world.chain_to("marker");
        let (begin, end) = chain.split_at(
            chain
                .find("value ")
                .unwrap_or_else(|| panic!("{place}: {chain}")),
        );
        assert_eq!(
            begin, "timer set at app.mjs:3:1 -> mapping -> variable `v` -> ",
            "{place}"
        );
        assert!(end.ends_with(rest), "{place}: {end}");
    }
}

#[test]
fn getters_are_shown_and_not_called() {
    let mut world = World::new();
    world.eval("var getter = { get a() { throw 1; }, set a(x) { throw 2; } };");
    world.timer(1, "getter");
    let get = world.chain_to("Object.getOwnPropertyDescriptor(getter, 'a').get");
    assert!(get.contains(" -> .get a -> "), "{get}");
    let set = world.chain_to("Object.getOwnPropertyDescriptor(getter, 'a').set");
    assert!(set.contains(" -> .set a -> "), "{set}");
}

#[test]
fn no_code_of_the_program_runs() {
    let mut world = World::new();
    world.eval(
        "var ran = [];
         const note = (what) => () => { ran.push(what); return what; };
         const traps = {};
         for (const name of Object.getOwnPropertyNames(Reflect)) {
             traps[name] = (...args) => { ran.push(name); return Reflect[name](...args); };
         }
         class Odd {
             get a() { ran.push('a'); }
             get [Symbol.toStringTag]() { ran.push('tag'); return 'Odd'; }
             static get name() { ran.push('class name'); return 'Odd'; }
             [Symbol.toPrimitive] = note('primitive');
             toString = note('string');
             valueOf = note('value');
             [Symbol.iterator] = note('iterator');
         }
         const iterated = (object) => {
             object[Symbol.iterator] = note('iterator');
             object.forEach = note('forEach');
             object.entries = note('entries');
             return object;
         };
         const named = Object.defineProperty(() => {}, 'name', { get: note('name') });
         var value = {
             odd: new Odd(), proxy: new Proxy({ x: 1 }, traps), functions: [named, new Proxy(named, traps)],
             error: Object.defineProperty(new Error('x'), 'message', { get: note('message') }),
             map: iterated(new Map([[{}, 1]])), set: iterated(new Set([1])), array: iterated([1]),
             thenable: { get then() { ran.push('then'); } },
             inherits: Object.create(new Proxy({}, traps)),
         };",
    );
    world.timer(1, "value");
    world.timer(2, "value.proxy");
    world.timer(3, "value.odd");
    world.timer(4, "value.functions[1]");
    let text = world.report().to_string();
    world
        .report_of("value.array")
        .write_heap_snapshot(std::io::sink())
        .expect("a sink");
    assert!(world.eval("ran.length === 0").to_boolean(), "{text}");
    // Its name cannot be had without calling a getter.
    assert!(text.contains("value { toString: "), "{text}");
}

#[test]
fn classes_are_named_after_their_constructors() {
    for (value, name) in [
        ("new (class Request { id = 7 })", "value Request { id: 7 }"),
        (
            "new (class Sub extends (class Base {}) {})",
            "value Sub { }",
        ),
        ("{ id: 7 }", "value { id: 7 }"),
        ("Object.create(null)", "value [Object: null prototype] {}"),
        ("[1, 2]", "value [ 1, 2 ]"),
        ("new Date(0)", "value 1970-01-01T00:00:00.000Z"),
        ("new Proxy({ id: 7 }, {})", "value [Proxy]"),
        ("'text'", "value 'text'"),
        ("12n", "value 12n"),
        ("undefined", "value undefined"),
        ("Symbol('s')", "value Symbol(s)"),
    ] {
        let mut world = World::new();
        world.timer(1, value);
        let report = world.report();
        let last = report.groups()[0]
            .chain
            .last()
            .unwrap()
            .replace("{}", "{ }");
        assert_eq!(last, name.replace("{}", "{ }"), "{value}");
    }
}

#[test]
fn sizes_have_what_objects_hold_outside_of_properties() {
    for (value, bytes) in [
        ("new ArrayBuffer(50_000)", 50_000),
        ("new Uint8Array(50_000)", 50_000),
        ("new Float64Array(10_000)", 80_000),
        // The buffer stays as a whole while a view of some of it does.
        (
            "new Uint16Array(new ArrayBuffer(50_000), 20_000, 100)",
            50_000,
        ),
        ("new DataView(new ArrayBuffer(50_000), 20_000, 100)", 50_000),
        ("1n << 400_000n", 50_000),
        ("[1n << 400_000n]", 50_000),
        ("Array.from({ length: 5000 }, () => 1.5)", 40_000),
        (
            "new Map(Array.from({ length: 1000 }, (_, i) => [i, i]))",
            32_000,
        ),
        ("new Set(Array.from({ length: 1000 }, (_, i) => i))", 24_000),
        ("'é'.repeat(10_000)", 10_000),
        ("'\\u0100'.repeat(10_000)", 20_000),
    ] {
        let mut world = World::new();
        world.timer(1, value);
        let size = world.report().groups()[0].bytes;
        assert!(
            (bytes..bytes + bytes / 4 + 1000).contains(&size),
            "{value}: {size}"
        );
    }
}

#[test]
fn the_global_object_of_the_realm_is_not_looked_into() {
    let mut world = World::new();
    world.eval("var marker = { x: 'm'.repeat(5000) };");
    world.timer(1, "{ global: globalThis }");
    assert!(world.report_of("marker").groups().is_empty());
    assert_eq!(world.report_of("globalThis").groups().len(), 1);
    assert!(world.report().bytes() < 5000);
    // Another realm's is: this is how a plug-in that was dropped is found.
    let other = world.context.create_realm().expect("a realm");
    let global = crate::in_realm(&other, &mut world.context, |context| {
        context.global_object()
    });
    let context = &mut world.context;
    let here = context.global_object();
    here.set(boa_engine::js_string!("plugin"), global, true, context)
        .expect("a plain property");
    world.eval("plugin.marker = marker");
    world.timer(2, "plugin");
    let chain = world.chain_to("marker");
    assert!(chain.ends_with(" -> .marker -> Object"), "{chain}");
}

#[test]
fn an_object_that_native_code_is_changing_is_not_looked_into() {
    let mut world = World::new();
    let object = world.object("var busy = { a: {} }; busy");
    world.timer(1, "{ busy }");
    let busy = object.borrow_mut();
    let report = world.report();
    drop(busy);
    assert_eq!(report.groups().len(), 1);
    // As a value of its own, it is described, too.
    world.timer(2, "busy");
    let busy = object.borrow_mut();
    let report = world.report();
    drop(busy);
    assert!(report.to_string().contains("value [in use]"), "{report}");
}

#[test]
fn what_is_shared_is_counted_once() {
    let mut world = World::new();
    world.eval("var buffer = new ArrayBuffer(1_000_000);");
    for _ in 0..20 {
        world.timer(1, "new Uint8Array(buffer)");
        world.timer(1, "new DataView(buffer)");
    }
    let report = world.report();
    let bytes = report.groups()[0].bytes;
    assert!((1_000_000..1_020_000).contains(&bytes), "{bytes}");
    assert!(report.bytes() < 1_030_000, "{}", report.bytes());
}

/// Each mapping has one variable more than the one before, and shares the rest with it.
#[test]
fn parts_that_mappings_share_are_counted_once() {
    const LENGTH: u64 = 500;
    let bytes_of = |every: u64| {
        let mut world = World::new();
        world.eval(&format!(
            "var variables = [], held = [], run = (f) => f();
             for (let i = 0; i < {LENGTH}; i++) {{
                 const variable = new Variable();
                 variables.push(variable);
                 const outer = run;
                 outer(() => variable.run(i, () => {{
                     const snapshot = new Snapshot();
                     run = (f) => snapshot.run(f);
                     if (i % {every} === {every} - 1) held.push(snapshot);
                 }}));
             }}"
        ));
        for place in 0..LENGTH / every {
            world.capture(CaptureKind::Timer, 1, &format!("held[{place}]"));
        }
        world.report().bytes()
    };
    let (one, all) = (bytes_of(LENGTH), bytes_of(1));
    // The variables and the nodes of one mapping, and then for each further one the nodes of one path.
    assert!(one < LENGTH * 400, "{one}");
    assert!(all > one && all - one < LENGTH * 2000, "{one} {all}");
}
