//! CommonJS modules.

use crate::support::Folder;
use boa_async_context::{AsyncContext, FileModules, Storage};
use boa_async_context_modules::ProgramKind;
use boa_engine::{Context, Module, Source, builtins::promise::PromiseState};

#[test]
fn a_module_has_its_five_variables_and_this() {
    let folder = Folder::new(
        "=== main.cjs
         print(typeof exports, module.exports === exports, this === exports, typeof require, __filename, __dirname);
         print(module.id, module.filename, module.loaded, module.parent, require.main === module, module.paths[0]);
         print(require.name, require.length, arguments.length, (function () { return this === globalThis; })());
         const child = require('./child');
         print(child.id, module.children.length, child === module.children[0], child.parent === module, child.loaded);
         require('./child');
         print(module.children.length, require.cache[__filename] === module, Object.keys(require.cache).length);
         print(require.resolve('./child'));
         return;
         print('not this');
=== child.js
module.exports = module; print('child', require.main.filename);
",
    );
    assert_eq!(
        folder.run("main.cjs"),
        "object true true function DIR/main.cjs DIR\n\
         . DIR/main.cjs false  true DIR/node_modules\n\
         require 1 5 true\n\
         child DIR/main.cjs\n\
         DIR/child.js 1 true true true\n\
         1 true 2\n\
         DIR/child.js"
    );
}

