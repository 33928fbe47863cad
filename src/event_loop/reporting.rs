//! Reporting what the program did not catch.

use std::{cell::RefCell, rc::Rc};

use boa_engine::{Context, JsValue, realm::Realm};

use super::{
    in_flight::InFlight,
    report::{Report, ReportKind},
    state::EventLoop,
    turns::is_interruption,
};
use crate::{
    agent::Uncaught,
    limits::{Noted, Notes},
    mapping::Mapping,
    realm::in_realm,
    realm_life::is_realm_closed,
};

impl EventLoop {
    /// Sets the reporter for uncaught exceptions and rejections. The default one writes to standard error.
    ///
    /// It is called on the JS thread, in the empty mapping. The loop owns the reporter: a reporter that owns the
    /// loop or its runtime keeps both alive forever.
    pub fn set_reporter(&self, reporter: impl Fn(&Report, &mut Context) + 'static) {
        *self.reporter.borrow_mut() = Rc::new(reporter);
    }

    /// Sets the interceptor: it is called before the reporter, also in the empty mapping, and returns whether it has
    /// handled the report. A handled report is not a failure and does not reach the reporter.
    ///
    /// The web's `error` and `unhandledrejection` events are fired here: their listeners may prevent the
    /// report. The loop owns the interceptor, as it does the reporter.
    ///
    /// ```
    /// use boa_async_context::Runtime;
    ///
    /// let mut runtime = Runtime::builder().build()?;
    /// runtime.event_loop().set_interceptor(|report, _| report.error().to_string().contains("expected"));
    /// runtime.eval("setTimeout(() => { throw 'expected'; })")?;
    /// runtime.run_until_idle_blocking()?;
    /// assert_eq!(runtime.event_loop().failures(), 0);
    /// # Ok::<(), boa_async_context::Error>(())
    /// ```
    pub fn set_interceptor(&self, interceptor: impl Fn(&Report, &mut Context) -> bool + 'static) {
        *self.interceptor.borrow_mut() = Some(Rc::new(interceptor));
    }

    /// How many failures were reported so far: uncaught exceptions, unhandled rejections, limits that were met, and operations
    /// that the host has dropped.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.failures.get()
    }

    /// Reports an uncaught exception, as the loop does for one that leaves a callback. A report for a closed realm is dropped.
    pub fn report(&self, report: &Report, context: &mut Context) {
        // Nobody is there any more to hear of it.
        if report.realm().is_some_and(is_realm_closed) {
            return;
        }
        let tell = |context: &mut Context| match report.realm() {
            Some(realm) => in_realm(realm, context, |context| {
                self.intercept_or_tell(report, context);
            }),
            None => self.intercept_or_tell(report, context),
        };
        // Nothing of the program listens to limits, so what a host runs there has none.
        let turn = match report.kind() {
            ReportKind::Limit => None,
            _ => self.begin_report_turn(|| report.mapping().clone()),
        };
        match &self.async_context {
            Some(async_context) => {
                let agent = async_context.agent();
                agent.run_in(Mapping::empty(), || tell(context));
                report.end(agent);
            }
            None => tell(context),
        }
        self.end_turn(turn, context);
    }

    fn intercept_or_tell(&self, report: &Report, context: &mut Context) {
        // Cloned before it is called: it may set another one.
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

    /// Whether the running turn has interrupted the job, and reports that when it ends.
    pub(super) fn is_told_by_turn(&self, result: &Result<JsValue, Uncaught>) -> bool {
        let uncaught = result.as_ref().err();
        uncaught.is_some_and(|uncaught| is_interruption(&uncaught.error) && self.turns.has_ended())
    }

    /// Reports the exception of a job of `realm` that has ended, if there is one.
    pub(super) fn report_failure(
        &self,
        result: Result<JsValue, Uncaught>,
        realm: Option<Realm>,
        context: &mut Context,
    ) {
        if self.is_told_by_turn(&result) {
            return;
        }
        if let Err(Uncaught { error, mapping }) = result {
            let report = Report::uncaught(error, mapping);
            let report = match realm {
                Some(realm) => report.in_realm(realm),
                None => report,
            };
            self.report(&report, context);
        }
    }

    /// Reports the limits that the job has met which has ended.
    pub(crate) fn report_limits(&self, notes: &Notes, context: &mut Context) {
        for Noted {
            met,
            mapping,
            realm,
        } in notes.take()
        {
            self.report(&Report::limit_met(met, mapping).in_realm(realm), context);
        }
    }

    /// Notes that what is in flight is dropped.
    pub(crate) fn note_dropped(&self, in_flight: &InFlight<'_>) {
        let futures = in_flight.len();
        self.dropped.set(self.dropped.get() + futures);
        let (untold, registries) = self.dropped_untold.get();
        self.dropped_untold
            .set((untold + futures, registries + in_flight.registries()));
    }

    /// Reports what was dropped since the last time.
    pub(super) fn report_dropped(&self, context: &RefCell<&mut Context>) {
        let (futures, registries) = self.dropped_untold.take();
        if futures == 0 && registries == 0 {
            return;
        }
        let what = format!(
            "{futures} native operations and {registries} waits for a FinalizationRegistry were dropped with the run of \
             the event loop that had begun them: promises do not settle, registries are not served; \
             `EventLoop::drive` keeps them between runs"
        );
        self.report(&Report::dropped(what), &mut context.borrow_mut());
    }
}
