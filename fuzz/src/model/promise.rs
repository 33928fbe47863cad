//! Promises, as ECMA-262 has them, with the captures of the proposal.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use super::{
    exec::read_then,
    machine::{Machine, Microtask, PROMISE},
    points::Point,
    value::{
        Capability, Class, Object, Outcome, PromiseObject, PromiseState, Reaction, Value,
        type_error,
    },
};

impl Machine {
    fn new_promise(&self, class: Class) -> Value {
        let promise = Value::object(Object::Promise(PromiseObject {
            class,
            state: RefCell::new(PromiseState::Pending(Vec::new())),
            is_handled: Cell::new(false),
        }));
        self.remember(&promise);
        promise
    }

    /// A promise as the engine makes them for itself, with its functions.
    pub(super) fn plain_capability(&self) -> Capability {
        let promise = self.new_promise(PROMISE);
        let (resolve, reject) = Self::resolving_functions(&promise);
        Capability {
            promise,
            resolve,
            reject,
        }
    }

    /// <https://tc39.es/ecma262/#sec-createresolvingfunctions>
    fn resolving_functions(promise: &Value) -> (Value, Value) {
        let is_resolved = Rc::new(Cell::new(false));
        let resolve = {
            let (promise, is_resolved) = (promise.clone(), is_resolved.clone());
            Value::native(move |machine, value, _| {
                if !is_resolved.replace(true) {
                    machine.resolve(&promise, value);
                }
                Ok(Value::Undefined)
            })
        };
        let reject = {
            let promise = promise.clone();
            Value::native(move |machine, reason, _| {
                if !is_resolved.replace(true) {
                    machine.settle(&promise, false, reason);
                }
                Ok(Value::Undefined)
            })
        };
        (resolve, reject)
    }

    /// <https://tc39.es/ecma262/#sec-promise-resolve-functions>
    fn resolve(&self, promise: &Value, value: Value) {
        if promise.is(&value) {
            return self.settle(promise, false, type_error());
        }
        match read_then(self, &value) {
            Err(error) => self.settle(promise, false, error),
            Ok(then) if then.is_callable() => {
                let mapping = self.snapshot();
                self.enqueue(Microtask::Thenable(promise.clone(), then, mapping));
            }
            Ok(_) => self.settle(promise, true, value),
        }
    }

    /// <https://tc39.es/ecma262/#sec-fulfillpromise>, <https://tc39.es/ecma262/#sec-rejectpromise>
    fn settle(&self, promise: &Value, is_fulfilled: bool, value: Value) {
        let Some(object) = promise.as_promise() else {
            return;
        };
        let state = if is_fulfilled {
            PromiseState::Fulfilled(value.clone())
        } else {
            PromiseState::Rejected(value.clone())
        };
        let PromiseState::Pending(reactions) = object.state.replace(state) else {
            return;
        };
        if !is_fulfilled && !object.is_handled.get() {
            let unhandled = (promise.clone(), self.snapshot());
            self.reach(Point::RejectionTracker, &unhandled.1);
            self.0
                .rejections
                .borrow_mut()
                .unhandled
                .push_back(unhandled);
        }
        for (fulfil, reject) in reactions {
            let reaction = if is_fulfilled { fulfil } else { reject };
            self.enqueue(Microtask::Reaction(reaction, value.clone()));
        }
    }

    /// The promise got its first handler.
    fn handle(&self, promise: &Value) {
        let rejections = &mut *self.0.rejections.borrow_mut();
        let found = rejections.unhandled.iter().position(|(p, _)| p.is(promise));
        if let Some(at) = found {
            rejections.unhandled.remove(at);
            return;
        }
        let found = rejections
            .outstanding
            .iter()
            .position(|(p, _)| p.is(promise));
        if let Some(at) = found {
            let rejection = rejections.outstanding.remove(at);
            rejections.handled.push_back(rejection);
        }
    }

