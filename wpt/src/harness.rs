//! The Rust side of `testharness.js`: starts the harness, drives it, and takes its results.

use std::{
    cell::RefCell,
    path::Path,
    rc::{Rc, Weak},
};

use boa_async_context::{
    Agent, EventLoop, Runtime,
    event_loop::{Report, ReportKind},
};
use boa_engine::{
    Context, JsArgs, JsError, JsNativeError, JsObject, JsResult, JsValue, NativeFunction, Source,
    js_string,
    object::{FunctionObjectBuilder, ObjectInitializer},
    property::Attribute,
};

const HARNESS: &str = include_str!("testharness.js");

/// The cell that the harness puts its results in, as JSON.
pub(crate) type Results = Rc<RefCell<Option<String>>>;

/// What the harness knows of the file.
pub(crate) struct FileInfo {
    /// The name of tests that the file does not name.
    pub(crate) title: String,
    pub(crate) strict: bool,
    /// The URL of the file, for `location`.
    pub(crate) location: Option<String>,
    /// The origin of the runner's own server and the root of its files, if scripts are named by URL: places in them are shown as
    /// paths.
    pub(crate) served: Option<(String, String)>,
}

/// The object that the harness returned: its methods tell the harness what happens to the file.
#[derive(Clone)]
pub(crate) struct Driver(Rc<JsObject>);

impl Driver {
    /// Defines the harness functions in the runtime.
    pub(crate) fn start(
        results: &Results,
        info: FileInfo,
        runtime: &mut Runtime,
    ) -> JsResult<Self> {
        let event_loop = Rc::downgrade(runtime.event_loop());
        let context = &mut *runtime.context_mut();
        let native = native_object(results, event_loop, info, context);
        let harness = context
            .eval(Source::from_bytes(HARNESS).with_path(Path::new("boa-ac:testharness.js")))?;
        let harness = harness
            .as_callable()
            .ok_or_else(|| type_error("testharness.js is not a function"))?;
        let driver = harness.call(&JsValue::undefined(), &[native.into()], context)?;
        driver
            .as_object()
            .map(|driver| Self(Rc::new(driver)))
            .ok_or_else(|| type_error("testharness.js returned no object"))
    }

    /// Calls a method of the driver. A failure is one of the harness, not of the file.
    pub(crate) fn call_in(
        &self,
        name: &str,
        args: &[JsValue],
        runtime: &mut Runtime,
    ) -> Result<(), String> {
        self.call(name, args, &mut runtime.context_mut())
            .map_err(|error| format!("the harness failed: {error}"))
    }

    /// Passes uncaught exceptions and unhandled rejections of the event loop to the harness.
    pub(crate) fn receive_reports_of(&self, event_loop: &EventLoop) {
        let driver = self.clone();
        event_loop.set_reporter(move |report: &Report, context| {
            let what = match report.kind() {
                ReportKind::Error => "uncaught exception",
                ReportKind::UnhandledRejection => "unhandled rejection",
                ReportKind::RejectionHandled => "",
                other => other.event_type(),
            };
            let error = report.error().clone().into_opaque(context);
            // An error that has no JS value, such as a runtime limit, is passed as its text.
            let error = error.unwrap_or_else(|error| js_string!(error.to_string()).into());
            // Without AsyncContext there is no snapshot for an event.
            let event = report
                .to_event(context)
                .unwrap_or_else(|_| plain_event(&error, context));
            let args = [error, js_string!(what).into(), event];
            // The harness itself does not throw.
            let _ = driver.call("uncaught", &args, context);
        });
    }

    fn call(&self, name: &str, args: &[JsValue], context: &mut Context) -> JsResult<()> {
        let function = self.0.get(js_string!(name), context)?;
        match function.as_callable() {
            Some(function) => function
                .call(&JsValue::undefined(), args, context)
                .map(drop),
            None => Ok(()),
        }
    }
}

fn type_error(message: &'static str) -> JsError {
    JsNativeError::typ().with_message(message).into()
}

/// The object that the harness is called with: native functions and facts about the file.
fn native_object(
    results: &Results,
    event_loop: Weak<EventLoop>,
    info: FileInfo,
    context: &mut Context,
) -> JsObject {
    let complete = complete_function(results.clone(), event_loop);
    let complete = FunctionObjectBuilder::new(context.realm(), complete)
        .length(1)
        .build();
    let collect = NativeFunction::from_fn_ptr(|_, _, context| {
        match Agent::of(context) {
            Some(agent) => agent.collect_garbage(),
            None => boa_gc::force_collect(),
        }
        Ok(JsValue::undefined())
    })
    .to_js_function(context.realm());
    let mut native = ObjectInitializer::new(context);
    native
        .property(js_string!("complete"), complete, Attribute::all())
        .property(js_string!("collect"), collect, Attribute::all())
        .property(
            js_string!("title"),
            js_string!(info.title),
            Attribute::all(),
        )
        .property(js_string!("multiplier"), 1, Attribute::all())
        .property(js_string!("strict"), info.strict, Attribute::all());
    if let Some((origin, root)) = info.served {
        native
            .property(js_string!("origin"), js_string!(origin), Attribute::all())
            .property(js_string!("root"), js_string!(root), Attribute::all());
    }
    if let Some(location) = info.location {
        native.property(
            js_string!("location"),
            js_string!(location),
            Attribute::all(),
        );
    }
    native.build()
}

/// A function that takes the results and stops the event loop: anything else that the file has begun no
/// longer matters.
fn complete_function(results: Results, event_loop: Weak<EventLoop>) -> NativeFunction {
    NativeFunction::from_copy_closure_with_captures(
        |_, args, complete: &Complete, _| {
            let text = args.get_or_undefined(0).as_string();
            let text = text.map(|text| text.to_std_string_lossy());
            *complete.results.borrow_mut() = text;
            if let Some(event_loop) = complete.event_loop.upgrade() {
                event_loop.stop();
            }
            Ok(JsValue::undefined())
        },
        Complete {
            results,
            event_loop,
        },
    )
}

/// The captures of the function. They refer to nothing in the collected heap.
#[derive(boa_gc::Trace, boa_gc::Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Complete {
    #[unsafe_ignore_trace]
    results: Results,
    /// Weak, because the event loop holds its reporter, and through it the harness and this function.
    #[unsafe_ignore_trace]
    event_loop: Weak<EventLoop>,
}

/// An object with the property `error`, in place of an event.
fn plain_event(error: &JsValue, context: &mut Context) -> JsValue {
    ObjectInitializer::new(context)
        .property(js_string!("error"), error.clone(), Attribute::all())
        .build()
        .into()
}
