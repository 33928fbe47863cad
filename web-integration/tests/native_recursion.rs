//! Programs that go down the native stack without a call that the recursion limit counts, on a thread with 2 MiB. None of them
//! may end the process.
//!
//! An overflow does, so each is tried in a child: this program again, with the program.

use std::{
    env,
    process::{Command, Output},
    thread,
};

use boa_async_context::{EXACT_GENERATORS, Runtime};

/// What Rust gives a thread.
const STACK: usize = 2 << 20;
const IN_CHILD: &str = "NATIVE_RECURSION_PROGRAM";

/// Programs that end by themselves, or with an error: chains of functions of ours, recursion through functions of the engine and through
/// callbacks, chains of promises, signals and streams, deep values.
const PROGRAMS: &[&str] = &[
    "let f = () => 1; for (let i = 0; i < 5000; i++) f = AsyncContext.Snapshot.wrap(f); f()",
    "const s = new AsyncContext.Snapshot(); let f = () => 1; for (let i = 0; i < 5000; i++) f = s.run.bind(s, f); f()",
    "const v = new AsyncContext.Variable(); let f = () => 1; for (let i = 0; i < 5000; i++) f = v.run.bind(v, 1, f); f()",
    "const v = new AsyncContext.Variable(); const f = () => v.run(1, f); f()",
    "const f = AsyncContext.Snapshot.wrap(() => f()); f()",
    "const v = new AsyncContext.Variable(); const g = function* () { yield* v.run(1, g); }; [...g()]",
    "let f = () => 1; for (let i = 0; i < 5000; i++) f = f.bind(null); f()",
    "let f = function () {}; for (let i = 0; i < 5000; i++) f = f.bind(null); new f()",
    "const f = () => [1].map(f); f()",
    "const f = () => [2, 1].sort(f); f()",
    "const f = () => 'a'.replace(/a/, f); f()",
    "const f = () => JSON.parse('[1]', f); f()",
    "const f = () => Array.from([1], f); f()",
    "const f = () => Reflect.apply(f, null, []); f()",
    "const f = () => f.call(); f()",
    "const f = () => eval('f()'); f()",
    "globalThis.f = () => Function('f()')(); f()",
    "class A { constructor() { new A(); } } new A()",
    "const o = { get x() { return o.x; } }; o.x",
    "const o = { get x() { return new Proxy(o, {}).x; } }; o.x",
    "const o = { toString() { return '' + o; } }; '' + o",
    "const g = function* () { yield* g(); }; [...g()]",
    "const o = { [Symbol.iterator]() { return [...o]; } }; [...o]",
    "const a = { toJSON() { return JSON.stringify(a); } }; JSON.stringify(a)",
    "let p = Promise.resolve(1); for (let i = 0; i < 20000; i++) { const q = p; p = new Promise((r) => r(q)); }",
    "let t = { then(r) { r(1); } }; for (let i = 0; i < 20000; i++) { const u = t; t = { then(r) { r(u); } }; } Promise.resolve(t)",
    "let p = Promise.resolve(1); for (let i = 0; i < 20000; i++) p = p.then();",
    "let p = Promise.resolve(1); for (let i = 0; i < 5000; i++) p = Promise.all([p]);",
    "let s = new AbortController().signal; for (let i = 0; i < 20000; i++) s = AbortSignal.any([s]);",
    "const a = new AbortController(); let s = a.signal; for (let i = 0; i < 5000; i++) { const n = new AbortController(); s.addEventListener('abort', () => n.abort()); s = n.signal; } a.abort()",
    "const t = new EventTarget(); t.addEventListener('x', () => t.dispatchEvent(new Event('x'))); t.dispatchEvent(new Event('x'))",
    "const t = new EventTarget(); const f = t.dispatchEvent.bind(t); const e = () => new Event('x'); t.addEventListener('x', { handleEvent() { f(e()); } }); f(e())",
    "let r = new ReadableStream({ start(c) { c.enqueue(1); c.close(); } }); for (let i = 0; i < 300; i++) r = r.pipeThrough(new TransformStream()); (async () => { for await (const x of r); })()",
    "let r = new ReadableStream({ start(c) { c.enqueue(1); c.close(); } }); for (let i = 0; i < 1000; i++) r = r.tee()[0]; (async () => { for await (const x of r); })()",
    "const f = () => { const r = new ReadableStream({ start: f }); }; f()",
    "new TransformStream({ start(c) { const f = () => new WritableStream({ start: f }); f(); } })",
    "let a = []; for (let i = 0; i < 20000; i++) a = [a]; structuredClone(a)",
    "let a = {}; for (let i = 0; i < 20000; i++) a = { a }; structuredClone(a)",
    "let a = []; for (let i = 0; i < 20000; i++) a = [a]; new MessageChannel().port1.postMessage(a)",
    "let a = []; for (let i = 0; i < 20000; i++) a = [a]; console.log(a)",
    "let a = []; for (let i = 0; i < 20000; i++) a = [a]; throw a",
    "let e = new Error(); for (let i = 0; i < 20000; i++) e = new Error('x', { cause: e }); throw e",
    "let e = new Error(); for (let i = 0; i < 20000; i++) e = new AggregateError([e]); throw e",
    "let e = new Error(); for (let i = 0; i < 20000; i++) e = new Error('x', { cause: e }); console.log(e)",
    "let n = null; for (let i = 0; i < 200000; i++) n = { n };",
    "new RegExp('('.repeat(20000) + ')'.repeat(20000))",
    "eval('/' + '(?='.repeat(20000) + ')'.repeat(20000) + '/')",
    "console.log(new Proxy({}, { get: (t, k, r) => r[k], ownKeys: () => [] }))",
    "let o = () => 1; for (let i = 0; i < 20000; i++) o = new Proxy(o, {}); o()",
    "let o = { x: 1 }; for (let i = 0; i < 20000; i++) o = new Proxy(o, {}); o.x",
    "let o = { x: 1 }; for (let i = 0; i < 20000; i++) o = new Proxy(o, {}); o.x = 1",
    "let o = { x: 1 }; for (let i = 0; i < 20000; i++) o = new Proxy(o, {}); Object.keys(o)",
    "let o = function () {}; for (let i = 0; i < 20000; i++) o = new Proxy(o, {}); new o()",
    "let o = []; for (let i = 0; i < 20000; i++) o = new Proxy(o, {}); Array.isArray(o)",
    "let o = {}; for (let i = 0; i < 20000; i++) o = new Proxy(o, {}); Object.getPrototypeOf(o)",
    "let o = {}; for (let i = 0; i < 20000; i++) o = new Proxy({}, o); o.x",
    "let o = {}; for (let i = 0; i < 20000; i++) o = Proxy.revocable(o, {}).proxy; o.x",
    "let it = [1].values(); for (let i = 0; i < 20000; i++) it = it.map((x) => x); it.next()",
    "let it = [1].values(); for (let i = 0; i < 20000; i++) it = it.take(2); it.return()",
    "let it = [1].values(); for (let i = 0; i < 20000; i++) it = Iterator.from({ next: it.next.bind(it) }); it.next()",
    "let a = []; for (let i = 0; i < 20000; i++) a = [a]; JSON.stringify(a)",
    "let a = {}; for (let i = 0; i < 20000; i++) a = { a }; JSON.stringify(a)",
    "let a = {}; for (let i = 0; i < 20000; i++) a = { a }; JSON.stringify(a, (key, value) => value, 1)",
    "let a = {}; for (let i = 0; i < 20000; i++) a = { a }; JSON.stringify(a, ['a'])",
    "const a = { toJSON: () => ({ a }) }; JSON.stringify(a)",
    "const p = new Proxy({}, { ownKeys: () => ['p'], getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }), get: (t, k) => k === 'p' ? new Proxy(p, {}) : undefined }); JSON.stringify(p)",
    "let a = []; for (let i = 0; i < 20000; i++) a = [a]; a.flat(Infinity)",
    "const a = []; a[0] = new Proxy([], { get: (t, k) => k === 'length' ? 1 : a, has: () => true }); a.flat(Infinity)",
    "let a = []; for (let i = 0; i < 20000; i++) a = [a]; String(a)",
    "let a = []; for (let i = 0; i < 20000; i++) a = [a]; a.join()",
    "let a = []; for (let i = 0; i < 20000; i++) a = [a]; a.toLocaleString()",
    "let g = () => 1; for (let i = 0; i < 5000; i++) g = Function.prototype.call.bind(g); g()",
    "let g = () => 1; for (let i = 0; i < 5000; i++) g = Function.prototype.apply.bind(g); g()",
    "let g = () => 1; for (let i = 0; i < 5000; i++) g = Reflect.apply.bind(null, g, null, []); g()",
    "let g = function () {}; for (let i = 0; i < 5000; i++) g = Reflect.construct.bind(null, Object, []); g()",
    "const { call } = Function.prototype; call.apply(call, Array(20000).fill(call))",
    "let f = function () {}; for (let i = 0; i < 5000; i++) f = f.bind(null); ({}) instanceof f",
];

