//! Calling a callback of the program, and reporting the exception that it throws.
//!
//! This module knows neither workers nor error events. A worker passes in the flag that terminates it
//! ([`make_interruptible`]); the error events pass in the function that handles a report before the reporter of the
//! event loop gets it ([`set_interceptor`]).

mod call;
mod captured;
mod report;

pub(crate) use call::{call_function, clean_up_after_callback, make_interruptible};
pub(crate) use captured::CapturedCallback;
pub(crate) use report::{
    report_callback_exception, report_exception, report_script_exception, set_interceptor,
};
