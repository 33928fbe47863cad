//! Synchronous iteration, and the combinators of promises, which iterate.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use super::{
    exec::iterator_next,
    machine::Machine,
    points::Point,
    value::{Class, Object, Outcome, Value, new_error, type_error},
};
use crate::program::forms::Op;

/// An iterator record.
pub(super) enum Iteration {
    /// Of an array: the values that are left, backwards.
    Array(RefCell<Vec<Value>>),
    /// Of an object with `next`.
    Object(Value),
}

impl Machine {
    /// `GetIterator ( value, sync )`
    pub(super) fn iterate(&self, value: &Value) -> Result<Iteration, Value> {
        let Value::Object(object) = value else {
            return Err(type_error());
        };
        match &**object {
            Object::Array(values) => Ok(Iteration::Array(RefCell::new(
                values.iter().rev().cloned().collect(),
            ))),
            Object::Generator(_) => Ok(Iteration::Object(value.clone())),
            Object::Iterator { node, .. } if node.op == Op::Iterator => {
                self.note(&format!("{}i", node.site), &Value::Undefined);
                Ok(Iteration::Object(value.clone()))
            }
            _ => Err(type_error()),
        }
    }

    /// Calls `next`, and returns the object that it returns.
    pub(super) fn next(&self, iteration: &Iteration, argument: Value) -> Outcome {
        match iteration {
            Iteration::Array(values) => {
                let value = values.borrow_mut().pop();
                let is_done = value.is_none();
                let value = value.unwrap_or(Value::Undefined);
                Ok(Value::object(Object::Step(value, is_done)))
            }
            Iteration::Object(iterator) => iterator_next(self, iterator, argument),
        }
    }

    /// `IteratorStepValue ( iteratorRecord )`
    pub(super) fn step_value(&self, iteration: &Iteration) -> Result<Option<Value>, Value> {
        let (value, is_done) = self.next(iteration, Value::Undefined)?.step()?;
        Ok((!is_done).then_some(value))
    }

    /// Calls `return`, if there is one.
    pub(super) fn call_return(
        &self,
        iteration: &Iteration,
        argument: Value,
    ) -> Result<Option<Value>, Value> {
        let Iteration::Object(Value::Object(object)) = iteration else {
            return Ok(None);
        };
        match &**object {
            Object::Generator(_) => {
                let Iteration::Object(generator) = iteration else {
                    return Ok(None);
                };
                let resumption = super::coroutine::Resumption::Return(argument);
                self.resume_generator(generator, resumption).map(Some)
            }
            Object::Iterator { node, .. } => {
                self.note(&format!("{}r", node.site), &argument);
                Ok(Some(Value::object(Object::Step(argument, true))))
            }
            _ => Ok(None),
        }
    }

    /// `IteratorClose`, after which something else than an exception goes on.
    pub(super) fn close(&self, iteration: &Iteration) -> Result<(), Value> {
        match self.call_return(iteration, Value::Undefined)? {
            Some(result) if !result.is_object() => Err(type_error()),
            _ => Ok(()),
        }
    }

    /// `IteratorClose` because of an exception, which goes on.
    pub(super) fn close_after(&self, iteration: &Iteration, error: Value) -> Value {
        let _ignored = self.call_return(iteration, Value::Undefined);
        error
    }

    /// `[...iterable]`
    pub(super) fn spread(&self, iterable: &Value) -> Outcome {
        let iteration = self.iterate(iterable)?;
        let mut values = Vec::new();
        while let Some(value) = self.step_value(&iteration)? {
            values.push(value);
        }
        Ok(Value::object(Object::Array(values)))
    }

    /// `Promise.all ( iterable )` and the others.
    pub(super) fn combine(&self, kind: Op, class: Class, iterable: &Value) -> Outcome {
        let capability = self.capability(class)?;
        let reject = |error| {
            self.call(&capability.reject, error, Value::Undefined)?;
            Ok(capability.promise.clone())
        };
        let iteration = match self.iterate(iterable) {
            Ok(iteration) => iteration,
            Err(error) => return reject(error),
        };
        let values = Rc::new(RefCell::new(Vec::new()));
        let left = Rc::new(Cell::new(1_usize));
        let finish = |values: &Rc<RefCell<Vec<Value>>>| {
            let values = Value::object(Object::Array(values.borrow().clone()));
            if kind == Op::Any {
                Err(new_error("AggregateError"))
            } else {
                Ok(values)
            }
        };
        self.reach(Point::Combinator, &self.snapshot());
        loop {
            let next = match self.step_value(&iteration) {
                Err(error) => return reject(error),
                Ok(None) => break,
                Ok(Some(next)) => next,
            };
            let index = values.borrow().len();
            values.borrow_mut().push(Value::Undefined);
            let next = match self.promise_resolve(class, next) {
                Ok(next) => next,
                Err(error) => return reject(self.close_after(&iteration, error)),
            };
            left.set(left.get() + 1);
            let is_called = Rc::new(Cell::new(false));
            let element = |wrap: fn(Value) -> Value| {
                let (values, left, is_called) = (values.clone(), left.clone(), is_called.clone());
                let capability = capability.clone();
                Value::native(move |machine, value, _| {
                    if is_called.replace(true) {
                        return Ok(Value::Undefined);
                    }
                    values.borrow_mut()[index] = wrap(value);
                    left.set(left.get() - 1);
                    if left.get() > 0 {
                        return Ok(Value::Undefined);
                    }
                    if kind == Op::Any {
                        let error = new_error("AggregateError");
                        return machine.call(&capability.reject, error, Value::Undefined);
                    }
                    let values = Value::object(Object::Array(values.borrow().clone()));
                    machine.call(&capability.resolve, values, Value::Undefined)
                })
            };
            let (f, r) = match kind {
                Op::All => (element(|value| value), capability.reject.clone()),
                Op::AllSettled => (
                    element(|value| Value::object(Object::Settled(true, value))),
                    element(|value| Value::object(Object::Settled(false, value))),
                ),
                Op::Any => (capability.resolve.clone(), element(|value| value)),
                _ => (capability.resolve.clone(), capability.reject.clone()),
            };
            if let Err(error) = self.then(&next, f, r) {
                return reject(self.close_after(&iteration, error));
            }
        }
        if kind == Op::Race {
            return Ok(capability.promise);
        }
        left.set(left.get() - 1);
        if left.get() == 0 {
            match finish(&values) {
                Ok(values) => self.call(&capability.resolve, values, Value::Undefined)?,
                Err(error) => return reject(error),
            };
        }
        Ok(capability.promise)
    }
}
