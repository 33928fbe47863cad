//! Functions of programs: arrow functions, async functions, generators, and methods of objects.

use std::{cell::Cell, pin::Pin, rc::Rc};

use super::{
    coroutine::{Abrupt, Channel, Coroutine, Resumed, Resumption, Stop, at_once},
    evaluate::{Frame, block, evaluate},
    generator::step,
    machine::Machine,
    points::Point,
    value::{
        AsyncGeneratorObject, GeneratorObject, GeneratorState, Object, Outcome, Scope, Value,
        type_error,
    },
};
use crate::program::{forms::Op, node::Node};

/// Runs a block as the body of a function.
async fn body(frame: &Frame, node: &Node, scope: &Scope) -> Outcome {
    match block(frame, node, scope).await {
        Ok(()) => Ok(Value::Undefined),
        Err(Abrupt::Return(value)) => Ok(value),
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
    let coroutine = Rc::new(Coroutine::new(|channel| {
        let machine = machine.clone();
        async move {
            if machine.note(&node.site.to_string(), &scope.x) {
                return Ok(Value::Undefined);
            }
            let frame = Frame::of(machine, channel, None);
            body(&frame, &node.kids[0], &scope).await
        }
    }));
    machine.remember_body(&coroutine);
    let settle = move |machine: &Machine, outcome: Outcome| {
        let _returned = match outcome {
            Ok(value) => machine.call(&capability.resolve, value, Value::Undefined),
            Err(error) => machine.call(&capability.reject, error, Value::Undefined),
        };
    };
    drive(
        machine,
        &coroutine,
        &Rc::new(settle),
        Resumption::Next(Value::Undefined),
    );
    promise
}

type Settle = Rc<dyn Fn(&Machine, Outcome)>;

fn drive<F: Fn(&Machine, Outcome) + 'static>(
    machine: &Machine,
    coroutine: &Rc<Coroutine>,
    settle: &Rc<F>,
    resumption: Resumption,
) {
    let settle: Settle = settle.clone();
    go_on(machine, coroutine, &settle, resumption);
}

