//! A host that has its module loader in a span, and whose program imports in another one.

use std::{cell::RefCell, rc::Rc, sync::LazyLock};

use boa_async_context::{AsyncContext, HostVariable, Storage, tracing::in_span};
use boa_engine::{
    Context, JsResult, JsValue, Module, NativeFunction, Source,
    job::SimpleJobExecutor,
    js_string,
    module::{MapModuleLoader, ModuleLoader, ModuleRequest, Referrer},
};
use tracing::{Instrument, Span, info_span};

use crate::{RECORDER, assert_no_mistakes, current_name};

/// A loader around that of the library: the span is entered while it makes the empty mapping current.
struct InSpan<L>(Rc<L>);

impl<L: ModuleLoader> ModuleLoader for InSpan<L> {
    async fn load_imported_module(
        self: Rc<Self>,
        referrer: Referrer,
        request: ModuleRequest,
        context: &RefCell<&mut Context>,
    ) -> JsResult<Module> {
        let inner = self.0.clone();
        let module = inner
            .load_imported_module(referrer, request, context)
            .instrument(info_span!("loader"))
            .await;
        look();
        module
    }
}

thread_local! {
    static SEEN: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

fn look() {
    SEEN.with_borrow_mut(|seen| seen.push(current_name().unwrap_or("-")));
}

fn host() -> (AsyncContext, Context) {
    LazyLock::force(&RECORDER);
    let async_context = AsyncContext::new(Storage::Weak);
    let modules = Rc::new(MapModuleLoader::new());
    let mut context = Context::builder()
        .host_hooks(async_context.default_hooks())
        .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
        .module_loader(Rc::new(InSpan(async_context.modules(modules.clone()))))
        .build()
        .expect("a context");
    async_context.install(&mut context).expect("installed");
    let function = NativeFunction::from_fn_ptr(|_, _, _| {
        look();
        Ok(JsValue::undefined())
    });
    context
        .register_global_callable(js_string!("look"), 0, function)
        .expect("a fresh name");
    let source = Source::from_bytes("look();");
    let module = Module::parse(source, None, &mut context).expect("a module");
    modules.insert("looks", module);
    (async_context, context)
}

fn import(context: &mut Context) {
    let source = Source::from_bytes("import('looks').then(look); 0");
    context.eval(source).expect("it begins");
}

#[test]
fn of_a_job_of_its_own() {
    let (_async_context, mut context) = host();
    in_span(info_span!("importer"), &mut context, import);
    context.run_jobs().expect("nothing throws");
    assert_eq!(current_name(), None);
    // After the loader, in the body, in the reaction.
    assert_eq!(SEEN.take(), ["-", "-", "importer"]);
    assert_no_mistakes();
}

#[test]
fn of_jobs_that_run_inside_the_operation() {
    let other = HostVariable::new();
    // With the mapping of the operation, and with another one that has its span.
    for captured in [None, Some(1)] {
        let (async_context, mut context) = host();
        in_span(info_span!("importer"), &mut context, |context| {
            match captured {
                Some(value) => other.run(async_context.agent(), value, || import(context)),
                None => import(context),
            }
            let around = info_span!("around");
            around.in_scope(|| {
                context.run_jobs().expect("nothing throws");
                assert_eq!(current_name(), Some("around"));
            });
            assert_eq!(current_name(), Some("importer"));
        });
        assert_eq!(current_name(), None);
        // Native code has entered `around` in the mapping of the operation, which the jobs leave.
        assert_eq!(SEEN.take(), ["-", "-", "importer"], "{captured:?}");
        assert!(Span::current().is_none());
    }
    assert_no_mistakes();
}
