//! Asynchronous iteration: async generators, objects of the program, and synchronous iterators behind the adapter.

use std::rc::Rc;

use super::{
    coroutine::Resumption,
    exec::iterator_next,
    generator::{async_generator_of, step},
    iterate::Iteration,
    machine::{Machine, PROMISE},
    value::{Capability, Object, Outcome, Value, type_error},
};
use crate::program::forms::Op;

/// The iterator record of `for await` and of `yield*` in an async generator.
pub(super) enum AsyncIteration {
    Generator(Value),
    Object(Value),
    FromSync(Rc<Iteration>),
}

impl Machine {
    /// `GetIterator ( value, async )`
    pub(super) fn iterate_async(&self, value: &Value) -> Result<AsyncIteration, Value> {
        if async_generator_of(value).is_some() {
            return Ok(AsyncIteration::Generator(value.clone()));
        }
        if let Value::Object(object) = value
            && let Object::Iterator { node, .. } = &**object
            && node.op == Op::AsyncIterator
        {
            self.note(&format!("{}i", node.site), &Value::Undefined);
            return Ok(AsyncIteration::Object(value.clone()));
        }
        Ok(AsyncIteration::FromSync(Rc::new(self.iterate(value)?)))
    }

    /// Calls `next`. What it returns is to be awaited.
    pub(super) fn next_async(&self, iteration: &AsyncIteration, argument: Value) -> Outcome {
        match iteration {
            AsyncIteration::Generator(generator) => {
                self.request(generator, Resumption::Next(argument))
            }
            AsyncIteration::Object(iterator) => iterator_next(self, iterator, argument),
            AsyncIteration::FromSync(iteration) => {
                let capability = self.plain_capability();
                match self.next(iteration, argument) {
                    Ok(result) => self.continue_from_sync(&result, capability, iteration, true),
                    Err(error) => self.reject_with(&capability, error),
                }
            }
        }
    }

    /// Calls `return`, if there is one. What it returns is to be awaited.
    pub(super) fn return_async(
        &self,
        iteration: &AsyncIteration,
        argument: Value,
    ) -> Result<Option<Value>, Value> {
        match iteration {
            AsyncIteration::Generator(generator) => self
                .request(generator, Resumption::Return(argument))
                .map(Some),
            AsyncIteration::Object(Value::Object(object)) => {
                if let Object::Iterator { node, .. } = &**object {
                    self.note(&format!("{}r", node.site), &argument);
                }
                Ok(Some(step(argument, true)))
            }
            AsyncIteration::Object(_) => Ok(None),
            AsyncIteration::FromSync(iteration) => {
                let capability = self.plain_capability();
                match self.call_return(iteration, argument.clone()) {
                    Ok(Some(result)) => {
                        self.continue_from_sync(&result, capability, iteration, false)
                    }
                    Ok(None) => {
                        let result = step(argument, true);
                        self.call(&capability.resolve, result, Value::Undefined)?;
                        Ok(capability.promise)
                    }
                    Err(error) => self.reject_with(&capability, error),
                }
                .map(Some)
            }
        }
    }

    /// Calls `throw`, if there is one. What it returns is to be awaited.
    pub(super) fn throw_async(
        &self,
        iteration: &AsyncIteration,
        error: Value,
    ) -> Result<Option<Value>, Value> {
        match iteration {
            AsyncIteration::Generator(generator) => {
                self.request(generator, Resumption::Throw(error)).map(Some)
            }
            AsyncIteration::Object(_) => Ok(None),
            AsyncIteration::FromSync(iteration) => {
                let capability = self.plain_capability();
                let Iteration::Object(iterator) = &**iteration else {
                    return self.reject_with(&capability, type_error()).map(Some);
                };
                if is_generator(iterator) {
                    match self.resume_generator(iterator, Resumption::Throw(error)) {
                        Ok(result) => self.continue_from_sync(&result, capability, iteration, true),
                        Err(error) => self.reject_with(&capability, error),
                    }
                } else {
                    let error = self.close(iteration).err().unwrap_or_else(type_error);
                    self.reject_with(&capability, error)
                }
                .map(Some)
            }
        }
    }

    fn reject_with(&self, capability: &Capability, error: Value) -> Outcome {
        self.call(&capability.reject, error, Value::Undefined)?;
        Ok(capability.promise.clone())
    }

    /// <https://tc39.es/ecma262/#sec-asyncfromsynciteratorcontinuation>
    fn continue_from_sync(
        &self,
        result: &Value,
        capability: Capability,
        iteration: &Rc<Iteration>,
        closes: bool,
    ) -> Outcome {
        let promise = capability.promise.clone();
        let (value, is_done) = match result.step() {
            Ok(step) => step,
            Err(error) => return self.reject_with(&capability, error),
        };
        let value = match self.promise_resolve(PROMISE, value) {
            Ok(value) => value,
            Err(error) => {
                let error = if !is_done && closes {
                    self.close_after(iteration, error)
                } else {
                    error
                };
                return self.reject_with(&capability, error);
            }
        };
        let unwrap = Value::native(move |_, value, _| Ok(step(value, is_done)));
        let on_rejected = (!is_done && closes).then(|| {
            let iteration = iteration.clone();
            Value::native(move |machine, error, _| Err(machine.close_after(&iteration, error)))
        });
        self.perform_then(&value, Some(unwrap), on_rejected, Some(capability));
        Ok(promise)
    }
}

pub(super) fn is_generator(value: &Value) -> bool {
    matches!(value, Value::Object(object) if matches!(&**object, Object::Generator(_)))
}
