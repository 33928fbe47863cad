//! Packages: what a specifier of an ES module means.

use crate::support::Folder;
use boa_async_context_modules::NodeModules;

#[test]
fn a_bare_specifier_is_a_package_in_the_nearest_node_modules() {
    let folder = Folder::new(
        "=== app/main.mjs
         import near from 'both'; import far from 'far'; import sub from 'far/lib/sub.mjs'; import scoped from '@s/p';
         print(near, far, sub, scoped);
=== app/node_modules/both/package.json
{ \"main\": \"./m.mjs\" }
=== app/node_modules/both/m.mjs
export default 'near';
=== node_modules/both/index.mjs
export default 'not this one';
=== node_modules/far/index.mjs
export default 'far';
=== node_modules/far/lib/sub.mjs
export default 'sub';
=== node_modules/@s/p/package.json
{ \"exports\": \"./p.mjs\" }
=== node_modules/@s/p/p.mjs
export default 'scoped';
",
    );
    assert_eq!(folder.run("app/main.mjs"), "near far sub scoped");
}

const CONDITIONS: &str = "=== main.mjs
    import { from } from 'p'; import sub from 'p/feature/a'; import inner from 'p/inner'; import self from 'p/self';
    print(from, sub, inner, self);
=== node_modules/p/package.json
{ \"name\": \"p\", \"type\": \"module\",
  \"exports\": {
    \".\": { \"node\": \"./node.js\", \"browser\": \"./browser.js\", \"default\": \"./default.js\" },
    \"./feature/*\": \"./features/*.js\", \"./feature/secret\": null,
    \"./inner\": \"./inner.js\", \"./self\": \"./self.js\" },
  \"imports\": { \"#from\": { \"node\": \"./n.js\", \"default\": \"./d.js\" } } }
=== node_modules/p/node.js
export const from = 'node';
=== node_modules/p/browser.js
export const from = 'browser';
=== node_modules/p/default.js
export const from = 'default';
=== node_modules/p/features/a.js
export default 'a';
=== node_modules/p/features/secret.js
export default 'secret';
=== node_modules/p/inner.js
import inner from '#from'; export default inner;
=== node_modules/p/n.js
export default 'n';
=== node_modules/p/d.js
export default 'd';
=== node_modules/p/self.js
import { from } from 'p'; export default `self ${from}`;
=== secret.mjs
import 'p/feature/secret';
=== hidden.mjs
import 'p/d.js';
=== undefined.mjs
import '#nothing';
=== package.json
{ \"imports\": {} }
";

#[test]
fn exports_and_imports_have_conditions_patterns_and_the_package_itself() {
    let folder = Folder::new(CONDITIONS);
    assert_eq!(folder.run("main.mjs"), "browser a d self browser");
    let with = |names: &[&str]| {
        let builder = folder.builder().conditions(names.iter().copied());
        folder.run_with(&builder.build().expect("a folder"), "main.mjs")
    };
    assert_eq!(with(&["node"]), "node a n self node");
    assert_eq!(with(&[]), "default a d self default");
    // The order is that of the package.
    assert_eq!(with(&["browser", "node"]), "node a n self node");
}

#[test]
fn what_a_package_does_not_export_cannot_be_imported() {
    let folder = Folder::new(CONDITIONS);
    let hidden = folder.run("hidden.mjs");
    // The properties of the error follow.
    assert_eq!(
        hidden.trim_end_matches(" {"),
        "Uncaught TypeError: cannot import 'p/d.js' from DIR/hidden.mjs: DIR/node_modules/p/package.json does not export \
         `./d.js` under the conditions browser, import, default: import what it exports, or set other conditions"
    );
    let secret = folder.run("secret.mjs");
    assert!(
        secret.contains("does not export `./feature/secret`"),
        "{secret}"
    );
    let undefined = folder.run("undefined.mjs");
    assert!(
        undefined
            .contains("cannot import '#nothing' from DIR/undefined.mjs: the field `imports` of"),
        "{undefined}"
    );
}

#[test]
fn the_field_browser_holds_with_the_condition() {
    let folder = Folder::new(
        "=== main.mjs
         import p from 'p'; import q from 'q'; print(p, q);
=== node_modules/p/package.json
{ \"main\": \"./main.js\", \"browser\": { \"./platform.js\": \"./web.js\", \"fs\": false } }
=== node_modules/p/main.js
const fs = require('fs'); module.exports = require('./platform') + Object.keys(fs).length;
=== node_modules/p/platform.js
module.exports = 'node';
=== node_modules/p/web.js
module.exports = 'web';
=== node_modules/q/package.json
{ \"main\": \"./main.js\", \"browser\": \"./web.js\" }
=== node_modules/q/main.js
module.exports = 'node';
=== node_modules/q/web.js
module.exports = 'web';
",
    );
    assert_eq!(folder.run("main.mjs"), "web0 web");
    let node = folder.builder().conditions(["node"]);
    let told = folder.run_with(&node.build().expect("a folder"), "main.mjs");
    assert!(
        told.contains("Node's module fs is not provided here"),
        "{told}"
    );
}

#[test]
fn extensions_and_folders_are_as_packages_write_them() {
    let folder = Folder::new(
        "=== main.mjs
         import a from './a'; import b from './b'; import c from './c/'; import data from './data.json' with { type: 'json' };
         print(a, b, c, data.x);
=== a.js
export default 'a.js';
=== b/index.js
export default 'b/index.js';
=== c/package.json
{ \"main\": \"d.mjs\" }
=== c/d.mjs
export default 'c/d.mjs';
=== data.json
{ \"x\": 1 }
",
    );
    assert_eq!(folder.run("main.mjs"), "a.js b/index.js c/d.mjs 1");
}

#[test]
fn import_meta_tells_where_the_module_is() {
    let folder = Folder::new(
        "=== a b/main.mjs
         const { url, filename, dirname, resolve } = import.meta;
         print(url, filename, dirname);
         print(resolve('./x.mjs'), resolve('p'), resolve(new URL('x.mjs', url)));
         try { resolve('nope'); } catch (error) { print(error.name, error.code, error.message.split(':')[0]); }
=== a b/x.mjs
=== node_modules/p/index.js
",
    );
    assert_eq!(
        folder.run("a b/main.mjs"),
        "file://DIR/a%20b/main.mjs DIR/a b/main.mjs DIR/a b\n\
         file://DIR/a%20b/x.mjs file://DIR/node_modules/p/index.js file://DIR/a%20b/x.mjs\n\
         TypeError ERR_MODULE_NOT_FOUND cannot resolve 'nope' from DIR/a b/main.mjs"
    );
}

#[test]
fn import_meta_resolve_needs_no_file() {
    let folder = Folder::new(
        "=== main.mjs
         const { resolve } = import.meta;
         const told = (specifier) => {
             try { print(specifier, resolve(specifier)); }
             catch (error) { print(specifier, error.name, error.message.includes('null') ? 'null' : error.code); }
         };
         ['./nope.mjs?x#y', './link.mjs?x#y', './link', './\\ud800.mjs', './a%2Fb.mjs', './a%5cb.mjs', '../outside.mjs', '/etc/passwd', './%41.mjs', './é.mjs', 'https://x.y/a/../z.js', 'node:fs', 'mapped/z',
          'p', 'p/nope.js', '#own', 'forbidden', ''].forEach(told);
         try { resolve(Symbol()); } catch (error) { print(error.name); }
         const inner = await import('data:text/javascript,export const { resolve } = import.meta');
         try { inner.resolve('./x.mjs'); } catch (error) { print('data', error.name); }
         print('data', inner.resolve('https://x.y/'));
=== link.mjs
=== node_modules/p/package.json
{ \"exports\": \"./index.js\" }
=== node_modules/p/index.js
",
    );
    let map = r#"{ "imports": { "mapped/": "./there/", "forbidden": null } }"#;
    let modules = folder.builder().import_map_text(map, folder.path(""));
    let modules = modules.build().expect("the folder exists");
    let above = folder.path("");
    let above = above
        .parent()
        .expect("it has a parent")
        .display()
        .to_string();
    assert_eq!(
        folder
            .run_with(&modules, "main.mjs")
            .replace(&above, "ABOVE"),
        "./nope.mjs?x#y file://DIR/nope.mjs?x#y
./link.mjs?x#y file://DIR/link.mjs?x#y
./link file://DIR/link
./\\uD800.mjs file://DIR/%EF%BF%BD.mjs
./a%2Fb.mjs TypeError ERR_INVALID_MODULE_SPECIFIER
./a%5cb.mjs TypeError ERR_INVALID_MODULE_SPECIFIER
../outside.mjs file://ABOVE/outside.mjs
/etc/passwd file:///etc/passwd
./%41.mjs file://DIR/%41.mjs
./é.mjs file://DIR/%C3%A9.mjs
https://x.y/a/../z.js https://x.y/z.js
node:fs node:fs
mapped/z file://DIR/there/z
p file://DIR/node_modules/p/index.js
p/nope.js TypeError ERR_PACKAGE_PATH_NOT_EXPORTED
#own TypeError 
forbidden TypeError null
 TypeError 
TypeError
data TypeError
data https://x.y/"
    );
}

/// Whether there is a file outside of the roots cannot be told from the answer.
#[test]
fn import_meta_resolve_says_nothing_of_files_outside_of_the_roots() {
    let folder = Folder::new(
        "=== app/main.mjs
         for (const specifier of ['../there.mjs', '../none.mjs', './link.mjs', './broken.mjs', '../there', '../folder', '../folder/']) {
             print(import.meta.resolve(specifier));
         }
         const here = import.meta.dirname;
         for (const folder of ['folder', 'nofolder']) {
             for (const specifier of [`${here}/../${folder}/../app/x.mjs`, `../${folder}/../app/x.mjs`, `../${folder}%2f..%2fapp/x.mjs`,
                                      `file://${here}/../${folder}%2f..%2fapp/x.mjs`]) {
                 await import(specifier).then(({ x }) => print(x), ({ code }) => print(code));
             }
             try { print(createRequire(import.meta.url)(`${here}/../${folder}/../app/x.cjs`)); } catch (error) { print(error.code); }
         }
         import { createRequire } from 'node:module';
=== app/x.mjs
         export const x = 'x';
=== app/x.cjs
         module.exports = 'cjs';
=== there.mjs
=== folder/index.js
",
    );
    #[cfg(unix)]
    for (to, name) in [("../there.mjs", "link"), ("../none.mjs", "broken")] {
        let link = folder.path(&format!("app/{name}.mjs"));
        std::os::unix::fs::symlink(to, link).expect("a link");
    }
    let modules = NodeModules::builder().root(folder.path("app"));
    let modules = modules.build().expect("the folder exists");
    assert_eq!(
        folder.run_with(&modules, "app/main.mjs"),
        "file://DIR/there.mjs\nfile://DIR/none.mjs\nfile://DIR/app/link.mjs\nfile://DIR/app/broken.mjs\n\
         file://DIR/there\nfile://DIR/folder\nfile://DIR/folder/\n\
         x\nx\nERR_INVALID_MODULE_SPECIFIER\nERR_INVALID_MODULE_SPECIFIER\ncjs\n\
         x\nx\nERR_INVALID_MODULE_SPECIFIER\nERR_INVALID_MODULE_SPECIFIER\ncjs"
    );
}

/// A relative specifier of an import is a URL. One of `require()` is a path.
#[test]
fn escapes_in_specifiers_are_read() {
    let folder = Folder::new(
        "=== main.mjs
         import './a%20b.mjs'; import '../DIR/%63%23%C3%A9.mjs'; import './%2E%2E/DIR/d.mjs';
         import c from './both.cjs'; import './q%3F.mjs'; import './q%3F.mjs?query#fragment'; import './decoy.mjs#fragment';
         for (const specifier of ['./%zz.mjs', './decoy.mjs%3Fy', './decoy.mjs%23y', './%2e%2e%2fd.mjs', './a%00.mjs', './%ff.mjs', './%']) {
             await import(specifier).catch((error) => print(specifier, error.code));
         }
=== a b.mjs
         print(import.meta.url);
=== c#é.mjs
         print(import.meta.url);
=== d.mjs
         print('d');
=== q?.mjs
         print('q');
=== decoy.mjs
         print('decoy');
=== both.cjs
         print(require('./e%20f.cjs'));
=== e%20f.cjs
         module.exports = 'a path';
=== %41.mjs
         print('opened as it is', import.meta.url);
",
    );
    let name = folder.path("");
    let name = name
        .file_name()
        .expect("it has a name")
        .to_string_lossy()
        .into_owned();
    let main = folder.path("main.mjs");
    let text = std::fs::read_to_string(&main).expect("it was written");
    std::fs::write(&main, text.replace("DIR", &name)).expect("a file");
    assert_eq!(
        folder.run("main.mjs"),
        "file://DIR/a%20b.mjs\nfile://DIR/c%23%C3%A9.mjs\nd\na path\nq\ndecoy\n./%zz.mjs ERR_MODULE_NOT_FOUND\n\
         ./decoy.mjs%3Fy ERR_MODULE_NOT_FOUND\n./decoy.mjs%23y ERR_MODULE_NOT_FOUND\n\
         ./%2e%2e%2fd.mjs ERR_INVALID_MODULE_SPECIFIER\n./a%00.mjs ERR_MODULE_NOT_FOUND\n./%ff.mjs ERR_MODULE_NOT_FOUND\n./% ERR_MODULE_NOT_FOUND"
    );
    assert_eq!(
        folder.run("%41.mjs"),
        "opened as it is file://DIR/%2541.mjs"
    );
    // An import map makes URLs of them, but for its own entries.
    let map = r#"{ "imports": { "./mapped.cjs": "./e%2520f.cjs" } }"#;
    folder.write(
        "mapping.cjs",
        "print(require('./e%20f.cjs'), require('./mapped.cjs'), require('./f#g.cjs'));",
    );
    folder.write("f#g.cjs", "module.exports = 'a mark'");
    let modules = folder.builder().import_map_text(map, folder.path(""));
    assert_eq!(
        folder.run_with(&modules.build().expect("the folder exists"), "mapping.cjs"),
        "a path a path a mark"
    );
}

#[test]
fn import_meta_main_tells_which_module_the_program_starts_with() {
    let folder = Folder::new(
        "=== main.mjs
         import './x.mjs';
         print('main', import.meta.main);
         await import('data:text/javascript,print(\"data\", import.meta.main)');
=== x.mjs
         print('x', import.meta.main);
",
    );
    assert_eq!(folder.run("main.mjs"), "x false\nmain true\ndata false");
}

#[test]
fn errors_say_what_where_what_was_tried_and_what_to_do() {
    let folder = Folder::new(
        "=== main.mjs
         for (const specifier of ['lodash/fp', './nope', 'node:path', 'events', 'node:nope', 'https://x.y/z.js', 'blob:null/1',
                                  'npm:@a/b@1/c', 'npm:', 'jsr:@a/b', 'bun:test', 'data:text/plain,1', './app.wasm', './data.json', 'broken']) {
             await import(specifier).catch((error) => print(error.message));
         }
=== app.wasm
=== data.json
{}
=== node_modules/broken/package.json
{ \"main\": }
",
    );
    let told = folder.run("main.mjs");
    let told: Vec<_> = told.lines().collect();
    assert_eq!(
        told[..14],
        [
            "cannot resolve 'lodash/fp' from DIR/main.mjs: there is no package 'lodash' in DIR/node_modules or a node_modules \
             above it; install it (`npm install lodash`), or import a file by path, for instance './lodash/fp'",
            "cannot import './nope' from DIR/main.mjs: there is no such file (looked for DIR/nope, nope.cjs, nope.js, nope.json, \
             nope.mjs)",
            "cannot import 'node:path' from DIR/main.mjs: Node's module path is not provided here; `npm install path-browserify` \
             provides it",
            "cannot import 'events' from DIR/main.mjs: Node's module events is not provided here; `npm install events` provides it",
            "cannot import 'node:nope' from DIR/main.mjs: Node's module nope is not provided here; use a package that does not need \
             it, or an import map that has another module for it",
            "cannot import 'https://x.y/z.js' from DIR/main.mjs: modules are loaded from files, nothing is loaded by https:; save it \
             in a file, or install it as a package",
            "cannot import 'blob:null/1' from DIR/main.mjs: modules are loaded from files, nothing is loaded by blob:; give the text in \
             a data: URL, or save it in a file",
            "cannot import 'npm:@a/b@1/c' from DIR/main.mjs: modules are loaded from files, nothing is loaded by npm:; install the \
             package (`npm install @a/b@1`) and import '@a/b/c'",
            "cannot import 'npm:' from DIR/main.mjs: modules are loaded from files, nothing is loaded by npm:; install the package and \
             import it by its name",
            "cannot import 'jsr:@a/b' from DIR/main.mjs: modules are loaded from files, nothing is loaded by jsr:; install the package \
             (`npx jsr add @a/b`) and import '@a/b'",
            "cannot import 'bun:test' from DIR/main.mjs: modules are loaded from files, nothing is loaded by bun:; modules of bun are \
             not provided here: use a package that does not need them, or an import map",
            "a data: URL of the type text/plain is no module: its type has to be text/javascript",
            "DIR/app.wasm is neither JavaScript nor JSON: WebAssembly and native addons are not supported",
            "DIR/data.json is JSON: import it with { type: \"json\" }",
        ]
    );
    assert!(
        told[14].starts_with("cannot import 'broken' from DIR/main.mjs: DIR/node_modules/broken/package.json is not JSON"),
        "{}",
        told[14]
    );
}

#[test]
fn node_modules_that_npm_has_for_browsers_are_taken_if_they_are_installed() {
    let folder = Folder::new(
        "=== main.mjs
         import path from 'node:path'; import bare from 'path'; import events from 'events'; import stream from 'node:stream';
         import inner from 'inner';
         print(path, path === bare, events, stream, inner);
=== node_modules/path-browserify/index.js
module.exports = 'path-browserify';
=== node_modules/events/events.js
module.exports = 'events';
=== node_modules/events/package.json
{ \"main\": \"events.js\" }
=== node_modules/stream-browserify/index.js
module.exports = 'stream-browserify';
=== node_modules/inner/index.js
module.exports = require('path');
",
    );
    assert_eq!(
        folder.run("main.mjs"),
        "path-browserify true events stream-browserify path-browserify"
    );
}

#[test]
fn the_host_s_modules_come_first_and_are_made_once_in_a_realm() {
    use boa_engine::{JsObject, js_string};
    let folder = Folder::new(
        "=== main.mjs
         import { answer } from 'host:one'; import all, * as ns from 'alias'; import c from './c.cjs';
         print(answer, all.answer, Object.keys(ns), all === c.it, all === c.alias);
=== c.cjs
exports.it = require('host:one'); exports.alias = require('alias');
=== node_modules/alias/index.js
print('not this one');
",
    );
    let make = |context: &mut boa_engine::Context| {
        let exports = JsObject::with_object_proto(context.intrinsics());
        exports.create_data_property(js_string!("answer"), 42, context)?;
        context
            .eval(boa_engine::Source::from_bytes("print('made')"))
            .map(|_| exports)
    };
    let builder = folder
        .builder()
        .builtin("host:one", make)
        .builtin("alias", make);
    let told = folder.run_with(&builder.build().expect("a folder"), "main.mjs");
    assert_eq!(told, "made\nmade\n42 42 answer,default false true");
}

#[test]
fn aliases_hold_for_a_package_and_what_is_below_it() {
    let folder = Folder::new(
        "=== main.mjs
         import a from 'react'; import b from 'react/jsx'; import c from './c.cjs'; print(a, b, c);
=== c.cjs
module.exports = require('react');
=== node_modules/preact/index.js
module.exports = 'preact';
=== node_modules/preact/jsx.js
module.exports = 'preact jsx';
",
    );
    let builder = folder.builder().alias("react", "preact");
    assert_eq!(
        folder.run_with(&builder.build().expect("a folder"), "main.mjs"),
        "preact preact jsx preact"
    );
}

#[test]
fn without_a_root_there_are_no_files() {
    let folder = Folder::new("=== main.mjs\nimport './x.mjs';\n=== x.mjs\nprint('read');\n");
    let none = NodeModules::builder().build().expect("nothing is wrong");
    let told = folder.run_with(&none, "main.mjs");
    assert!(told.contains("there is no such file"), "{told}");
}

#[cfg(unix)]
#[test]
fn nothing_leads_out_of_the_root() {
    let folder = Folder::new(
        "=== root/main.mjs
         for (const specifier of ['../out.mjs', './link.mjs', './folder/out.mjs', 'pkg', 'linked', import.meta.dirname + '/../out.mjs',
                                  new URL('../out.mjs', import.meta.url).href, './nothing-there.mjs']) {
             await import(specifier).then(() => print('OUT', specifier), (error) => print(error.message));
         }
         print((await import('./inside.mjs')).default);
=== root/real.mjs
export default 'inside';
=== out.mjs
export default 'outside';
=== node_modules/pkg/index.mjs
export default 'outside';
=== package.json
{ \"type\": \"module\" }
=== root/type.js
print(typeof module);
",
    );
    let link = |to: &str, from: &str| {
        let _ = std::fs::create_dir_all(folder.path(from).parent().expect("one"));
        std::os::unix::fs::symlink(folder.path(to), folder.path(from)).expect("a link");
    };
    link("out.mjs", "root/link.mjs");
    link("", "root/folder");
    link("node_modules/pkg", "root/node_modules/linked");
    link("root/real.mjs", "root/inside.mjs");
    let modules = NodeModules::builder()
        .root(folder.path("root"))
        .build()
        .expect("a folder");
    let told = folder.run_with(&modules, "root/main.mjs");
    assert!(!told.contains("OUT"), "{told}");
    assert!(told.ends_with("\ninside"), "{told}");
    // Files that exist and files that do not are told alike.
    assert_eq!(
        told.matches("there is no such file (looked for ").count(),
        6,
        "{told}"
    );
    // The package.json outside is not read.
    assert_eq!(folder.run_with(&modules, "root/type.js"), "object");
    let wide = folder.builder().build().expect("a folder");
    assert!(
        folder
            .run_with(&wide, "root/main.mjs")
            .contains("OUT ../out.mjs")
    );
}

#[test]
fn a_file_is_one_module_however_it_is_named() {
    let folder = Folder::new(
        "=== main.mjs
         import * as a from './x.mjs'; import * as b from './y/../x.mjs'; import * as c from 'p'; import * as d from './x';
         import * as e from './x.mjs?query';
         print(a === b, a === c, a === d, a === e);
=== x.mjs
print('once'); export {};
=== package.json
{ \"imports\": {}, \"name\": \"p\", \"exports\": \"./x.mjs\" }
",
    );
    assert_eq!(folder.run("main.mjs"), "once\ntrue true true true");
}

#[test]
fn modules_belong_to_their_realm_and_files_can_be_looked_for_again() {
    let folder =
        Folder::new("=== main.mjs\nawait import('./late.mjs').catch(() => print('not there'));\n");
    let modules = folder.builder().build().expect("a folder");
    assert_eq!(folder.run_with(&modules, "main.mjs"), "not there");
    folder.write("late.mjs", "print('there');");
    modules.forget_files();
    assert_eq!(folder.run_with(&modules, "main.mjs"), "there");
}

/// What a file ends with is not always followed by a semicolon or a line.
#[test]
fn a_module_may_end_with_a_list_of_exports() {
    let folder = Folder::new(
        "=== main.mjs
         import { a } from './last.mjs'; import { b } from './comment.mjs'; import c from 'pkg'; import { x } from './again.mjs'; import json from './bom.json' with { type: 'json' };
         print(a, b, c, x, json.a);
=== node_modules/pkg/package.json
         { \"name\": \"pkg\", \"main\": \"index.js\" }
=== node_modules/pkg/index.js
         const c = 3; export { c as default }
=== last.mjs
         let a = 1; export { a }
=== comment.mjs
         let b = 2; export { b } /* nothing */ // more
=== again.mjs
         import { x } from './common.cjs'; export { x }
=== common.cjs
         exports.x = 4;
=== bom.json
\u{feff}{ \"a\": 5 }
=== short.mjs
         import './if.mjs';
=== if.mjs
         if (1)
=== label.mjs
         label:
",
    );
    assert_eq!(folder.run("main.mjs"), "1 2 3 4 5");
    for short in ["short.mjs", "label.mjs"] {
        let outcome = folder.run(short);
        assert!(outcome.contains("the file ends too early"), "{outcome}");
    }
}

#[test]
fn a_file_of_typescript_is_told_to_be_one() {
    let folder = Folder::new(
        "=== main.mjs
         import './types.ts';
=== types.ts
         const a: number = 1;
=== plain.mjs
         import './plain.ts';
=== plain.ts
         print('JavaScript');
",
    );
    let outcome = folder.run("main.mjs");
    assert!(
        outcome.contains("a .ts file is not JavaScript: compile it first"),
        "{outcome}"
    );
    assert_eq!(folder.run("plain.mjs"), "JavaScript");
}
