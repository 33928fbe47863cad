//! The state of the model: the current mapping, the queues, the slots and the log.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    rc::{Rc, Weak},
};

use super::{
    coroutine::{Coroutine, at_once},
    exec::{run_arrow, start_async},
    modules::Import,
    points::Point,
    value::{Class, Mapping, Object, Outcome, PromiseState, Reaction, Scope, Value, type_error},
};
use crate::program::{forms::Op, node::Node};

/// An agent that runs one program.
pub(super) struct Machine(pub(super) Rc<State>);

impl Clone for Machine {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// A microtask.
pub(super) enum Microtask {
    Reaction(Reaction, Value),
    /// A thenable: the promise to resolve, the thenable's `then`.
    Thenable(Value, Value, Mapping),
    Callback(Value, Mapping),
}

/// A variable as programs see it.
#[derive(Clone)]
pub(super) struct Variable {
    pub(super) id: u32,
    default: Value,
}

#[derive(Default)]
pub(super) struct Slots {
    pub(super) by_name: BTreeMap<(char, u8), Value>,
    pub(super) timers: BTreeMap<u8, u64>,
}

pub(super) enum TimerJob {
    Callback(Value),
    Interval(Rc<Node>, Scope, Rc<Cell<u32>>, u64),
    /// `AbortSignal.timeout`: its listener.
    Abort(Value),
}

pub(super) struct Timer {
    pub(super) handle: u64,
    pub(super) mapping: Mapping,
    /// How many timers have set each other before it.
    pub(super) nesting: u32,
    pub(super) job: TimerJob,
}

pub(super) struct Listener {
    pub(super) callback: Value,
    pub(super) once: bool,
    pub(super) removed: Cell<bool>,
}

#[derive(Default)]
pub(super) struct Target {
    pub(super) listeners: RefCell<Vec<Rc<Listener>>>,
    pub(super) is_aborted: Cell<bool>,
}

#[derive(Default)]
pub(super) struct Rejections {
    pub(super) unhandled: VecDeque<(Value, Mapping)>,
    pub(super) outstanding: Vec<(Value, Mapping)>,
    pub(super) handled: VecDeque<(Value, Mapping)>,
}

pub(super) struct State {
    pub(super) current: RefCell<Mapping>,
    pub(super) microtasks: RefCell<VecDeque<Microtask>>,
    pub(super) timers: RefCell<BTreeMap<(u64, u64), Timer>>,
    pub(super) numbers: Cell<u64>,
    pub(super) now: Cell<u64>,
    pub(super) slots: RefCell<Slots>,
    pub(super) variables: RefCell<Vec<Variable>>,
    pub(super) variable_ids: Cell<u32>,
    pub(super) targets: RefCell<BTreeMap<(char, u8), Rc<Target>>>,
    pub(super) rejections: RefCell<Rejections>,
    pub(super) registries: RefCell<BTreeMap<u8, (String, Mapping)>>,
    pub(super) ports: RefCell<BTreeMap<u8, Value>>,
    pub(super) messages: RefCell<VecDeque<u8>>,
    pub(super) imports: RefCell<VecDeque<Import>>,
    pub(super) log: RefCell<Vec<String>>,
    pub(super) cleanups: RefCell<Vec<String>>,
    pub(super) limit: usize,
    /// Whether reports are events with the mapping of their cause.
    pub(super) has_events: bool,
    /// How many calls are running, with the script.
    pub(super) depth: Cell<u32>,
    pub(super) is_in_checkpoint: Cell<bool>,
    /// The nesting level of the timer that is running.
    pub(super) nesting: Cell<u32>,
    /// Whether an event `error` is being dispatched: what is thrown meanwhile makes no other.
    pub(super) is_reporting: Cell<bool>,
    /// The exception that has left a scope last, and the mapping in which it was thrown.
    pub(super) cause: RefCell<Option<(Value, Mapping)>>,
    pub(super) ops: RefCell<BTreeMap<Op, u64>>,
    pub(super) points: RefCell<BTreeMap<Point, u64>>,
    /// The promises, generators and streams, and the bodies of async functions.
    objects: RefCell<Vec<Weak<Object>>>,
    bodies: RefCell<Vec<Weak<Coroutine>>>,
}

impl Machine {
    pub(super) fn new(limit: usize, has_events: bool) -> Self {
        let machine = Self(Rc::new(State {
            current: RefCell::default(),
            microtasks: RefCell::default(),
            timers: RefCell::default(),
            numbers: Cell::default(),
            now: Cell::default(),
            slots: RefCell::default(),
            variables: RefCell::default(),
            variable_ids: Cell::default(),
            targets: RefCell::default(),
            rejections: RefCell::default(),
            registries: RefCell::default(),
            ports: RefCell::default(),
            messages: RefCell::default(),
            imports: RefCell::default(),
            log: RefCell::default(),
            cleanups: RefCell::default(),
            limit,
            has_events,
            depth: Cell::default(),
            is_in_checkpoint: Cell::default(),
            nesting: Cell::default(),
            is_reporting: Cell::default(),
            cause: RefCell::default(),
            ops: RefCell::default(),
            points: RefCell::default(),
            objects: RefCell::default(),
            bodies: RefCell::default(),
        }));
        for kind in [0, 1, 2, 0] {
            let variable = machine.make_variable(kind);
            machine.0.variables.borrow_mut().push(variable);
        }
        for key in [('e', 0), ('e', 1), ('c', 0), ('c', 1)] {
            machine.0.targets.borrow_mut().insert(key, Rc::default());
        }
        for number in [0, 1] {
            let registry = (format!("r{number}"), Mapping::default());
            machine.0.registries.borrow_mut().insert(number, registry);
        }
        machine
    }

