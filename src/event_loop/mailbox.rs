//! Work that other threads hand to the JS thread.

use std::{
    any::Any,
    collections::{HashMap, VecDeque},
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use boa_engine::{Context, JsResult};
use tokio::sync::Notify;

/// What a message does on the JS thread.
pub(super) type Message = Box<dyn FnOnce(&mut Context) -> JsResult<()> + Send>;

/// The messages, until the loop is dropped or shut down.
struct Queue(Option<VecDeque<Message>>);

impl Default for Queue {
    fn default() -> Self {
        Self(Some(VecDeque::new()))
    }
}

/// Sends the result of a call.
type Answer = Box<dyn FnOnce() + Send>;

/// The places of the replies that calls wait for, and the results that are known.
#[derive(Default)]
struct Replies {
    open: HashMap<u64, Box<dyn Any + Send>>,
    next: u64,
    answers: Vec<Answer>,
}

#[derive(Default)]
struct Shared {
    messages: Mutex<Queue>,
    replies: Mutex<Replies>,
    has_answers: AtomicBool,
    arrived: Notify,
    holds: AtomicUsize,
    stopping: AtomicBool,
    ended: AtomicBool,
}

/// A way into an event loop from any thread.
///
/// A message is a macrotask: it runs alone, in the empty mapping (a message from another thread has no causing
/// context), and microtasks run after it. An exception that it returns is reported as uncaught. A mailbox does
/// not keep the loop running; take a [`hold`](Self::hold) for that.
///
/// It is `Send` and `Sync`: any thread may use it. Cloning costs one reference count.
#[derive(Clone, Default)]
pub struct Mailbox(Arc<Shared>);

impl Mailbox {
    /// Hands `message` to the JS thread and wakes its loop. Never waits for JS and never panics.
    ///
    /// Messages that arrive when the loop is not running wait for its next run. When the loop is dropped or
    /// [shut down](crate::Runtime::shutdown) they are dropped, and so are later ones at once; [`call`](Self::call) tells of it.
    pub fn post(&self, message: impl FnOnce(&mut Context) -> JsResult<()> + Send + 'static) {
        // A message that is not taken is dropped after the lock.
        let message: Message = Box::new(message);
        match &mut self.queue().0 {
            Some(queue) => queue.push_back(message),
            None => return,
        }
        self.0.arrived.notify_one();
    }

    /// Drops the messages, also those that come later, and returns how many there were: the loop is dropped or shut down.
    pub(super) fn close(&self) -> usize {
        let queue = self.queue().0.take();
        // Dropped after the lock: a message may own a mailbox.
        let messages = queue.map_or(0, |queue| queue.len());
        self.drop_replies();
        messages
    }

    /// Whether the loop takes no more messages, because it was dropped or shut down.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.queue().0.is_none()
    }

    /// Keeps the place of a reply until it is taken, or the loop is dropped or shut down.
    pub(super) fn keep_reply(&self, reply: Box<dyn Any + Send>) -> u64 {
        let mut replies = self.replies();
        let key = replies.next;
        replies.next += 1;
        replies.open.insert(key, reply);
        key
    }

    pub(super) fn take_reply(&self, key: u64) -> Option<Box<dyn Any + Send>> {
        self.replies().open.remove(&key)
    }

    /// Sends the result of a call when the running job is over: [`send_answers`](Self::send_answers). The caller, on
    /// another thread, goes on at once; by then the job must have left its span and have let go of its context.
    pub(super) fn answer(&self, send: impl FnOnce() + Send + 'static) {
        self.replies().answers.push(Box::new(send));
        self.0.has_answers.store(true, Ordering::Relaxed);
    }

    /// Sends the results that the job has left which is over. Without one it costs a load.
    #[inline]
    pub(super) fn send_answers(&self) {
        // Only the thread of the loop stores it.
        if self.0.has_answers.load(Ordering::Relaxed) {
            self.0.has_answers.store(false, Ordering::Relaxed);
            let answers = std::mem::take(&mut self.replies().answers);
            // Sent after the lock: it wakes the callers.
            answers.into_iter().for_each(|send| send());
        }
    }

    /// Ends the calls that have begun and have no result yet.
    fn drop_replies(&self) {
        // A job that has panicked may have left some.
        self.send_answers();
        let open = std::mem::take(&mut self.replies().open);
        // Dropped after the lock: it wakes the callers.
        drop(open);
    }

    /// Keeps the loop waiting for messages until the returned value is dropped.
    pub fn hold(&self) -> KeepAlive {
        self.0.holds.fetch_add(1, Ordering::SeqCst);
        KeepAlive(self.clone())
    }

    /// Makes the loop end before its next macrotask, from any thread; see [`EventLoop::stop`](super::EventLoop::stop).
    ///
    /// A message that stops the loop would first have to wait for its turn.
    pub fn stop(&self) {
        self.0.stopping.store(true, Ordering::SeqCst);
        self.0.arrived.notify_one();
    }

    /// Lets the loop look again at what is to be done.
    pub(super) fn wake(&self) {
        self.0.arrived.notify_one();
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.0.stopping.load(Ordering::SeqCst)
    }

    /// Ends a stop: the outermost run is over.
    pub(super) fn stopped(&self) {
        self.0.stopping.store(false, Ordering::SeqCst);
    }

    /// Ends the loop for good, from any thread: it runs no more macrotasks, and ends even if microtasks go on
    /// enqueuing microtasks. What is queued stays queued.
    ///
    /// Running code is not interrupted.
    pub fn end(&self) {
        self.0.ended.store(true, Ordering::SeqCst);
        self.0.arrived.notify_one();
    }

    /// Whether the loop was [ended](Self::end).
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.0.ended.load(Ordering::SeqCst)
    }

    pub(super) fn take(&self) -> Option<Message> {
        self.queue().0.as_mut()?.pop_front()
    }

    /// Drops the messages that have arrived, and returns how many. Those that arrive meanwhile stay.
    pub(super) fn clear(&self) -> usize {
        let messages = self.queue().0.as_mut().map(std::mem::take);
        // Dropped after the lock: dropping a message may post another.
        messages.unwrap_or_default().len()
    }

    pub(super) fn len(&self) -> usize {
        self.queue().0.as_ref().map_or(0, VecDeque::len)
    }

    pub(super) fn is_held(&self) -> bool {
        self.0.holds.load(Ordering::SeqCst) > 0
    }

    /// Waits until something was posted or a hold ended since the last wait.
    pub(super) async fn arrived(&self) {
        self.0.arrived.notified().await;
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        lock(&self.0.messages)
    }

    fn replies(&self) -> MutexGuard<'_, Replies> {
        lock(&self.0.replies)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic cannot leave one of them half changed.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailbox")
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}

/// Keeps an event loop from ending; see [`Mailbox::hold`].
#[derive(Debug)]
#[must_use = "dropping it lets the loop end"]
pub struct KeepAlive(Mailbox);

impl Drop for KeepAlive {
    fn drop(&mut self) {
        self.0.0.holds.fetch_sub(1, Ordering::SeqCst);
        self.0.0.arrived.notify_one();
    }
}
