//! Which spans are entered on the thread.
//!
//! Subscribers keep the spans of a thread in a stack, and the last one that was entered is the current one. A span that is
//! entered twice counts where it was entered first. So at most one span of ours is entered: a switch to another mapping
//! leaves it, together with what native code has entered above it, and the end of the scope enters all of them again. Each
//! exit is that of the last span that was entered, and [`Span::current`] is that of the current mapping.

use std::{cell::RefCell, sync::Arc};

use tracing::Span;

use crate::agent::SwitchKind;

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
        /// Whether spans of the host were hidden outside.
        was_hidden: bool,
    },
}

impl Entered {
    /// Enters the span of the mapping that is current from now on.
    pub(super) fn follow(&self, kind: SwitchKind, span: Option<Arc<Span>>) {
        let mut state = self.0.borrow_mut();
        match kind {
            SwitchKind::Enter => state.enter(span),
            SwitchKind::Replace => {
                state.leave();
                state.enter(span);
            }
            SwitchKind::Leave => state.leave(),
        }
    }
}

impl State {
    fn enter(&mut self, span: Option<Arc<Span>>) {
        let change = if self.current == span {
            Change::None
        } else {
            self.change(span)
        };
        self.scopes.push(change);
    }

    fn change(&mut self, span: Option<Arc<Span>>) -> Change {
        let mut above = Vec::new();
        if let Some(outer) = &self.current {
            exit_through(outer, &mut above);
        }
        let was_hidden = !self.hidden.is_empty();
        match &span {
            None => self.show(),
            Some(span) => {
                enter(span);
                let current = Span::current();
                if !current.is_none() && current != **span {
                    // The host has entered it, and others above it.
                    exit(span);
                    self.hide();
                    enter(span);
                }
            }
        }
        Change::Changed {
            outer: std::mem::replace(&mut self.current, span),
            above,
            was_hidden,
        }
    }

    /// Leaves the innermost scope.
    fn leave(&mut self) {
        // Of a scope that began before this one followed there is nothing.
        if let Some(Change::Changed {
            outer,
            above,
            was_hidden,
        }) = self.scopes.pop()
        {
            if let Some(current) = &self.current {
                exit(current);
            }
            match (was_hidden, self.hidden.is_empty()) {
                (true, true) => self.hide(),
                (false, false) => self.show(),
                _ => {}
            }
            if let Some(outer) = &outer {
                enter(outer);
            }
            above.iter().rev().for_each(enter);
            self.current = outer;
        }
    }

    /// Exits all spans of the thread.
    fn hide(&mut self) {
        loop {
            let current = Span::current();
            if current.is_none() {
                return;
            }
            exit(&current);
            self.hidden.push(current);
        }
    }

    fn show(&mut self) {
        self.hidden.drain(..).rev().for_each(|span| enter(&span));
    }
}

fn enter(span: &Span) {
    span.with_subscriber(|(id, subscriber)| subscriber.enter(id));
}

fn exit(span: &Span) {
    span.with_subscriber(|(id, subscriber)| subscriber.exit(id));
}

/// Exits the spans above `span`, which are added to `above`, and `span` itself.
fn exit_through(span: &Span, above: &mut Vec<Span>) {
    loop {
        let current = Span::current();
        if current == *span {
            break;
        }
        if current.is_none() {
            // It belongs to another subscriber than that of the thread.
            above.drain(..).rev().for_each(|span| enter(&span));
            break;
        }
        exit(&current);
        above.push(current);
    }
    exit(span);
}
