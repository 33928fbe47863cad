//! A name that is imported and not exported.

use std::{cell::RefCell, rc::Rc};

use boa_async_context::{EXACT_GENERATORS, Runtime};

use crate::support::Folder;

#[test]
fn the_module_is_named_and_who_imports_from_it() {
    let folder = Folder::new(
        "=== main.mjs
         import './deep/a.mjs';
=== deep/a.mjs
         import { there, missing } from '../x.mjs';
=== reexport.mjs
         import { renamed } from './middle.mjs';
=== middle.mjs
         export { missing as renamed } from './x.mjs';
=== x.mjs
         export const there = 1;
=== ambiguous.mjs
         import { twice } from './stars.mjs';
=== stars.mjs
         export * from './one.mjs';
         export * from './two.mjs';
=== one.mjs
         export const twice = 1;
=== two.mjs
         export const twice = 2;
=== data.mjs
         import { missing } from 'data:text/javascript,export const there = 1';
=== inner.mjs
         import 'data:text/javascript,import { nix } from \"data:text/javascript,1\"';
=== required.cjs
         try { require('./deep/a.mjs'); } catch (error) { print(error.name, error.message); }
",
    );
    let not_found =
        "could not find export `missing` of module `../x.mjs`, which DIR/deep/a.mjs imports";
    assert_eq!(
        folder.run("main.mjs"),
        format!("Uncaught SyntaxError: {not_found}")
    );
    let reexported =
        "could not find export `missing` of module `./x.mjs`, which DIR/middle.mjs imports";
    // The published engine tells the new name, which is imported as well.
    let or = if EXACT_GENERATORS {
        ""
    } else {
        "; or `renamed` of module `./middle.mjs`, which DIR/reexport.mjs imports"
    };
    assert_eq!(
        folder.run("reexport.mjs"),
        format!("Uncaught SyntaxError: {reexported}{or}")
    );
    assert_eq!(
        folder.run("ambiguous.mjs"),
        "Uncaught SyntaxError: could not resolve ambiguous export `twice` of module `./stars.mjs`, which DIR/ambiguous.mjs imports"
    );
    assert_eq!(
        folder.run("data.mjs"),
        "Uncaught SyntaxError: could not find export `missing` of module `data:text/javascript,export const there = 1`, which \
         DIR/data.mjs imports"
    );
    let told = folder.run("inner.mjs");
    assert!(
        told.contains("could not find export `nix` of module `data:text/javascript,1`, which data:text/javascript,import"),
        "{told}"
    );
    assert_eq!(
        folder.run("required.cjs"),
        format!("SyntaxError {not_found}")
    );
}

/// As `boa-ac run -e` and standard input have it.
#[test]
fn a_module_that_is_in_no_file_is_named_too() {
    let folder = Folder::new(
        "=== x.mjs
         export const there = 1;
",
    );
    let modules = folder.builder().build().expect("the folder exists");
    let mut runtime = Runtime::builder()
        .module_loader(modules.loader())
        .build()
        .expect("a runtime");
    let reported = Rc::new(RefCell::new(Vec::new()));
    let reports = reported.clone();
    runtime
        .event_loop()
        .set_reporter(move |report, _| reports.borrow_mut().push(report.render()));
    let name = folder.path("[eval]");
    for text in [
        "import { there, missing } from './x.mjs';",
        "export { missing } from './x.mjs'",
        "import './x.mjs'; import { missing } from './x.mjs';",
    ] {
        runtime.run_module_text(&name, text).expect("it parses");
        runtime.run_until_idle_blocking().expect("no panic");
        let report = reported.borrow_mut().pop().expect("it does not link");
        let told = format!(
            "could not find export `missing` of module `./x.mjs`, which {} imports",
            name.display()
        );
        assert!(report.contains(&told), "{report}");
    }
    assert!(reported.borrow().is_empty());
}