    pub(super) fn make_variable(&self, kind: u8) -> Variable {
        let id = self.0.variable_ids.get();
        self.0.variable_ids.set(id + 1);
        let default = if kind == 1 {
            Value::Number(9)
        } else {
            Value::Undefined
        };
        Variable { id, default }
    }

    pub(super) fn number(&self) -> u64 {
        let number = self.0.numbers.get();
        self.0.numbers.set(number + 1);
        number
    }

    /// `AsyncContextSnapshot ( )`
    pub(super) fn snapshot(&self) -> Mapping {
        self.0.current.borrow().clone()
    }

    /// `AsyncContextSwap ( mapping )`
    pub(super) fn swap(&self, mapping: Mapping) -> Mapping {
        self.0.current.replace(mapping)
    }

    /// Runs `f` in a mapping.
    pub(super) fn within<T>(&self, mapping: &Mapping, f: impl FnOnce() -> T) -> T {
        let before = self.swap(mapping.clone());
        let value = f();
        self.swap(before);
        value
    }

    /// Runs `f` in a mapping, as a call. What it throws was thrown there, if not further inside.
    pub(super) fn scoped(&self, mapping: &Mapping, f: impl FnOnce() -> Outcome) -> Outcome {
        self.within(mapping, || f().inspect_err(|error| self.note_throw(error)))
    }

    /// Runs `f` as a job, in a mapping.
    pub(super) fn job(&self, mapping: &Mapping, f: impl FnOnce()) {
        self.within(mapping, f);
        self.0.cause.take();
    }

    /// Remembers the current mapping as that in which an exception was thrown that leaves it. An object that is thrown again
    /// keeps the first one: it cannot be told from an exception on its way.
    pub(super) fn note_throw(&self, error: &Value) {
        let mut cause = self.0.cause.borrow_mut();
        if !matches!(&*cause, Some((known, _)) if known.is(error)) {
            *cause = Some((error.clone(), self.snapshot()));
        }
    }

    /// The mapping in which an exception was thrown that nothing has caught.
    pub(super) fn cause_of(&self, error: &Value) -> Mapping {
        match self.0.cause.take() {
            Some((known, mapping)) if known.is(error) => mapping,
            _ => self.snapshot(),
        }
    }

    /// Notes that a point of the specification was reached. One in which nothing is set tells nothing.
    pub(super) fn reach(&self, point: Point, mapping: &Mapping) {
        if !mapping.is_empty() {
            *self.0.points.borrow_mut().entry(point).or_default() += 1;
        }
    }

    pub(super) fn get(&self, number: u8) -> Value {
        let variables = self.0.variables.borrow();
        let Some(variable) = variables.get(usize::from(number)) else {
            return Value::Undefined;
        };
        let current = self.0.current.borrow();
        current
            .get(&variable.id)
            .unwrap_or(&variable.default)
            .clone()
    }

