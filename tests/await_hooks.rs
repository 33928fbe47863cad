//! The hooks for `await` that `engine/21-awaits-without-functions` adds, with a host that keeps data of its own.
#![cfg(exact_awaits)]

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use boa_async_context::{Agent, AsyncContext, CaptureKind, Storage};
use boa_engine::{
    Context, JsData, JsResult, Source,
    context::HostHooks,
    job::{JobCallback, SimpleJobExecutor},
    object::{NativeObject, builtins::JsFunction},
};
use boa_gc::{Finalize, Trace, force_collect};

/// Numbers the suspensions, and notes which of them run on and whether that is in a mapping.
#[derive(Default)]
struct Numbering {
    suspended: Cell<u32>,
    resumed: RefCell<Vec<(u32, bool)>>,
    job_callbacks: Cell<usize>,
}

#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Number(u32);

impl HostHooks for Numbering {
    fn make_job_callback(&self, callback: JsFunction, _: &mut Context) -> JobCallback {
        self.job_callbacks.set(self.job_callbacks.get() + 1);
        JobCallback::new(callback, ())
    }

    fn make_await_data(&self, _: &mut Context) -> Option<Box<dyn NativeObject>> {
        self.suspended.set(self.suspended.get() + 1);
        Some(Box::new(Number(self.suspended.get())))
    }

    fn resume_await(
        &self,
        data: &dyn NativeObject,
        resume: &mut dyn FnMut(&mut Context) -> JsResult<()>,
        context: &mut Context,
    ) -> JsResult<()> {
        let number = data.downcast_ref::<Number>();
        let number = number.expect("our own data comes back").0;
        let has_mapping = !Agent::of(context).expect("installed").is_empty();
        self.resumed.borrow_mut().push((number, has_mapping));
        resume(context)
    }
}

fn eval(context: &mut Context, source: &str) -> String {
    let value = context.eval(Source::from_bytes(source));
    value.expect("valid code").display().to_string()
}

fn context(hooks: &Rc<Numbering>) -> (AsyncContext, Context) {
    let async_context = AsyncContext::new(Storage::Weak);
    let mut context = Context::builder()
        .host_hooks(async_context.hooks(hooks.clone()))
        .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
        .build()
        .expect("a context");
    async_context.install(&mut context).expect("installed");
    eval(
        &mut context,
        "var v = new AsyncContext.Variable({ defaultValue: '-' }), log = [];",
    );
    (async_context, context)
}

#[test]
fn the_hosts_own_data_of_an_await_comes_back_once_with_and_without_a_mapping() {
    let hooks = Rc::new(Numbering::default());
    let (_async_context, mut context) = context(&hooks);
    // The probe of the wiring asked as well.
    hooks.suspended.set(0);
    hooks.resumed.borrow_mut().clear();
    hooks.job_callbacks.set(0);
    eval(
        &mut context,
        "(async () => { await null; log.push(v.get()); })();
         v.run(1, async () => {
             try { await Promise.reject('no'); } catch (reason) { log.push(reason, v.get()); }
         });
         v.run(2, async () => { for await (const x of (async function* () { yield await 3; })()) log.push(x, v.get()); });",
    );
    context.run_jobs().expect("no job throws");
    assert_eq!(eval(&mut context, "log.join()"), "\"-,no,1,3,2\"");
    let resumed = hooks.resumed.borrow();
    assert_eq!(resumed[..2], [(1, false), (2, true)]);
    assert!(resumed[2..].iter().all(|(_, has_mapping)| *has_mapping));
    let mut numbers: Vec<u32> = resumed.iter().map(|(number, _)| *number).collect();
    numbers.sort_unstable();
    let all: Vec<u32> = (1..=hooks.suspended.get()).collect();
    assert_eq!(numbers, all, "each suspension ran on, once");
    assert_eq!(hooks.job_callbacks.get(), 0, "no function was made");
}

#[test]
fn a_suspension_holds_its_mapping_until_it_runs_on_or_is_collected() {
    let hooks = Rc::new(Numbering::default());
    let (async_context, mut context) = context(&hooks);
    let held = || {
        force_collect();
        let census = async_context.agent().census();
        let rows: Vec<_> = census.rows().map(|(kind, row)| (kind, row.count)).collect();
        rows
    };
    eval(
        &mut context,
        "var settle; v.run(1, async () => { await new Promise(r => { settle = r; }); });
         v.run(2, async () => { await new Promise(() => {}); }); 0",
    );
    assert_eq!(held(), [(CaptureKind::Reaction, 1)], "one is garbage");
    eval(&mut context, "settle()");
    // Not by a collection.
    context.run_jobs().expect("no job throws");
    let census = async_context.agent().census();
    assert_eq!(census.rows().count(), 0, "{census}");
}