/// Programs that end the process on the published engine, whatever we do, and not in exact mode: a proxy in its own prototype chain,
/// and a long chain of prototypes.
const ENDS_THE_PROCESS: &[&str] = &[
    "const p = new Proxy({}, {}); Object.setPrototypeOf(p, Object.create(p)); p.x",
    "const h = {}; const p = new Proxy({}, h); Object.setPrototypeOf(h, p); p.x",
    "let o = {}; for (let i = 0; i < 20000; i++) o = Object.create(o); o.x; o.y = 1; 'z' in o; for (const k in o);",
];

fn run_program(program: String) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(move || {
        let mut runtime = Runtime::builder().build().expect("a runtime");
        boa_async_context_web::register(&mut runtime).expect("fresh globals");
        let outcome = match runtime.eval(&program) {
            Ok(value) => value.type_of().to_owned(),
            Err(error) => error.to_string(),
        };
        println!("outcome: {}", outcome.lines().next().unwrap_or_default());
        drop(runtime.run_until_idle_blocking());
    });
    let ended = thread.expect("a thread").join();
    ended.expect("it does not panic");
}

/// Runs a program in a child process, which is this one with the test that asks for it.
fn in_child(program: &str) -> Output {
    let this = env::current_exe().expect("this program");
    let child = Command::new(this)
        .args(["a_child_runs_its_program", "--exact", "--nocapture"])
        .env(IN_CHILD, program)
        .output();
    child.expect("it starts")
}

