//! Source that is nested too deeply is refused before the engine overflows the native stack with it.
//!
//! An overflow ends the process, so the texts are tried in a child: this program again, with one test.
#![cfg(feature = "runtime")]

use std::{env, process::Command, thread};

use boa_async_context::{Runtime, check_nesting};
use boa_engine::{Context, Source, context::ContextBuilder};

/// What Rust gives a thread.
const STACK: usize = 2 << 20;
const IN_CHILD: &str = "NESTING_TEST_IN_CHILD";

/// A way to nest: before, an opening, what is innermost, a closing, behind.
type Way = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

/// Texts that the parser goes down into.
const DOWN: &[Way] = &[
    ("", "(", "1", ")", ""),
    ("", "[", "1", "]", ""),
    ("", "f(", "1", ")", ""),
    ("", "a[", "1", "]", ""),
    ("", "a?.(", "1", ")", ""),
    ("", "x = {a:", "1", "}", ""),
    ("", "({[", "1", "]: 1})", ""),
    ("", "`${", "1", "}`", ""),
    ("", "f`${", "1", "}`", ""),
    ("", "import(", "1", ")", ""),
    ("", "{", "1", "}", ""),
    ("", "if (1) {", "1", "}", ""),
    ("", "if (1) ", "1", "", ""),
    ("", "if (1); else ", "1", "", ""),
    ("", "if (1) {} else ", "1", "", ""),
    ("", "while (1) ", "1", "", ""),
    ("", "for (;;) ", "1", "", ""),
    ("", "for (a of b) ", "1", "", ""),
    ("async () => { ", "for await (a of b)\n", "1", "", "}"),
    ("", "do ", "1", "; while (0)", ""),
    ("", "with (1) ", "1", "", ""),
    ("", "try {", "1", "} catch {}", ""),
    ("", "switch (1) { case 1:", "1", "}", ""),
    ("", "!", "1", "", ""),
    ("", "- ", "1", "", ""),
    ("", "typeof ", "1", "", ""),
    ("", "void\n", "1", "", ""),
    ("async () => { ", "await ", "1", "", "}"),
    ("async () => { ", "await\n", "1", "", "}"),
    ("function* g() { ", "yield ", "1", "", "}"),
    ("", "new ", "X", "", ""),
    ("", "x = ", "1", "", ""),
    ("", "x ||= ", "1", "", ""),
    ("", "1 ** ", "1", "", ""),
    ("", "0 || ", "1", "", ""),
    ("", "null ?? ", "1", "", ""),
    ("", "a ? b : ", "1", "", ""),
    ("", "a ? ", "1", ": b", ""),
    ("", "a => ", "1", "", ""),
    ("", "async a => ", "1", "", ""),
    ("", "(a) => ", "1", "", ""),
    ("", "a => {", "1", "}", ""),
    ("", "f(a => {", "1", "})", ""),
    ("", "(function () {", "1", "})", ""),
    ("", "(async function* () {", "1", "})", ""),
    ("", "function f() {", "1", "}", ""),
    ("", "function f(a = ", "1", ") {}", ""),
    ("", "(a = ", "1", ") => 1", ""),
    ("", "({ m() {", "1", "} })", ""),
    ("", "({ get m() {", "1", "} })", ""),
    ("", "(class { m() {", "1", "} })", ""),
    ("", "(class { x = ", "1", "})", ""),
    ("", "(class { static {", "1", "} })", ""),
    ("", "(class extends ", "Object", " {})", ""),
    ("var ", "[", "a", "]", " = 1"),
    ("var ", "{ a: ", "b", "}", " = 1"),
    ("var ", "[ a = ", "b", "]", " = 1"),
    // Keywords that are names.
    ("", "x.else(", "1", ")", ""),
    ("", "x.case(", "1", ")", ""),
    ("", "x\n.if(a) [", "1", "]", ""),
    ("", "({ else(", "a", ") {} })", ""),
];

/// The same, behind what is not code, or may be.
#[cfg_attr(exact_generators, expect(dead_code, reason = "the parser has a limit"))]
const HIDDEN: &[Way] = &[
    ("", "/[(/]`/.a(", "1", ")", ""),
    ("", "'(\\'`'.a(", "1", ")", ""),
    ("", "{}/`/.a(", "1", ")", "//`"),
    ("", "{}/`.b/.a([", "1", "])", "//`"),
    ("let a\n", "/`/.a(", "1", ")", "//`"),
    ("var a = 1, b = 1; a\n/ b / `${", "(", "1", ")", "}`"),
    ("<!-- ` \n", "(", "1", ")", ""),
    ("", "/* ' */ (", "1", ") // '\n", ""),
    ("", "\\u{61}(", "1", ")", ""),
];

