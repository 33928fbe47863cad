//! Messages of `console` as events.

use std::sync::Arc;

use boa_engine::Context;
use tracing::Level;

use crate::console::{ConsoleLevel, ConsoleMessage, ConsoleSink};

/// Where the messages of `console` go as events; see
/// [`RuntimeBuilder::console_events`](crate::RuntimeBuilder::console_events).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsoleEvents {
    /// To events only.
    Instead,
    /// To events, and to the [sink](crate::RuntimeBuilder::console_sink) as without them.
    Besides,
}

/// A sink that makes events, and passes messages on to another if there is one. The span of an event is that of the caller,
/// which is entered.
pub(crate) struct EventSink(Option<Arc<dyn ConsoleSink>>);

impl EventSink {
    pub(crate) const fn instead() -> Self {
        Self(None)
    }

    pub(crate) const fn besides(sink: Arc<dyn ConsoleSink>) -> Self {
        Self(Some(sink))
    }
}

/// The level of an event is a constant.
macro_rules! event {
    ($level:expr, $message:expr) => {
        ::tracing::event!(
            target: "console",
            $level,
            method = $message.method,
            groups = $message.groups,
            "{}",
            $message.text
        )
    };
}

impl ConsoleSink for EventSink {
    fn message(&self, message: &ConsoleMessage<'_>, context: &mut Context) {
        match message.level {
            ConsoleLevel::Trace => event!(Level::TRACE, message),
            ConsoleLevel::Debug => event!(Level::DEBUG, message),
            ConsoleLevel::Log | ConsoleLevel::Info => event!(Level::INFO, message),
            ConsoleLevel::Warn => event!(Level::WARN, message),
            ConsoleLevel::Error => event!(Level::ERROR, message),
        }
        if let Some(sink) = self.0.as_ref().filter(|sink| sink.wants(message.level)) {
            sink.message(message, context);
        }
    }

    fn wants(&self, level: ConsoleLevel) -> bool {
        let is_wanted = match level {
            ConsoleLevel::Trace => ::tracing::enabled!(target: "console", Level::TRACE),
            ConsoleLevel::Debug => ::tracing::enabled!(target: "console", Level::DEBUG),
            ConsoleLevel::Log | ConsoleLevel::Info => {
                ::tracing::enabled!(target: "console", Level::INFO)
            }
            ConsoleLevel::Warn => ::tracing::enabled!(target: "console", Level::WARN),
            ConsoleLevel::Error => ::tracing::enabled!(target: "console", Level::ERROR),
        };
        is_wanted || self.0.as_ref().is_some_and(|sink| sink.wants(level))
    }

    fn clear(&self) {
        if let Some(sink) = &self.0 {
            sink.clear();
        }
    }
}
