//! What can be done at once: everything but statements with blocks, `await` and `yield`.

use std::{cell::Cell, rc::Rc};

use super::{
    coroutine::Resumption,
    machine::{Listener, Machine, Microtask, Target, Timer, TimerJob},
    points::Point,
    value::{Class, Mapping, Object, Outcome, Scope, Value, snapshot_of, type_error},
};
use crate::program::{forms::Op, node::Node};

impl Machine {
    /// Does what a node says, with the values of its parts.
    pub(super) fn perform(&self, node: &Rc<Node>, kids: Vec<Value>, scope: &Scope) -> Outcome {
        let mut kids = kids.into_iter();
        let mut next = || kids.next().unwrap_or_default();
        let site = node.site.to_string();
        let class: Class = node.a;
        match node.op {
            Op::Log => {
                self.note(&site, &Value::Undefined);
            }
            Op::LogValue => {
                self.note(&site, &next());
            }
            Op::SetPromise => self.set_slot('p', node.a, next()),
            Op::SetFunction => self.set_slot('f', node.a, next()),
            Op::SetGenerator => self.set_slot('g', node.a, next()),
            Op::SetAsyncGenerator => self.set_slot('a', node.a, next()),
            Op::SetReader => self.set_slot('s', node.a, next()),
            Op::SetSnapshot => self.set_slot('n', node.a, next()),
            Op::WithResolvers => {
                let capability = self.capability(node.b)?;
                self.set_slot('p', node.a, capability.promise);
                self.set_slot('f', 0, capability.resolve);
                self.set_slot('f', 1, capability.reject);
            }
            Op::NewVariable => {
                let variable = self.make_variable(node.b);
                if let Some(slot) = self
                    .0
                    .variables
                    .borrow_mut()
                    .get_mut(usize::from(node.a) + 1)
                {
                    *slot = variable;
                }
            }
            Op::X => return Ok(scope.x.clone()),
            Op::Y => return Ok(scope.y.clone()),
            Op::Undefined | Op::Missing => {}
            Op::Null => return Ok(Value::Null),
            Op::Number => return Ok(Value::Number(node.a.into())),
            Op::Object => return Ok(Value::Constant(node.a)),
            Op::Get => return Ok(self.get(node.a)),
            Op::Call | Op::CallAsync => return self.call(&next(), next(), Value::Undefined),
            Op::CallCaught => {
                if let Err(error) = self.call(&next(), next(), Value::Undefined) {
                    self.note(&format!("{site}c"), &error);
                }
            }
            Op::Run => {
                let (value, f, x) = (next(), next(), next());
                return self.run(node.a, value, &f, x);
            }
            Op::RunNothing => return self.run(node.a, next(), &Value::Undefined, Value::Undefined),
            Op::SnapshotRun => return self.snapshot_run(&next(), &next(), next()),
            Op::SnapshotRunNothing => {
                return self.snapshot_run(&next(), &Value::Null, Value::Undefined);
            }
            Op::Spread => return self.spread(&next()),
            Op::Array => {
                return Ok(Value::object(Object::Array(vec![next(), next()])));
            }
            Op::Promise => return Ok(self.slot('p', node.a)),
            Op::Function => return Ok(self.slot('f', node.a)),
            Op::Generator => return Ok(self.slot('g', node.a)),
            Op::AsyncGenerator => return Ok(self.slot('a', node.a)),
            Op::Snapshot => return Ok(self.slot('n', node.a)),
            Op::Reader => return Ok(self.slot('s', node.a)),
            Op::NewReader => return self.make_stream(node),
            Op::Read => return self.read(&next()),
            Op::FunctionX | Op::FunctionY => {
                let own = if node.op == Op::FunctionX {
                    &scope.x
                } else {
                    &scope.y
                };
                if own.is_callable() {
                    return Ok(own.clone());
                }
                return Ok(self.slot('f', node.a));
            }
            Op::NewSnapshot => {
                let mapping = self.snapshot();
                self.reach(Point::Snapshot, &mapping);
                return Ok(Value::object(Object::Snapshot(mapping)));
            }
            Op::SnapshotWith => {
                let mapping = self.with(node.a, next());
                self.reach(Point::Snapshot, &mapping);
                return Ok(Value::object(Object::Snapshot(mapping)));
            }
            Op::Wrap => return self.wrap(next()),
            Op::Resolve => return self.promise_resolve(class, next()),
            Op::Reject => return self.promise_reject(class, next()),
            Op::Then => return self.then(&next(), next(), next()),
            Op::Catch => return self.then(&next(), Value::Undefined, next()),
            Op::PromiseFinally => return self.finally(&next(), next()),
            Op::All | Op::AllSettled | Op::Any | Op::Race => {
                return self.combine(node.op, class, &next());
            }
            Op::PromiseTry => return self.promise_try(class, &next(), next()),
            Op::Import => return Ok(self.import(node)),
            Op::Sleep => {
                let milliseconds = u64::from(node.a) + 1;
                let executor = Value::native(move |machine, resolve, _| {
                    machine.set_timer(milliseconds, TimerJob::Callback(resolve));
                    Ok(Value::Undefined)
                });
                return self.construct(0, &executor);
            }
            Op::Advance => {
                let generator = self.slot('g', node.a);
                let result = self.resume_generator(&generator, Resumption::Next(next()))?;
                self.note(&site, &result);
            }
            Op::AdvanceAsync => {
                return self.request(&self.slot('a', node.a), Resumption::Next(next()));
            }
            Op::HandleLate => {
                let promise = self.promise_reject(class, next())?;
                let handle = Value::native(move |machine, _, _| {
                    let ignore = Value::native(|_, _, _| Ok(Value::Undefined));
                    machine.then(&promise, Value::Undefined, ignore)
                });
                self.set_timer(1, TimerJob::Callback(handle));
            }
            Op::Next => return self.resume_generator(&next(), Resumption::Next(next())),
            Op::GeneratorReturn => {
                return self.resume_generator(&next(), Resumption::Return(next()));
            }
            Op::GeneratorThrow => return self.resume_generator(&next(), Resumption::Throw(next())),
            Op::AsyncNext => return self.request(&next(), Resumption::Next(next())),
            Op::AsyncReturn => return self.request(&next(), Resumption::Return(next())),
            Op::AsyncThrow => return self.request(&next(), Resumption::Throw(next())),
            _ => return self.perform_of_host(node, next(), scope),
        }
        Ok(Value::Undefined)
    }

