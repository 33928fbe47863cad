//! What the console of a realm remembers.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
    sync::Arc,
};

use boa_engine::{
    Context, JsResult, JsString, JsValue, context::time::JsInstant, object::builtins::JsFunction,
};
use boa_gc::{Finalize, Trace};

use super::{
    format::{Part, format, join},
    sink::{ConsoleLevel, ConsoleMessage, ConsoleSink},
};
use crate::inspect::InspectOptions;

/// Messages are laid out for so many columns, as far as groups leave them.
const WIDTH: usize = 80;
const NARROWEST: usize = 40;

/// The console of a realm, for its methods.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Console {
    /// Nothing in it is of the collector.
    #[unsafe_ignore_trace]
    pub(super) state: Rc<State>,
    /// `JSON.stringify` as it was before the program could change it, for `%j`.
    pub(super) stringify: Option<JsFunction>,
}

pub(super) struct State {
    pub(super) sink: Arc<dyn ConsoleSink>,
    /// How many groups are open.
    pub(super) groups: Cell<usize>,
    pub(super) counts: RefCell<HashMap<JsString, u64>>,
    /// When the timers were started.
    pub(super) timers: RefCell<HashMap<JsString, JsInstant>>,
}

/// A call of a method.
pub(super) struct Call<'a> {
    pub(super) method: &'static str,
    pub(super) level: ConsoleLevel,
    pub(super) arguments: &'a [JsValue],
}

impl Console {
    /// How values in messages of `level` are shown.
    pub(super) fn options(&self, level: ConsoleLevel) -> InspectOptions {
        let indent = self.state.groups.get().saturating_mul(2);
        InspectOptions::default()
            .colors(self.state.sink.colors(level))
            .width(WIDTH.saturating_sub(indent).max(NARROWEST))
    }

    /// `Logger(logLevel, args)`: formats `data`, and prints it if anybody wants it. Nothing is printed of nothing.
    ///
    /// <https://console.spec.whatwg.org/#logger>
    pub(super) fn log(
        &self,
        call: &Call<'_>,
        data: &[JsValue],
        context: &mut Context,
    ) -> JsResult<()> {
        // 1. If args is empty, return.
        if data.is_empty() {
            return Ok(());
        }
        // 4. If rest is empty, perform Printer(logLevel, « first ») and return.
        // 5. Otherwise, perform Printer(logLevel, Formatter(args)).
        let is_wanted = self.state.sink.wants(call.level);
        let options = self.options(call.level);
        let stringify = self.stringify.as_ref();
        let parts = format(data, &options, is_wanted, stringify, context)?;
        self.print(call, parts, context);
        Ok(())
    }

    /// `Printer(logLevel, args)`: prints what is formatted.
    ///
    /// <https://console.spec.whatwg.org/#printer>
    pub(super) fn print(&self, call: &Call<'_>, parts: Vec<Part>, context: &mut Context) {
        if self.state.sink.wants(call.level) {
            let text = join(parts, &self.options(call.level), context);
            self.tell(call, &text, context);
        }
    }

    /// Sends a message.
    pub(super) fn tell(&self, call: &Call<'_>, text: &str, context: &mut Context) {
        let message = ConsoleMessage {
            level: call.level,
            method: call.method,
            text,
            groups: self.state.groups.get(),
            arguments: call.arguments,
        };
        self.state.sink.message(&message, context);
    }
}