/// Lets the body of an async function go on until it awaits or ends.
fn go_on(
    machine: &Machine,
    coroutine: &Rc<Coroutine>,
    settle: &Settle,
    mut resumption: Resumption,
) {
    loop {
        let awaited = match coroutine.resume(resumption) {
            Resumed::Ended(outcome) => return settle(machine, outcome),
            Resumed::Stopped(Stop::Await(value) | Stop::Yield(value)) => value,
        };
        let continuation = |make: fn(Value) -> Resumption| {
            let (coroutine, settle) = (coroutine.clone(), settle.clone());
            Value::native(move |machine, value, _| {
                go_on(machine, &coroutine, &settle, make(value));
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
    let scope = Scope {
        x,
        y: Value::Undefined,
    };
    let mapping = machine.snapshot();
    machine.reach(Point::Generator, &mapping);
    let node = node.clone();
    let generator = Value::object(Object::Generator(GeneratorObject {
        state: Cell::new(GeneratorState::Start),
        mapping,
        body: Coroutine::new(|channel| {
            let machine = machine.clone();
            async move {
                if machine.note(&node.site.to_string(), &scope.x) {
                    return Ok(Value::Undefined);
                }
                let frame = Frame::of(machine, channel, None);
                body(&frame, &node.kids[1], &scope).await
            }
        }),
    }));
    machine.remember(&generator);
    generator
}

/// Calls an async generator function.
pub(super) fn make_async_generator(machine: &Machine, node: &Rc<Node>, x: Value) -> Value {
    let scope = Scope {
        x,
        y: Value::Undefined,
    };
    let mapping = machine.snapshot();
    machine.reach(Point::Generator, &mapping);
    let node = node.clone();
    let object = Rc::new_cyclic(|weak: &std::rc::Weak<Object>| {
        let weak = weak.clone();
        Object::AsyncGenerator(AsyncGeneratorObject {
            state: Cell::new(GeneratorState::Start),
            mapping,
            queue: Default::default(),
            body: Coroutine::new(|channel| {
                let machine = machine.clone();
                async move {
                    if machine.note(&node.site.to_string(), &scope.x) {
                        return Ok(Value::Undefined);
                    }
                    let frame = Frame::of(machine, channel, Some(weak));
                    body(&frame, &node.kids[1], &scope).await
                }
            }),
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
    let (node, scope, taken) = match &**object {
        Object::Generator(_) => {
            return machine.resume_generator(iterator, Resumption::Next(argument));
        }
        Object::Iterator { node, scope, taken } => (node, scope, taken),
        _ => return Err(type_error()),
    };
    let _outer = scope;
    if machine.note(&format!("{}n", node.site), &argument) {
        return Ok(step(Value::Number(0), true));
    }
    let scope = Scope {
        x: argument,
        y: Value::Undefined,
    };
    let mut has_returned = None;
    let outcome = at_once(async {
        match block(&Frame::plain(machine.clone()), &node.kids[0], &scope).await {
            Ok(()) => {}
            Err(Abrupt::Return(value)) => has_returned = Some(value),
            Err(Abrupt::Throw(error)) => return Err(error),
        }
        Ok(Value::Undefined)
    });
    outcome?;
    if let Some(value) = has_returned {
        return Ok(value);
    }
    taken.set(taken.get() + 1);
    let is_done = taken.get() > u32::from(node.a);
    Ok(step(Value::Number(taken.get()), is_done))
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
            at_once(async {
                let frame = Frame::plain(machine.clone());
                match block(&frame, &node.kids[0], scope).await {
                    Ok(()) => {}
                    Err(Abrupt::Return(value)) => return Ok(value),
                    Err(Abrupt::Throw(error)) => return Err(error),
                }
                match evaluate(&frame, &node.kids[1], scope).await {
                    Ok(value) | Err(Abrupt::Return(value)) => Ok(value),
                    Err(Abrupt::Throw(error)) => Err(error),
                }
            })
        }
        _ => Ok(Value::Undefined),
    }
}

/// Calls the `then` of a thenable.
pub(super) fn run_then(
    machine: &Machine,
    _thenable: &Value,
    then: &Value,
    resolve: Value,
    reject: Value,
) -> Outcome {
    machine.call(then, resolve, reject)
}

/// Runs the executor of a `new Promise`, and at its end the function that settles it, if it has one.
pub(super) fn executor(node: &Rc<Node>, scope: &Scope) -> Value {
    let node = node.clone();
    let _outer = scope;
    Value::native(move |machine, x, y| {
        let scope = Scope { x, y };
        machine.note(&node.site.to_string(), &Value::Undefined);
        let settle = match node.op {
            Op::NewResolved => Some(scope.x.clone()),
            Op::NewRejected => Some(scope.y.clone()),
            _ => None,
        };
        at_once(async {
            let frame = Frame::plain(machine.clone());
            match block(&frame, &node.kids[0], &scope).await {
                Ok(()) => {}
                Err(Abrupt::Return(value)) => return Ok(value),
                Err(Abrupt::Throw(error)) => return Err(error),
            }
            if let Some(settle) = settle {
                let value = match evaluate(&frame, &node.kids[1], &scope).await {
                    Ok(value) => value,
                    Err(Abrupt::Throw(error)) => return Err(error),
                    Err(_) => return Ok(Value::Undefined),
                };
                machine.call(&settle, value, Value::Undefined)?;
            }
            Ok(Value::Undefined)
        })
    })
}

/// A channel that nothing stops at.
pub(super) fn no_channel() -> Rc<Channel> {
    Rc::new(Channel::default())
}

/// A future of the evaluator.
pub(super) type Evaluation<'a, T> = Pin<Box<dyn Future<Output = Result<T, Abrupt>> + 'a>>;
