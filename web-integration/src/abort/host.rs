//! Signals that the host aborts, from any thread: [`AbortHandle`].
//!
//! A handle knows no signal. It tells the agents of its signals, each through its mailbox, and a table in each agent finds
//! the signals by the number of the handle. So nothing of an agent leaves its thread.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use boa_async_context::{EventLoop, event_loop::Mailbox, in_realm, is_realm_closed};
use boa_engine::{Context, JsResult, JsValue, js_string};
use boa_gc::Gc;

use super::{
    signal_abort::signal_abort,
    state::{PendingTimeout, SignalState},
};
use crate::{
    dom_exception::{dom_error, dom_exception},
    mechanism::external,
};

/// Why the host aborts: what the program reads as `signal.reason`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AbortReason {
    /// An "AbortError" `DOMException` with this message.
    Aborted(String),
    /// A "TimeoutError" `DOMException` with this message.
    TimedOut(String),
    /// A string.
    Text(String),
}

impl AbortReason {
    fn to_value(&self, context: &Context) -> JsResult<JsValue> {
        match self {
            Self::Aborted(message) => dom_exception("AbortError", message, context).map(Into::into),
            Self::TimedOut(message) => {
                dom_exception("TimeoutError", message, context).map(Into::into)
            }
            Self::Text(text) => Ok(js_string!(text.as_str()).into()),
        }
    }
}

/// Aborts `AbortSignal`s of programs from any thread: when a client hangs up, or a time limit of the host is over.
///
/// Make a handle where the request begins, and [signals](Self::signal) where the JS thread calls into the program.
/// [`abort`](Self::abort) then posts to the mailbox of each of their event loops. The loop signals abort in a task of its
/// own, in which nothing of the agent is the cause, so that listeners run in the empty mapping, like those of
/// [`fire_external_event`](crate::fire_external_event); their exceptions are reported.
///
/// ```
/// use boa_async_context::Runtime;
/// use boa_async_context_web::{AbortHandle, AbortReason};
/// use boa_engine::{JsValue, js_string};
///
/// let mut runtime = Runtime::builder().build()?;
/// boa_async_context_web::register(&mut runtime)?;
/// runtime.eval(
///     "globalThis.handle = (signal) => signal.addEventListener('abort', () => { globalThis.why = signal.reason.message; });",
/// )?;
/// let client = AbortHandle::new();
/// {
///     let context = &mut *runtime.context_mut();
///     let signal = client.signal(context)?;
///     let handle = context.global_object().get(js_string!("handle"), context)?;
///     handle.as_callable().unwrap().call(&JsValue::undefined(), &[signal], context)?;
/// }
/// std::thread::spawn(move || client.abort_with(AbortReason::Aborted("the client has hung up".into()))).join().unwrap();
/// runtime.run_until_idle_blocking()?;
/// assert_eq!(runtime.eval("why")?.display().to_string(), "\"the client has hung up\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A handle is `Send` and `Sync`; clones abort the same signals. It does not keep the loop running, as a pending
/// `AbortSignal.timeout()` does not. When the last clone is dropped without an abort, the signals can no longer be aborted
/// and are released; [`abort_on_drop`](Self::abort_on_drop) aborts instead. After the end of a loop an abort does nothing
/// there.
#[derive(Clone, Default)]
pub struct AbortHandle(Arc<Shared>);

struct Shared {
    number: u64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    reason: Option<AbortReason>,
    /// The mailboxes of the agents that have signals of this handle.
    agents: Vec<Mailbox>,
}

impl Default for Shared {
    fn default() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            state: Mutex::default(),
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // A panic cannot leave it half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The reason, if the handle is aborted. Otherwise `mailbox` is told of an abort, if `is_first`: the others of the same
    /// agent have told so already.
    ///
    /// Under the lock nothing is allocated in the heap of the engine, and nothing of others is dropped: a collection, or a
    /// message that is dropped, may drop a guard of this handle, which takes the lock.
    fn reason_or_join(
        &self,
        is_first: bool,
        mailbox: impl FnOnce() -> Mailbox,
    ) -> Option<AbortReason> {
        let mailbox = is_first.then(mailbox);
        let mut state = self.state();
        let reason = state.reason.clone();
        let mut closed = Vec::new();
        if let (None, Some(mailbox)) = (&reason, mailbox) {
            // A handle may outlive many loops.
            let (ended, open) = std::mem::take(&mut state.agents)
                .into_iter()
                .partition(Mailbox::is_closed);
            (closed, state.agents) = (ended, open);
            state.agents.push(mailbox);
        }
        drop(state);
        drop(closed);
        reason
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let number = self.number;
        let agents = std::mem::take(&mut self.state().agents);
        for mailbox in agents {
            mailbox.post(move |context| {
                drop(Pending::take(number, context));
                Ok(())
            });
        }
    }
}

/// The signals of handles, in the data of a context. It is a root, so it holds a signal strongly only while that is observed;
/// see `state.rs`.
#[derive(Default)]
struct Pending(HashMap<u64, Vec<Gc<PendingTimeout>>>);

impl Pending {
    /// Whether this agent has no signal of a handle yet.
    fn is_empty(number: u64, context: &Context) -> bool {
        let pending = context.get_data::<Self>();
        pending.is_none_or(|pending| !pending.0.contains_key(&number))
    }

