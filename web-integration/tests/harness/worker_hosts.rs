//! Hosts that forbid something, and what a worker in them says.

use std::{cell::RefCell, rc::Rc};

use boa_async_context::Runtime;
use boa_engine::{
    Context, JsNativeError, JsResult, JsString, Module,
    context::HostHooks,
    module::{ModuleLoader, ModuleRequest, Referrer},
    realm::Realm,
};

/// Hooks that forbid `eval` and `Function`.
pub struct NoEval;

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
            .with_message("no strings are compiled here")
            .into())
    }
}

/// A loader that forbids `import`.
pub struct NoImport;

impl ModuleLoader for NoImport {
    async fn load_imported_module(
        self: Rc<Self>,
        _: Referrer,
        _: ModuleRequest,
        _: &RefCell<&mut Context>,
    ) -> JsResult<Module> {
        Err(JsNativeError::typ()
            .with_message("nothing is imported here")
            .into())
    }
}

pub fn eval(runtime: &mut Runtime, source: &str) -> String {
    let value = runtime
        .eval(source)
        .unwrap_or_else(|error| panic!("{error}"));
    let text = value.to_string(&mut runtime.context_mut());
    text.expect("a text").to_std_string_escaped()
}

/// What the first worker of a program says: its first message, the error of its constructor, or its error event.
pub fn answer(runtime: &mut Runtime, script: &str) -> String {
    let script = serde_json::to_string(script).expect("text");
    eval(
        runtime,
        &format!(
            "globalThis.answer = 'nothing';
             try {{
                 const worker = new Worker({script});
                 worker.onmessage = (event) => {{ answer = String(event.data); worker.terminate(); }};
                 worker.onerror = (event) => {{ answer = event.message; worker.terminate(); return false; }};
             }} catch (error) {{ answer = `${{error.name}}: ${{error.message}}`; }}"
        ),
    );
    runtime.run_until_idle_blocking().expect("idle");
    eval(runtime, "answer")
}

pub fn data(script: &str) -> String {
    let escaped: String = script.bytes().map(|byte| format!("%{byte:02x}")).collect();
    format!("data:text/javascript,{escaped}")
}