/// Texts that the parser reads in a loop, and whose trees are deep.
const CHAINS: &[Way] = &[
    ("1", "", "", "+1", ""),
    ("1", "", "", "&&1", ""),
    ("1", "", "", "<1", ""),
    ("1", "", "", ",1", ""),
    ("a", "", "", ".a", ""),
    ("a", "", "", "\n.a", ""),
    ("a", "", "", "['a']", ""),
    ("a", "", "", "()", ""),
    ("a", "", "", "?.a", ""),
    ("a", "", "", "`x`", ""),
    ("'a'", "", "", "+\n'b'", ""),
    ("let = 1", "", "", ", a", ""),
    ("let(a)", "", "", ", a", ""),
    ("x = (1", "", "", ", a", ")"),
];

fn text(way: &Way, levels: usize) -> String {
    let (before, opening, inner, closing, behind) = way;
    let (opening, closing) = (opening.repeat(levels), closing.repeat(levels));
    format!("{before}{opening}{inner}{closing}{behind}")
}

fn context() -> Context {
    ContextBuilder::new().build().expect("a context")
}

/// Runs `tries` on a thread with [`STACK`], in a child process, and fails if that ends otherwise than by itself.
fn in_child(test: &str, tries: fn()) {
    if env::var_os(IN_CHILD).is_some() {
        let thread = thread::Builder::new().stack_size(STACK).spawn(tries);
        thread.expect("a thread").join().expect("it does not panic");
        return;
    }
    let program = env::current_exe().expect("this program");
    let child = Command::new(program)
        .args([test, "--exact", "--nocapture"])
        .env(IN_CHILD, "1")
        .output()
        .expect("it starts");
    let printed = String::from_utf8_lossy(&child.stdout);
    let last = printed.lines().rfind(|line| !line.is_empty());
    assert!(
        child.status.success(),
        "{}, after: {last:?}\n{}",
        child.status,
        String::from_utf8_lossy(&child.stderr)
    );
}

/// The most levels that are let through, up to 200,000.
fn most_levels(way: &Way, context: &mut Context) -> usize {
    let (mut fits, mut too_many) = (0_usize, 200_001);
    while too_many - fits > 1 {
        let levels = fits.midpoint(too_many);
        if check_nesting(&text(way, levels), context).is_ok() {
            fits = levels;
        } else {
            too_many = levels;
        }
    }
    fits
}

/// Whatever is let through, the engine has the stack for: the deepest text of each kind is parsed, compiled and dropped.
#[test]
fn what_is_let_through_fits_the_stack() {
    in_child("what_is_let_through_fits_the_stack", || {
        let context = &mut context();
        context.runtime_limits_mut().set_loop_iteration_limit(3);
        let ways = CHAINS.iter();
        #[cfg(not(exact_generators))]
        let ways = ways.chain(DOWN).chain(HIDDEN);
        for way in ways {
            let levels = most_levels(way, context);
            println!("{levels} levels of {way:?}");
            assert!(levels < 200_000, "all levels are let through: {way:?}");
            // Most of them are errors when they run, or earlier.
            drop(context.eval(Source::from_bytes(&text(way, levels))));
            boa_gc::force_collect();
        }
    });
}

/// And what programs need is let through.
#[test]
fn what_programs_need_is_let_through() {
    in_child("what_programs_need_is_let_through", || {
        let context = &mut context();
        let enough = |way: &Way, levels| check_nesting(&text(way, levels), context).is_ok();
        let mut enough = enough;
        for way in DOWN {
            assert!(enough(way, 16), "{way:?}");
        }
        for way in CHAINS {
            assert!(enough(way, 1_000), "{way:?}");
        }
        for repeated in [
            "if (a) b; else c;\n",
            "if (a) return\n",
            "x = y\n",
            "var a = ':(', b = /[(]/, c = `(${1}(`; // (((\n",
            "function f() { if (a) { b(c) } else { d } }\n",
            "class A { m() {} n() {} static { } }\n",
            "x = { a: 1, b: { c: 1 }, ...d }\n",
            "a ? b : c;\n",
            "f(1, 2, a => a, !b)\n",
            "case_: for (;;) { break case_ }\n",
            "do { a } while (b)\n",
            "a = b => c\n;(function () {})()\n",
            "try { a } catch (e) { b } finally { c }\n",
            "/* ( */ x.y.z = -1\n",
            "}\n/(/.test(a)\n{",
            "switch (a) { case 1: case 2: b; break; default: c }\n",
        ] {
            let text = format!("{{{}}}", repeated.repeat(5_000));
            assert!(check_nesting(&text, context).is_ok(), "{repeated}");
        }
        let cases = format!("switch (a) {{ {} }}", "case 1:\n".repeat(5_000));
        assert!(check_nesting(&cases, context).is_ok());
        let array = format!("x = [{}]", "{ a: 1 }, [2], f(3), ".repeat(50_000));
        assert!(check_nesting(&array, context).is_ok());
        let declarations = format!("var a{}", ", b = c(d)".repeat(50_000));
        assert!(check_nesting(&declarations, context).is_ok());
    });
}

