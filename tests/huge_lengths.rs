//! Objects that say they have more elements than there is memory for, on the published engine.
//!
//! What reserved as much as they say would end the process, or panic. In exact mode they are the engine's.
#![cfg(all(feature = "runtime", not(exact_native_calls)))]

use boa_async_context::Runtime;

fn outcome(program: &str) -> String {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    match runtime.eval(program) {
        Ok(value) => value.display().to_string(),
        Err(error) => error
            .to_string()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned(),
    }
}

#[test]
fn too_many_arguments_are_an_error() {
    for program in [
        "Math.max.apply(null, { length: 2 ** 53 - 1 })",
        "Reflect.apply(Math.max, null, { length: 2 ** 40 })",
        "Reflect.construct(Array, { length: 2 ** 22 + 1 })",
    ] {
        let outcome = outcome(program);
        assert!(outcome.contains("RangeError"), "{program}: {outcome}");
        assert!(outcome.contains("at most 4194304"), "{program}: {outcome}");
    }
    assert_eq!(outcome("Math.max.apply(null, { length: 1000 })"), "NaN");
}

#[test]
fn too_long_strings_are_an_error() {
    // Half of what a string may have, and one more.
    let piece = "let x = 'x'; while (x.length < 2 ** 28) x += x; x += 'x';";
    for (program, length) in [
        ("[x, 1, null].join('')", Some((1 << 28) + 2)),
        ("[x, x].join('')", None),
        ("[1, 2, 3].join(x)", None),
        ("[].join.call({ length: 2 ** 53 - 1 }, x)", None),
        ("JSON.stringify([x])", Some((1 << 28) + 5)),
        ("JSON.stringify([x, x])", None),
        ("JSON.stringify({ [x]: { [x]: 1 } })", None),
    ] {
        let outcome = outcome(&format!("{piece} ({program}).length"));
        match length {
            Some(length) => assert_eq!(outcome, length.to_string(), "{program}"),
            None => assert!(outcome.contains("RangeError"), "{program}: {outcome}"),
        }
    }
}

#[test]
fn join_takes_each_element_for_itself() {
    // The engine's compares a string with its only code unit.
    assert_eq!(outcome("[].join.call('a')"), "\"a\"");
    assert_eq!(outcome("const a = [1]; a.push(a, 2); a.join()"), "\"1,,2\"");
}