    /// What the host gives: timers, events and the like.
    fn perform_of_host(&self, node: &Rc<Node>, value: Value, scope: &Scope) -> Outcome {
        match node.op {
            Op::Timer => {
                self.set_timer(u64::from(node.b) + 1, TimerJob::Callback(value));
            }
            Op::SetTimer => {
                let handle = self.set_timer(u64::from(node.b) + 1, TimerJob::Callback(value));
                self.0.slots.borrow_mut().timers.insert(node.a, handle);
            }
            Op::ClearTimer => {
                if let Some(handle) = self.0.slots.borrow().timers.get(&node.a) {
                    self.clear_timer(*handle);
                }
            }
            Op::Interval => {
                let milliseconds = u64::from(node.a) + 1;
                let count = Rc::new(Cell::new(0));
                let job = TimerJob::Interval(node.clone(), scope.clone(), count, milliseconds);
                self.set_timer(milliseconds, job);
            }
            Op::Microtask => self.enqueue(Microtask::Callback(value, self.snapshot())),
            Op::Listen => self.listen(&self.target('e', node.a), value, false),
            Op::ListenOnce => self.listen(&self.target('e', node.a), value, true),
            Op::ListenAbort => self.listen(&self.target('c', node.a), value, false),
            Op::Dispatch => {
                self.reach(Point::Dispatch, &self.snapshot());
                self.dispatch(&self.target('e', node.a));
            }
            Op::NewController => {
                let mut targets = self.0.targets.borrow_mut();
                targets.insert(('c', node.a), Rc::default());
            }
            Op::Abort => {
                let target = self.target('c', node.a);
                if !target.is_aborted.replace(true) {
                    self.reach(Point::Abort, &self.snapshot());
                    self.dispatch(&target);
                }
            }
            Op::Timeout => {
                self.set_timer(u64::from(node.a) + 1, TimerJob::Abort(value));
            }
            Op::NewRegistry => {
                let registry = (node.site.to_string(), self.snapshot());
                self.0.registries.borrow_mut().insert(node.a, registry);
            }
            Op::Register => {
                let registry = self.0.registries.borrow().get(&node.a).cloned();
                if let Some((site, mapping)) = registry {
                    self.reach(Point::Registry, &mapping);
                    let held = Value::Number(node.b.into());
                    let line =
                        self.within(&mapping, || format!("{site}: {} | {held}", self.get(0)));
                    self.0.cleanups.borrow_mut().push(line);
                }
            }
            Op::Receive => {
                self.0.ports.borrow_mut().insert(node.a, value);
            }
            Op::Post => {
                self.reach(Point::Message, &self.snapshot());
                self.0.messages.borrow_mut().push_back(node.a);
            }
            _ => {}
        }
        Ok(Value::Undefined)
    }

