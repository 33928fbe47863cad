//! The inspector runs no code and is bounded, whatever it is given.

use boa_async_context::{InspectOptions, Runtime, inspect};
use boa_engine::{Context, JsValue, Source, js_string};
use proptest::prelude::*;

/// Builds a graph of objects from numbers. Whatever the inspector could run by mistake sets `ran`.
const GRAPH: &str = r"
var ran = false;
const tell = () => { ran = true; throw new Error('code ran'); };
const traps = new Proxy({}, { get: tell });
const hostile = (object) => {
    const keys = ['toString', 'valueOf', 'toJSON', 'name', 'message', 'stack', 'cause', 'length', 'size', 'constructor', 'inspect', 'then',
        'source', 'flags', 'errors', 'callee', Symbol.toStringTag, Symbol.toPrimitive, Symbol.iterator, Symbol.for('nodejs.util.inspect.custom')];
    for (const key of keys) {
        try { Object.defineProperty(object, key, { get: tell, set: tell, enumerable: true, configurable: true }); } catch { ran = false; }
    }
    return object;
};
const kinds = [
    () => ({}), () => [], () => new Map(), () => new Set(), () => new Error('e'), () => () => {}, () => class { static name = 1; },
    () => new Proxy({}, traps), () => new Proxy(() => {}, traps), () => Object.create(null), () => new Date(NaN), () => /x/g, () => Promise.resolve(),
    () => new Uint8Array(300), () => new ArrayBuffer(99), () => new (class Sub extends Map {})(), () => Object(1n), () => Object(Symbol('s')),
    () => hostile({}), () => hostile([1]), () => hostile(new Error('h')), () => hostile(() => {}), () => hostile(new Map()), () => hostile(/h/),
    () => hostile(new Date(0)), () => Object.create(hostile({})), () => Object.create(new Proxy({}, traps)), () => new AggregateError([1], 'a'),
    () => (function () { return arguments; })(1), () => (function* () {})(), () => new AsyncContext.Variable({ name: 'v' }), () => new AsyncContext.Snapshot(),
    () => new WeakMap(), () => new DataView(new ArrayBuffer(3)), () => new String('boxed'.repeat(5000)), () => hostile(Promise.reject(1)),
    () => Array(4294967295), () => Object.assign([], { 4294967294: 1, 7: 2 }), () => Object.defineProperty([1], 0, { get: tell }),
];
const leaves = [1, -0, 'text', 'x'.repeat(100000), '\ud800\n\x1b[2J', 2n ** 9000n, Symbol('\n'), undefined, null, true];
globalThis.build = (numbers) => {
    const objects = [{}];
    const pick = (n) => n % 5 ? objects[n % objects.length] : leaves[n % leaves.length];
    for (const [kind, a, b, c] of numbers) {
        const object = kinds[kind % kinds.length]();
        objects.push(object);
        for (const [holder, held] of [[pick(a), object], [object, pick(b)], [object, pick(c)]]) {
            try {
                if (holder instanceof Map) holder.set(held, pick(c));
                else if (holder instanceof Set) holder.add(held);
                else if (Array.isArray(holder)) holder.push(held);
                // An element would be converted to a number, a large array to a large string.
                else if (ArrayBuffer.isView(holder)) holder.extra = held;
                else Object.defineProperty(holder, ['p' + b, 'cause', b, Symbol('s')][a % 4], { value: held, enumerable: a % 3 > 0, configurable: true });
            } catch { }
        }
    }
    ran = false;
    return objects;
};";

fn runtime() -> Runtime {
    let mut runtime = Runtime::builder()
        .without_console()
        .build()
        .expect("the default runtime");
    runtime.event_loop().set_reporter(|_, _| {});
    runtime.eval(GRAPH).expect("a script");
    runtime
}

fn eval(code: &str, context: &mut Context) -> JsValue {
    context.eval(Source::from_bytes(code)).expect(code)
}

