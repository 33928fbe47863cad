//! `multipart/form-data`, as a program reads it: what is read is written the same and read again.
#![no_main]

use std::cell::RefCell;

use boa_async_context::Runtime;
use boa_engine::{
    JsValue, js_string,
    object::builtins::{JsFunction, JsUint8Array},
};
use libfuzzer_sys::fuzz_target;

/// What `begin` finds is in `outcome`: nothing, or what is wrong.
const PROGRAM: &str = r#"
    var outcome;
    var read = (body) => {
        const headers = { "content-type": "multipart/form-data; boundary=b" };
        return new Response(body, { headers }).formData();
    };
    var parts = async (form) => {
        const all = [];
        for (const [name, value] of form) {
            const part = typeof value === "string" ? [value] : [value.name, value.type, [...await value.bytes()]];
            all.push([name, part]);
        }
        return JSON.stringify(all);
    };
    var check = async (bytes) => {
        let form;
        try {
            form = await read(bytes);
        } catch (error) {
            return error instanceof TypeError ? "" : `it throws ${error}`;
        }
        // The first time line breaks are made regular.
        const regular = await new Response(form).formData();
        const [one, other] = [await parts(regular), await parts(await new Response(regular).formData())];
        return one === other ? "" : `${one} is read as ${other}`;
    };
    var begin = (bytes) => {
        outcome = "it has not ended";
        check(bytes).then((text) => { outcome = text; }, (error) => { outcome = String(error); });
    };
    begin
"#;

struct Host {
    runtime: Runtime,
    begin: JsFunction,
    tokio: tokio::runtime::Runtime,
}

impl Host {
    fn new() -> Self {
        let mut runtime = Runtime::builder().build().expect("a runtime");
        boa_async_context_web::register(&mut runtime).expect("the web's APIs");
        let begin = runtime.eval(PROGRAM).expect("it defines functions");
        let begin = begin.as_object().and_then(JsFunction::from_object);
        let tokio = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build();
        Self {
            runtime,
            begin: begin.expect("a function"),
            tokio: tokio.expect("a runtime of tokio"),
        }
    }

    fn begin(&mut self, bytes: &[u8]) {
        let context = &mut *self.runtime.context_mut();
        let array = JsUint8Array::from_iter(bytes.iter().copied(), context).expect("an array");
        let begun = self
            .begin
            .call(&JsValue::undefined(), &[array.into()], context);
        begun.expect("it begins");
    }

    fn outcome(&mut self, bytes: &[u8]) -> String {
        let _entered = self.tokio.enter();
        self.begin(bytes);
        self.tokio.block_on(self.runtime.run_until_idle());
        let context = &mut *self.runtime.context_mut();
        let outcome = context.global_object().get(js_string!("outcome"), context);
        let outcome = outcome.expect("it is a variable");
        outcome
            .as_string()
            .map(|text| text.to_std_string_escaped())
            .unwrap_or_default()
    }
}

thread_local! {
    static HOST: RefCell<Host> = RefCell::new(Host::new());
}

fuzz_target!(|bytes: &[u8]| {
    let outcome = HOST.with_borrow_mut(|host| host.outcome(bytes));
    assert_eq!(outcome, "");
});
