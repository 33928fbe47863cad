//! The loop: microtasks, timers, messages, and notices of rejections, in the order of the library's loop.
//!
//! Which of two tasks of different sources runs first is left to the host by HTML. The model has the order that
//! `docs/event-loop.md` promises.

use std::rc::Rc;

use super::{
    coroutine::{Abrupt, at_once},
    evaluate::{Frame, block, evaluate},
    machine::{Machine, TimerJob},
    points::Point,
    value::{Object, Scope, Value},
};
use crate::program::node::Node;

impl Machine {
    /// Runs until there is nothing left to do.
    pub(super) fn run_until_idle(&self) {
        self.checkpoint();
        loop {
            let timers = self.number();
            let mut messages = self.0.messages.borrow().len();
            let mut has_run_any = false;
            loop {
                let mut has_run = self.run_due_timer(timers);
                if messages > 0 {
                    messages -= 1;
                    self.run_message();
                    has_run = true;
                }
                if !has_run {
                    break;
                }
                has_run_any = true;
            }
            if has_run_any {
                continue;
            }
            let due = self.0.timers.borrow().keys().next().map(|(due, _)| *due);
            match due {
                Some(due) => self.0.now.set(due.max(self.0.now.get())),
                None => return,
            }
        }
    }

    /// A microtask checkpoint, unless this is inside of one.
    pub(super) fn checkpoint(&self) {
        if self.0.is_in_checkpoint.replace(true) {
            return;
        }
        self.run_microtasks();
        self.0.is_in_checkpoint.set(false);
    }

    /// Reports the exception of a callback: the microtasks that it has queued run before that.
    fn report_after_microtasks(&self, error: &Value) {
        self.checkpoint();
        self.report(error);
    }

    fn run_microtasks(&self) {
        loop {
            loop {
                let task = self.0.microtasks.borrow_mut().pop_front();
                let Some(task) = task else { break };
                if let Err(error) = self.run_microtask(task) {
                    self.report(&error);
                }
            }
            if self.0.tells_rejections {
                self.report_rejections();
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
            let Some((_, mapping)) = handled else { break };
            self.reach(Point::RejectionHandledEvent, &mapping);
            self.note("handled", &Value::Undefined);
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
            self.note("unhandled", &Value::Undefined);
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
        match &timer.job {
            TimerJob::Callback(callback) => {
                self.reach(Point::Timer, &mapping);
                let undefined = || Value::Undefined;
                let outcome =
                    self.within(&mapping, || self.call(callback, undefined(), undefined()));
                if let Err(error) = outcome {
                    self.report_after_microtasks(&error);
                }
            }
            TimerJob::Abort(listener) => {
                self.reach(Point::AbortTimeout, &mapping);
                let event = Value::object(Object::Opaque);
                self.within(&mapping, || {
                    if let Err(error) = self.call(listener, event, Value::Undefined) {
                        self.report_after_microtasks(&error);
                    }
                });
            }
            TimerJob::Interval(node, scope, count, milliseconds) => {
                self.reach(Point::Interval, &mapping);
                let is_over = self.within(&mapping, || {
                    let is_over = self.note(&node.site.to_string(), &Value::Undefined);
                    count.set(count.get() + 1);
                    let outcome = at_once(async {
                        let frame = Frame::plain(self.clone());
                        match block(&frame, &node.kids[0], scope).await {
                            Err(Abrupt::Throw(error)) => Err(error),
                            _ => Ok(Value::Undefined),
                        }
                    });
                    if let Err(error) = outcome {
                        self.report_after_microtasks(&error);
                    }
                    is_over || count.get() > 1
                });
                let milliseconds = *milliseconds;
                if !is_over {
                    self.insert_timer(milliseconds, timer);
                }
            }
        }
        self.0.nesting.set(0);
        self.checkpoint();
        true
    }

    fn run_message(&self) {
        let port = self.0.messages.borrow_mut().pop_front();
        let listener = port.and_then(|port| self.0.ports.borrow().get(&port).cloned());
        if let (Some(port), None) = (port, &listener) {
            self.note(&format!("m{port}"), &Value::Undefined);
        }
        if let Some(listener) = listener {
            let event = Value::object(Object::Opaque);
            if let Err(error) = self.call(&listener, event, Value::Undefined) {
                self.report_after_microtasks(&error);
            }
        }
        self.checkpoint();
    }

    /// Runs the main block of a program, in which `x` and `y` are undefined.
    pub(super) fn run_main(&self, slots: &[Rc<Node>], main: &Node) {
        let scope = Scope {
            x: Value::Undefined,
            y: Value::Undefined,
        };
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
    }
}
