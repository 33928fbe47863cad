//! Readable streams whose source is pulled only for reads: a high water mark of 0, so there is never a chunk in the queue.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use super::{
    coroutine::{Abrupt, at_once},
    evaluate::{Frame, block},
    generator::step,
    machine::Machine,
    points::Point,
    value::{Capability, Mapping, Object, Outcome, Scope, Value, type_error},
};
use crate::program::node::Node;

/// A stream, and its reader.
pub(super) struct StreamObject {
    node: Rc<Node>,
    state: RefCell<StreamState>,
    has_started: Cell<bool>,
    is_pulling: Cell<bool>,
    pull_again: Cell<bool>,
    /// How many chunks there were.
    taken: Cell<u32>,
    reads: RefCell<VecDeque<Read>>,
}

enum StreamState {
    Readable,
    Closed,
    Errored(Value),
}

/// A read that waits for a chunk.
struct Read {
    capability: Capability,
    /// Its mapping, if its pull has to wait, until the pull is called.
    cause: Option<Mapping>,
}

impl StreamObject {
    /// Forgets who waits.
    pub(super) fn clear(&self) {
        self.reads.take();
    }
}

fn stream_of(value: &Value) -> Result<&StreamObject, Value> {
    match value {
        Value::Object(object) => match &**object {
            Object::Stream(stream) => Ok(stream),
            _ => Err(type_error()),
        },
        _ => Err(type_error()),
    }
}

impl Machine {
    /// `new ReadableStream ( ... )`
    ///
    /// <https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller>
    pub(super) fn make_stream(&self, node: &Rc<Node>) -> Outcome {
        let stream = Value::object(Object::Stream(StreamObject {
            node: node.clone(),
            state: RefCell::new(StreamState::Readable),
            has_started: Cell::default(),
            is_pulling: Cell::default(),
            pull_again: Cell::default(),
            taken: Cell::default(),
            reads: RefCell::default(),
        }));
        self.remember(&stream);
        self.call_method(node, 0, 's')?;
        let started = self.plain_capability();
        self.call(&started.resolve, Value::Undefined, Value::Undefined)?;
        self.upon(&started.promise, &stream, |machine, stream| {
            if let Ok(stream) = stream_of(stream) {
                stream.has_started.set(true);
            }
            machine.pull_after_wait(stream);
        });
        Ok(stream)
    }

    /// Calls a method of the source: a block of its node, after a line of the log.
    fn call_method(&self, node: &Node, part: usize, letter: char) -> Outcome {
        self.called(|| {
            if self.note(&format!("{}{letter}", node.site), &Value::Undefined) {
                return Ok(Value::Undefined);
            }
            at_once(async {
                let frame = Frame::plain(self.clone());
                match block(&frame, &node.kids[part], &Scope::default()).await {
                    Err(Abrupt::Throw(error)) => Err(error),
                    _ => Ok(Value::Undefined),
                }
            })
        })
    }

    /// *Upon fulfillment* of a promise of the stream; upon its rejection the stream is errored.
    fn upon(&self, promise: &Value, stream: &Value, f: fn(&Self, &Value)) {
        let (one, other) = (stream.clone(), stream.clone());
        let on_fulfilled = Value::native(move |machine, _, _| {
            f(machine, &one);
            Ok(Value::Undefined)
        });
        let on_rejected = Value::native(move |machine, error, _| {
            machine.end_stream(&other, Err(error));
            Ok(Value::Undefined)
        });
        self.perform_then(promise, Some(on_fulfilled), Some(on_rejected), None);
    }

    /// <https://streams.spec.whatwg.org/#default-reader-read>
    pub(super) fn read(&self, value: &Value) -> Outcome {
        let stream = stream_of(value)?;
        let capability = self.plain_capability();
        let promise = capability.promise.clone();
        let settled = match &*stream.state.borrow() {
            StreamState::Readable => None,
            StreamState::Closed => Some((capability.resolve.clone(), step(Value::Undefined, true))),
            StreamState::Errored(error) => Some((capability.reject.clone(), error.clone())),
        };
        if let Some((settle, with)) = settled {
            self.call(&settle, with, Value::Undefined)?;
            return Ok(promise);
        }
        let waits = stream.is_pulling.get() || !stream.has_started.get();
        let cause = waits.then(|| self.snapshot());
        let read = Read { capability, cause };
        stream.reads.borrow_mut().push_back(read);
        self.pull_if_needed(value);
        Ok(promise)
    }

    /// Pulls for the first read that had to wait, in its mapping.
    fn pull_after_wait(&self, value: &Value) {
        let Ok(stream) = stream_of(value) else { return };
        let cause = {
            let mut reads = stream.reads.borrow_mut();
            reads.iter_mut().find_map(|read| read.cause.take())
        };
        let mapping = cause.unwrap_or_else(|| self.snapshot());
        self.reach(Point::StreamPullLater, &mapping);
        self.within(&mapping, || self.pull_if_needed(value));
    }

    /// <https://streams.spec.whatwg.org/#readable-stream-default-controller-call-pull-if-needed>
    fn pull_if_needed(&self, value: &Value) {
        let Ok(stream) = stream_of(value) else { return };
        let is_readable = matches!(&*stream.state.borrow(), StreamState::Readable);
        let is_wanted = is_readable && !stream.reads.borrow().is_empty();
        if !is_wanted || !stream.has_started.get() {
            return;
        }
        if stream.is_pulling.replace(true) {
            stream.pull_again.set(true);
            return;
        }
        self.reach(Point::StreamPull, &self.snapshot());
        let pulled = self.plain_capability();
        let _undefined = match self.pull(value, stream) {
            Ok(()) => self.call(&pulled.resolve, Value::Undefined, Value::Undefined),
            Err(error) => self.call(&pulled.reject, error, Value::Undefined),
        };
        self.upon(&pulled.promise, value, |machine, value| {
            let Ok(stream) = stream_of(value) else { return };
            stream.is_pulling.set(false);
            if stream.pull_again.replace(false) {
                machine.pull_after_wait(value);
            }
        });
    }

    /// The `pull` of the source: a chunk, or the end.
    fn pull(&self, value: &Value, stream: &StreamObject) -> Result<(), Value> {
        self.call_method(&stream.node, 1, 'p')?;
        stream.taken.set(stream.taken.get() + 1);
        let chunk = stream.taken.get();
        if chunk > stream.node.a.into() {
            self.end_stream(value, Ok(()));
            return Ok(());
        }
        let read = stream.reads.borrow_mut().pop_front();
        if let Some(read) = read {
            let result = step(Value::Number(chunk), false);
            self.call(&read.capability.resolve, result, Value::Undefined)?;
        }
        self.pull_if_needed(value);
        Ok(())
    }

    /// Closes or errors a stream. All that wait are told.
    fn end_stream(&self, value: &Value, how: Result<(), Value>) {
        let Ok(stream) = stream_of(value) else { return };
        if !matches!(&*stream.state.borrow(), StreamState::Readable) {
            return;
        }
        stream.state.replace(match &how {
            Ok(()) => StreamState::Closed,
            Err(error) => StreamState::Errored(error.clone()),
        });
        for Read { capability, .. } in stream.reads.take() {
            let _undefined = match &how {
                Ok(()) => {
                    let result = step(Value::Undefined, true);
                    self.call(&capability.resolve, result, Value::Undefined)
                }
                Err(error) => self.call(&capability.reject, error.clone(), Value::Undefined),
            };
        }
    }
}
