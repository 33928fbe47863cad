//! Generators and async generators, as ECMA-262 has them; each has the mapping of its creation.

use std::rc::Rc;

use super::{
    coroutine::{Resumed, Resumption, Stop},
    machine::{Machine, PROMISE},
    points::Point,
    value::{
        AsyncGeneratorObject, GeneratorObject, GeneratorState, Object, Outcome, Value, type_error,
    },
};

/// A result object of an iterator.
pub(super) fn step(value: Value, is_done: bool) -> Value {
    Value::object(Object::Step(value, is_done))
}

fn generator_of(value: &Value) -> Result<&GeneratorObject, Value> {
    match value {
        Value::Object(object) => match &**object {
            Object::Generator(generator) => Ok(generator),
            _ => Err(type_error()),
        },
        _ => Err(type_error()),
    }
}

pub(super) fn async_generator_of(value: &Value) -> Option<&AsyncGeneratorObject> {
    match value {
        Value::Object(object) => match &**object {
            Object::AsyncGenerator(generator) => Some(generator),
            _ => None,
        },
        _ => None,
    }
}

impl Machine {
    /// <https://tc39.es/ecma262/#sec-generatorresume>, <https://tc39.es/ecma262/#sec-generatorresumeabrupt>
    pub(super) fn resume_generator(&self, value: &Value, resumption: Resumption) -> Outcome {
        let generator = generator_of(value)?;
        match (generator.state.get(), &resumption) {
            (GeneratorState::Running, _) => return Err(type_error()),
            (GeneratorState::Start, Resumption::Return(_) | Resumption::Throw(_)) => {
                generator.state.set(GeneratorState::Done);
            }
            _ => {}
        }
        if generator.state.get() == GeneratorState::Done {
            return match resumption {
                Resumption::Next(_) => Ok(step(Value::Undefined, true)),
                Resumption::Return(value) => Ok(step(value, true)),
                Resumption::Throw(error) => Err(error),
            };
        }
        generator.state.set(GeneratorState::Running);
        let mapping = generator.mapping.clone();
        if !Rc::ptr_eq(&mapping, &self.snapshot()) {
            self.reach(Point::GeneratorElsewhere, &mapping);
        }
        let resumed = self.within(&mapping, || {
            let resumed = generator.body.resume(resumption);
            if let Resumed::Ended(Err(error)) = &resumed {
                self.note_throw(error);
            }
            resumed
        });
        match resumed {
            // `yield*` passes on the object of the inner iterator: `evaluate` gives the object in any case.
            Resumed::Stopped(Stop::Yield(result) | Stop::Await(result)) => {
                generator.state.set(GeneratorState::Yielded);
                Ok(result)
            }
            Resumed::Ended(outcome) => {
                generator.state.set(GeneratorState::Done);
                outcome.map(|value| step(value, true))
            }
        }
    }

    /// `%AsyncGeneratorPrototype%.next`, `return` and `throw`
    pub(super) fn request(&self, value: &Value, resumption: Resumption) -> Outcome {
        let capability = self.plain_capability();
        let promise = capability.promise.clone();
        let Some(generator) = async_generator_of(value) else {
            self.call(&capability.reject, type_error(), Value::Undefined)?;
            return Ok(promise);
        };
        let mut state = generator.state.get();
        if state == GeneratorState::Start && matches!(resumption, Resumption::Throw(_)) {
            generator.state.set(GeneratorState::Done);
            state = GeneratorState::Done;
        }
        if state == GeneratorState::Done {
            match resumption {
                Resumption::Next(_) => {
                    let result = step(Value::Undefined, true);
                    self.call(&capability.resolve, result, Value::Undefined)?;
                    return Ok(promise);
                }
                Resumption::Throw(error) => {
                    self.call(&capability.reject, error, Value::Undefined)?;
                    return Ok(promise);
                }
                Resumption::Return(_) => {}
            }
        }
        let is_return = matches!(resumption, Resumption::Return(_));
        generator
            .queue
            .borrow_mut()
            .push_back((resumption.clone(), capability));
        match state {
            GeneratorState::Start | GeneratorState::Done if is_return => {
                generator.state.set(GeneratorState::Draining);
                self.await_return(value);
            }
            GeneratorState::Start | GeneratorState::Yielded => {
                self.reach(Point::AsyncGenerator, &generator.mapping);
                self.within(&generator.mapping.clone(), || {
                    self.drive_generator(value, resumption);
                });
            }
            _ => {}
        }
        Ok(promise)
    }

