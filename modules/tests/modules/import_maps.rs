//! Import maps.

use crate::support::Folder;
use boa_async_context_modules::{Error, NodeModules};

fn told(map: &str, files: &str) -> String {
    let folder = Folder::new(files);
    folder.write("maps/map.json", map);
    let builder = folder.builder().import_map(folder.path("maps/map.json"));
    folder.run_with(&builder.build().expect("a map"), "main.mjs")
}

const FILES: &str = "=== a.mjs
export default 'a';
=== b/c.mjs
export default 'b/c';
=== b/d/e.mjs
export default 'b/d/e';
=== node_modules/p/index.mjs
export default 'package p';
=== node_modules/q/index.mjs
export default 'package q';
";

fn imports(map: &str, specifiers: &[&str]) -> String {
    let main = format!(
        "=== main.mjs\nfor (const it of {specifiers:?}) \
         print((await import(it).catch((error) => ({{ default: error.message }}))).default);\n{FILES}"
    );
    told(map, &main)
}

#[test]
fn bare_specifiers_are_mapped_relative_to_the_map_and_others_are_packages() {
    let map = r#"{ "imports": { "x": "../a.mjs", "p": "../b/c.mjs" } }"#;
    assert_eq!(imports(map, &["x", "p", "q"]), "a\nb/c\npackage q");
}

#[test]
fn prefixes_end_with_a_slash_and_the_longest_wins() {
    let map = r#"{ "imports": { "lib/": "../b/", "lib/d/": "../", "lib": "../a.mjs" } }"#;
    assert_eq!(
        imports(map, &["lib/c.mjs", "lib/d/a.mjs", "lib", "lib/d/e.mjs"]),
        "b/c\na\na\ncannot import 'lib/d/e.mjs' from DIR/main.mjs: there is no such file (looked for DIR/e.mjs)"
    );
    let backtracks = imports(map, &["lib/../a.mjs"]);
    assert!(
        backtracks.contains("the import map: The specifier"),
        "{backtracks}"
    );
}

#[test]
fn keys_that_are_like_urls_map_paths() {
    let map = r#"{ "imports": { "../a.mjs": "../b/c.mjs", "https://cdn.x/": "../b/", "node:fs": "../a.mjs" } }"#;
    assert_eq!(
        imports(
            map,
            &[
                "./a.mjs",
                "./b/../a.mjs",
                "https://cdn.x/d/e.mjs",
                "node:fs"
            ]
        ),
        "b/c\nb/c\nb/d/e\na"
    );
}

#[test]
fn null_forbids_what_it_is_for() {
    let map = r#"{ "imports": { "p": null, "lib/": "../b/", "lib/d/": null } }"#;
    assert_eq!(
        imports(map, &["p", "lib/c.mjs", "lib/d/e.mjs"]),
        "cannot import 'p' from DIR/main.mjs: the import map maps it to null, which forbids it\n\
         b/c\n\
         cannot import 'lib/d/e.mjs' from DIR/main.mjs: the import map maps it to null, which forbids it"
    );
}

#[test]
fn scopes_hold_for_the_importers_below_them_the_longest_first() {
    let map = r#"{ "imports": { "x": "../a.mjs" },
        "scopes": { "../b/": { "x": "../b/c.mjs" }, "../b/d/": { "x": "p" }, "../b/d/only.mjs": { "x": "../b/d/e.mjs" } } }"#;
    let files = format!(
        "=== main.mjs\nimport x from 'x'; import './b/in.mjs'; import './b/d/only.mjs'; import './c.cjs'; print(x);\n\
         === b/in.mjs\nimport x from 'x'; print('scope', x);\n\
         === b/d/only.mjs\nimport x from 'x'; print('one', x);\n\
         === c.cjs\nprint('require', require('x').default);\n{FILES}"
    );
    assert_eq!(told(map, &files), "scope b/c\none b/d/e\nrequire a\na");
}

#[test]
fn a_map_that_is_none_is_told_when_it_is_built() {
    let folder = Folder::new("=== array.json\n[]\n=== broken.json\n{ 5 }\n");
    let built = |name: &str| {
        let error = NodeModules::builder()
            .import_map(folder.path(name))
            .build()
            .expect_err("not a map");
        error.to_string()
    };
    assert!(
        built("array.json").contains("array.json` is not valid: "),
        "{}",
        built("array.json")
    );
    assert!(
        built("broken.json").contains("Unable to parse import map JSON"),
        "{}",
        built("broken.json")
    );
    assert!(
        built("nope.json").contains("cannot read the import map"),
        "{}",
        built("nope.json")
    );
    let root = NodeModules::builder().root(folder.path("nope")).build();
    assert!(matches!(root, Err(Error::Root { .. })));
}
