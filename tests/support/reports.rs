//! What the host of a runtime hears.

use std::{cell::RefCell, rc::Rc};

use boa_async_context::{Runtime, event_loop::Report};

/// Reports, in their order.
pub type Reports = Rc<RefCell<Vec<Report>>>;

/// What is reported in a runtime from now on.
pub fn reports_of(runtime: &Runtime) -> Reports {
    let reports = Reports::default();
    let told = reports.clone();
    runtime
        .event_loop()
        .set_reporter(move |report, _| told.borrow_mut().push(report.clone()));
    reports
}