#[test]
fn an_import_call_names_the_module_too() {
    let folder = Folder::new(
        "=== main.mjs
         const told = (error) => print(error instanceof SyntaxError, error.message);
         await import('./a.mjs').catch(told);
         await import('./a.mjs').then(null, told);
         await import('./deep.mjs').catch(told);
         print((await import('./right.mjs')).value);
         await import('./thrower.mjs').catch(print);
         await import('./none.mjs').catch(({ message }) => print(message.slice(0, 26)));
         await Promise.all([import('./a.mjs').catch(told), import('./right.mjs').then(({ value }) => print(value))]);
         const inside = async (value, f) => { await 0; return new AsyncContext.Variable().run(value, f); };
         await inside(1, () => import('./a.mjs')).catch(told);
=== a.mjs
         import { missing } from './x.mjs';
=== deep.mjs
         import './later.mjs';
=== later.mjs
         export { missing as renamed_twice } from './right.mjs';
=== right.mjs
         export const value = 'right';
=== thrower.mjs
         throw 'thrown';
=== x.mjs
",
    );
    let a = "true could not find export `missing` of module `./x.mjs`, which DIR/a.mjs imports";
    let deep =
        "true could not find export `missing` of module `./right.mjs`, which DIR/later.mjs imports";
    assert_eq!(
        folder.run("main.mjs"),
        format!("{a}\n{a}\n{deep}\nright\nthrown\ncannot import './none.mjs'\n{a}\nright\n{a}")
    );
}

/// The log is that of the engine when it links by itself.
#[test]
fn an_import_call_that_cannot_be_linked_changes_nothing_else() {
    let folder = Folder::new(
        "=== main.cjs
         const log = globalThis.log = [];
         const turns = (n) => n ? Promise.resolve().then(() => (log.push(n), turns(n - 1))) : undefined;
         const ended = (word) => async () => { await 0; log.push(word); };
         const imported = (name) => import(`./${name}.mjs`).then(ended(`${name} there`), ended(`${name} error`));
         const ends = [imported('a'), imported('b'), turns(4)];
         // This loads modules in the call. The next reaction has nothing to do with them.
         try { require('./itself.mjs'); } catch ({ name }) { log.push(name); }
         ends.push(Promise.resolve(1).then((value) => log.push(`then ${value}`), (error) => log.push(`wrong ${error}`)));
         Promise.all(ends).then(() => print(log.join()));
=== a.mjs
         import './right.mjs';
         import './itself.mjs';
=== b.mjs
         import './right.mjs';
         log.push('b');
=== itself.mjs
         import { missing } from './itself.mjs';
=== right.mjs
         export const value = 'right';
",
    );
    assert_eq!(
        folder.run("main.cjs"),
        "SyntaxError,4,then 1,3,2,1,a error,b,b there"
    );
}

/// On the published engine those who import the name are looked for, and more than one may be meant.
#[test]
fn several_may_be_meant_where_the_engine_tells_the_name_alone() {
    let folder = Folder::new(
        "=== main.mjs
         import './a.mjs';
         import './b.mjs';
=== a.mjs
         import { name } from './x.mjs';
=== b.mjs
         import { name } from './y.mjs';
=== x.mjs
         export const name = 1;
=== y.mjs
",
    );
    let missing = "`name` of module `./y.mjs`, which DIR/b.mjs imports";
    let expected = if EXACT_GENERATORS {
        missing.to_owned()
    } else {
        format!("`name` of module `./x.mjs`, which DIR/a.mjs imports; or {missing}")
    };
    assert_eq!(
        folder.run("main.mjs"),
        format!("Uncaught SyntaxError: could not find export {expected}")
    );
}

/// What a `require()` has loaded is no `import()`'s: the next reaction of the program is its own.
#[test]
fn a_reaction_behind_a_require_is_none_of_an_import() {
    let folder = Folder::new(
        "=== main.mjs
         import { createRequire } from 'node:module';
         const require = createRequire(import.meta.url);
         // It is loaded, and not linked: it imports a module that is being evaluated.
         try { require('./a.mjs'); } catch (error) { print(error.message.includes('evaluated')); }
         Promise.resolve(-7).then(Math.abs, String).then(print);
=== a.mjs
         import './self.mjs';
         import './main.mjs';
=== self.mjs
         import { missing } from './self.mjs';
",
    );
    assert_eq!(folder.run("main.mjs"), "true\n7");
}
