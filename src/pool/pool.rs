//! The pool: tenants by their ids, and the threads that they are on.

use std::{
    collections::HashMap,
    fmt,
    future::Future,
    io,
    num::NonZeroUsize,
    pin::Pin,
    sync::{Arc, Mutex, atomic::Ordering},
    task::{Context as TaskContext, Poll},
    thread,
    time::{Duration, Instant},
};

use boa_engine::{Context, JsResult, JsValue, value::TryFromJs};
use tokio::sync::{
    mpsc::{UnboundedSender, unbounded_channel},
    oneshot,
};

use super::{
    drive::{Load, Unload},
    error::{NotRunning, UnloadError},
    health::{TenantHealth, TenantState, ThreadHealth},
    load_error::LoadError,
    record::{Record, lock},
    tenant::Tenant,
    thread::{Ending, Thread},
};
use crate::{event_loop::Call, runtime::ShutdownReport};

/// Enough for the engine's default limit of recursion in an unoptimised build. The system only reserves it.
const STACK_SIZE: usize = 64 << 20;

/// Builds a [`Pool`]; see [`Pool::builder`].
#[derive(Debug, Clone)]
#[must_use]
pub struct PoolBuilder {
    threads: usize,
    stack_size: usize,
    stuck_after: Duration,
    grace: Duration,
}

impl PoolBuilder {
    /// How many threads the tenants share; at least one. The default is one for each processor.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// The stack of each thread in bytes; the default is 64 MB, which the system only reserves. A
    /// [recursion limit](crate::RuntimeBuilder::recursion_limit) above the default needs more.
    pub fn stack_size(mut self, bytes: usize) -> Self {
        self.stack_size = bytes;
        self
    }

    /// After how long a turn [counts as stuck](ThreadHealth::is_stuck); the default is 1 s. No new tenant is placed on a thread
    /// that is stuck.
    pub fn stuck_after(mut self, time: Duration) -> Self {
        self.stuck_after = time;
        self
    }

    /// How long the end of the pool waits for tenants that close their resources, and for threads that are stuck; the default
    /// is 1 s.
    pub fn grace(mut self, time: Duration) -> Self {
        self.grace = time;
        self
    }

    /// Starts the threads.
    ///
    /// # Errors
    ///
    /// If the operating system refuses a thread or what a tokio runtime needs.
    pub fn build(self) -> io::Result<Pool> {
        let threads = (0..self.threads).map(|number| Thread::start(number, self.stack_size));
        Ok(Pool {
            threads: threads.collect::<io::Result<_>>()?,
            own: Mutex::default(),
            tenants: Arc::default(),
            settings: self,
        })
    }
}

/// A tenant, as the pool has it.
struct Entry {
    record: Arc<Record>,
    /// Ends the tenant when it is dropped.
    control: UnboundedSender<Unload>,
}

type Tenants = Arc<Mutex<HashMap<Arc<str>, Entry>>>;

/// The threads that one tenant each has.
#[derive(Default)]
struct Own {
    started: usize,
    threads: Vec<Ending>,
}

/// Tenants on threads; see the [module](crate::pool). It is `Send` and `Sync`.
///
/// Dropping it ends all tenants, as [`end`](Self::end) does with the pool's [`grace`](PoolBuilder::grace).
pub struct Pool {
    threads: Vec<Thread>,
    own: Mutex<Own>,
    tenants: Tenants,
    settings: PoolBuilder,
}

/// The result of the [end](Pool::end) of a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "it says which threads did not end"]
#[non_exhaustive]
pub struct PoolEnd {
    /// The threads that were still busy when the time was over. They go on, and end when their jobs return.
    pub stuck: Vec<usize>,
}

impl Pool {
    /// Starts building a pool.
    pub fn builder() -> PoolBuilder {
        PoolBuilder {
            threads: thread::available_parallelism().map_or(1, NonZeroUsize::get),
            stack_size: STACK_SIZE,
            stuck_after: Duration::from_secs(1),
            grace: Duration::from_secs(1),
        }
    }

    /// Loads a tenant under an id: builds its runtime on the thread with the fewest tenants, and runs its program. The future
    /// waits for that; any executor may poll it. Dropping it changes nothing: the tenant is loaded all the same.
    ///
    /// An id whose tenant is [over](TenantState::is_over) may be loaded again.
    ///
    /// # Errors
    ///
    /// [`LoadError`].
    pub fn load(&self, id: &str, tenant: Tenant) -> Loading {
        let (loaded, loading) = oneshot::channel();
        match self.try_load(id, tenant, loaded) {
            Ok(()) => Loading(Ok(loading)),
            Err(error) => Loading(Err(error)),
        }
    }