#[test]
fn the_nearest_package_says_what_a_js_file_is_and_its_text_if_nothing_does() {
    let folder = Folder::new(
        "=== main.mjs
         import './c/a.js'; import './c/b.mjs'; import './m/a.js'; import './m/b.cjs'; import './u/c.js'; import './u/m.js';
         import './u/t.js';
=== c/package.json
{ \"type\": \"commonjs\" }
=== c/a.js
print('c/a', typeof module);
=== c/b.mjs
print('c/b', typeof module);
=== m/package.json
{ \"type\": \"module\" }
=== m/a.js
print('m/a', typeof module);
=== m/b.cjs
print('m/b', typeof module);
=== u/c.js
print('u/c', typeof module);
=== u/m.js
export {}; print('u/m', typeof module);
=== u/t.js
print('u/t', await typeof module);
=== c/wrong.js
export {};
=== wrong.mjs
import './c/wrong.js';
=== neither.mjs
import './u/neither.js';
=== u/neither.js
let a;
let = = 1;
=== neither2.mjs
import './u/neither2.js';
=== u/neither2.js
export const a = ;
",
    );
    assert_eq!(
        folder.run("main.mjs"),
        "c/a object\nc/b undefined\nm/a undefined\nm/b object\nu/c object\nu/m undefined\nu/t undefined"
    );
    let wrong = folder.run("wrong.mjs");
    assert!(wrong.contains("(DIR/c/wrong.js:1:1)"), "wrong {wrong}");
    let neither = folder.run("neither.mjs");
    assert!(
        neither.contains("SyntaxError") && neither.contains("(DIR/u/neither.js:2:"),
        "{neither}"
    );
    let neither = folder.run("neither2.mjs");
    assert!(neither.contains("(DIR/u/neither2.js:1:18)"), "{neither}");
}

#[test]
fn a_program_is_what_its_name_its_package_and_its_text_say() {
    let folder = Folder::new(
        "=== a.mjs\n=== a.cjs\n=== script.js\nvar global = 1;\n=== m/package.json\n{ \"type\": \"module\" }\n=== m/a.js\n\
         === esm.js\nimport 'x';\n=== await.js\nawait 1;\n=== req.js\nconst x = require('x');\n=== exp.js\nexports.a = 1;\n\
         === broken.js\nlet = = 1;\n=== two.js\nrequire('a', 'b');\n",
    );
    let modules = folder.builder().es_module(folder.path("two.js")).build();
    let modules = modules.expect("a folder");
    let mut context = Context::default();
    let mut kind = |name| modules.program_kind(&folder.path(name), &mut context);
    use ProgramKind::{CommonJs, EsModule, Script};
    for (name, expected) in [
        ("a.mjs", EsModule),
        ("a.cjs", CommonJs),
        ("script.js", Script),
        ("m/a.js", EsModule),
        ("esm.js", EsModule),
        ("await.js", EsModule),
        ("req.js", CommonJs),
        ("exp.js", CommonJs),
        ("broken.js", Script),
        ("nope.js", Script),
        ("two.js", EsModule),
    ] {
        assert_eq!(kind(name), expected, "{name}");
    }
}

#[test]
fn an_import_has_the_exports_by_name_and_as_default() {
    let folder = Folder::new(
        "=== main.mjs
         import whole, { a, b, c, getter } from './x.cjs'; import * as ns from './x.cjs';
         import fn, { extra } from './fn.cjs'; import value from './value.cjs'; import * as compiled from './compiled.cjs';
         import { 'module.exports' as raw } from './x.cjs';
         print(a, b, c, getter, whole.a, raw === whole, ns.default === whole, Object.keys(ns));
         print(fn(), extra, value, compiled.default.default, compiled.named, compiled.__esModule);
         import { late } from './x.cjs'; print(late);
=== x.cjs
module.exports = { a: 1, ...require('./y.cjs') }; exports.lost = 1; module.exports.c = 3;
         Object.defineProperty(module.exports, 'getter', { get() { return 'got'; } });
         if (false) module.exports.late = 1;
         Object.defineProperty(exports, 'throws', { get() { throw 1; } });
=== y.cjs
exports.b = 2;
=== fn.cjs
module.exports = () => 'called'; module.exports.extra = 'extra';
=== value.cjs
module.exports = 5;
=== compiled.cjs
Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'd'; exports.named = 'n';
",
    );
    assert_eq!(
        folder.run("main.mjs"),
        "1 2 3 got 1 true true a,b,c,default,getter,late,lost,module.exports,throws\n\
         called extra 5 d n true\n"
            .trim_end()
            .to_owned()
            + "\n"
    );
}

#[test]
fn names_are_found_through_the_modules_that_are_exported_again() {
    let folder = Folder::new(
        "=== main.mjs
         import { deep, star, react } from 'p'; import { nope } from 'cycle'; print(deep, star, react, nope);
=== node_modules/p/index.js
if (globalThis.dev) { module.exports = require('./dev'); } else { module.exports = require('./prod'); }
=== node_modules/p/dev.js
exports.react = 'dev';
=== node_modules/p/prod.js
Object.defineProperty(exports, '__esModule', { value: true });
         var __exportStar = (m, e) => { for (const p in m) e[p] = m[p]; };
         __exportStar(require('./star'), exports); exports.react = 'prod'; exports.deep = require('./star').star + '!';
=== node_modules/p/star.js
exports.star = 'star';
=== node_modules/cycle/index.js
module.exports = { ...require('./b') };
=== node_modules/cycle/b.js
module.exports = { nope: 'found', ...require('./index') };
",
    );
    assert_eq!(folder.run("main.mjs"), "star! star prod found");
}

#[test]
fn a_name_that_is_not_exported_is_a_syntax_error() {
    let folder = Folder::new(
        "=== main.mjs\nimport { nope } from './x.cjs';\n=== x.cjs\nprint('not run'); exports.a = 1;\n",
    );
    let told = folder.run("main.mjs");
    assert!(
        told.starts_with("Uncaught SyntaxError") && told.contains("nope"),
        "{told}"
    );
}

#[test]
fn modules_run_in_the_order_of_the_imports_when_they_are_evaluated() {
    let folder = Folder::new(
        "=== main.mjs
         import './a.mjs'; import './b.cjs'; import './c.mjs'; print('main');
=== a.mjs
print('a');
=== b.cjs
print('b begins'); require('./d.cjs'); print('b ends');
=== c.mjs
import './d.cjs'; print('c');
=== d.cjs
print('d');
",
    );
    assert_eq!(folder.run("main.mjs"), "a\nb begins\nd\nb ends\nc\nmain");
}

#[test]
fn cycles_have_what_was_exported_so_far() {
    let folder = Folder::new(
        "=== main.cjs
         print(require('./a').done, require('./b').seen);
=== a.cjs
exports.early = 1; const b = require('./b'); exports.done = b.seen + '/a';
=== b.cjs
const a = require('./a'); exports.seen = Object.keys(a).join();
",
    );
    folder.write("package.json", "{}");
    assert_eq!(folder.run("main.cjs").as_str(), "early/a early");
}

#[test]
fn a_module_that_throws_runs_again_and_an_es_module_throws_the_same_again() {
    let folder = Folder::new(
        "=== main.cjs
         const caught = (f) => { try { f(); } catch (error) { return error; } };
         const one = caught(() => require('./c')), two = caught(() => require('./c'));
         print(one.message, two.message, one === two, Object.keys(require.cache).length);
         const three = caught(() => require('./m.mjs')), four = caught(() => require('./m.mjs'));
         print(three.message, three === four);
         print(caught(() => require('./syntax')).name, caught(() => require('./data')).message);
         import('./c.js').catch((error) => { print(error.message);
             return import('./c.js'); }).catch((again) => print(again.message));
=== c.js
globalThis.runs = (globalThis.runs ?? 0) + 1; throw new Error('run ' + runs);
=== m.mjs
throw new Error('module');
=== syntax.js
let = = 1;
=== data.json
{ nope
",
    );
    assert_eq!(
        folder.run("main.cjs"),
        "run 1 run 2 false 1\nmodule true\nSyntaxError DIR/data.json is not JSON\nrun 3\nrun 3"
    );
}

#[test]
fn json_is_required_and_imported() {
    let folder = Folder::new(
        "=== main.mjs
         import data from './data.json' with { type: 'json' }; import c from './c.cjs';
         print(data.x, c.one.x, c.one === c.two, c.one === data);
=== c.cjs
exports.one = require('./data.json'); exports.two = require('./data');
=== data.json
\u{feff}{ \"x\": 1 }
",
    );
    // The byte order mark is no JSON for `import`.
    folder.write("data.json", "{ \"x\": 1 }");
    assert_eq!(folder.run("main.mjs"), "1 1 true false");
}

#[test]
fn an_es_module_can_be_required() {
    let folder = Folder::new(
        "=== main.cjs
         const ns = require('./named.mjs'), marked = require('./default.mjs');
         print(ns.a, Object.keys(ns), ns === require('./named.mjs'), ns[Symbol.toStringTag]);
         print(marked.default, marked.b, marked.__esModule, marked === require('./default.mjs'));
         print(require('./own.mjs'), require('./compiled.mjs').__esModule);
         import('./named.mjs').then((same) => { print(same === ns, same.live); ns.bump(); print(ns.live); });
=== named.mjs
import './dep.mjs'; import { c } from './dep.cjs'; print('named', c); export const a = 'a'; export let live = 1;
         export const bump = () => { live++; };
=== dep.mjs
print('dep');
=== dep.cjs
exports.c = 'c';
=== default.mjs
export default 'd'; export const b = 'b';
=== own.mjs
const value = 'own'; export { value as 'module.exports' }; export default 'not this';
=== compiled.mjs
export default 1; export const __esModule = 'mine';
",
    );
    assert_eq!(
        folder.run("main.cjs"),
        "dep\nnamed c\na a,bump,live true Module\nd b true true\nown mine\ntrue 1\n2"
    );
}

#[test]
fn an_es_module_that_waits_or_is_being_evaluated_cannot_be_required() {
    let folder = Folder::new(
        "=== await.cjs
         try { require('./waits.mjs'); } catch (error) { print(error.message); }
=== waits.mjs
await 1; print('waited');
=== cycle.mjs
import './c.cjs'; print('cycle');
=== c.cjs
try { require('./cycle.mjs'); } catch (error) { print(error.message); }
=== body.mjs
import { lazy } from './lazy.cjs'; export const x = 1; try { lazy(); } catch (error) { print(error.message); }
         setTimeout(() => print(lazy().x));
=== lazy.cjs
exports.lazy = () => require('./uses-body.mjs');
=== uses-body.mjs
export { x } from './body.mjs';
=== above.mjs
import './below.mjs';
=== below.mjs
import { up } from './up.cjs'; try { up(); } catch (error) { print(error.message); }
=== up.cjs
exports.up = () => require('./above.mjs');
=== reenters.mjs
import './r.cjs'; print('end');
=== r.cjs
try { require('./r.mjs'); } catch (error) { print(error.message); } exports.r = 1;
=== r.mjs
import { r } from './r.cjs'; print('r', r);
",
    );
    let refused = "cannot require() the ES module DIR";
    assert_eq!(
        folder.run("await.cjs"),
        format!(
            "{refused}/waits.mjs: it, or a module that it imports, has a top-level await; import() it instead\nwaited"
        )
    );
    assert_eq!(
        folder.run("cycle.mjs"),
        format!(
            "{refused}/cycle.mjs: it imports DIR/c.cjs, which is being evaluated and waits for this require()\ncycle"
        )
    );
    let of_body = "it imports DIR/body.mjs, which is being evaluated and waits for this require()";
    assert_eq!(
        folder.run("body.mjs"),
        format!("{refused}/uses-body.mjs: {of_body}\n1"),
        "later the body is not on the stack"
    );
    assert_eq!(
        folder.run("above.mjs"),
        format!(
            "{refused}/above.mjs: it imports DIR/below.mjs, which is being evaluated and waits for this require()"
        )
    );
    assert_eq!(
        folder.run("reenters.mjs"),
        format!(
            "{refused}/r.mjs: it imports DIR/r.cjs, which is being evaluated and waits for this require()\nend"
        )
    );
}

#[test]
fn require_runs_in_the_mapping_of_its_caller_and_modules_in_the_empty_one() {
    let folder = Folder::new(
        "=== main.mjs
         globalThis.v = new AsyncContext.Variable({ defaultValue: 'empty' });
         const { lazy } = await import('./lazy.cjs');
         await v.run('request', async () => {
             await import('./imported.cjs');
             print('after import', v.get());
             print(lazy('./required.cjs'), v.get());
             print(lazy('./required.cjs'), v.get());
             print(lazy('./esm.mjs').seen, v.get());
             try { lazy('./throws.mjs'); } catch { print('thrown', v.get()); }
             try { lazy('./nope.mjs'); } catch { print('not there', v.get()); }
             await null; print('await', v.get());
         });
         print('outside', v.get());
=== lazy.cjs
exports.lazy = (name) => require(name);
=== imported.cjs
print('imported', v.get(), require('./nested.cjs'));
=== nested.cjs
module.exports = 'nested ' + v.get();
=== required.cjs
module.exports = v.get(); v.run('inner', () => {});
=== esm.mjs
import { seen as of } from './of-esm.cjs'; export const seen = v.get() + ' ' + of;
=== of-esm.cjs
exports.seen = v.get();
=== throws.mjs
throw 1;
",
    );
    assert_eq!(
        folder.run("main.mjs"),
        "imported empty nested empty\nafter import request\nrequest request\nrequest request\nempty empty request\n\
         thrown request\nnot there request\nawait request\noutside empty"
    );
}

#[test]
fn a_failed_require_has_the_code_that_packages_look_for() {
    let folder = Folder::new(
        "=== main.cjs
         for (const name of ['nope', './nope', 'fs', 'node:fs', 'p/hidden', '', undefined, 5]) {
             try { require(name); } catch (error) { print(error.name, error.code, error.message.split(':')[0]); }
         }
         try { require.resolve('nope'); } catch (error) { print(error.code); }
=== node_modules/p/package.json
{ \"exports\": {} }
",
    );
    assert_eq!(
        folder.run("main.cjs"),
        "Error MODULE_NOT_FOUND cannot resolve 'nope' from DIR/main.cjs\n\
         Error MODULE_NOT_FOUND cannot import './nope' from DIR/main.cjs\n\
         Error MODULE_NOT_FOUND cannot import 'fs' from DIR/main.cjs\n\
         Error MODULE_NOT_FOUND cannot import 'node\n\
         Error ERR_PACKAGE_PATH_NOT_EXPORTED cannot import 'p/hidden' from DIR/main.cjs\n\
         TypeError  require() needs the name or the path of a module, not an empty string\n\
         TypeError  require() needs the name or the path of a module, a string, not undefined\n\
         TypeError  require() needs the name or the path of a module, a string, not number\n\
         MODULE_NOT_FOUND"
    );
}

#[test]
fn the_cache_is_the_program_s() {
    let folder = Folder::new(
        "=== main.cjs
         const path = require.resolve('./x'), first = require('./x');
         delete require.cache[path];
         print(require('./x') === first);
         require.cache[path] = { exports: 'put' };
         print(require('./x'));
         for (const odd of [undefined, null, 1]) { require.cache[path] = odd; require('./x'); }
         Object.freeze(require.cache);
         try { require('./y'); } catch (error) { print(error.name); }
=== x.js
print('runs'); module.exports = {};
=== y.js
",
    );
    assert_eq!(
        folder.run("main.cjs"),
        "runs\nruns\nfalse\nput\nruns\nruns\nruns\nTypeError"
    );
}

#[test]
fn create_require_makes_a_require_for_a_module() {
    let folder = Folder::new(
        "=== a/main.mjs
         import { createRequire } from 'node:module';
         const require = createRequire(import.meta.url);
         print(require('./x.cjs'), require('../y.cjs'), require.main);
         try { createRequire('./x'); } catch (error) { print(error.name); }
=== a/x.cjs
module.exports = 'x';
=== y.cjs
module.exports = 'y';
",
    );
    assert_eq!(folder.run("a/main.mjs"), "x y \nTypeError");
}

#[test]
fn a_text_cannot_end_the_function_that_it_is_in() {
    let folder = Folder::new(
        "=== main.cjs
         try { require('./x'); } catch (error) { print(error.name); }
=== x.js
}); (function () {
=== y.cjs
}, function () {
",
    );
    let told = folder.run("main.cjs");
    assert_eq!(told, "SyntaxError");
    assert!(
        folder.run("y.cjs").contains("SyntaxError"),
        "{}",
        folder.run("y.cjs")
    );
}

#[test]
fn on_another_event_loop_an_es_module_cannot_be_required() {
    let folder = Folder::new(
        "=== main.cjs
         try { require('./x.mjs'); } catch (error) { globalThis.told = error.message; } globalThis.two = require('./two');
=== x.mjs
=== two.cjs
module.exports = 2;
",
    );
    let async_context = AsyncContext::new(Storage::Weak);
    let modules = folder.builder().build().expect("a folder");
    let mut context = Context::builder()
        .host_hooks(async_context.default_hooks())
        .module_loader(async_context.modules(modules.loader()))
        .job_executor(
            async_context.jobs(std::rc::Rc::new(boa_engine::job::SimpleJobExecutor::new())),
        )
        .build()
        .expect("a context");
    async_context.install(&mut context).expect("it is wired");
    assert!(FileModules::of(&context).is_some());
    let main = format!("import {:?};", folder.path("main.cjs"));
    let main = Module::parse(Source::from_bytes(&main), None, &mut context).expect("it parses");
    let ran = main.load_link_evaluate(&mut context);
    context.run_jobs().expect("no error");
    assert!(matches!(ran.state(), PromiseState::Fulfilled(_)));
    let told = context
        .eval(Source::from_bytes("two + told"))
        .expect("it runs");
    let told = told.display().to_string();
    assert!(
        told.contains("2cannot require() the ES module") && told.contains("event loop"),
        "{told}"
    );
}
