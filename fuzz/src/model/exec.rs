//! Functions of programs: arrow functions, async functions, generators, and methods of objects.

use std::{
    cell::Cell,
    pin::Pin,
    rc::{Rc, Weak},
};

use super::{
    coroutine::{Abrupt, Channel, Coroutine, Resumed, Resumption, Stop, at_once},
    evaluate::{Frame, block, evaluate},
    generator::step,
    machine::Machine,
    points::Point,
    value::{
        AsyncGeneratorObject, Capability, GeneratorObject, GeneratorState, Object, Outcome, Scope,
        Value, type_error,
    },
};
use crate::program::{forms::Op, node::Node};

/// A future of the evaluator.
pub(super) type Evaluation<'a, T> = Pin<Box<dyn Future<Output = Result<T, Abrupt>> + 'a>>;

/// A channel that nothing stops at.
pub(super) fn no_channel() -> Rc<Channel> {
    Rc::new(Channel::default())
}

/// Runs a block as the body of a function.
async fn body(frame: &Frame, node: &Node, scope: &Scope) -> Outcome {
    match block(frame, node, scope).await {
        Ok(()) => Ok(Value::Undefined),
        Err(Abrupt::Return(value)) => Ok(value),
        Err(Abrupt::Throw(error)) => Err(error),
    }
}

/// Runs a block as the first statements of a function, and `rest` as those after it.
async fn body_then<'a>(
    frame: &'a Frame,
    node: &'a Node,
    scope: &'a Scope,
    rest: impl AsyncFnOnce() -> Result<Value, Abrupt>,
) -> Outcome {
    let outcome = match block(frame, node, scope).await {
        Ok(()) => rest().await,
        Err(abrupt) => Err(abrupt),
    };
    match outcome {
        Ok(value) | Err(Abrupt::Return(value)) => Ok(value),
        Err(Abrupt::Throw(error)) => Err(error),
    }
}

/// Runs an arrow function that is not async.
pub(super) async fn run_arrow(machine: Machine, node: Rc<Node>, scope: Scope) -> Outcome {
    if machine.note(&node.site.to_string(), &scope.x) {
        return Ok(Value::Undefined);
    }
    body(&Frame::plain(machine), &node.kids[0], &scope).await
}

/// Calls an async arrow function.
pub(super) fn start_async(machine: &Machine, node: Rc<Node>, scope: Scope) -> Value {
    let capability = machine.plain_capability();
    let promise = capability.promise.clone();
    let body = function_body(machine, &node, 0, scope, None);
    run_async(machine, body, capability);
    promise
}

/// The body of a function that may stop: the part of `node` with the number `part`, after a line of the log.
fn function_body(
    machine: &Machine,
    node: &Rc<Node>,
    part: usize,
    scope: Scope,
    generator: Option<Weak<Object>>,
) -> Coroutine {
    let (machine, node) = (machine.clone(), node.clone());
    Coroutine::new(|channel| async move {
        if machine.note(&node.site.to_string(), &scope.x) {
            return Ok(Value::Undefined);
        }
        let frame = Frame::of(machine, channel, generator);
        body(&frame, &node.kids[part], &scope).await
    })
}

/// Runs an async body, whose outcome settles a promise.
///
/// <https://tc39.es/ecma262/#sec-asyncblockstart>
pub(super) fn run_async(machine: &Machine, body: Coroutine, capability: Capability) {
    let body = Rc::new(body);
    machine.remember_body(&body);
    let begin = Resumption::Next(Value::Undefined);
    go_on(machine, &body, &Rc::new(capability), begin);
}

/// Lets an async body go on until it awaits or ends.
fn go_on(
    machine: &Machine,
    body: &Rc<Coroutine>,
    capability: &Rc<Capability>,
    mut resumption: Resumption,
) {
    loop {
        let awaited = match body.resume(resumption) {
            Resumed::Ended(outcome) => {
                let _returned = match outcome {
                    Ok(value) => machine.call(&capability.resolve, value, Value::Undefined),
                    Err(error) => machine.call(&capability.reject, error, Value::Undefined),
                };
                return;
            }
            Resumed::Stopped(Stop::Await(value) | Stop::Yield(value)) => value,
        };
        let continuation = |make: fn(Value) -> Resumption| {
            let (body, capability) = (body.clone(), capability.clone());
            Value::native(move |machine, value, _| {
                go_on(machine, &body, &capability, make(value));
                Ok(Value::Undefined)
            })
        };
        let (f, r) = (
            continuation(Resumption::Next),
            continuation(Resumption::Throw),
        );
        match machine.await_value(awaited, f, r) {
            Ok(()) => return,
            Err(error) => resumption = Resumption::Throw(error),
        }
    }
}

