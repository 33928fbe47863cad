//! A name that is imported and not exported.

use boa_async_context::EXACT_GENERATORS;

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
    assert_eq!(
        folder.run("required.cjs"),
        format!("SyntaxError {not_found}")
    );
}

/// The published engine links what `import()` loads by itself.
#[test]
fn of_a_dynamic_import_it_is_named_in_exact_mode() {
    let folder = Folder::new(
        "=== main.mjs
         await import('./a.mjs').catch((error) => print(error.message));
=== a.mjs
         import { missing } from './x.mjs';
=== x.mjs
",
    );
    let all = if EXACT_GENERATORS {
        " of module `./x.mjs`, which DIR/a.mjs imports"
    } else {
        ""
    };
    assert_eq!(
        folder.run("main.mjs"),
        format!("could not find export `missing`{all}")
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
