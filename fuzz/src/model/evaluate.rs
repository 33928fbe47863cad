//! Statements and expressions.

use std::{
    cell::Cell,
    rc::{Rc, Weak},
};

use super::{
    coroutine::{Abrupt, Channel, Resumption, Stop, at_once},
    exec::{Evaluation, executor, make_async_generator, make_generator, no_channel},
    generator::{async_generator_of, step},
    loops::{destructure, for_await, for_of, yield_star, yield_star_async},
    machine::Machine,
    points::Point,
    value::{Mapping, Object, Outcome, Scope, Value, new_error, snapshot_of},
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

    /// Stops until the body is resumed.
    pub(super) async fn stop(&self, stop: Stop) -> Resumption {
        self.channel.stop(stop).await
    }

    /// `Await ( value )`
    pub(super) async fn wait(&self, value: Value) -> Result<Value, Abrupt> {
        completed(self.stop(Stop::Await(value)).await)
    }

    fn is_async_generator(&self) -> bool {
        self.generator.is_some()
    }

    /// `AsyncGeneratorYield ( value )`, and what it is resumed with.
    pub(super) async fn yield_async(&self, value: Value) -> Resumption {
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
            None => self.stop(Stop::Yield(Value::Undefined)).await,
        };
        // AsyncGeneratorUnwrapYieldResumption
        match resumption {
            Resumption::Return(value) => match self.stop(Stop::Await(value)).await {
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

pub(super) fn thrown<T>(result: Result<T, Value>) -> Result<T, Abrupt> {
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
                thrown(run_block(machine, &mapping, node, scope))?;
            }
            Op::SnapshotBlock => {
                let mapping = thrown(snapshot_of(&kids[0]))?;
                thrown(run_block(machine, &mapping, node, scope))?;
            }
            Op::RunThrows | Op::SnapshotThrows => {
                let mapping = if node.op == Op::RunThrows {
                    Ok(machine.with(node.a, take(&mut kids, 0)))
                } else {
                    snapshot_of(&kids[0])
                };
                let outcome = mapping.and_then(|mapping| run_block(machine, &mapping, node, scope));
                if let Err(error) = outcome {
                    machine.note(&format!("{}c", node.site), &error);
                }
            }
            Op::Throw => return Err(Abrupt::Throw(take(&mut kids, 0))),
            Op::ThrowError => return Err(Abrupt::Throw(new_error("RangeError"))),
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
            Op::Destructure => destructure(frame, node, &kids[0]).await?,
            Op::Await | Op::AwaitAlone => return frame.wait(take(&mut kids, 0)).await,
            Op::Yield | Op::YieldAlone => {
                let value = take(&mut kids, 0);
                if frame.is_async_generator() {
                    let value = frame.wait(value).await?;
                    return completed(frame.yield_async(value).await);
                }
                let result = step(value, false);
                return completed(frame.stop(Stop::Yield(result)).await);
            }
            Op::YieldStar => return yield_star(frame, &kids[0]).await,
            Op::YieldStarAsync => return yield_star_async(frame, &kids[0]).await,
            Op::NewGenerator => return Ok(make_generator(machine, node, take(&mut kids, 0))),
            Op::NewAsyncGenerator => {
                return Ok(make_async_generator(machine, node, take(&mut kids, 0)));
            }
            Op::New | Op::NewResolved | Op::NewRejected => {
                return thrown(machine.construct(node.a, &executor(node)));
            }
            Op::Arrow | Op::AsyncArrow => return Ok(Value::object(Object::Arrow(node.clone()))),
            Op::Thenable | Op::ThenableGetter => {
                let object = Object::Thenable(node.clone(), scope.clone());
                return Ok(Value::object(object));
            }
            Op::Iterator | Op::AsyncIterator => {
                return Ok(Value::object(Object::Iterator {
                    node: node.clone(),
                    taken: Cell::new(0),
                }));
            }
            _ => return thrown(machine.perform(node, kids, scope)),
        }
        Ok(Value::Undefined)
    })
}

/// Calls an arrow function without parameters in a mapping. Its body is the second part of a node; at its end it throws the third
/// one, if there is one.
fn run_block(machine: &Machine, mapping: &Mapping, node: &Rc<Node>, scope: &Scope) -> Outcome {
    let is_snapshot = matches!(node.op, Op::SnapshotBlock | Op::SnapshotThrows);
    let (point, thrown_there) = if is_snapshot {
        (Point::SnapshotRun, Point::SnapshotRunThrows)
    } else {
        (Point::Run, Point::RunThrows)
    };
    machine.reach(point, mapping);
    let call = || {
        if machine.note(&node.site.to_string(), &Value::Undefined) {
            return Ok(Value::Undefined);
        }
        let frame = Frame::plain(machine.clone());
        at_once(async {
            let body = async {
                block(&frame, &node.kids[1], scope).await?;
                match node.kids.get(2) {
                    Some(error) => Err(Abrupt::Throw(evaluate(&frame, error, scope).await?)),
                    None => Ok(()),
                }
            };
            match body.await {
                Err(Abrupt::Throw(error)) => Err(error),
                _ => Ok(Value::Undefined),
            }
        })
    };
    let outcome = machine.scoped(mapping, || machine.called(call));
    if outcome.is_err() {
        machine.reach(thrown_there, mapping);
    }
    outcome
}

fn take(kids: &mut [Value], at: usize) -> Value {
    kids.get_mut(at).map_or(Value::Undefined, std::mem::take)
}
