//! Statements and expressions.

use std::{
    cell::Cell,
    rc::{Rc, Weak},
};

use super::{
    async_iterate::AsyncIteration,
    coroutine::{Abrupt, Channel, Resumption, Stop, at_once},
    exec::{Evaluation, executor, make_async_generator, make_generator, no_channel},
    generator::{async_generator_of, step},
    iterate::Iteration,
    machine::Machine,
    points::Point,
    value::{Mapping, Object, Outcome, Scope, Value, snapshot_of, type_error},
};
use crate::program::{
    forms::{Kid, Op, form_of},
    node::Node,
};

/// A function that runs.
pub(super) struct Frame {
    pub(super) machine: Machine,
    channel: Rc<Channel>,
    /// The async generator whose body it is.
    generator: Option<Weak<Object>>,
}

impl Frame {
    /// Of a function that does not stop.
    pub(super) fn plain(machine: Machine) -> Self {
        Self::of(machine, no_channel(), None)
    }

    pub(super) fn of(
        machine: Machine,
        channel: Rc<Channel>,
        generator: Option<Weak<Object>>,
    ) -> Self {
        Self {
            machine,
            channel,
            generator,
        }
    }

    async fn wait(&self, value: Value) -> Result<Value, Abrupt> {
        match self.channel.stop(Stop::Await(value)).await {
            Resumption::Next(value) => Ok(value),
            Resumption::Throw(error) => Err(Abrupt::Throw(error)),
            Resumption::Return(value) => Err(Abrupt::Return(value)),
        }
    }

    fn is_async_generator(&self) -> bool {
        self.generator.is_some()
    }

    /// `AsyncGeneratorYield ( value )`, and what it is resumed with.
    async fn yield_async(&self, value: Value) -> Resumption {
        let object = self.generator.as_ref().and_then(Weak::upgrade);
        let Some(object) = object.map(Value::Object) else {
            return Resumption::Next(Value::Undefined);
        };
        let mut resumption = None;
        if let Some(generator) = async_generator_of(&object) {
            self.machine.complete_step(generator, Ok(value), false);
            resumption = generator
                .queue
                .borrow()
                .front()
                .map(|(next, _)| next.clone());
        }
        drop(object);
        let resumption = match resumption {
            Some(resumption) => resumption,
            None => self.channel.stop(Stop::Yield(Value::Undefined)).await,
        };
        // AsyncGeneratorUnwrapYieldResumption
        match resumption {
            Resumption::Return(value) => match self.channel.stop(Stop::Await(value)).await {
                Resumption::Next(value) => Resumption::Return(value),
                other => other,
            },
            other => other,
        }
    }
}

fn completed(resumption: Resumption) -> Result<Value, Abrupt> {
    match resumption {
        Resumption::Next(value) => Ok(value),
        Resumption::Throw(error) => Err(Abrupt::Throw(error)),
        Resumption::Return(value) => Err(Abrupt::Return(value)),
    }
}

/// Runs a block.
pub(super) fn block<'a>(frame: &'a Frame, node: &'a Node, scope: &'a Scope) -> Evaluation<'a, ()> {
    Box::pin(async move {
        for statement in &node.kids {
            evaluate(frame, statement, scope).await?;
        }
        Ok(())
    })
}

fn thrown<T>(result: Result<T, Value>) -> Result<T, Abrupt> {
    result.map_err(Abrupt::Throw)
}