    fn try_load(
        &self,
        id: &str,
        tenant: Tenant,
        loaded: oneshot::Sender<Result<(), LoadError>>,
    ) -> Result<(), LoadError> {
        let id: Arc<str> = id.into();
        let (control, commands) = unbounded_channel();
        let mut tenants = lock(&self.tenants);
        if let Some(entry) = tenants.get(&id)
            && !entry.record.state().is_over()
        {
            return Err(LoadError::IdTaken(id.as_ref().to_owned()));
        }
        let own = if tenant.has_own_thread {
            let thread = self.start_own();
            Some(thread.map_err(|error| LoadError::Thread(error.to_string()))?)
        } else {
            None
        };
        let thread = own.as_ref().unwrap_or_else(|| self.least_loaded());
        thread.record.tenants.fetch_add(1, Ordering::Relaxed);
        let record = Arc::new(Record::new(id.clone(), thread.record.clone()));
        let forget = {
            let (all, record) = (Arc::downgrade(&self.tenants), record.clone());
            move || {
                if let Some(all) = all.upgrade() {
                    forget(&all, &record);
                }
            }
        };
        thread.load(Load {
            tenant,
            record: record.clone(),
            control: commands,
            loaded,
            grace: self.settings.grace,
            forget: Box::new(forget),
        });
        tenants.insert(id, Entry { record, control });
        if let Some(thread) = own {
            let mut own = lock(&self.own);
            own.threads.retain(|thread| !thread.has_ended());
            own.threads.push(thread.finish());
        }
        Ok(())
    }

    fn start_own(&self) -> io::Result<Thread> {
        let number = {
            let mut own = lock(&self.own);
            own.started += 1;
            self.threads.len() + own.started - 1
        };
        Thread::start(number, self.settings.stack_size)
    }

    /// The thread with the fewest tenants, rather one that is not stuck.
    fn least_loaded(&self) -> &Thread {
        let rank = |thread: &&Thread| {
            let health = thread.record.health(self.settings.stuck_after);
            (health.is_stuck, health.tenants)
        };
        let least = self.threads.iter().min_by_key(rank);
        least.expect("a pool has at least one thread")
    }

    /// Calls `f` on the thread of a tenant and waits for its result, as [`Mailbox::call`](crate::event_loop::Mailbox::call)
    /// does. The call ends with [`CallError::Ended`](crate::event_loop::CallError::Ended) when the tenant is unloaded or
    /// panics.
    ///
    /// # Errors
    ///
    /// [`NotRunning`], at once: if there is no such tenant, or it is not loaded yet or any more.
    pub fn call<R>(
        &self,
        id: &str,
        f: impl FnOnce(&mut Context) -> JsResult<JsValue> + Send + 'static,
    ) -> Result<Call<R>, NotRunning>
    where
        R: TryFromJs + Send + 'static,
    {
        let record = self.find(id);
        let record = record.ok_or_else(|| NotRunning::Unknown(id.to_owned()))?;
        match (record.state(), record.mailbox()) {
            (TenantState::Running, Some(mailbox)) => Ok(mailbox.call(f)),
            (state, _) => Err(NotRunning::State(id.to_owned(), state)),
        }
    }

    /// Unloads a tenant: runs its loop until it is idle, but no longer than `limit`, closes its native resources, drops its
    /// runtime, and collects the garbage of its thread. The future waits for that; any executor may poll it. Dropping it
    /// changes nothing: the tenant is unloaded all the same.
    ///
    /// The limit ends endless timers and microtasks. It does not end a job that never returns: then the future waits, and
    /// [`threads`](Self::threads) tells that the thread is stuck. A call that comes now gets [`NotRunning`].
    ///
    /// # Errors
    ///
    /// [`UnloadError`]. In each case the tenant is not in the pool any more, unless it is being unloaded by another call.
    pub fn unload(&self, id: &str, limit: Duration) -> Unloading {
        let (reply, unloading) = oneshot::channel();
        Unloading(self.try_unload(id, limit, reply).map(|()| unloading))
    }

    fn try_unload(
        &self,
        id: &str,
        limit: Duration,
        reply: oneshot::Sender<Result<ShutdownReport, UnloadError>>,
    ) -> Result<(), UnloadError> {
        let mut tenants = lock(&self.tenants);
        let entry = tenants.get(id);
        let entry = entry.ok_or_else(|| UnloadError::Unknown(id.to_owned()))?;
        match entry.record.begin_unloading() {
            TenantState::Unloading => return Err(UnloadError::Unloading(id.to_owned())),
            state if state.is_over() => {
                tenants.remove(id);
                return Err(UnloadError::State(state));
            }
            _ => {}
        }
        if entry.control.send(Unload { limit, reply }).is_err() {
            // It has ended by itself in this moment.
            let state = entry.record.state();
            tenants.remove(id);
            return Err(UnloadError::State(state));
        }
        Ok(())
    }