    /// The current mapping with one more value.
    pub(super) fn with(&self, number: u8, value: Value) -> Mapping {
        let mut mapping = (*self.snapshot()).clone();
        if let Some(variable) = self.0.variables.borrow().get(usize::from(number)) {
            mapping.insert(variable.id, value);
        }
        Rc::new(mapping)
    }

    fn values(&self) -> String {
        let values: Vec<String> = (0..4).map(|number| self.get(number).to_string()).collect();
        values.join(" ")
    }

    /// Notes what is seen here. True if the program has noted enough.
    pub(super) fn note(&self, site: &str, value: &Value) -> bool {
        if self.0.log.borrow().len() >= self.0.limit {
            return true;
        }
        let line = self.line(site, value);
        self.0.log.borrow_mut().push(line);
        false
    }

    /// A line of the log.
    pub(super) fn line(&self, site: &str, value: &Value) -> String {
        format!("{site}: {} | {value}", self.values())
    }

    /// Drops what the program has made: its objects refer to each other, and to this.
    pub(super) fn clear(&self) {
        self.0.slots.take();
        self.0.timers.take();
        self.0.microtasks.take();
        self.0.targets.take();
        self.0.rejections.take();
        self.0.ports.take();
        self.0.imports.take();
        self.0.cause.take();
        for body in self.0.bodies.take() {
            if let Some(body) = body.upgrade() {
                body.drop_body();
            }
        }
        for object in self.0.objects.take() {
            match object.upgrade().as_deref() {
                Some(Object::Promise(promise)) => {
                    promise.state.replace(PromiseState::Pending(Vec::new()));
                }
                Some(Object::Generator(generator)) => generator.body.drop_body(),
                Some(Object::AsyncGenerator(generator)) => {
                    generator.queue.take();
                    generator.body.drop_body();
                }
                Some(Object::Stream(stream)) => stream.clear(),
                _ => {}
            }
        }
    }

    /// Notes an object that may refer to itself.
    pub(super) fn remember(&self, value: &Value) {
        if let Value::Object(object) = value {
            self.0.objects.borrow_mut().push(Rc::downgrade(object));
        }
    }

    /// Notes the body of an async function.
    pub(super) fn remember_body(&self, body: &Rc<Coroutine>) {
        self.0.bodies.borrow_mut().push(Rc::downgrade(body));
    }

    /// `Call ( f, undefined, « x, y » )`
    pub(super) fn call(&self, f: &Value, x: Value, y: Value) -> Outcome {
        self.called(|| self.call_inner(f, x, y))
    }

    /// Runs `f` as the body of a call.
    pub(super) fn called(&self, f: impl FnOnce() -> Outcome) -> Outcome {
        self.0.depth.set(self.0.depth.get() + 1);
        let outcome = f();
        self.0.depth.set(self.0.depth.get() - 1);
        outcome
    }

    fn call_inner(&self, f: &Value, x: Value, y: Value) -> Outcome {
        let Value::Object(object) = f else {
            return Err(type_error());
        };
        match &**object {
            Object::Native(native) => {
                let native = native.clone();
                native(self, x, y)
            }
            Object::Arrow(node) if node.op == Op::AsyncArrow => {
                Ok(start_async(self, node.clone(), Scope { x, y }))
            }
            Object::Arrow(node) => at_once(run_arrow(self.clone(), node.clone(), Scope { x, y })),
            _ => Err(type_error()),
        }
    }

    pub(super) fn slot(&self, letter: char, number: u8) -> Value {
        let slots = self.0.slots.borrow();
        let value = slots.by_name.get(&(letter, number));
        value.cloned().unwrap_or(Value::Undefined)
    }

    pub(super) fn set_slot(&self, letter: char, number: u8, value: Value) {
        let key = (letter, number);
        self.0.slots.borrow_mut().by_name.insert(key, value);
    }

    pub(super) fn enqueue(&self, task: Microtask) {
        self.0.microtasks.borrow_mut().push_back(task);
    }

    pub(super) fn target(&self, letter: char, number: u8) -> Rc<Target> {
        let mut targets = self.0.targets.borrow_mut();
        targets.entry((letter, number)).or_default().clone()
    }
}

/// The class of plain promises.
pub(super) const PROMISE: Class = 0;
