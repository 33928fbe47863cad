//! Values of the model.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    fmt,
    rc::Rc,
};

use super::{
    coroutine::{Coroutine, Resumption},
    machine::Machine,
    streams::StreamObject,
};
use crate::program::node::Node;

/// The result of code: a value, or what it throws.
pub(super) type Outcome = Result<Value, Value>;

/// A value of the language, as far as programs have them.
#[derive(Clone, Default)]
pub(super) enum Value {
    #[default]
    Undefined,
    Null,
    Number(u32),
    /// One of the constant objects.
    Constant(u8),
    /// An error, which has an identity.
    Error(Rc<ErrorObject>),
    Object(Rc<Object>),
}

/// What is told of an error.
pub(super) struct ErrorObject {
    name: &'static str,
}

/// An immutable map from variables to values. Variables are numbered in the order of their creation.
pub(super) type Mapping = Rc<BTreeMap<u32, Value>>;

/// A function of the model.
pub(super) type Native = Rc<dyn Fn(&Machine, Value, Value) -> Outcome>;

pub(super) enum Object {
    Promise(PromiseObject),
    /// An arrow function: its node. No function of a program sees the names around it.
    Arrow(Rc<Node>),
    Native(Native),
    Generator(GeneratorObject),
    AsyncGenerator(AsyncGeneratorObject),
    Array(Vec<Value>),
    /// What an iterator returns.
    Step(Value, bool),
    /// What `Promise.allSettled` tells of a promise.
    Settled(bool, Value),
    /// An object with a `then`, and the names that a getter sees.
    Thenable(Rc<Node>, Scope),
    /// An iterator object of the program.
    Iterator {
        node: Rc<Node>,
        taken: Cell<u32>,
    },
    Snapshot(Mapping),
    /// A stream and its reader, of which programs have the reader.
    Stream(StreamObject),
    /// An object of which programs see nothing, such as an event.
    Opaque,
}

/// The names `x` and `y`.
#[derive(Clone, Default)]
pub(super) struct Scope {
    pub(super) x: Value,
    pub(super) y: Value,
}

impl Scope {
    /// That of a function that was called with one argument.
    pub(super) fn of(x: Value) -> Self {
        Self {
            x,
            y: Value::Undefined,
        }
    }
}

/// Which constructor a promise has: the number of the class.
pub(super) type Class = u8;

pub(super) struct PromiseObject {
    pub(super) class: Class,
    pub(super) state: RefCell<PromiseState>,
    pub(super) is_handled: Cell<bool>,
}

pub(super) enum PromiseState {
    /// The reactions: what to do when it is fulfilled, and when it is rejected.
    Pending(Vec<(Reaction, Reaction)>),
    Fulfilled(Value),
    Rejected(Value),
}

#[derive(Clone)]
pub(super) struct Reaction {
    pub(super) capability: Option<Capability>,
    pub(super) handler: Option<Value>,
    pub(super) is_reject: bool,
    pub(super) mapping: Mapping,
}

#[derive(Clone)]
pub(super) struct Capability {
    pub(super) promise: Value,
    pub(super) resolve: Value,
    pub(super) reject: Value,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum GeneratorState {
    Start,
    Yielded,
    Running,
    /// Only async generators: done, and the queue is being emptied.
    Draining,
    Done,
}

pub(super) struct GeneratorObject {
    pub(super) state: Cell<GeneratorState>,
    pub(super) body: Coroutine,
    pub(super) mapping: Mapping,
}

pub(super) struct AsyncGeneratorObject {
    pub(super) state: Cell<GeneratorState>,
    pub(super) body: Coroutine,
    pub(super) mapping: Mapping,
    pub(super) queue: RefCell<VecDeque<(Resumption, Capability)>>,
}

impl Value {
    pub(super) fn object(object: Object) -> Self {
        Self::Object(Rc::new(object))
    }

    pub(super) fn native(f: impl Fn(&Machine, Value, Value) -> Outcome + 'static) -> Self {
        Self::object(Object::Native(Rc::new(f)))
    }

    pub(super) fn is_object(&self) -> bool {
        matches!(self, Self::Constant(_) | Self::Error(_) | Self::Object(_))
    }

    pub(super) fn is_callable(&self) -> bool {
        matches!(self, Self::Object(object)
            if matches!(&**object, Object::Arrow(_) | Object::Native(_)))
    }

    /// Whether both are the same object. Primitives have no identity.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Object(a), Self::Object(b)) => Rc::ptr_eq(a, b),
            (Self::Error(a), Self::Error(b)) => Rc::ptr_eq(a, b),
            (Self::Constant(a), Self::Constant(b)) => a == b,
            _ => false,
        }
    }

    /// With what a promise was rejected.
    pub(super) fn reason(&self) -> Self {
        match self.as_promise().map(|promise| promise.state.borrow()) {
            Some(state) => match &*state {
                PromiseState::Rejected(reason) => reason.clone(),
                _ => Self::Undefined,
            },
            None => Self::Undefined,
        }
    }

    pub(super) fn as_promise(&self) -> Option<&PromiseObject> {
        match self {
            Self::Object(object) => match &**object {
                Object::Promise(promise) => Some(promise),
                _ => None,
            },
            _ => None,
        }
    }

    /// What an object that an iterator returned says.
    pub(super) fn step(&self) -> Result<(Self, bool), Value> {
        match self {
            Self::Object(object) => match &**object {
                Object::Step(value, done) => Ok((value.clone(), *done)),
                _ => Ok((Self::Undefined, false)),
            },
            Self::Constant(_) | Self::Error(_) => Ok((Self::Undefined, false)),
            _ => Err(type_error()),
        }
    }
}

/// A new error.
pub(super) fn new_error(name: &'static str) -> Value {
    Value::Error(Rc::new(ErrorObject { name }))
}

/// A new `TypeError`.
pub(super) fn type_error() -> Value {
    new_error("TypeError")
}

/// The mapping of a snapshot.
pub(super) fn snapshot_of(value: &Value) -> Result<Mapping, Value> {
    match value {
        Value::Object(object) => match &**object {
            Object::Snapshot(mapping) => Ok(mapping.clone()),
            _ => Err(type_error()),
        },
        _ => Err(type_error()),
    }
}

/// What the log shows of a value.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undefined => f.write_str("u"),
            Self::Null => f.write_str("null"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Constant(number) => write!(f, "o{number}"),
            Self::Error(error) => f.write_str(error.name),
            Self::Object(object) => match &**object {
                Object::Promise(_) => f.write_str("promise"),
                Object::Arrow(_) | Object::Native(_) => f.write_str("fn"),
                Object::Array(values) => {
                    f.write_str("[")?;
                    for (at, value) in values.iter().enumerate() {
                        write!(f, "{}{value}", if at > 0 { "," } else { "" })?;
                    }
                    f.write_str("]")
                }
                Object::Step(value, done) => write!(f, "{{{value},{done}}}"),
                Object::Settled(true, value) => write!(f, "{{fulfilled,{value}}}"),
                Object::Settled(false, value) => write!(f, "{{rejected,{value}}}"),
                _ => f.write_str("obj"),
            },
        }
    }
}
