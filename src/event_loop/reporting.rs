//! Reporting what the program did not catch.

use std::rc::Rc;

use boa_engine::{Context, JsValue};

use super::{executor::EventLoop, report::Report};
use crate::{agent::Uncaught, mapping::Mapping};

impl EventLoop {
    /// Sets who is told of uncaught exceptions and of rejections; by default they go to standard
    /// error.
    ///
    /// The loop owns the reporter: one that owns the loop or its runtime keeps both alive for ever.
    pub fn set_reporter(&self, reporter: impl Fn(&Report, &mut Context) + 'static) {
        *self.reporter.borrow_mut() = Rc::new(reporter);
    }

    /// Sets who is asked before the reporter is told, in the empty mapping, too: it returns whether it has
    /// dealt with the report, which then is no failure and goes no further.
    ///
    /// This is where the web's `error` and `unhandledrejection` events are fired, whose listeners may
    /// prevent the report. As with the reporter, one that owns the loop keeps it alive for ever.
    ///
    /// ```
    /// use boa_async_context::Runtime;
    ///
    /// let mut runtime = Runtime::builder().build()?;
    /// runtime.event_loop().set_interceptor(|report, _| report.error().to_string().contains("expected"));
    /// runtime.eval("setTimeout(() => { throw 'expected'; })")?;
    /// runtime.block_on_idle()?;
    /// assert_eq!(runtime.event_loop().failures(), 0);
    /// # Ok::<(), boa_async_context::Error>(())
    /// ```
    pub fn set_interceptor(&self, interceptor: impl Fn(&Report, &mut Context) -> bool + 'static) {
        *self.interceptor.borrow_mut() = Some(Rc::new(interceptor));
    }

    /// How many uncaught exceptions and unhandled rejections were reported so far.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.failures.get()
    }

    /// Reports an uncaught exception, as the loop does for one that leaves a callback.
    pub fn report(&self, report: &Report, context: &mut Context) {
        match &self.async_context {
            Some(async_context) => async_context
                .agent()
                .run_in(Mapping::empty(), || self.intercept_or_tell(report, context)),
            None => self.intercept_or_tell(report, context),
        }
    }

    fn intercept_or_tell(&self, report: &Report, context: &mut Context) {
        // Bound first: either may set another.
        let interceptor = self.interceptor.borrow().clone();
        if interceptor.is_some_and(|interceptor| interceptor(report, context)) {
            return;
        }
        if report.kind().is_failure() {
            self.failures.set(self.failures.get() + 1);
        }
        let reporter = self.reporter.borrow().clone();
        reporter(report, context);
    }

    /// Reports the exception of a job that has ended, if there is one.
    pub(super) fn report_failure(&self, result: Result<JsValue, Uncaught>, context: &mut Context) {
        if let Err(Uncaught { error, mapping }) = result {
            self.report(&Report::uncaught(error, mapping), context);
        }
    }
}