/// What a child runs; nothing if this is none.
#[test]
fn a_child_runs_its_program() {
    if let Ok(program) = env::var(IN_CHILD) {
        run_program(program);
    }
}

/// What a program comes to, if it does not end the process.
fn outcome(program: &str) -> Option<String> {
    let child = in_child(program);
    let printed = String::from_utf8_lossy(&child.stdout);
    let mut lines = printed.lines();
    let outcome = lines.find_map(|line| Some(line.split_once("outcome: ")?.1.to_owned()));
    outcome.filter(|_| child.status.success())
}

#[test]
fn no_program_ends_the_process() {
    let mut programs = PROGRAMS.to_vec();
    if EXACT_GENERATORS {
        programs.extend(ENDS_THE_PROCESS);
    }
    let ended: Vec<_> = programs
        .into_iter()
        .filter(|program| outcome(program).is_none())
        .collect();
    assert!(ended.is_empty(), "{}", ended.join("\n"));
}

/// The published engine counts no call between functions that are bound to each other. In exact mode its limit comes before ours.
#[test]
fn chains_of_our_functions_meet_a_limit() {
    let chains = PROGRAMS
        .iter()
        .filter(|program| program.contains("i < 5000"));
    let ours: Vec<_> = chains
        .filter(|program| program.contains("AsyncContext"))
        .collect();
    assert_eq!(ours.len(), 3);
    let limit = if EXACT_GENERATORS {
        "RuntimeLimitError: reached the maximum number of recursive calls"
    } else {
        "RangeError: too much recursion"
    };
    for program in ours {
        let outcome = outcome(program);
        let told = outcome.as_deref().unwrap_or("it ends the process");
        assert!(told.contains(limit), "{program}: {told}");
    }
}

/// The deepest proxy that can be made can be used, too.
#[test]
fn proxies_can_be_used_as_deep_as_they_can_be_made() {
    let make = "const made = (o) => { try { for (let i = 0; i < 20000; i++) o = new Proxy(o, {}); } catch (error) { globalThis.told = error; } return o; };";
    for (of, used) in [
        (
            "{ x: 1 }",
            "o.x; o.y = 2; Object.keys(o); 'z' in o; delete o.x; Object.getPrototypeOf(o); for (const k in o);",
        ),
        (
            "{}",
            "Object.setPrototypeOf(o, null); Object.isExtensible(o); Object.freeze(o);",
        ),
        (
            "function () {}",
            "new o(); o(); o.name; class A extends o {} new A();",
        ),
        (
            "[1]",
            "Array.isArray(o); o.concat(o); [...o]; JSON.stringify(o); o.flat();",
        ),
    ] {
        let program = format!("{make} {{ const o = made({of}); {used} }} told.name");
        assert!(outcome(&program).is_some(), "{program}");
    }
}

/// If one of these does not end the process any more, Boa has mended it: move it.
#[test]
fn the_published_engine_overflows_the_stack() {
    if EXACT_GENERATORS {
        return;
    }
    let went_on: Vec<_> = ENDS_THE_PROCESS
        .iter()
        .filter(|program| outcome(program).is_some())
        .copied()
        .collect();
    assert!(went_on.is_empty(), "{}", went_on.join("\n"));
}
