//! The loop: microtasks, timers, messages, and notices of rejections, in the order of the library's loop.
//!
//! Which of two tasks of different sources runs first is left to the host by HTML. The model has the order that
//! `docs/event-loop.md` promises.

use std::{cell::Cell, collections::VecDeque, rc::Rc};

use super::{
    coroutine::{Abrupt, at_once},
    evaluate::{Frame, block, evaluate},
    machine::{Machine, TimerJob},
    modules::Import,
    points::Point,
    value::{Mapping, Object, Scope, Value},
};
use crate::program::node::Node;

impl Machine {
    /// Runs until there is nothing left to do: in rounds, one macrotask of each source in each.
    pub(super) fn run_until_idle(&self) {
        self.checkpoint();
        let mut turn = None;
        let mut begun = VecDeque::new();
        loop {
            begun.append(&mut self.0.imports.borrow_mut());
            // A turn ends with a round in which neither a timer nor a message was left.
            let (timers, messages) = turn.get_or_insert_with(|| {
                let messages = self.0.messages.borrow().len();
                (self.number(), messages)
            });
            let mut has_run = self.run_due_timer(*timers);
            if *messages > 0 {
                *messages -= 1;
                self.run_message();
                has_run = true;
            }
            let has_import = self.run_import(&mut begun);
            if !has_run {
                turn = None;
            }
            let is_more_queued =
                !self.0.imports.borrow().is_empty() || !self.0.messages.borrow().is_empty();
            if has_run || has_import || is_more_queued {
                continue;
            }
            let due = self.0.timers.borrow().keys().next().map(|(due, _)| *due);
            match due {
                Some(due) => self.0.now.set(due.max(self.0.now.get())),
                None => return,
            }
        }
    }

    /// Goes on with the first of the modules that the host was asked for.
    fn run_import(&self, begun: &mut VecDeque<Import>) -> bool {
        let Some(import) = begun.pop_front() else {
            return false;
        };
        self.job(&Mapping::default(), || self.continue_import(import));
        self.checkpoint();
        true
    }

    /// A microtask checkpoint, unless this is inside of one.
    pub(super) fn checkpoint(&self) {
        if self.0.is_in_checkpoint.replace(true) {
            return;
        }
        self.run_microtasks();
        self.0.is_in_checkpoint.set(false);
    }

    fn run_microtasks(&self) {
        loop {
            loop {
                let task = self.0.microtasks.borrow_mut().pop_front();
                let Some(task) = task else { break };
                self.run_microtask(task);
            }
            if self.0.has_events {
                self.within(&Mapping::default(), || self.report_rejections());
            }
            if self.0.microtasks.borrow().is_empty() {
                return;
            }
        }
    }

    /// Tells of rejections that were handled late, and of those that are not handled.
    fn report_rejections(&self) {
        loop {
            let handled = self.0.rejections.borrow_mut().handled.pop_front();
            let Some((promise, mapping)) = handled else {
                break;
            };
            self.reach(Point::RejectionHandledEvent, &mapping);
            self.note("handled", &promise.reason());
            self.within(&mapping, || self.note("handled in", &Value::Undefined));
        }
        let mut left = self.0.rejections.borrow().unhandled.len();
        while left > 0 {
            left -= 1;
            let unhandled = self.0.rejections.borrow_mut().unhandled.pop_front();
            let Some((promise, mapping)) = unhandled else {
                break;
            };
            self.reach(Point::RejectionEvent, &mapping);
            self.note("unhandled", &promise.reason());
            self.within(&mapping, || self.note("unhandled in", &Value::Undefined));
            let rejection = (promise, mapping);
            self.0.rejections.borrow_mut().outstanding.push(rejection);
        }
    }

    /// Runs a timer that is due and was set before the turn began.
    fn run_due_timer(&self, before: u64) -> bool {
        let position = {
            let timers = self.0.timers.borrow();
            let due = timers.keys().next().copied();
            due.filter(|(due, number)| *due <= self.0.now.get() && *number < before)
        };
        let Some(position) = position else {
            return false;
        };
        let Some(timer) = self.0.timers.borrow_mut().remove(&position) else {
            return false;
        };
        let mapping = timer.mapping.clone();
        let is_signal = matches!(timer.job, TimerJob::Abort(_));
        self.0
            .nesting
            .set(if is_signal { 0 } else { timer.nesting });
        let mut is_over = true;
        self.job(&mapping, || match &timer.job {
            TimerJob::Callback(callback) => {
                self.reach(Point::Timer, &mapping);
                self.invoke(callback, Value::Undefined);
            }
            TimerJob::Abort(listener) => {
                self.reach(Point::AbortTimeout, &mapping);
                self.invoke(listener, Value::object(Object::Opaque));
            }
            TimerJob::Interval(node, scope, count, _) => {
                self.reach(Point::Interval, &mapping);
                is_over = self.run_interval(node, scope, count);
            }
        });
        if let (TimerJob::Interval(.., milliseconds), false) = (&timer.job, is_over) {
            let milliseconds = *milliseconds;
            self.insert_timer(milliseconds, timer);
        }
        self.0.nesting.set(0);
        self.checkpoint();
        true
    }

    /// Calls the callback of an interval. Returns whether it has cleared the interval.
    fn run_interval(&self, node: &Rc<Node>, scope: &Scope, count: &Cell<u32>) -> bool {
        let mut is_over = false;
        let outcome = self.called(|| {
            is_over = self.note(&node.site.to_string(), &Value::Undefined);
            count.set(count.get() + 1);
            is_over |= count.get() > 1;
            at_once(async {
                let frame = Frame::plain(self.clone());
                match block(&frame, &node.kids[0], scope).await {
                    Err(Abrupt::Throw(error)) => Err(error),
                    _ => Ok(Value::Undefined),
                }
            })
        });
        if let Err(error) = outcome {
            self.report(&error);
        }
        is_over
    }

    fn run_message(&self) {
        let port = self.0.messages.borrow_mut().pop_front();
        let Some(port) = port else { return };
        let listener = self.0.ports.borrow().get(&port).cloned();
        self.job(&Mapping::default(), || match &listener {
            Some(listener) => self.invoke(listener, Value::object(Object::Opaque)),
            None => {
                self.note(&format!("m{port}"), &Value::Undefined);
            }
        });
        self.checkpoint();
    }

    /// Runs the main block of a program, in which `x` and `y` are undefined.
    pub(super) fn run_main(&self, slots: &[Rc<Node>], main: &Node) {
        let scope = Scope::default();
        let frame = Frame::plain(self.clone());
        self.0.depth.set(1);
        let outcome = at_once(async {
            for slot in slots {
                if let Err(Abrupt::Throw(error)) = evaluate(&frame, slot, &scope).await {
                    return Err(error);
                }
            }
            if let Err(Abrupt::Throw(error)) = block(&frame, main, &scope).await {
                return Err(error);
            }
            Ok(Value::Undefined)
        });
        if let Err(error) = outcome {
            self.note("main", &error);
        }
        self.0.depth.set(0);
        self.0.cause.take();
    }
}