/// Evaluates an expression or runs a statement.
pub(super) fn evaluate<'a>(
    frame: &'a Frame,
    node: &'a Rc<Node>,
    scope: &'a Scope,
) -> Evaluation<'a, Value> {
    Box::pin(async move {
        let machine = &frame.machine;
        *machine.0.ops.borrow_mut().entry(node.op).or_default() += 1;
        // The parts that are evaluated first.
        let mut kids = Vec::new();
        let form = form_of(node.op);
        for (kid, part) in form.iter().flat_map(|form| form.kids).zip(&node.kids) {
            if let Kid::Expr(_) = kid {
                kids.push(evaluate(frame, part, scope).await?);
            }
        }
        match node.op {
            Op::Try => match block(frame, &node.kids[0], scope).await {
                Err(Abrupt::Throw(error)) => {
                    machine.note(&node.site.to_string(), &error);
                    let scope = Scope {
                        x: error,
                        y: scope.y.clone(),
                    };
                    block(frame, &node.kids[1], &scope).await?;
                }
                other => other?,
            },
            Op::Finally => {
                let outcome = block(frame, &node.kids[0], scope).await;
                machine.note(&node.site.to_string(), &Value::Undefined);
                block(frame, &node.kids[1], scope).await?;
                outcome?;
            }
            Op::RunBlock => {
                let mapping = machine.with(node.a, take(&mut kids, 0));
                machine.reach(Point::Run, &mapping);
                thrown(run_block(machine, &mapping, node, scope))?;
            }
            Op::SnapshotBlock => {
                let mapping = thrown(snapshot_of(&kids[0]))?;
                machine.reach(Point::SnapshotRun, &mapping);
                thrown(run_block(machine, &mapping, node, scope))?;
            }
            Op::Throw => return Err(Abrupt::Throw(take(&mut kids, 0))),
            Op::ThrowError => return Err(Abrupt::Throw(Value::Error("RangeError"))),
            Op::Return => {
                let value = take(&mut kids, 0);
                let value = if frame.is_async_generator() {
                    frame.wait(value).await?
                } else {
                    value
                };
                return Err(Abrupt::Return(value));
            }
            Op::ForOf | Op::ForOfBreak => for_of(frame, node, &kids[0], scope).await?,
            Op::ForAwait | Op::ForAwaitBreak => for_await(frame, node, &kids[0], scope).await?,
            Op::Destructure => destructure(frame, node, &kids[0], scope).await?,
            Op::Await | Op::AwaitAlone => return frame.wait(take(&mut kids, 0)).await,
            Op::Yield | Op::YieldAlone => {
                let value = take(&mut kids, 0);
                if frame.is_async_generator() {
                    let value = frame.wait(value).await?;
                    return completed(frame.yield_async(value).await);
                }
                let result = step(value, false);
                return completed(frame.channel.stop(Stop::Yield(result)).await);
            }
            Op::YieldStar => return yield_star(frame, &kids[0]).await,
            Op::YieldStarAsync => return yield_star_async(frame, &kids[0]).await,
            Op::NewGenerator => return Ok(make_generator(machine, node, take(&mut kids, 0))),
            Op::NewAsyncGenerator => {
                return Ok(make_async_generator(machine, node, take(&mut kids, 0)));
            }
            Op::New | Op::NewResolved | Op::NewRejected => {
                return thrown(machine.construct(node.a, &executor(node, scope)));
            }
            Op::Arrow | Op::AsyncArrow => return Ok(Value::object(Object::Arrow(node.clone()))),
            Op::Thenable | Op::ThenableGetter => {
                let object = Object::Thenable(node.clone(), scope.clone());
                return Ok(Value::object(object));
            }
            Op::Iterator | Op::AsyncIterator => {
                return Ok(Value::object(Object::Iterator {
                    node: node.clone(),
                    scope: scope.clone(),
                    taken: Cell::new(0),
                }));
            }
            _ => return thrown(machine.perform(node, kids, scope)),
        }
        Ok(Value::Undefined)
    })
}

/// Calls an arrow function without parameters, whose body is the second part of a node.
fn run_block(machine: &Machine, mapping: &Mapping, node: &Rc<Node>, scope: &Scope) -> Outcome {
    machine.within(mapping, || {
        machine.called(|| {
            if machine.note(&node.site.to_string(), &Value::Undefined) {
                return Ok(Value::Undefined);
            }
            at_once(async {
                let frame = Frame::plain(machine.clone());
                match block(&frame, &node.kids[1], scope).await {
                    Err(Abrupt::Throw(error)) => Err(error),
                    _ => Ok(Value::Undefined),
                }
            })
        })
    })
}

fn take(kids: &mut [Value], at: usize) -> Value {
    kids.get_mut(at).map_or(Value::Undefined, std::mem::take)
}

async fn for_of(frame: &Frame, node: &Node, iterable: &Value, scope: &Scope) -> Result<(), Abrupt> {
    let machine = &frame.machine;
    let iteration = thrown(machine.iterate(iterable))?;
    while let Some(value) = thrown(machine.step_value(&iteration))? {
        let inner = Scope {
            x: value,
            y: scope.y.clone(),
        };
        machine.note(&node.site.to_string(), &inner.x);
        match block(frame, &node.kids[1], &inner).await {
            Ok(()) if node.op == Op::ForOfBreak => return thrown(machine.close(&iteration)),
            Ok(()) => {}
            Err(Abrupt::Throw(error)) => {
                return Err(Abrupt::Throw(machine.close_after(&iteration, error)));
            }
            Err(other) => {
                thrown(machine.close(&iteration))?;
                return Err(other);
            }
        }
    }
    Ok(())
}

async fn for_await(
    frame: &Frame,
    node: &Node,
    iterable: &Value,
    scope: &Scope,
) -> Result<(), Abrupt> {
    let machine = &frame.machine;
    let iteration = thrown(machine.iterate_async(iterable))?;
    loop {
        let result = thrown(machine.next_async(&iteration, Value::Undefined))?;
        let result = frame.wait(result).await?;
        let (value, is_done) = thrown(result.step())?;
        if is_done {
            return Ok(());
        }
        let inner = Scope {
            x: value,
            y: scope.y.clone(),
        };
        machine.note(&node.site.to_string(), &inner.x);
        let left = match block(frame, &node.kids[1], &inner).await {
            Ok(()) if node.op == Op::ForAwaitBreak => None,
            Ok(()) => continue,
            Err(left) => Some(left),
        };
        close_async(frame, &iteration, matches!(left, Some(Abrupt::Throw(_)))).await?;
        return left.map_or(Ok(()), Err);
    }
}

