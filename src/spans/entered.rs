//! Which spans are entered on the thread.
//!
//! Subscribers keep the spans of a thread in a stack, and the last one that was entered is the current one. A span that is
//! entered twice counts where it was entered first. So at most one span of ours is entered: a switch to another mapping
//! leaves it, together with what native code has entered above it, and the end of the scope enters all of them again. Each
//! exit is that of the last span that was entered, and [`Span::current`] is that of the current mapping.
//!
//! Native code may enter the span of ours again. Then it is exited as often as it is the current one. The host may have
//! entered it before us: its own entry is hidden first, so that every further one is above ours.
//!
//! A subscriber may panic. Each call of it is on its own, and counts as done: a subscriber of layers has changed its stack
//! before a layer panics. The panic ends here, and the panic hook has told of it.

use std::{
    cell::RefCell,
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use tracing::{Span, dispatcher};

use crate::agent::{Switch, SwitchKind};

/// The span of the current mapping, and what the open scopes have left.
#[derive(Default)]
pub(super) struct Entered(RefCell<State>);

#[derive(Default)]
struct State {
    /// The span of the current mapping, which is entered.
    current: Option<Arc<Span>>,
    /// The spans that the host had entered before all of ours, the last one first, while they are exited because the
    /// current one is among them.
    hidden: Vec<Span>,
    /// What the open scopes have done, the innermost last.
    scopes: Vec<Change>,
}

/// What the switch to the mapping of a scope has done.
enum Change {
    /// The mapping has the same span.
    None,
    Changed {
        /// The span of ours that was entered outside.
        outer: Option<Arc<Span>>,
        /// The spans that native code had entered above it, the last one first.
        above: Vec<Span>,
        /// The same, of a scope that changed in its middle: those that were entered outside are not told from those that
        /// were entered in it. All of them are entered.
        carried: Vec<Span>,
        /// Whether spans of the host were hidden outside.
        was_hidden: bool,
    },
}

impl Entered {
    /// Enters the span of the mapping that is current from now on. It does not panic.
    pub(super) fn follow(&self, switch: &Switch<'_>, span: Option<Arc<Span>>) {
        let mut state = self.0.borrow_mut();
        match switch.kind() {
            SwitchKind::Enter if switch.is_late() => {
                state.scopes.push(Change::None);
                state.replace(span);
            }
            SwitchKind::Enter => state.enter(span),
            SwitchKind::Replace => state.replace(span),
            SwitchKind::Leave => state.leave(),
        }
    }
}

impl State {
    fn enter(&mut self, span: Option<Arc<Span>>) {
        let change = if self.current == span {
            Change::None
        } else {
            let mut above = Vec::new();
            self.exit(&mut above);
            self.change(span, above, Vec::new())
        };
        self.scopes.push(change);
    }

    /// Changes the span of the innermost scope. The spans that native code has entered in the scope stay entered, above the
    /// new one: it will exit them.
    fn replace(&mut self, span: Option<Arc<Span>>) {
        if self.current == span {
            return;
        }
        let mut in_scope = Vec::new();
        self.exit(&mut in_scope);
        match self.scopes.pop() {
            Some(Change::Changed {
                outer,
                above,
                was_hidden,
                ..
            }) => {
                self.restore(outer, above, was_hidden);
                self.enter(span);
            }
            Some(Change::None) | None => {
                let change = self.change(span, Vec::new(), in_scope.clone());
                self.scopes.push(change);
            }
        }
        enter_all(in_scope);
    }

    /// Leaves the innermost scope.
    fn leave(&mut self) {
        // Of a scope that began before this one followed there is nothing.
        if let Some(Change::Changed {
            outer,
            above,
            carried,
            was_hidden,
        }) = self.scopes.pop()
        {
            let mut rest = Vec::new();
            self.exit(&mut rest);
            while carried.iter().any(is_current) && exit_current(&mut rest) {}
            self.restore(outer, above, was_hidden);
            enter_all(rest);
            let_go(carried);
        }
    }

    /// Exits the span of the mapping, and those above it, which are added to `above`.
    fn exit(&self, above: &mut Vec<Span>) {
        if let Some(current) = &self.current {
            exit_through(current, above);
        }
    }

    /// Enters `span` after that of the mapping was exited.
    fn change(&mut self, span: Option<Arc<Span>>, above: Vec<Span>, carried: Vec<Span>) -> Change {
        let was_hidden = !self.hidden.is_empty();
        match &span {
            None => self.show(),
            Some(span) => {
                if is_current(span) {
                    self.hide();
                }
                enter(span);
                if !is_current(span) && !current().is_none() {
                    // The host has entered it, and others above it.
                    exit(span);
                    self.hide();
                    enter(span);
                }
            }
        }
        Change::Changed {
            outer: mem::replace(&mut self.current, span),
            above,
            carried,
            was_hidden,
        }
    }

    /// Makes a scope as it was, after the span of the mapping was exited.
    fn restore(&mut self, outer: Option<Arc<Span>>, above: Vec<Span>, was_hidden: bool) {
        match (was_hidden, self.hidden.is_empty()) {
            (true, true) => self.hide(),
            (false, false) => self.show(),
            _ => {}
        }
        if let Some(outer) = &outer {
            enter(outer);
        }
        enter_all(above);
        let_go(mem::replace(&mut self.current, outer));
    }

    /// Exits all spans of the thread.
    fn hide(&mut self) {
        while exit_current(&mut self.hidden) {}
    }

    fn show(&mut self) {
        enter_all(mem::take(&mut self.hidden));
    }
}

fn enter(span: &Span) {
    caught(|| span.with_subscriber(|(id, subscriber)| subscriber.enter(id)));
}

/// Returns whether the subscriber did not panic.
fn exit(span: &Span) -> bool {
    caught(|| span.with_subscriber(|(id, subscriber)| subscriber.exit(id))).is_some()
}

fn current() -> Span {
    caught(Span::current).unwrap_or_else(Span::none)
}

/// Whether the span is the current one. It makes no clone of the current one, which costs more.
fn is_current(span: &Span) -> bool {
    let is_current = caught(|| {
        dispatcher::get_default(|subscriber| {
            let current = subscriber.current_span();
            let callsite = |metadata: &tracing::Metadata<'_>| metadata.callsite();
            current.id().is_some()
                && current.id() == span.id().as_ref()
                && current.metadata().map(callsite) == span.metadata().map(callsite)
        })
    });
    is_current == Some(true)
}

/// Enters spans of which the last one is the first in the list.
fn enter_all(spans: Vec<Span>) {
    spans.iter().rev().for_each(enter);
    let_go(spans);
}

/// Exits the current span, and adds it to `exited`. Returns whether it has.
fn exit_current(exited: &mut Vec<Span>) -> bool {
    let current = current();
    if current.is_none() {
        return false;
    }
    // Nothing is to be expected of a subscriber that panics before it changes its stack.
    let is_exited = exit(&current) || !is_current(&current);
    if is_exited {
        exited.push(current);
    } else {
        let_go(current);
    }
    is_exited
}

/// Exits the spans above `span`, which are added to `above`, and `span` itself as often as it is entered.
fn exit_through(span: &Span, above: &mut Vec<Span>) {
    while !is_current(span) {
        if !exit_current(above) {
            // It belongs to another subscriber than that of the thread.
            enter_all(mem::take(above));
            exit(span);
            return;
        }
    }
    exit(span);
    // Native code has entered it again.
    while is_current(span) && exit_current(above) {}
}

/// Drops spans, which may close them.
fn let_go<T>(spans: T) {
    caught(|| drop(spans));
}

/// Calls the subscriber. `None` if it has panicked.
fn caught<R>(f: impl FnOnce() -> R) -> Option<R> {
    catch_unwind(AssertUnwindSafe(f)).ok()
}
