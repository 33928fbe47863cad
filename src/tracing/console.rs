//! Messages of `console` as events.

use boa_engine::{Context, JsResult};
use boa_gc::{Finalize, Trace};
use boa_runtime::{ConsoleState, DefaultLogger, Logger};
use tracing::Level;

/// Where the messages of `console` go as events; see
/// [`RuntimeBuilder::console_events`](crate::RuntimeBuilder::console_events).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsoleEvents {
    /// To events only.
    Instead,
    /// To events, and to the standard output and error as without them.
    Besides,
}

/// Makes an event of a message. The span is that of the caller, which is entered.
macro_rules! event {
    ($level:expr, $method:literal, $message:expr, $state:expr) => {
        ::tracing::event!(
            target: "console",
            $level,
            method = $method,
            groups = $state.indent() / INDENT,
            "{}",
            $message
        )
    };
}

/// How far Boa indents the messages of a group.
const INDENT: usize = 2;

/// A logger that makes events.
#[derive(Debug, Trace, Finalize)]
pub(crate) struct EventLogger;

impl Logger for EventLogger {
    fn trace(&self, msg: String, state: &ConsoleState, context: &mut Context) -> JsResult<()> {
        // Whether anybody wants it is asked before the stack is walked.
        if ::tracing::enabled!(target: "console", Level::TRACE) {
            let mut text = msg;
            for frame in context.stack_trace() {
                text.push_str("\n    at ");
                text.push_str(&frame.code_block().name().to_std_string_escaped());
            }
            event!(Level::TRACE, "trace", text, state);
        }
        Ok(())
    }

    fn debug(&self, msg: String, state: &ConsoleState, _: &mut Context) -> JsResult<()> {
        event!(Level::DEBUG, "debug", msg, state);
        Ok(())
    }

    fn log(&self, msg: String, state: &ConsoleState, _: &mut Context) -> JsResult<()> {
        event!(Level::INFO, "log", msg, state);
        Ok(())
    }

    fn info(&self, msg: String, state: &ConsoleState, _: &mut Context) -> JsResult<()> {
        event!(Level::INFO, "info", msg, state);
        Ok(())
    }

    fn warn(&self, msg: String, state: &ConsoleState, _: &mut Context) -> JsResult<()> {
        event!(Level::WARN, "warn", msg, state);
        Ok(())
    }

    fn error(&self, msg: String, state: &ConsoleState, _: &mut Context) -> JsResult<()> {
        event!(Level::ERROR, "error", msg, state);
        Ok(())
    }
}

/// A logger that makes events and writes to the terminal.
#[derive(Debug, Trace, Finalize)]
pub(crate) struct EventAndTerminalLogger;

macro_rules! both {
    ($($method:ident),*) => {$(
        fn $method(&self, msg: String, state: &ConsoleState, context: &mut Context) -> JsResult<()> {
            Logger::$method(&EventLogger, msg.clone(), state, context)?;
            Logger::$method(&DefaultLogger, msg, state, context)
        }
    )*};
}

impl Logger for EventAndTerminalLogger {
    both!(trace, debug, log, info, warn, error);
}
