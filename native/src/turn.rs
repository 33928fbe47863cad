//! Operations that happen in the order in which JavaScript called them.

use std::{
    future::Future,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use tokio::sync::{Mutex, OwnedMutexGuard};

/// Queues for a mutex at the call, and not when the future is first polled. Operations are spawned, and on a
/// runtime with several threads the one that was called first need not be polled first.
pub(crate) fn turn<T: Send + 'static>(
    mutex: &Arc<Mutex<T>>,
) -> impl Future<Output = OwnedMutexGuard<T>> + Send + use<T> {
    let mut lock = Box::pin(mutex.clone().lock_owned());
    // This waker does nothing; the task that awaits the future registers a real one.
    let first = lock.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    async move {
        match first {
            Poll::Ready(guard) => guard,
            Poll::Pending => lock.await,
        }
    }
}

/// Awaits a future while it holds `operation`, so that closing waits until the future ends.
pub(crate) async fn during<O, T>(operation: O, future: impl Future<Output = T>) -> T {
    let result = future.await;
    drop(operation);
    result
}