    /// <https://tc39.es/ecma262/#sec-performpromisethen>
    pub(super) fn perform_then(
        &self,
        promise: &Value,
        on_fulfilled: Option<Value>,
        on_rejected: Option<Value>,
        capability: Option<Capability>,
    ) {
        let Some(object) = promise.as_promise() else {
            return;
        };
        let mapping = self.snapshot();
        self.reach(
            if on_fulfilled.is_none() || on_rejected.is_none() {
                Point::ThenWithoutHandler
            } else {
                Point::Then
            },
            &mapping,
        );
        let reaction = |handler, is_reject| Reaction {
            capability: capability.clone(),
            handler,
            is_reject,
            mapping: mapping.clone(),
        };
        let (fulfil, reject) = (reaction(on_fulfilled, false), reaction(on_rejected, true));
        let is_rejected = match &mut *object.state.borrow_mut() {
            PromiseState::Pending(reactions) => {
                reactions.push((fulfil, reject));
                false
            }
            PromiseState::Fulfilled(value) => {
                self.enqueue(Microtask::Reaction(fulfil, value.clone()));
                false
            }
            PromiseState::Rejected(reason) => {
                self.enqueue(Microtask::Reaction(reject, reason.clone()));
                true
            }
        };
        if is_rejected && !object.is_handled.get() {
            self.handle(promise);
        }
        object.is_handled.set(true);
    }

    /// Runs a microtask.
    pub(super) fn run_microtask(&self, task: Microtask) {
        match task {
            Microtask::Reaction(reaction, argument) => {
                self.reach(Point::ReactionJob, &reaction.mapping);
                self.job(&reaction.mapping.clone(), || self.react(reaction, argument));
            }
            // https://tc39.es/ecma262/#sec-newpromiseresolvethenablejob
            Microtask::Thenable(promise, then, mapping) => {
                self.reach(Point::ThenableJob, &mapping);
                self.job(&mapping, || {
                    let (resolve, reject) = Self::resolving_functions(&promise);
                    if let Err(error) = self.call(&then, resolve, reject.clone()) {
                        let _undefined = self.call(&reject, error, Value::Undefined);
                    }
                });
            }
            Microtask::Callback(callback, mapping) => {
                self.reach(Point::QueueMicrotask, &mapping);
                self.job(&mapping, || self.invoke(&callback, Value::Undefined));
            }
        }
    }

    /// <https://tc39.es/ecma262/#sec-newpromisereactionjob>
    fn react(&self, reaction: Reaction, argument: Value) {
        let result = match &reaction.handler {
            None if reaction.is_reject => Err(argument),
            None => Ok(argument),
            Some(handler) => self.call(handler, argument, Value::Undefined),
        };
        let Some(capability) = reaction.capability else {
            return;
        };
        // No class of a program has functions that throw.
        let _undefined = match result {
            Ok(value) => self.call(&capability.resolve, value, Value::Undefined),
            Err(reason) => self.call(&capability.reject, reason, Value::Undefined),
        };
    }