/// The doors of a program: each of these ends with an exception that it can catch.
#[test]
fn a_program_gets_a_syntax_error_at_every_door() {
    in_child("a_program_gets_a_syntax_error_at_every_door", || {
        let mut runtime = Runtime::builder().build().expect("a runtime");
        for call in [
            "eval(deep)",
            "(0, eval)(deep)",
            "Function(deep)",
            "Function(deep, '')",
            "Function('a', 'b', deep, '')",
            "new (function* () {}.constructor)(deep)",
            "new (async () => {}).constructor(deep)",
            "new (async function* () {}.constructor)('a = ' + deep, '')",
            "eval('`${'.repeat(200000))",
            "eval('1+'.repeat(200000) + 1)",
            "JSON.parse('['.repeat(200000))",
            "JSON.parse('['.repeat(120) + ']'.repeat(120))",
            "JSON.parse('{\"a\":'.repeat(120) + '1' + '}'.repeat(120), (k, v) => v)",
        ] {
            println!("{call}");
            let program = format!(
                "var deep = '('.repeat(200000), outcome;
                 try {{ outcome = JSON.stringify({call}).length; }} catch (error) {{ outcome = error.name; }} outcome"
            );
            let outcome = runtime.eval(&program).expect("it is caught");
            let outcome = outcome.display().to_string();
            // In exact mode JSON has as many levels as fit.
            let fits = boa_async_context::EXACT_GENERATORS && call.contains("120");
            assert!(outcome == "\"SyntaxError\"" || fits, "{call}: {outcome}");
        }
        let error = runtime.eval(&format!("\n  {}", "(".repeat(200_000)));
        let error = error.expect_err("it is refused").to_string();
        assert!(error.contains("nested too deeply"), "{error}");
        assert!(error.contains("<eval>:2:"), "{error}");
    });
}

/// Files: a script, a module, one that is imported, JSON.
#[test]
fn files_that_are_nested_too_deeply_are_refused() {
    in_child("files_that_are_nested_too_deeply_are_refused", || {
        let directory = env::temp_dir().join(format!("nesting-{}", std::process::id()));
        std::fs::create_dir_all(&directory).expect("a directory");
        let write = |name: &str, text: String| {
            let path = directory.join(name);
            std::fs::write(&path, text).expect("a file");
            path
        };
        let deep = write("deep.mjs", "(".repeat(200_000));
        write("deep.json", "[".repeat(200_000));
        write("json.json", "[".repeat(120) + &"]".repeat(120));
        let main = write(
            "main.mjs",
            "globalThis.outcome = '';
             for (const [file, type] of [['deep.mjs'], ['deep.json', 'json'], ['json.json', 'json']]) {
                 const options = type && { with: { type } };
                 await import('./' + file, options).then(
                     () => { outcome += 'loaded '; }, (error) => { outcome += error.name + ' '; });
             }"
            .to_owned(),
        );
        let mut runtime = Runtime::builder().build().expect("a runtime");
        let error = runtime.run_script(&deep).expect_err("a script").to_string();
        assert!(error.contains("nested too deeply"), "{error}");
        let error = runtime.run_module(&deep).expect_err("a module").to_string();
        assert!(error.contains("nested too deeply"), "{error}");
        runtime.run_module(&main).expect("it begins");
        runtime.run_until_idle_blocking().expect("it ends");
        let outcome = runtime
            .eval("outcome")
            .expect("a string")
            .display()
            .to_string();
        let fits = if boa_async_context::EXACT_GENERATORS {
            "loaded"
        } else {
            "SyntaxError"
        };
        assert_eq!(outcome, format!("\"SyntaxError SyntaxError {fits} \""));
        std::fs::remove_dir_all(&directory).expect("it was there");
    });
}

/// `JSON.parse` is as before.
#[test]
fn json_parse_cannot_be_told_from_the_engine_s() {
    let mut runtime = Runtime::builder().build().expect("a runtime");
    for test in [
        "JSON.parse.length === 2 && JSON.parse.name === 'parse'",
        "!('prototype' in JSON.parse)",
        "JSON.parse.toString() === JSON.stringify.toString().replace('stringify', 'parse')",
        "JSON.parse('[1, {\"a\": [2]}]')[1].a[0] === 2",
        "JSON.parse('[1, 2]', (k, v, c) => c && c.source ? c.source : v)[1] === '2'",
        "(() => { let n = 0; JSON.parse({ toString() { n++; return '1'; } }); return n === 1; })()",
        "(() => { try { JSON.parse(); } catch (e) { return e instanceof SyntaxError; } })()",
        "(() => { try { JSON.parse(Symbol()); } catch (e) { return e instanceof TypeError; } })()",
        "(() => { try { new JSON.parse('1'); } catch (e) { return e instanceof TypeError; } })()",
        "JSON.parse('\"[[[[\\\\\"[[\"').length === 7",
    ] {
        let outcome = runtime.eval(test).expect(test);
        assert_eq!(
            outcome.as_boolean(),
            Some(true),
            "{test}: {}",
            outcome.display()
        );
    }
}
