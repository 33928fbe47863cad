//! Limits of the length of a string and of the bytes of a buffer.

use std::{cell::RefCell, rc::Rc};

use boa_async_context::{EXACT_GENERATORS, Error, Limit, Limits, Runtime};

const MOST: usize = 1_000;

fn runtime(limits: Limits) -> Runtime {
    let runtime = Runtime::builder().limits(limits).build();
    runtime.expect("the usual globals")
}

/// Expressions for a string of `n` code units.
const MAKERS: [&str; 17] = [
    "'x'.repeat(n)",
    "'x'.repeat(n - 3) + 'yyy'",
    "'x'.repeat(n - 3) + 123",
    "123 + 'x'.repeat(n - 3)",
    "`${'x'.repeat(n - 3)}yyy`",
    "'x'.repeat(n - 4).concat('y', 'yyy')",
    "'x'.padStart(n)",
    "'x'.padEnd(n, 'yyy')",
    "[1, ,'x'.repeat(n - 3)].join()",
    "new Array(n + 1).join('x')",
    "String(['x'.repeat(n - 2), 'y'])",
    "'x'.replace('x', 'y'.repeat(n))",
    "('ab' + 'x'.repeat((n - 2) / 2)).replace('ab', \"$'$&\")",
    "'xx'.replaceAll('x', 'y'.repeat(n / 2))",
    "'xx'.replace(/x/g, 'y'.repeat(n / 2))",
    "'xx'.replace(/x/g, () => 'y'.repeat(n / 2))",
    "'xx'.replaceAll(/(x)/g, '$1'.repeat(n / 2))",
];

#[test]
fn in_exact_mode_no_operation_makes_a_longer_string() {
    if !EXACT_GENERATORS {
        return;
    }
    for maker in MAKERS {
        let mut runtime = runtime(Limits::none().string_length(MOST));
        let make = |n: usize| {
            format!("(n => {{ try {{ return {maker}; }} catch {{ return 'caught'; }} }})({n})")
        };
        let length = runtime.eval(&format!("({}).length", make(MOST)));
        let length = length.unwrap_or_else(|error| panic!("{maker}: {error}"));
        assert_eq!(length.as_number(), Some(MOST as f64), "{maker}");
        let error = runtime.eval(&make(MOST + 2)).expect_err(maker);
        let Error::Uncaught(report) = &error else {
            panic!("{maker}: {error}")
        };
        assert!(report.error().as_engine().is_some(), "{maker}: {error}");
        assert!(
            error.to_string().contains("maximum length of a string"),
            "{maker}: {error}"
        );
    }
}

/// They would need more memory than there is.
#[test]
fn in_exact_mode_nothing_is_allocated_before() {
    if !EXACT_GENERATORS {
        return;
    }
    let mut runtime = runtime(Limits::untrusted());
    for program in [
        "'x'.repeat(2 ** 32 - 1)",
        "'x'.padStart(2 ** 32 - 1)",
        "'x'.padEnd(2 ** 32 - 1, 'yyy')",
        "new Array(2 ** 32 - 1).join('y'.repeat(1_000_000))",
        "const long = 'x'.repeat(20_000); long.replaceAll('x', long)",
        "'x'.repeat(20_000).replace('x', \"$'\".repeat(20_000))",
        "let text = 'x'; for (;;) text += text;",
    ] {
        let error = runtime.eval(program).expect_err(program);
        assert!(
            error.to_string().contains("maximum length of a string"),
            "{program}: {error}"
        );
    }
}

/// Nothing of it is lost.
#[test]
fn a_string_that_is_too_long_is_reported_with_the_mapping_of_its_cause() {
    if !EXACT_GENERATORS {
        return;
    }
    let mut runtime = runtime(Limits::none().string_length(MOST));
    let told: Rc<RefCell<Vec<String>>> = Rc::default();
    let tells = told.clone();
    runtime.event_loop().set_reporter(move |report, _| {
        let entries = report.mapping().debug_entries();
        tells
            .borrow_mut()
            .extend(entries.iter().map(|(_, value)| value.display().to_string()));
    });
    runtime
        .eval("const v = new AsyncContext.Variable(); v.run('outer', () => setTimeout(() => 'x'.repeat(2000)));")
        .expect("a script");
    runtime.run_until_idle_blocking().expect("a thread");
    assert_eq!(*told.borrow(), ["\"outer\""]);
}

#[test]
fn a_buffer_has_a_limit_on_both_engines() {
    let mut runtime = runtime(Limits::none().buffer_bytes(MOST as u64));
    let make = "const make = (f) => { try { return f().byteLength; } catch (error) { return error.name; } };";
    runtime.eval(make).expect("a script");
    for (maker, expected) in [
        ("new ArrayBuffer(1000)", "1000"),
        ("new ArrayBuffer(1001)", "\"RangeError\""),
        (
            "new ArrayBuffer(1, { maxByteLength: 1001 })",
            "\"RangeError\"",
        ),
        ("new SharedArrayBuffer(1001)", "\"RangeError\""),
        ("new Uint8Array(1001)", "\"RangeError\""),
        ("new Float64Array(126)", "\"RangeError\""),
        ("new Float64Array(125)", "1000"),
        ("Uint8Array.from({ length: 1001 })", "\"RangeError\""),
        ("new ArrayBuffer(1).transfer(1000)", "1000"),
        ("new ArrayBuffer(1).transfer(1001)", "\"RangeError\""),
        (
            "new ArrayBuffer(1).transferToFixedLength(1001)",
            "\"RangeError\"",
        ),
        ("new TextEncoder().encode('x'.repeat(1000))", "1000"),
        (
            "new TextEncoder().encode('x'.repeat(1001))",
            "\"RangeError\"",
        ),
    ] {
        let made = runtime
            .eval(&format!("make(() => {maker})"))
            .expect("a script");
        assert_eq!(made.display().to_string(), expected, "{maker}");
    }
    assert_eq!(Limits::untrusted().get(Limit::BufferBytes), Some(64 << 20));
}
