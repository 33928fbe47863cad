//! Isolation of user code: a panic in a task's future, its label or its destructor concerns that task alone.

use std::{
    any::Any,
    collections::VecDeque,
    future::Future,
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

/// Calls `f`. If it panics, returns the message.
///
/// Unwind safety is asserted: a value that `f` leaves broken belongs to the user, and this crate only drops it.
pub(crate) fn isolated<R>(f: impl FnOnce() -> R) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(f)).map_err(message)
}

/// Drops a user's value.
pub(crate) fn drop_isolated<T>(value: T) {
    // The panic hook has reported the message; it has no other use.
    let _ = isolated(|| drop(value));
}

/// Drops an error and returns its `text`.
pub(crate) fn describe<E>(error: E, text: impl FnOnce(&E) -> String) -> String {
    // The error is not moved into the first call: dropping it while its own `Display` unwinds could abort the
    // process.
    let text = isolated(|| text(&error));
    drop_isolated(error);
    text.unwrap_or_else(|panic| panic)
}

/// A user's values. Each is dropped in isolation.
pub(crate) struct IsolatedVec<T>(VecDeque<T>);

impl<T> IsolatedVec<T> {
    pub(crate) fn new(values: Vec<T>) -> Self {
        Self(values.into())
    }

    /// All of them. A deque that was made from a `Vec` is contiguous.
    pub(crate) fn as_slice(&self) -> &[T] {
        self.0.as_slices().0
    }
}

impl<T> Iterator for IsolatedVec<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.pop_front()
    }
}

impl<T> Drop for IsolatedVec<T> {
    fn drop(&mut self) {
        self.by_ref().for_each(drop_isolated);
    }
}

/// The message of a panic.
fn message(payload: Box<dyn Any + Send>) -> String {
    let text = if let Some(text) = payload.downcast_ref::<&'static str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        // Dropping a value of unknown type might panic again.
        mem::forget(payload);
        "something that is not a string".to_owned()
    };
    format!("panicked: {text}")
}

pin_project! {
    /// A future with a number. A panic in it, or in its destructor, ends this future and nothing else.
    pub(crate) struct Isolated<F> {
        #[pin]
        future: Option<F>,
        index: usize,
    }

    impl<F> PinnedDrop for Isolated<F> {
        fn drop(this: Pin<&mut Self>) {
            let mut future = this.project().future;
            // As in `drop_isolated`.
            let _ = isolated(|| future.set(None));
        }
    }
}

impl<F> Isolated<F> {
    pub(crate) fn new(index: usize, future: F) -> Self {
        Self {
            future: Some(future),
            index,
        }
    }
}

impl<F: Future> Future for Isolated<F> {
    type Output = (usize, Result<F::Output, String>);

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let poll = isolated(|| this.future.as_mut().as_pin_mut().map(|f| f.poll(cx)));
        let output = match poll {
            Ok(Some(Poll::Pending)) => return Poll::Pending,
            Ok(Some(Poll::Ready(output))) => Ok(output),
            Ok(None) => Err("polled after its end".to_owned()),
            Err(message) => Err(message),
        };
        let dropped = isolated(|| this.future.set(None));
        let result = output.and_then(|output| dropped.map(|()| output));
        Poll::Ready((*this.index, result))
    }
}