    /// `AsyncContext.Variable.prototype.run ( value, func, ...args )`
    fn run(&self, number: u8, value: Value, f: &Value, x: Value) -> Outcome {
        let mapping = self.with(number, value);
        let outcome = self.scoped(&mapping, || self.call(f, x, Value::Undefined));
        self.reach(Point::Run, &mapping);
        if outcome.is_err() {
            self.reach(Point::RunThrows, &mapping);
        }
        outcome
    }

    /// `AsyncContext.Snapshot.prototype.run ( func, ...args )`
    fn snapshot_run(&self, snapshot: &Value, f: &Value, x: Value) -> Outcome {
        let mapping = snapshot_of(snapshot)?;
        let outcome = self.scoped(&mapping, || self.call(f, x, Value::Undefined));
        self.reach(Point::SnapshotRun, &mapping);
        if outcome.is_err() {
            self.reach(Point::SnapshotRunThrows, &mapping);
        }
        outcome
    }

    /// `AsyncContext.Snapshot.wrap ( fn )`
    fn wrap(&self, f: Value) -> Outcome {
        if !f.is_callable() {
            return Err(type_error());
        }
        let mapping = self.snapshot();
        self.reach(Point::Wrap, &mapping);
        Ok(Value::native(move |machine, x, y| {
            if !Rc::ptr_eq(&mapping, &machine.snapshot()) {
                machine.reach(Point::WrapCalled, &mapping);
            }
            machine.scoped(&mapping, || machine.call(&f, x, y))
        }))
    }

    fn set_timer(&self, milliseconds: u64, job: TimerJob) -> u64 {
        let handle = self.number();
        self.insert_timer(
            milliseconds,
            Timer {
                handle,
                mapping: self.snapshot(),
                nesting: 0,
                job,
            },
        );
        handle
    }

    /// HTML's timer initialization steps: timers that set each other six times wait for 4 ms at least.
    pub(super) fn insert_timer(&self, milliseconds: u64, mut timer: Timer) {
        let nesting = self.0.nesting.get();
        timer.nesting = nesting + 1;
        let is_signal = matches!(timer.job, TimerJob::Abort(_));
        let milliseconds = if nesting > 5 && !is_signal {
            milliseconds.max(4)
        } else {
            milliseconds
        };
        let position = (self.0.now.get() + milliseconds, self.number());
        self.0.timers.borrow_mut().insert(position, timer);
    }

    pub(super) fn clear_timer(&self, handle: u64) {
        let mut timers = self.0.timers.borrow_mut();
        timers.retain(|_, timer| timer.handle != handle);
    }

    fn listen(&self, target: &Target, callback: Value, once: bool) {
        let mut listeners = target.listeners.borrow_mut();
        if !listeners
            .iter()
            .any(|listener| listener.callback.is(&callback))
        {
            listeners.push(Rc::new(Listener {
                callback,
                once,
                removed: Cell::new(false),
            }));
        }
    }

    /// Dispatches an event: calls each listener in the mapping of now.
    pub(super) fn dispatch(&self, target: &Target) {
        let listeners = target.listeners.borrow().clone();
        for listener in listeners {
            if listener.removed.get() {
                continue;
            }
            if listener.once {
                listener.removed.set(true);
                target
                    .listeners
                    .borrow_mut()
                    .retain(|other| !Rc::ptr_eq(other, &listener));
            }
            self.invoke(&listener.callback, Value::object(Object::Opaque));
        }
    }

    /// Calls a callback of the host, in the mapping of now, and reports what it throws.
    pub(super) fn invoke(&self, callback: &Value, argument: Value) {
        if let Err(error) = self.call(callback, argument, Value::Undefined) {
            self.report(&error);
        }
    }

    /// Reports the exception of a callback: the event `error`, in the empty mapping, with that of the code that threw. If no code
    /// runs, the microtasks that the callback has queued run before that, and those of the listener after it. HTML tells of nothing
    /// that is thrown meanwhile.
    pub(super) fn report(&self, error: &Value) {
        let cause = self.cause_of(error);
        if self.0.depth.get() == 0 {
            self.checkpoint();
        }
        self.reach(Point::ErrorEvent, &cause);
        if self.0.is_reporting.replace(true) {
            return;
        }
        self.within(&Mapping::default(), || {
            self.note("error", error);
            // A primitive has no identity, by which the library knows an exception that it has seen.
            if self.0.has_events && error.is_object() {
                self.within(&cause, || self.note("error in", &Value::Undefined));
            }
            if self.0.depth.get() == 0 {
                self.checkpoint();
            }
        });
        self.0.is_reporting.set(false);
    }
}