    /// `new C(executor)`
    pub(super) fn construct(&self, class: Class, executor: &Value) -> Outcome {
        if class == 1 {
            self.note("C1", &Value::Undefined);
        }
        let promise = self.new_promise(class);
        let (resolve, reject) = Self::resolving_functions(&promise);
        let loud = |label: &'static str, f: Value| {
            Value::native(move |machine, value, _| {
                machine.note(label, &value);
                machine.call(&f, value, Value::Undefined)?;
                Ok(Value::Undefined)
            })
        };
        let result = if class == 2 {
            let (resolve, reject) = (loud("C2r", resolve), loud("C2j", reject.clone()));
            self.call(executor, resolve, reject)
        } else {
            self.call(executor, resolve, reject.clone())
        };
        if let Err(error) = result {
            self.call(&reject, error, Value::Undefined)?;
        }
        Ok(promise)
    }

    /// <https://tc39.es/ecma262/#sec-newpromisecapability>
    pub(super) fn capability(&self, class: Class) -> Result<Capability, Value> {
        let found = Rc::new(RefCell::new((Value::Undefined, Value::Undefined)));
        let executor = {
            let found = found.clone();
            Value::native(move |_, resolve, reject| {
                found.replace((resolve, reject));
                Ok(Value::Undefined)
            })
        };
        let promise = self.construct(class, &executor)?;
        let (resolve, reject) = found.take();
        Ok(Capability {
            promise,
            resolve,
            reject,
        })
    }

    /// `SpeciesConstructor ( promise, %Promise% )`
    fn species(&self, promise: &PromiseObject) -> Class {
        if promise.class == 3 {
            self.note("C3", &Value::Undefined);
            return 2;
        }
        promise.class
    }

    /// <https://tc39.es/ecma262/#sec-promise-resolve>
    pub(super) fn promise_resolve(&self, class: Class, value: Value) -> Outcome {
        if value
            .as_promise()
            .is_some_and(|promise| promise.class == class)
        {
            return Ok(value);
        }
        let capability = self.capability(class)?;
        self.call(&capability.resolve, value, Value::Undefined)?;
        Ok(capability.promise)
    }

    /// `Promise.reject ( reason )`
    pub(super) fn promise_reject(&self, class: Class, reason: Value) -> Outcome {
        let capability = self.capability(class)?;
        self.call(&capability.reject, reason, Value::Undefined)?;
        Ok(capability.promise)
    }

    /// `Promise.prototype.then`, of a class that may have its own.
    pub(super) fn then(&self, promise: &Value, f: Value, r: Value) -> Outcome {
        let object = promise.as_promise().ok_or_else(type_error)?;
        if object.class == 4 {
            self.note("C4", &Value::Undefined);
        }
        let class = self.species(object);
        let capability = self.capability(class)?;
        let result = capability.promise.clone();
        let handler = |value: Value| value.is_callable().then_some(value);
        self.perform_then(promise, handler(f), handler(r), Some(capability));
        Ok(result)
    }

    /// `Promise.prototype.finally ( onFinally )`
    pub(super) fn finally(&self, promise: &Value, on_finally: Value) -> Outcome {
        let object = promise.as_promise().ok_or_else(type_error)?;
        let class = self.species(object);
        if !on_finally.is_callable() {
            return self.then(promise, on_finally.clone(), on_finally);
        }
        let closure = |is_throw: bool| {
            let on_finally = on_finally.clone();
            Value::native(move |machine, value, _| {
                let result = machine.call(&on_finally, Value::Undefined, Value::Undefined)?;
                let promise = machine.promise_resolve(class, result)?;
                let then = Value::native(move |_, _, _| {
                    if is_throw {
                        Err(value.clone())
                    } else {
                        Ok(value.clone())
                    }
                });
                machine.then(&promise, then, Value::Undefined)
            })
        };
        self.then(promise, closure(false), closure(true))
    }

    /// `Await`: goes on with `then` in the mapping of now.
    pub(super) fn await_value(
        &self,
        value: Value,
        on_fulfilled: Value,
        on_rejected: Value,
    ) -> Result<(), Value> {
        let promise = self.promise_resolve(PROMISE, value)?;
        self.reach(Point::Await, &self.snapshot());
        self.perform_then(&promise, Some(on_fulfilled), Some(on_rejected), None);
        Ok(())
    }

    /// `Promise.try ( callback, ...args )`
    pub(super) fn promise_try(&self, class: Class, f: &Value, x: Value) -> Outcome {
        let capability = self.capability(class)?;
        match self.call(f, x, Value::Undefined) {
            Ok(value) => self.call(&capability.resolve, value, Value::Undefined)?,
            Err(error) => self.call(&capability.reject, error, Value::Undefined)?,
        };
        Ok(capability.promise)
    }
}
