//! Bodies that stop at `await` and `yield`: Rust futures that are polled by hand.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use super::value::{Value, new_error};

/// How a body ends or leaves a block before its end.
pub(super) enum Abrupt {
    Throw(Value),
    Return(Value),
}

/// What a body asks for when it stops.
pub(super) enum Stop {
    Await(Value),
    Yield(Value),
}

/// With what a body goes on.
#[derive(Clone)]
pub(super) enum Resumption {
    Next(Value),
    Throw(Value),
    Return(Value),
}

/// What the body and the code that resumes it say to each other.
#[derive(Default)]
pub(super) struct Channel {
    stop: RefCell<Option<Stop>>,
    resumption: RefCell<Option<Resumption>>,
}

impl Channel {
    /// Stops the body until it is resumed.
    pub(super) async fn stop(&self, stop: Stop) -> Resumption {
        self.stop.replace(Some(stop));
        let mut has_stopped = false;
        std::future::poll_fn(|_| {
            if std::mem::replace(&mut has_stopped, true) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
        self.resumption
            .take()
            .unwrap_or(Resumption::Next(Value::Undefined))
    }
}

type Body = Pin<Box<dyn Future<Output = Result<Value, Value>>>>;

/// A body that may have stopped.
pub(super) struct Coroutine {
    body: RefCell<Option<Body>>,
    channel: Rc<Channel>,
    has_begun: Cell<bool>,
}

/// What resuming a body came to.
pub(super) enum Resumed {
    Stopped(Stop),
    Ended(Result<Value, Value>),
}

impl Coroutine {
    /// A body that has not begun.
    pub(super) fn new<F>(make: impl FnOnce(Rc<Channel>) -> F) -> Self
    where
        F: Future<Output = Result<Value, Value>> + 'static,
    {
        let channel = Rc::new(Channel::default());
        Self {
            body: RefCell::new(Some(Box::pin(make(channel.clone())))),
            channel,
            has_begun: Cell::new(false),
        }
    }

    /// Forgets the body, which will not go on.
    pub(super) fn drop_body(&self) {
        drop(self.body.take());
    }

    /// Lets the body begin or go on. The first resumption has no effect but that the body begins.
    pub(super) fn resume(&self, resumption: Resumption) -> Resumed {
        if self.has_begun.replace(true) {
            self.channel.resumption.replace(Some(resumption));
        }
        let Some(mut body) = self.body.take() else {
            return Resumed::Ended(Ok(Value::Undefined));
        };
        match body.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => Resumed::Ended(outcome),
            Poll::Pending => {
                self.body.replace(Some(body));
                let stop = self.channel.stop.take();
                Resumed::Stopped(stop.unwrap_or(Stop::Await(Value::Undefined)))
            }
        }
    }
}

/// Runs a body that never stops.
pub(super) fn at_once(body: impl Future<Output = Result<Value, Value>>) -> Result<Value, Value> {
    let mut body = std::pin::pin!(body);
    match body.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        // Only async functions and generators can stop, and these are coroutines.
        Poll::Pending => Err(new_error("ModelError")),
    }
}
