//! Places in code remember where objects had a property. What they remember must never be wrong, whatever becomes of the
//! objects. On the published engine it is, and a program can end the process by it; in exact mode it is not
//! (`engine/07-inline-caches.md`).

use std::panic::{self, AssertUnwindSafe};

use boa_async_context::EXACT_GENERATORS;
use boa_engine::{Context, JsValue, Source, js_string};

/// What a program comes to: its completion value or exception as text, or `panic`.
fn outcome(program: &str) -> String {
    let mut context = Context::default();
    let evaluated = panic::catch_unwind(AssertUnwindSafe(|| {
        let value = context
            .eval(Source::from_bytes(program))
            .unwrap_or_else(|error| JsValue::from(js_string!(error.to_string())));
        value
            .to_string(&mut context)
            .expect("a primitive value")
            .to_std_string_escaped()
    }));
    if evaluated.is_err() {
        // What the context refers to may still be borrowed.
        std::mem::forget(context);
    }
    evaluated.unwrap_or_else(|_| "panic".to_owned())
}

/// A program, what it must come to, and what it comes to on the published engine.
struct Case {
    name: &'static str,
    program: &'static str,
    right: &'static str,
    published: &'static str,
}

const CASES: &[Case] = &[
    Case {
        name: "a property of the prototype is deleted",
        program: "const p = { one: 1, two: 2, three: 3 }; const o = Object.create(p); const f = () => o.three;
                  f(); f(); delete p.one; f()",
        right: "3",
        published: "panic",
    },
    Case {
        name: "the property itself is deleted from the prototype",
        program: "const p = { one: 1 }; const o = Object.create(p); const f = () => o.one; f(); f(); delete p.one; f()",
        right: "undefined",
        published: "panic",
    },
    Case {
        name: "a property of the prototype becomes an accessor",
        program: "const p = { x: 1, y: 2 }; const o = Object.create(p); const f = () => o.x; f(); f();
                  Object.defineProperty(p, 'x', { get: () => 'got', configurable: true }); f()",
        right: "got",
        published: "() => 'got'",
    },
    Case {
        name: "a getter makes its property a value",
        program: "const f = o => o.x;
                  const o = { get x() { Object.defineProperty(o, 'x', { value: () => 'called' }); return 'got'; } };
                  f(o); typeof f(o)",
        right: "function",
        published: "string",
    },
    Case {
        name: "a setter deletes its property",
        program: "const f = (o, v) => { o.x = v; }; const log = [];
                  const o = { set x(v) { log.push(v); delete o.x; } }; f(o, 1); f(o, 2); log + ' ' + o.x",
        right: "1 2",
        published: "panic",
    },
    Case {
        name: "the length of an array is assigned to",
        program: "const f = a => { a.length = 0; }; f([1, 2, 3]); const b = [1, 2, 3]; f(b); JSON.stringify(b) + (2 in b)",
        right: "[]false",
        published: "[]true",
    },
    Case {
        name: "a large object gets a property that its prototype has",
        program: "const o = Object.create({ x: 'of the prototype' }); for (let i = 0; i < 1100; i++) o['k' + i] = i;
                  const f = () => o.x; f(); f(); o.x = 'own'; f()",
        right: "own",
        published: "of the prototype",
    },
    Case {
        name: "a property of a large object becomes read-only",
        program: "'use strict'; const o = { x: 1 }; for (let i = 0; i < 1100; i++) o['k' + i] = i;
                  const f = (v) => { try { o.x = v; } catch (error) { return error.name; } return o.x; };
                  f(2); f(3); Object.defineProperty(o, 'x', { writable: false }); f(4)",
        right: "TypeError",
        published: "4",
    },
    Case {
        name: "an assignment to super is for the receiver",
        program: "const p = { x: 0 }; const h = { __proto__: p, s(v) { super.x = v; } };
                  h.s.call(p, 1); h.s.call(p, 2); const other = {}; h.s.call(other, 3); JSON.stringify([p, other])",
        right: r#"[{"x":2},{"x":3}]"#,
        published: r#"[{"x":3},{}]"#,
    },
    Case {
        name: "objects that share a shape have accessors with and without a setter",
        program: "'use strict'; const make = (set) => Object.defineProperty({}, 'x', { get: () => 0, set });
                  const f = (o) => { try { o.x = 1; return 'set'; } catch (error) { return error.name; } };
                  const with_setter = make(() => {}); f(with_setter); f(with_setter); f(make(undefined))",
        right: "TypeError",
        published: "set",
    },
    Case {
        name: "a typed array has no Infinity, whatever its prototype has",
        program: "const f = o => o.Infinity; const p = Int8Array.prototype; p.Infinity = 1; const o = Object.create(p);
                  f(o); f(o); f(new Int8Array(1))",
        right: "undefined",
        published: "1",
    },
];

#[test]
fn what_becomes_of_an_object_is_seen_at_every_place() {
    for case in CASES {
        let expected = if EXACT_GENERATORS {
            case.right
        } else {
            case.published
        };
        assert_eq!(outcome(case.program), expected, "{}", case.name);
    }
}

/// On the published engine some of them see something else, or end in a panic.
#[test]
fn random_programs_see_at_places_what_reflection_sees() {
    let random = include_str!("inline_caches/random.js");
    let results = (1..=12).map(|seed| outcome(&format!("{random}({seed}, 400)")));
    let wrong: Vec<_> = results
        .filter(|result| result != "same, 2400 accesses")
        .collect();
    assert_eq!(wrong.is_empty(), EXACT_GENERATORS, "{wrong:?}");
}
