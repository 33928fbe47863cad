//! Loops, array patterns and `yield*`: what iterates in the midst of a body.

use super::{
    async_iterate::{AsyncIteration, is_generator},
    coroutine::{Abrupt, Resumption, Stop},
    evaluate::{Frame, block, thrown},
    iterate::Iteration,
    machine::Machine,
    points::Point,
    value::{Scope, Value, type_error},
};
use crate::program::{forms::Op, node::Node};

/// `for..of`
pub(super) async fn for_of(
    frame: &Frame,
    node: &Node,
    iterable: &Value,
    scope: &Scope,
) -> Result<(), Abrupt> {
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

/// `for await`
pub(super) async fn for_await(
    frame: &Frame,
    node: &Node,
    iterable: &Value,
    scope: &Scope,
) -> Result<(), Abrupt> {
    let machine = &frame.machine;
    let iteration = thrown(machine.iterate_async(iterable))?;
    loop {
        let result = thrown(machine.next_async(&iteration, Value::Undefined))?;
        // The engine looks before it awaits, and not afterwards as the specification says (docs/boa.md).
        if !result.is_object() {
            return Err(Abrupt::Throw(type_error()));
        }
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

/// `const [z, w] = iterable`
pub(super) async fn destructure(
    frame: &Frame,
    node: &Node,
    iterable: &Value,
) -> Result<(), Abrupt> {
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
pub(super) async fn yield_star(frame: &Frame, iterable: &Value) -> Result<Value, Abrupt> {
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
                received = frame.stop(Stop::Yield(result)).await;
                continue;
            }
        };
        let (value, is_done) = thrown(result.step())?;
        if is_done {
            return Ok(value);
        }
        received = frame.stop(Stop::Yield(result)).await;
    }
}

/// Calls `throw`, if there is one.
fn throw_into(
    machine: &Machine,
    iteration: &Iteration,
    error: Value,
) -> Result<Option<Value>, Value> {
    match iteration {
        Iteration::Object(iterator) if is_generator(iterator) => machine
            .resume_generator(iterator, Resumption::Throw(error))
            .map(Some),
        _ => Ok(None),
    }
}

/// `yield*` in an async generator.
pub(super) async fn yield_star_async(frame: &Frame, iterable: &Value) -> Result<Value, Abrupt> {
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
