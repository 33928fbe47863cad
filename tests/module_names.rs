//! Lists of imports and exports, and what linking leaves behind: `engine/20-names-of-modules.md`.
//!
//! What the published engine gets wrong is asserted to be wrong there. When that fails, Boa has mended it.

use std::rc::Rc;

use boa_async_context::EXACT_GENERATORS;
use boa_engine::{
    Context, JsResult, JsString, JsValue, Module, NativeFunction, Script, Source,
    builtins::promise::PromiseState,
    js_string,
    module::{MapModuleLoader, SyntheticModuleInitializer},
};

/// What the module `x` exports, each with its name as its value.
const EXPORTS: [&str; 14] = [
    "of", "async", "get", "set", "from", "as", "using", "let", "static", "await", "if", "true",
    "null", "default",
];

fn x(context: &mut Context) -> Module {
    let names = EXPORTS.map(JsString::from);
    let steps = SyntheticModuleInitializer::from_copy_closure(|module, _| {
        for name in EXPORTS.map(JsString::from) {
            module.set_export(&name, name.clone().into())?;
        }
        Ok(())
    });
    Module::synthetic(&names, steps, None, None, context)
}

/// What a module prints, or the name of its error. Also if it is linked only.
fn outcome(program: &str) -> String {
    let loader = Rc::new(MapModuleLoader::new());
    let context = &mut Context::builder()
        .module_loader(loader.clone())
        .build()
        .expect("a context");
    let x = x(context);
    loader.insert("x", x);
    let prelude = "globalThis.printed = []; globalThis.print = (...values) => { printed.push(values.map(String).join(' ')); };";
    context
        .eval(Source::from_bytes(prelude))
        .expect("the prelude is right");
    let module = match Module::parse(Source::from_bytes(program), None, context) {
        Ok(module) => module,
        Err(error) => return first_word(&error.to_string()),
    };
    let promise = module.load_link_evaluate(context);
    context.run_jobs().expect("no job fails");
    if let PromiseState::Rejected(reason) = promise.state() {
        let reason = reason.to_string(context).expect("an error of the engine");
        return first_word(&reason.to_std_string_escaped());
    }
    let printed = context.eval(Source::from_bytes("printed.join('\\n')"));
    let printed = printed.expect("an array of strings").as_string();
    printed.expect("a string").to_std_string_escaped()
}

fn first_word(text: &str) -> String {
    text.split(':').next().unwrap_or_default().to_owned()
}

/// Programs that are right on both engines, and what they print.
const RIGHT: &[(&str, &str)] = &[
    (
        "import { get, set, from, as } from 'x'; print(get, set, from, as)",
        "get set from as",
    ),
    (
        "import { of as a, async as b, get as c, let as d } from 'x'; print(a, b, c, d)",
        "of async get let",
    ),
    (
        "import { if as a, default as b, await as c } from 'x'; print(a, b, c)",
        "if default await",
    ),
    ("import { as as as } from 'x'; print(as)", "as"),
    ("import { as as of } from 'x'; print(of)", "as"),
    (
        "import * as of from 'x'; print(of.of, of.async)",
        "of async",
    ),
    ("import from from 'x'; print(from)", "default"),
    ("import { get, } from 'x'; print(get)", "get"),
    ("import {} from 'x'; export {}; print(1)", "1"),
    (
        "const of = 1, async = 2; export { of, async, of as default, async as if }; print(1)",
        "1",
    ),
    (
        "export { of, async, let, if, default } from 'x'; export * as static from 'x'; print(1)",
        "1",
    ),
    (
        "export { get as true, get as null } from 'x'; print(1)",
        "1",
    ),
    ("import { let } from 'x'", "SyntaxError"),
    ("import { static } from 'x'", "SyntaxError"),
    ("import { if } from 'x'", "SyntaxError"),
    ("import { await } from 'x'", "SyntaxError"),
    ("import { true } from 'x'", "SyntaxError"),
    ("import { default } from 'x'", "SyntaxError"),
    ("import { as as } from 'x'", "SyntaxError"),
    ("import { eval } from 'x'", "SyntaxError"),
    ("import let from 'x'", "SyntaxError"),
    ("import if from 'x'", "SyntaxError"),
    ("import true from 'x'", "SyntaxError"),
    ("import { , get } from 'x'", "SyntaxError"),
    ("export { if }", "SyntaxError"),
    ("export { true }", "SyntaxError"),
    ("export default async function () {} print(1)", "1"),
    (
        "export default async function* f() {} print(typeof f)",
        "function",
    ),
    ("export default /re/.test('re') / 1; print(1)", "1"),
];