    /// The health of each tenant, in the order of their ids. It waits for no thread.
    #[must_use]
    pub fn health(&self) -> Vec<TenantHealth> {
        let tenants = lock(&self.tenants);
        let mut all: Vec<_> = tenants.values().map(|it| it.record.health()).collect();
        drop(tenants);
        all.sort_by(|one, other| one.id.cmp(&other.id));
        all
    }

    /// The health of a tenant. It waits for no thread.
    #[must_use]
    pub fn health_of(&self, id: &str) -> Option<TenantHealth> {
        Some(self.find(id)?.health())
    }

    /// The health of each thread: first those that tenants share, then those of one tenant. It waits for none of them.
    #[must_use]
    pub fn threads(&self) -> Vec<ThreadHealth> {
        let own = lock(&self.own);
        let own_records = own.threads.iter().filter(|thread| !thread.has_ended());
        let shared = self.threads.iter().map(|thread| &thread.record);
        shared
            .chain(own_records.map(|thread| &thread.record))
            .map(|record| record.health(self.settings.stuck_after))
            .collect()
    }

    /// Ends all tenants and waits for the threads, but no longer than `limit`. Loops are
    /// [ended](crate::event_loop::Mailbox::end), native resources closed within the pool's [`grace`](PoolBuilder::grace), and
    /// calls that wait end. To let tenants finish what they do, [unload](Self::unload) them first.
    ///
    /// Blocks the calling thread.
    pub fn end(mut self, limit: Duration) -> PoolEnd {
        self.end_within(limit)
    }

    fn end_within(&mut self, limit: Duration) -> PoolEnd {
        let deadline = Instant::now().checked_add(limit);
        // Beyond the clock's range is long enough.
        let deadline = deadline.unwrap_or_else(|| Instant::now() + Duration::from_secs(1 << 30));
        // The controls are dropped with the entries.
        let tenants = std::mem::take(&mut *lock(&self.tenants));
        for entry in tenants.values() {
            if let Some(mailbox) = entry.record.mailbox() {
                mailbox.end();
            }
        }
        drop(tenants);
        let shared = std::mem::take(&mut self.threads).into_iter();
        let own = std::mem::take(&mut lock(&self.own).threads);
        // All of them end before the first is waited for.
        let threads: Vec<_> = shared.map(Thread::finish).chain(own).collect();
        let stuck = threads.into_iter().filter_map(|thread| {
            let number = thread.record.number;
            (!thread.join(deadline)).then_some(number)
        });
        PoolEnd {
            stuck: stuck.collect(),
        }
    }

    fn find(&self, id: &str) -> Option<Arc<Record>> {
        let tenants = lock(&self.tenants);
        tenants.get(id).map(|entry| entry.record.clone())
    }
}

/// Removes a tenant, unless another one has its id meanwhile.
fn forget(tenants: &Mutex<HashMap<Arc<str>, Entry>>, record: &Arc<Record>) {
    let mut tenants = lock(tenants);
    if let Some(entry) = tenants.get(&record.id)
        && Arc::ptr_eq(&entry.record, record)
    {
        tenants.remove(&record.id);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        if !self.threads.is_empty() {
            let grace = self.settings.grace;
            let _ = self.end_within(grace);
        }
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("threads", &self.threads.len())
            .field("tenants", &lock(&self.tenants).len())
            .finish_non_exhaustive()
    }
}

/// A tenant that is being loaded; made by [`Pool::load`].
#[derive(Debug)]
#[must_use = "it tells whether the tenant was loaded"]
pub struct Loading(Result<oneshot::Receiver<Result<(), LoadError>>, LoadError>);

impl Future for Loading {
    type Output = Result<(), LoadError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Ok(loading) => Pin::new(loading)
                .poll(cx)
                .map(|loaded| loaded.unwrap_or(Err(LoadError::Ended))),
            Err(error) => Poll::Ready(Err(error.clone())),
        }
    }
}

/// A tenant that is being unloaded; made by [`Pool::unload`].
#[derive(Debug)]
#[must_use = "it tells how the tenant ended"]
pub struct Unloading(Result<oneshot::Receiver<Result<ShutdownReport, UnloadError>>, UnloadError>);

impl Future for Unloading {
    type Output = Result<ShutdownReport, UnloadError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            Ok(unloading) => Pin::new(unloading)
                .poll(cx)
                .map(|ended| ended.unwrap_or(Err(UnloadError::Ended))),
            Err(error) => Poll::Ready(Err(error.clone())),
        }
    }
}