    /// Adds a signal.
    fn add(number: u64, signal: &Gc<SignalState>, context: &mut Context) {
        let reference = PendingTimeout::new(signal, None);
        signal.set_timeout(reference.clone());
        let mut pending = context.remove_data::<Self>().unwrap_or_default();
        let signals = pending.0.entry(number).or_default();
        // A handle may live long and have many signals that do not.
        signals.retain(|pending| pending.signal().is_some());
        signals.push(reference);
        context.insert_data(*pending);
    }

    fn take(number: u64, context: &mut Context) -> Vec<Gc<PendingTimeout>> {
        let Some(mut pending) = context.remove_data::<Self>() else {
            return Vec::new();
        };
        let signals = pending.0.remove(&number).unwrap_or_default();
        context.insert_data(*pending);
        signals
    }
}

impl AbortHandle {
    /// A handle without signals. Costs an allocation.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A new `AbortSignal` of the current realm that this handle aborts; one that is aborted already if the handle is. Call it
    /// on the thread of the context.
    ///
    /// The signal lives as long as something refers to it, or it has a listener and the handle is there.
    ///
    /// # Errors
    ///
    /// A `TypeError` in a realm without these APIs; a "NotSupportedError" `DOMException` if the executor is not an
    /// [`EventLoop`], which no other thread could wake.
    pub fn signal(&self, context: &mut Context) -> JsResult<JsValue> {
        let Some(event_loop) = context.downcast_job_executor::<EventLoop>() else {
            let message = "a handle aborts signals of the event loop of boa_async_context only";
            return Err(dom_error("NotSupportedError", message, context));
        };
        let signal = SignalState::create(context)?;
        signal.set_realm(context.realm().clone());
        let Shared { number, .. } = *self.0;
        let is_first = Pending::is_empty(number, context);
        match self.0.reason_or_join(is_first, || event_loop.mailbox()) {
            Some(reason) => signal.set_reason(reason.to_value(context)?),
            // Whoever aborts from now on posts to this loop, which takes the message after this.
            None => Pending::add(number, &signal, context),
        }
        Ok(signal.value())
    }

    /// Aborts the signals of this handle, those that exist and those that are made later, with an "AbortError"
    /// `DOMException`. Returns whether this was the first abort; later ones do nothing. It does not wait for the JS threads,
    /// and never panics.
    pub fn abort(&self) -> bool {
        self.abort_with(AbortReason::Aborted("the host has aborted".to_owned()))
    }

    /// [`abort`](Self::abort) with a reason.
    pub fn abort_with(&self, reason: AbortReason) -> bool {
        let Shared { number, .. } = *self.0;
        let agents = {
            let mut state = self.0.state();
            if state.reason.is_some() {
                return false;
            }
            state.reason = Some(reason.clone());
            std::mem::take(&mut state.agents)
        };
        // Posted after the lock: a message that is not taken is dropped here.
        for mailbox in agents {
            let reason = reason.clone();
            mailbox.post(move |context| abort_signals(number, &reason, context));
        }
        true
    }

    /// Whether the handle was aborted. A signal may learn of it later, when its loop runs.
    #[must_use]
    pub fn is_aborted(&self) -> bool {
        self.0.state().reason.is_some()
    }

    /// A guard that aborts when it is dropped, for futures that their executor drops when a client hangs up.
    pub fn abort_on_drop(&self, reason: AbortReason) -> AbortOnDrop {
        AbortOnDrop {
            handle: self.clone(),
            reason: Some(reason),
        }
    }
}

impl fmt::Debug for AbortHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AbortHandle")
            .field("reason", &self.0.state().reason)
            .finish_non_exhaustive()
    }
}

/// Aborts when it is dropped; made by [`AbortHandle::abort_on_drop`].
#[derive(Debug)]
#[must_use = "it aborts when it is dropped"]
pub struct AbortOnDrop {
    handle: AbortHandle,
    reason: Option<AbortReason>,
}

impl AbortOnDrop {
    /// Does not abort: what could be aborted is done.
    pub fn disarm(mut self) {
        self.reason = None;
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(reason) = self.reason.take() {
            self.handle.abort_with(reason);
        }
    }
}

/// The task of an abort.
fn abort_signals(number: u64, reason: &AbortReason, context: &mut Context) -> JsResult<()> {
    let signals = Pending::take(number, context);
    external(context, |context| {
        // All of them, though the engine may refuse one.
        let mut result = Ok(());
        for signal in signals.iter().filter_map(|pending| pending.signal()) {
            result = result.and(abort_in_its_realm(&signal, reason, context));
        }
        result
    })
}

/// *Signal abort*, with a reason of the realm of the signal.
fn abort_in_its_realm(
    signal: &Gc<SignalState>,
    reason: &AbortReason,
    context: &mut Context,
) -> JsResult<()> {
    let realm = signal.realm().unwrap_or_else(|| context.realm().clone());
    if is_realm_closed(&realm) {
        return Ok(());
    }
    in_realm(&realm, context, |context| {
        let reason = reason.to_value(context)?;
        signal_abort(signal, reason, context)
    })
}