/// Programs that only the changed engine has right: what they print, and what the published engine makes of them.
const MENDED: &[(&str, &str, &str)] = &[
    // By `engine/13-using-is-a-name.md`.
    (
        "import { using } from 'x'; print(using)",
        "using",
        "SyntaxError",
    ),
    ("import { of } from 'x'; print(of)", "of", "SyntaxError"),
    (
        "import { async } from 'x'; print(async)",
        "async",
        "SyntaxError",
    ),
    (
        "import { get, of, async, set } from 'x'; print(get, of, async, set)",
        "get of async set",
        "SyntaxError",
    ),
    ("import of from 'x'; print(of)", "default", "SyntaxError"),
    (
        "import async from 'x'; print(async)",
        "default",
        "SyntaxError",
    ),
    (
        "import async, { of } from 'x'; print(async, of)",
        "default of",
        "SyntaxError",
    ),
    (
        "import of, * as async from 'x'; print(of, async.of)",
        "default of",
        "SyntaxError",
    ),
    (
        "import { true as a, null as b } from 'x'; print(a, b)",
        "true null",
        "SyntaxError",
    ),
    (
        "export { true, null as b } from 'x'; print(1)",
        "1",
        "SyntaxError",
    ),
    (
        "export * as true from 'x'; export * as null from 'x'; print(1)",
        "1",
        "SyntaxError",
    ),
    ("export default async () => 1; print(1)", "1", "SyntaxError"),
    ("export default async x => x; print(1)", "1", "SyntaxError"),
    (
        "export default async (x) => x; print(1)",
        "1",
        "SyntaxError",
    ),
    (
        "const async = 1; export default async; print(1)",
        "1",
        "SyntaxError",
    ),
    (
        "const async = 1; export default async\nfunction f() {} print(typeof f)",
        "function",
        "SyntaxError",
    ),
    ("import { get set } from 'x'; print(1)", "SyntaxError", "1"),
    (
        "import { get,, set } from 'x'; print(1)",
        "SyntaxError",
        "1",
    ),
    (
        "const a = 1, b = 2; export { a b }; print(1)",
        "SyntaxError",
        "1",
    ),
    (
        "const a = 1, b = 2; export { a,, b }; print(1)",
        "SyntaxError",
        "1",
    ),
    (
        "export * as '\\ud800' from 'x'; print(1)",
        "SyntaxError",
        "1",
    ),
];

#[test]
fn contextual_keywords_are_names_of_imports_and_exports() {
    let mut wrong = Vec::new();
    let both = RIGHT.iter().map(|(text, right)| (text, right, right));
    let mended = MENDED
        .iter()
        .map(|(text, right, wrong)| (text, right, wrong));
    for (text, right, published) in both.chain(mended) {
        let expected = if EXACT_GENERATORS { right } else { published };
        let outcome = outcome(text);
        if outcome != *expected {
            wrong.push(format!("{text}\n    {outcome}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Calls `f(1, between(), 3)`, where `between` is a native function.
fn call_around(between: fn(&mut Context) -> JsResult<JsValue>) -> String {
    let context = &mut Context::default();
    let native = NativeFunction::from_copy_closure(move |_, _, context| between(context));
    context
        .register_global_callable(js_string!("between"), 0, native)
        .expect("a fresh global");
    let program = "((a, b, c) => [a, b, c].join())(1, between(), 3)";
    match context.eval(Source::from_bytes(program)) {
        Ok(value) => value.display().to_string(),
        Err(error) => first_word(&error.to_string()),
    }
}

#[test]
fn linking_leaves_nothing_on_the_stack() {
    let linked = call_around(|context| {
        let module = Module::parse(Source::from_bytes("let a, b, c;"), None, context)?;
        module.link(context)?;
        Ok(2.into())
    });
    let expected = if EXACT_GENERATORS {
        "\"1,2,3\""
    } else {
        "TypeError"
    };
    assert_eq!(linked, expected);
}

#[test]
fn a_script_whose_declarations_fail_leaves_nothing_on_the_stack() {
    let failed = call_around(|context| {
        let source = Source::from_bytes("function undefined() {}");
        let script = Script::parse(source, None, context)?;
        assert!(script.evaluate(context).is_err());
        Ok(2.into())
    });
    let expected = if EXACT_GENERATORS {
        "\"1,2,3\""
    } else {
        "TypeError"
    };
    assert_eq!(failed, expected);
}