    /// Lets the body go on until it stops or ends. In the mapping of the generator.
    pub(super) fn drive_generator(&self, value: &Value, resumption: Resumption) {
        let Some(generator) = async_generator_of(value) else {
            return;
        };
        generator.state.set(GeneratorState::Running);
        let mut resumption = resumption;
        loop {
            match generator.body.resume(resumption) {
                Resumed::Stopped(Stop::Yield(_)) => {
                    // `Frame::yield_async` has looked at the queue.
                    generator.state.set(GeneratorState::Yielded);
                    return;
                }
                Resumed::Stopped(Stop::Await(awaited)) => {
                    let go_on = |make: fn(Value) -> Resumption| {
                        let value = value.clone();
                        Value::native(move |machine, result, _| {
                            machine.drive_generator(&value, make(result));
                            Ok(Value::Undefined)
                        })
                    };
                    let (f, r) = (go_on(Resumption::Next), go_on(Resumption::Throw));
                    match self.await_value(awaited, f, r) {
                        Ok(()) => return,
                        Err(error) => resumption = Resumption::Throw(error),
                    }
                }
                Resumed::Ended(outcome) => {
                    generator.state.set(GeneratorState::Draining);
                    self.complete_step(generator, outcome, true);
                    self.drain(value);
                    return;
                }
            }
        }
    }

    /// <https://tc39.es/ecma262/#sec-asyncgeneratorcompletestep>
    pub(super) fn complete_step(
        &self,
        generator: &AsyncGeneratorObject,
        outcome: Outcome,
        is_done: bool,
    ) {
        let Some((_, capability)) = generator.queue.borrow_mut().pop_front() else {
            return;
        };
        let _returned = match outcome {
            Ok(value) => self.call(&capability.resolve, step(value, is_done), Value::Undefined),
            Err(error) => self.call(&capability.reject, error, Value::Undefined),
        };
    }

    /// <https://tc39.es/ecma262/#sec-asyncgeneratordrainqueue>
    fn drain(&self, value: &Value) {
        let Some(generator) = async_generator_of(value) else {
            return;
        };
        loop {
            let next = generator
                .queue
                .borrow()
                .front()
                .map(|(next, _)| next.clone());
            match next {
                None => {
                    generator.state.set(GeneratorState::Done);
                    return;
                }
                Some(Resumption::Return(_)) => return self.await_return(value),
                Some(Resumption::Next(_)) => {
                    self.complete_step(generator, Ok(Value::Undefined), true);
                }
                Some(Resumption::Throw(error)) => self.complete_step(generator, Err(error), true),
            }
        }
    }

    /// <https://tc39.es/ecma262/#sec-asyncgeneratorawaitreturn>
    fn await_return(&self, value: &Value) {
        let Some(generator) = async_generator_of(value) else {
            return;
        };
        let next = generator
            .queue
            .borrow()
            .front()
            .map(|(next, _)| next.clone());
        let Some(Resumption::Return(returned)) = next else {
            return;
        };
        let go_on = |make: fn(Value) -> Outcome| {
            let value = value.clone();
            Value::native(move |machine, result, _| {
                if let Some(generator) = async_generator_of(&value) {
                    machine.complete_step(generator, make(result), true);
                }
                machine.drain(&value);
                Ok(Value::Undefined)
            })
        };
        match self.promise_resolve(PROMISE, returned) {
            Err(error) => {
                self.complete_step(generator, Err(error), true);
                self.drain(value);
            }
            Ok(promise) => self.perform_then(&promise, Some(go_on(Ok)), Some(go_on(Err)), None),
        }
    }
}