/// `AsyncIteratorClose`. An exception that is on its way goes before what closing throws.
async fn close_async(
    frame: &Frame,
    iteration: &AsyncIteration,
    is_throw: bool,
) -> Result<(), Abrupt> {
    let machine = &frame.machine;
    let closed: Result<(), Abrupt> = async {
        if let Some(result) = thrown(machine.return_async(iteration, Value::Undefined))? {
            let result = frame.wait(result).await?;
            if !result.is_object() && !is_throw {
                return Err(Abrupt::Throw(type_error()));
            }
        }
        Ok(())
    }
    .await;
    if is_throw { Ok(()) } else { closed }
}

async fn destructure(
    frame: &Frame,
    node: &Node,
    iterable: &Value,
    scope: &Scope,
) -> Result<(), Abrupt> {
    let _outer = scope;
    let machine = &frame.machine;
    let iteration = thrown(machine.iterate(iterable))?;
    let mut is_done = false;
    let mut values = [Value::Undefined, Value::Undefined];
    for value in &mut values {
        if !is_done {
            match thrown(machine.step_value(&iteration))? {
                Some(next) => *value = next,
                None => is_done = true,
            }
        }
    }
    if !is_done {
        thrown(machine.close(&iteration))?;
    }
    let [x, y] = values;
    let inner = Scope { x, y };
    machine.note(&node.site.to_string(), &inner.y);
    block(frame, &node.kids[1], &inner).await
}

/// `yield*` in a generator.
async fn yield_star(frame: &Frame, iterable: &Value) -> Result<Value, Abrupt> {
    let machine = &frame.machine;
    machine.reach(Point::YieldStar, &machine.snapshot());
    let iteration = thrown(machine.iterate(iterable))?;
    let mut received = Resumption::Next(Value::Undefined);
    loop {
        let result = match received {
            Resumption::Next(value) => thrown(machine.next(&iteration, value))?,
            Resumption::Throw(error) => {
                let result = thrown(throw_into(machine, &iteration, error))?;
                let Some(result) = result else {
                    thrown(machine.close(&iteration))?;
                    return Err(Abrupt::Throw(type_error()));
                };
                result
            }
            Resumption::Return(value) => {
                let result = thrown(machine.call_return(&iteration, value.clone()))?;
                let Some(result) = result else {
                    return Err(Abrupt::Return(value));
                };
                let (value, is_done) = thrown(result.step())?;
                if is_done {
                    return Err(Abrupt::Return(value));
                }
                received = frame.channel.stop(Stop::Yield(result)).await;
                continue;
            }
        };
        let (value, is_done) = thrown(result.step())?;
        if is_done {
            return Ok(value);
        }
        received = frame.channel.stop(Stop::Yield(result)).await;
    }
}

/// Calls `throw`, if there is one.
fn throw_into(
    machine: &Machine,
    iteration: &Iteration,
    error: Value,
) -> Result<Option<Value>, Value> {
    match iteration {
        Iteration::Object(iterator) if super::async_iterate::is_generator(iterator) => machine
            .resume_generator(iterator, Resumption::Throw(error))
            .map(Some),
        _ => Ok(None),
    }
}

/// `yield*` in an async generator.
async fn yield_star_async(frame: &Frame, iterable: &Value) -> Result<Value, Abrupt> {
    let machine = &frame.machine;
    machine.reach(Point::YieldStar, &machine.snapshot());
    let iteration = thrown(machine.iterate_async(iterable))?;
    let mut received = Resumption::Next(Value::Undefined);
    loop {
        let mut is_return = false;
        let result = match received {
            Resumption::Next(value) => thrown(machine.next_async(&iteration, value))?,
            Resumption::Throw(error) => {
                let Some(result) = thrown(machine.throw_async(&iteration, error))? else {
                    close_async(frame, &iteration, false).await?;
                    return Err(Abrupt::Throw(type_error()));
                };
                result
            }
            Resumption::Return(value) => {
                is_return = true;
                let result = thrown(machine.return_async(&iteration, value.clone()))?;
                let Some(result) = result else {
                    return Err(Abrupt::Return(frame.wait(value).await?));
                };
                result
            }
        };
        let result = frame.wait(result).await?;
        let (value, is_done) = thrown(result.step())?;
        if is_done && is_return {
            return Err(Abrupt::Return(value));
        }
        if is_done {
            return Ok(value);
        }
        received = frame.yield_async(value).await;
    }
}
