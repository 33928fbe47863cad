//! Programs that the published engine gets wrong and the changed one right, a file for each change in `engine/`.
//!
//! When a program of these is right on the published engine, Boa has mended it, and the change can go. Those that are marked
//! with `[both]` are right on both: they guard what is around the change.

use std::{
    panic::{self, AssertUnwindSafe},
    rc::Rc,
};

use boa_async_context::EXACT_GENERATORS;
use boa_engine::{
    Context, JsValue, Module, Source, builtins::promise::PromiseState, js_string,
    module::MapModuleLoader,
};

/// What a program prints, its exception, or `panic`.
fn outcome(program: &str) -> String {
    let mut context = Context::default();
    let ran = panic::catch_unwind(AssertUnwindSafe(|| run(program, &mut context)));
    if ran.is_err() {
        // What the context refers to may still be borrowed.
        std::mem::forget(context);
    }
    ran.unwrap_or_else(|_| "panic".to_owned())
}

fn run(program: &str, context: &mut Context) -> String {
    // That of the thread of a test.
    #[cfg(exact_generators)]
    context.runtime_limits_mut().set_native_stack_limit(1 << 20);
    let prelude = "globalThis.printed = []; globalThis.print = (...values) => { printed.push(values.map(String).join(' ')); };";
    context
        .eval(Source::from_bytes(prelude))
        .expect("the prelude is right");
    if let Err(error) = context.eval(Source::from_bytes(program)) {
        return error.to_string();
    }
    if let Err(error) = context.run_jobs() {
        return error.to_string();
    }
    let printed = context.eval(Source::from_bytes("printed.join('\\n')"));
    let printed = printed.unwrap_or_else(|error| JsValue::from(js_string!(error.to_string())));
    let printed = printed.as_string().map(|text| text.to_std_string_escaped());
    printed.expect("a string")
}

/// One program of a file: its name, its text, what it has to print, and whether the published engine is right, too.
struct Program<'a> {
    name: &'a str,
    text: &'a str,
    right: String,
    on_both: bool,
}

fn programs(file: &str) -> Vec<Program<'_>> {
    let mut programs = Vec::new();
    for part in file.split("\n//# ").skip(1) {
        let (head, text) = part.split_once('\n').expect("a head and a program");
        let (name, right) = head.split_once(" => ").expect("a name and a result");
        programs.push(Program {
            name: name.trim_end_matches(" [both]"),
            text,
            right: right.replace('⏎', "\n"),
            on_both: name.ends_with(" [both]"),
        });
    }
    programs
}

/// Runs the programs of a file, and tells of all that are not as expected.
fn check(file: &str, least: usize) {
    let programs = programs(file);
    assert!(programs.len() >= least, "{} programs", programs.len());
    let mut wrong = Vec::new();
    for program in &programs {
        let outcome = outcome(program.text);
        let is_right = outcome == program.right;
        if is_right != (EXACT_GENERATORS || program.on_both) {
            wrong.push(format!(
                "{}: {outcome:?}, right is {:?}",
                program.name, program.right
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn computed_keys_and_eval() {
    check(
        include_str!("engine_changes/09-computed-keys-and-eval.js"),
        20,
    );
}

#[test]
fn this_of_nested_arrows() {
    check(
        include_str!("engine_changes/10-this-of-nested-arrows.js"),
        13,
    );
}

#[test]
fn vars_and_parameters() {
    check(include_str!("engine_changes/11-vars-and-parameters.js"), 13);
}

#[test]
fn rest_properties() {
    check(include_str!("engine_changes/12-rest-properties.js"), 7);
}

#[test]
fn using_is_a_name() {
    check(include_str!("engine_changes/13-using-is-a-name.js"), 27);
}

#[test]
fn open_iterators() {
    check(include_str!("engine_changes/14-open-iterators.js"), 30);
}

#[test]
fn stack_of_handlers() {
    check(include_str!("engine_changes/15-stack-of-handlers.js"), 8);
}

#[test]
fn json_texts() {
    check(include_str!("engine_changes/19-json-texts.js"), 19);
}

#[test]
fn loops_that_await() {
    check(include_str!("engine_changes/25-loops-that-await.js"), 4);
}

#[test]
fn sources_of_regular_expressions() {
    check(
        include_str!("engine_changes/26-sources-of-regular-expressions.js"),
        7,
    );
}

#[test]
fn returns_through_finally() {
    check(
        include_str!("engine_changes/27-returns-through-finally.js"),
        7,
    );
}

/// What a module prints that imports `imported`, and prints `after` then.
fn after_import(imported: &str) -> String {
    let loader = Rc::new(MapModuleLoader::new());
    let context = &mut Context::builder()
        .module_loader(loader.clone())
        .build()
        .expect("a context");
    let prelude =
        "globalThis.printed = []; globalThis.print = (value) => { printed.push(value); };";
    context
        .eval(Source::from_bytes(prelude))
        .expect("the prelude is right");
    let imported = Module::parse(Source::from_bytes(imported), None, context);
    loader.insert("imported", imported.expect("it parses"));
    let main = Source::from_bytes("import 'imported'; print('after');");
    let main = Module::parse(main, None, context).expect("it parses");
    let promise = main.load_link_evaluate(context);
    context.run_jobs().expect("no job fails");
    assert!(matches!(promise.state(), PromiseState::Fulfilled(_)));
    let printed = context.eval(Source::from_bytes("printed.join(' ')"));
    let printed = printed.expect("an array").as_string();
    printed.expect("a string").to_std_string_escaped()
}

#[test]
fn importers_wait_for_loops_that_await() {
    let late = if EXACT_GENERATORS {
        "1 2 after"
    } else {
        "after 1 2"
    };
    for (imported, printed) in [
        ("for await (const x of [1, 2]) print(x);", late),
        ("{ for await (const x of [1, 2]) print(x); }", late),
        // Right on both.
        (
            "for await (const x of [1, 2]) print(x); await 0;",
            "1 2 after",
        ),
        (
            "(async () => { for await (const x of [1, 2]) print(x); })();",
            "after 1 2",
        ),
        ("for (const x of [1, 2]) print(x);", "1 2 after"),
    ] {
        assert_eq!(after_import(imported), printed, "{imported}");
    }
}
