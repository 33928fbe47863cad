//! Ways in which a program goes down the native stack without a call: the changed engine has a limit for them
//! (`engine/18-native-stack.md`). On the published engine each of them ends the process, so nothing is tried there.
#![cfg(exact_generators)]

use std::thread;

use boa_engine::{Context, Source};

/// What each of these programs comes to, on a thread of 32 MiB, of which the engine may use 8.
fn outcomes(programs: &'static [&'static str]) -> Vec<String> {
    let run = || {
        let mut context = Context::default();
        context.runtime_limits_mut().set_native_stack_limit(8 << 20);
        let outcome = |program: &&str| match context.eval(Source::from_bytes(program)) {
            Ok(value) => value.display().to_string(),
            Err(error) => error.to_string(),
        };
        programs.iter().map(outcome).collect()
    };
    let thread = thread::Builder::new().stack_size(32 << 20).spawn(run);
    let outcomes = thread.expect("a thread").join();
    outcomes.expect("it does not panic")
}

#[test]
fn source_that_is_nested_too_deeply_is_a_syntax_error() {
    const SOURCES: &[&str] = &[
        "eval('('.repeat(200000))",
        "eval('['.repeat(200000))",
        "eval('f('.repeat(200000))",
        "eval('{'.repeat(200000))",
        "eval('`${'.repeat(200000))",
        "eval('!'.repeat(200000) + 1)",
        "eval('x='.repeat(200000) + 1)",
        "eval('a:'.repeat(200000) + 1)",
        "eval('if(1);else '.repeat(200000))",
        "eval('var ' + '['.repeat(200000))",
        "eval('new '.repeat(200000) + 1)",
        "eval('a=>'.repeat(200000) + 1)",
        "eval('function f(){'.repeat(200000))",
        "eval('class A { static {'.repeat(200000))",
        "new Function('('.repeat(200000))",
        "new Function('['.repeat(200000), '')",
    ];
    for (source, outcome) in SOURCES.iter().zip(outcomes(SOURCES)) {
        assert!(
            outcome.starts_with("SyntaxError") && outcome.contains("nested too deeply"),
            "{source}: {outcome}"
        );
    }
}

#[test]
fn proxies_and_serialization_meet_the_recursion_limit() {
    const PROGRAMS: &[&str] = &[
        "{ const p = new Proxy({}, {}); Object.setPrototypeOf(p, Object.create(p)); p.x }",
        "{ const p = new Proxy({}, {}); Object.setPrototypeOf(p, Object.create(p)); p.x = 1 }",
        "{ const p = new Proxy({}, {}); Object.setPrototypeOf(p, Object.create(p)); 'x' in p }",
        "{ const h = {}; const p = new Proxy({}, h); Object.setPrototypeOf(h, p); p.x }",
        "{ let o = {}; for (let i = 0; i < 200000; i++) o = new Proxy(o, {}); Object.keys(o) }",
        "{ let a = []; for (let i = 0; i < 200000; i++) a = [a]; JSON.stringify(a) }",
        "{ let a = []; for (let i = 0; i < 200000; i++) a = [a]; a.flat(Infinity) }",
    ];
    for (program, outcome) in PROGRAMS.iter().zip(outcomes(PROGRAMS)) {
        assert!(
            outcome.starts_with("RuntimeLimitError: reached the maximum number of recursive calls"),
            "{program}: {outcome}"
        );
    }
}

#[test]
fn what_is_not_so_deep_is_as_before() {
    const PROGRAMS: &[&str] = &[
        "eval('('.repeat(60) + 7 + ')'.repeat(60))",
        "let o = { x: 7 }; for (let i = 0; i < 200; i++) o = new Proxy(o, {}); o.x",
        "let a = 7; for (let i = 0; i < 200; i++) a = [a]; JSON.stringify(a).length - 394",
        "[[[[[7]]]]].flat(Infinity)[0]",
    ];
    for (program, outcome) in PROGRAMS.iter().zip(outcomes(PROGRAMS)) {
        assert_eq!(outcome, "7", "{program}");
    }
}
