//! Import maps, specifiers and `data:` URLs at random: each is an error or a module.

use std::rc::Rc;

use boa_async_context::{FileModules, Runtime};
use boa_async_context_modules::Error;
use boa_engine::{Context, JsValue, js_string, object::builtins::JsArray, property::Attribute};

use crate::{
    random_input::{Input, each},
    support::Folder,
};

const OF_MAPS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"imports\": ",
    "\"scopes\": ",
    "\"integrity\": ",
    "\"a\"",
    "\"a/\"",
    "\"./a.mjs\"",
    "\"./b/\"",
    "\"https://h/\"",
    "\"file:///a\"",
    "\"../\"",
    "\"\"",
    "null",
    "1",
    "true",
    ": ",
    ", ",
    "\"a\": \"./a.mjs\"",
    "\"b/\": \"./b/\"",
];

const SPECIFIERS: &[&str] = &[
    "a",
    "b",
    "/",
    "./",
    "../",
    "a.mjs",
    "b/",
    "https://h/",
    "file://",
    "file:///a",
    "node:",
    "node:fs",
    "data:",
    "text/javascript",
    ",",
    "@s/",
    "c:",
    "\\",
    "blob:",
];

/// A map that is nearly one.
fn map(input: &mut Input) -> String {
    match input.below(3) {
        0 => input.text(OF_MAPS, 20),
        1 => format!("{{ \"imports\": {{ {} }} }}", input.text(OF_MAPS, 8)),
        _ => {
            let pair = |input: &mut Input| {
                let (from, to) = (input.text(SPECIFIERS, 3), input.text(SPECIFIERS, 3));
                format!("{from:?}: {to:?}")
            };
            let (one, other) = (pair(input), pair(input));
            format!("{{ \"imports\": {{ {one} }}, \"scopes\": {{ \"./\": {{ {other} }} }} }}")
        }
    }
}

/// What becomes of the imports of these specifiers: for each "a module", or the name of the error.
fn import_all(loader: Rc<FileModules>, specifiers: &[String]) -> Vec<String> {
    let builder = Runtime::builder().module_loader(loader);
    let mut runtime = builder.build().expect("a runtime");
    {
        let context: &mut Context = &mut runtime.context_mut();
        let texts = specifiers.iter().map(|text| js_string!(text.as_str()));
        let array = JsArray::from_iter(texts.map(JsValue::from), context);
        context
            .register_global_property(js_string!("specifiers"), array, Attribute::all())
            .expect("a new property");
    }
    runtime
        .eval(
            "const told = [];
             for (const [at, it] of specifiers.entries())
                 import(it).then(() => { told[at] = 'a module'; }, (error) => { told[at] = error.name; });",
        )
        .expect("it runs");
    runtime.run_until_idle_blocking().expect("no panic");
    let told = runtime.eval("Array.from(told, (it) => `${it}`).join()");
    let told = told.expect("it runs").as_string().expect("a string");
    let told = told.to_std_string_escaped();
    told.split(',').map(str::to_owned).collect()
}

#[test]
fn random_import_maps_are_read_or_refused() {
    let folder = Folder::new("=== a.mjs\n\n=== b/c.mjs\n");
    let mut count = 0;
    each(|input| {
        let json = map(input);
        match folder
            .builder()
            .import_map_text(&*json, folder.path(""))
            .build()
        {
            Ok(modules) => {
                count += 1;
                // A runtime takes a millisecond.
                if count % 20 == 0 {
                    let specifiers: Vec<_> = (0..10).map(|_| input.text(SPECIFIERS, 3)).collect();
                    let told = import_all(modules.loader(), &specifiers);
                    assert_eq!(told.len(), specifiers.len());
                    for (told, specifier) in told.iter().zip(&specifiers) {
                        let is_known = ["a module", "TypeError", "SyntaxError"].contains(&&**told);
                        assert!(is_known, "{json} {specifier:?}: {told}");
                    }
                }
            }
            Err(Error::ImportMap { message, .. }) => assert!(!message.is_empty(), "{json}"),
            Err(error) => panic!("{json}: {error}"),
        }
    });
    assert!(count > 100, "only {count} maps were maps");
}

const OF_URLS: &[&str] = &[
    "text/javascript",
    "application/json",
    ";base64",
    ";charset=utf-8",
    ",",
    "1",
    "export {}",
    "%20",
    "%31",
    "MQ==",
    "=",
    "throw 1",
    "+",
    "'x'",
    "{}",
];

#[test]
fn random_data_urls_are_modules_or_errors() {
    let mut all = Vec::new();
    each(|input| {
        let begin = *input.one_of(&[
            "data:",
            "data:text/javascript,",
            "data:text/javascript;base64,",
            "DATA:",
            "data:,",
        ]);
        all.push(format!("{begin}{}", input.text(OF_URLS, 6)));
    });
    let folder = Folder::new("");
    let modules = folder.builder().build().expect("the folder exists");
    let ours = import_all(modules.loader(), &all);
    let plain = import_all(FileModules::new(), &all);
    assert_eq!(ours.len(), all.len());
    for ((url, one), other) in all.iter().zip(&ours).zip(&plain) {
        let is_known = [
            "a module",
            "TypeError",
            "SyntaxError",
            "ReferenceError",
            "undefined",
        ]
        .contains(&&**one);
        assert!(is_known, "{url:?}: {one}");
        // Both loaders read the same URLs.
        assert_eq!(one, other, "{url:?}");
    }
}
