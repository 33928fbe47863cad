//! Which plug-in the running code belongs to.

use std::{
    collections::VecDeque,
    sync::{
        Arc, LazyLock, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use boa_async_context::{Agent, HostVariable};
use boa_engine::Context;

/// The plug-in that the running code belongs to, for native functions. Scripts have the variable `plugin`.
pub static PLUGIN: LazyLock<HostVariable<Handle>> = LazyLock::new(HostVariable::new);

/// What the context of a plug-in carries.
#[derive(Debug, Clone)]
pub struct Handle(pub Arc<Identity>);

/// What the host knows of a plug-in.
#[derive(Debug)]
pub struct Identity {
    /// The name of its file, without the ending.
    pub name: String,
    pub(crate) shared: Arc<Shared>,
}

/// Something that a plug-in tells the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Who says it.
    pub from: String,
    /// What it is about.
    pub topic: String,
    /// What it says.
    pub text: String,
}

/// What the plug-ins of a host share.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    log: Mutex<Vec<(String, String)>>,
    outbox: Mutex<VecDeque<Message>>,
    pub(crate) leases: AtomicUsize,
}

impl Shared {
    pub(crate) fn log(&self, name: &str, text: String) {
        lock(&self.log).push((name.to_owned(), text));
    }

    pub(crate) fn take_log(&self) -> Vec<(String, String)> {
        std::mem::take(&mut lock(&self.log))
    }

    pub(crate) fn send(&self, message: Message) {
        lock(&self.outbox).push_back(message);
    }

    pub(crate) fn take_messages(&self) -> VecDeque<Message> {
        std::mem::take(&mut lock(&self.outbox))
    }

    pub(crate) fn open_leases(&self) -> usize {
        self.leases.load(Ordering::SeqCst)
    }
}

/// The plug-in that the running code belongs to.
pub(crate) fn current(context: &Context) -> Option<Arc<Identity>> {
    let handle = PLUGIN.get(&Agent::of(context)?)?;
    Some(handle.0.clone())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic cannot leave one of them half changed.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
