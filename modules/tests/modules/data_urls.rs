//! Modules in `data:` URLs.

use std::rc::Rc;

use crate::support::Folder;
use boa_async_context::Runtime;
use boa_engine::{
    Context, JsNativeError, JsResult, JsString, context::HostHooks, js_string, realm::Realm,
};

#[test]
fn modules_in_data_urls_are_loaded_once_and_in_the_empty_mapping() {
    let folder = Folder::new(
        "=== main.mjs
         import { twice } from 'data:text/javascript,export const twice = (n) => 2 * n; print(\"body\");';
         import json from 'data:application/json;base64,eyJhIjoxfQ==' with { type: 'json' };
         print(twice(2), json.a);
         globalThis.user = new AsyncContext.Variable({ defaultValue: 'none' });
         const again = 'data:text/javascript,export const seen = user.get(); export const { url, filename, resolve } = import.meta;';
         const first = await user.run('ann', () => import(again));
         print(first.seen, first.url === new URL(again).href, first.filename, first === await import(again));
         print(first.resolve('data:,x'), first.resolve(import.meta.url) === import.meta.url);
         const { value } = await import(`data:text/javascript,export { value } from '${import.meta.resolve('./x.mjs')}'`);
         print(value);
         const refused = async (url, options) => {
             try { await import(url, options); print('loaded', url); } catch (error) { print(error.name + ':', error.message); }
         };
         await refused('data:text/plain,x');
         await refused('data:application/json,1');
         await refused('data:text/javascript,1', { with: { type: 'json' } });
         await refused('data:text/javascript;base64,*');
         await refused('data:text/javascript,import \"./x.mjs\"');
         await refused('data:text/javascript,import \"lodash\"');
         await refused('data:text/javascript,let 1');
         const { createRequire } = await import('node:module');
         try { createRequire(import.meta.url)('data:text/javascript,1'); } catch (error) { print(error.message); }
=== x.mjs
         export const value = 'of a file';
",
    );
    let of_importer = |specifier: &str| {
        format!(
            "TypeError: cannot import '{specifier}' from data:text/javascript,import%20\"{specifier}\": a module in a data: URL has no \
             folder and no packages: it imports absolute URLs and modules of the host"
        )
    };
    let told = folder.run("main.mjs");
    let told: Vec<_> = told.lines().collect();
    assert_eq!(told[0], "body");
    assert_eq!(told[1], "4 1");
    assert_eq!(
        told[2], "none true  true",
        "the importer's mapping is not seen"
    );
    assert_eq!(told[3], "data:,x true");
    assert_eq!(told[4], "of a file");
    assert_eq!(
        told[5],
        "TypeError: a data: URL of the type text/plain is no module: its type has to be text/javascript"
    );
    assert_eq!(
        told[6],
        "TypeError: a data: URL with JSON is imported with { type: \"json\" }"
    );
    assert_eq!(
        told[7],
        "TypeError: a data: URL of the type text/javascript is not JSON, which the import asks for: its type has to be \
         application/json"
    );
    assert_eq!(told[8], "TypeError: the data: URL of a module is not valid");
    assert_eq!(
        told[9].replace("%20", " "),
        of_importer("./x.mjs").replace("%20", " ")
    );
    assert_eq!(
        told[10].replace("%20", " "),
        of_importer("lodash").replace("%20", " ")
    );
    assert!(told[11].starts_with("SyntaxError: "), "{}", told[11]);
    assert_eq!(
        told[12],
        "cannot import 'data:text/javascript,1' from DIR/main.mjs: require() loads nothing from data: URLs, import() does"
    );
}

/// Hooks that forbid `eval`.
struct NoEval;

impl HostHooks for NoEval {
    fn ensure_can_compile_strings(
        &self,
        _: Realm,
        _: &[JsString],
        _: &JsString,
        _: bool,
        _: &mut Context,
    ) -> JsResult<()> {
        Err(JsNativeError::typ()
            .with_message("eval is forbidden")
            .into())
    }
}

#[test]
fn hooks_that_forbid_eval_forbid_javascript_in_data_urls() {
    let folder = Folder::new(
        "=== main.mjs
         const js = await import('data:text/javascript,1').then(() => 'loaded', (error) => error.message);
         const json = await import('data:application/json,1', { with: { type: 'json' } });
         globalThis.told = `${js}, ${json.default}`;
",
    );
    let modules = folder.builder().build().expect("the folder exists");
    let mut runtime = Runtime::builder()
        .host_hooks(Rc::new(NoEval))
        .module_loader(modules.loader())
        .build()
        .expect("a runtime");
    runtime
        .run_module(folder.path("main.mjs"))
        .expect("it is refused in the import");
    runtime.run_until_idle_blocking().expect("no panic");
    let context = &mut *runtime.context_mut();
    let told = context.global_object().get(js_string!("told"), context);
    let told = told.expect("it is there").display().to_string();
    assert_eq!(told, "\"eval is forbidden, 1\"");
}