/// Calls a generator function.
pub(super) fn make_generator(machine: &Machine, node: &Rc<Node>, x: Value) -> Value {
    let mapping = machine.snapshot();
    machine.reach(Point::Generator, &mapping);
    let generator = Value::object(Object::Generator(GeneratorObject {
        state: Cell::new(GeneratorState::Start),
        mapping,
        body: function_body(machine, node, 1, Scope::of(x), None),
    }));
    machine.remember(&generator);
    generator
}

/// Calls an async generator function.
pub(super) fn make_async_generator(machine: &Machine, node: &Rc<Node>, x: Value) -> Value {
    let mapping = machine.snapshot();
    machine.reach(Point::Generator, &mapping);
    let object = Rc::new_cyclic(|weak| {
        Object::AsyncGenerator(AsyncGeneratorObject {
            state: Cell::new(GeneratorState::Start),
            mapping,
            queue: Default::default(),
            body: function_body(machine, node, 1, Scope::of(x), Some(weak.clone())),
        })
    });
    let generator = Value::Object(object);
    machine.remember(&generator);
    generator
}

/// `next` of an iterator object.
pub(super) fn iterator_next(machine: &Machine, iterator: &Value, argument: Value) -> Outcome {
    let Value::Object(object) = iterator else {
        return Err(type_error());
    };
    let (node, taken) = match &**object {
        Object::Generator(_) => {
            return machine.resume_generator(iterator, Resumption::Next(argument));
        }
        Object::Iterator { node, taken } => (node, taken),
        _ => return Err(type_error()),
    };
    if machine.note(&format!("{}n", node.site), &argument) {
        return Ok(step(Value::Number(0), true));
    }
    let frame = Frame::plain(machine.clone());
    let scope = Scope::of(argument);
    at_once(body_then(&frame, &node.kids[0], &scope, async || {
        taken.set(taken.get() + 1);
        let is_done = taken.get() > u32::from(node.a);
        Ok(step(Value::Number(taken.get()), is_done))
    }))
}

/// `Get ( value, "then" )` while a promise is resolved with the value.
pub(super) fn read_then(machine: &Machine, value: &Value) -> Outcome {
    let Value::Object(object) = value else {
        return Ok(Value::Undefined);
    };
    match &**object {
        Object::Promise(_) => {
            let promise = value.clone();
            Ok(Value::native(move |machine, f, r| {
                machine.then(&promise, f, r)
            }))
        }
        Object::Thenable(node, _) if node.op == Op::Thenable => {
            let node = node.clone();
            Ok(Value::native(move |machine, x, y| {
                if machine.note(&node.site.to_string(), &Value::Undefined) {
                    return Ok(Value::Undefined);
                }
                let frame = Frame::plain(machine.clone());
                at_once(body(&frame, &node.kids[0], &Scope { x, y }))
            }))
        }
        Object::Thenable(node, scope) => {
            if machine.note(&node.site.to_string(), &Value::Undefined) {
                return Ok(Value::Undefined);
            }
            let frame = Frame::plain(machine.clone());
            at_once(body_then(&frame, &node.kids[0], scope, async || {
                evaluate(&frame, &node.kids[1], scope).await
            }))
        }
        _ => Ok(Value::Undefined),
    }
}

/// The executor of a `new Promise`. At its end it calls the function that settles the promise, if it has one.
pub(super) fn executor(node: &Rc<Node>) -> Value {
    let node = node.clone();
    Value::native(move |machine, x, y| {
        let scope = Scope { x, y };
        machine.note(&node.site.to_string(), &Value::Undefined);
        let frame = Frame::plain(machine.clone());
        at_once(body_then(&frame, &node.kids[0], &scope, async || {
            let settle = match node.op {
                Op::NewResolved => &scope.x,
                Op::NewRejected => &scope.y,
                _ => return Ok(Value::Undefined),
            };
            let value = evaluate(&frame, &node.kids[1], &scope).await?;
            let returned = machine.call(settle, value, Value::Undefined);
            returned.map_err(Abrupt::Throw)
        }))
    })
}