#[track_caller]
fn shown(value: &JsValue, options: &InspectOptions, bytes: usize, context: &mut Context) -> String {
    let text = inspect(value, options, context);
    let ran = context.global_object().get(js_string!("ran"), context);
    assert_eq!(
        ran.ok().and_then(|ran| ran.as_boolean()),
        Some(false),
        "code ran"
    );
    assert!(
        text.len() < 4 * bytes + 4096,
        "{} of {bytes} bytes",
        text.len()
    );
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_graph_runs_code_or_exceeds_the_bound(
        numbers in prop::collection::vec((0u32..1000, 0u32..1000, 0u32..1000, 0u32..1000), 1..60),
        depth in prop::sample::select(vec![0, 1, 2, 5, usize::MAX]),
        bytes in prop::sample::select(vec![0, 10, 1000, 20_000]),
        items in 0usize..120,
        flags in 0u8..4,
    ) {
        let mut runtime = runtime();
        let context = &mut *runtime.context_mut();
        let list: Vec<String> = numbers.iter().map(|(a, b, c, d)| format!("[{a},{b},{c},{d}]")).collect();
        let value = eval(&format!("build([{}])", list.join(",")), context);
        let options = InspectOptions::default()
            .depth(depth)
            .bytes(bytes)
            .items(items)
            .hidden(flags & 1 > 0)
            .colors(flags & 2 > 0);
        // Colors are not counted.
        let allowed = if flags & 2 > 0 { 3 * bytes } else { bytes };
        shown(&value, &options, allowed, context);
    }
}

#[test]
fn deep_wide_and_long_values_are_cut() {
    let mut runtime = runtime();
    let context = &mut *runtime.context_mut();
    let options = InspectOptions::default();
    let deepest = InspectOptions::default().depth(usize::MAX);
    for (code, expected) in [
        (
            "(() => { let o = {}; for (let i = 0; i < 100000; i++) o = { o }; return o; })()",
            "[Object]",
        ),
        (
            "(() => { let o = []; for (let i = 0; i < 100000; i++) o = [o]; return o; })()",
            "[Array]",
        ),
        (
            "(() => { let e = new Error('x'); for (let i = 0; i < 100000; i++) e = new Error('y', { cause: e }); return e; })()",
            "[cause]",
        ),
        (
            "(() => { let o = {}; for (let i = 0; i < 100000; i++) o = Object.create(o); return { o }; })()",
            "o: ",
        ),
        (
            "Array.from({ length: 1000000 }, (_, i) => i)",
            "999900 more items",
        ),
        (
            "Object.fromEntries(Array.from({ length: 100000 }, (_, i) => ['k' + i, i]))",
            "99900 more properties",
        ),
        ("new Uint8Array(100000000)", "99999900 more items"),
        ("['x'.repeat(10000000)]", "9990000 more characters"),
        (
            "new Set(Array.from({ length: 100000 }, (_, i) => i))",
            "99900 more items",
        ),
        (
            "Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => ({ text: 'x'.repeat(1000) })))",
            "more items",
        ),
        ("new Error('x'.repeat(10000000))", "…"),
        (
            "Object.assign(new Error('m'), { stack: 's'.repeat(10000000) })",
            "…",
        ),
        ("[2n ** 1000000n]", "(BigInt of 1000001 bits)"),
        ("({ ['k'.repeat(1000000)]: 1 })", "more characters"),
        ("({ [Symbol('k'.repeat(1000000))]: 1 })", "…"),
    ] {
        let value = eval(code, context);
        let text = shown(&value, &options, 128 << 10, context);
        assert!(
            text.contains(expected),
            "{code}: {}",
            &text[..text.floor_char_boundary(300)]
        );
        shown(&value, &deepest, 128 << 10, context);
    }
}

#[test]
fn an_object_that_native_code_is_changing_is_told() {
    let mut runtime = runtime();
    let context = &mut *runtime.context_mut();
    let value = eval("({ a: 1 })", context);
    let object = value.as_object().expect("an object");
    let busy = object.borrow_mut();
    let text = inspect(&value, &InspectOptions::default(), context);
    drop(busy);
    assert_eq!(text, "[in use]");
}
