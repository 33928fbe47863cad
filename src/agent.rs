//! The agent's current mapping: the one place that installs and restores mappings.
//!
//! [`AsyncContextSnapshot`] is [`Agent::snapshot`]; [`AsyncContextSwap`] is private and always
//! wrapped in a scope that restores on every way out — a value, a JS exception, a Rust `?`, a panic.
//!
//! # The pending binding
//!
//! Most calls of `variable.run` are over before anything captures the mapping they made. So a
//! `run` does not build one: it notes its binding beside the current mapping, where `get` finds it
//! first, and only a capture (a snapshot, a reaction, a timer, a nested `run`) turns the note into a
//! mapping — once, however many captures follow. A `run` that nothing captures allocates nothing,
//! however many other variables are set.
//!
//! [`AsyncContextSnapshot`]: https://tc39.es/proposal-async-context/
//! [`AsyncContextSwap`]: https://tc39.es/proposal-async-context/

use std::{cell::Cell, fmt};

use boa_engine::{Context, JsError, JsValue};
use boa_gc::{Finalize, Gc, Trace};

#[cfg(not(feature = "exact-generators"))]
use crate::builtin_override::BuiltinOverride;
use crate::{
    host::HostContext,
    mapping::{
        HostKey, HostValue, Mapping, MappingCell, Storage, VariableId, VariableIdentity, drop_swept,
    },
};

/// Called with each object that a `run` or a wrapped function returns, in the mapping it ran in.
pub(crate) type ReturnObserver = fn(&Agent, &JsValue, &mut Context);

/// A handle to one agent's AsyncContext state; for us an agent is one [`Context`].
///
/// Cloning is one pointer clone and every clone is the same agent. A handle is a GC pointer: it
/// belongs to the thread that made it and must not be used from a `Drop` or `Finalize` that a
/// collection runs.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub struct Agent {
    cell: Gc<AgentCell>,
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct AgentCell {
    #[unsafe_ignore_trace]
    storage: Storage,
    /// The current mapping, but for `pending`.
    base: MappingCell,
    /// The id of `pending`'s variable; 0 while there is none.
    #[unsafe_ignore_trace]
    pending_id: Cell<VariableId>,
    pending: Cell<Option<Pending>>,
    /// Whether any mapping but the empty one was ever current.
    #[unsafe_ignore_trace]
    used: Cell<bool>,
    /// Whether a job that restores the mapping at its end is running; see [`Agent::enter_job`].
    #[unsafe_ignore_trace]
    in_job: Cell<bool>,
    /// While a promise job has not called its handler yet: how deep the VM was when it began.
    #[unsafe_ignore_trace]
    awaits_handler: Cell<Option<usize>>,
    /// How many scopes are open.
    #[unsafe_ignore_trace]
    depth: Cell<usize>,
    cause: Cell<Option<Cause>>,
    /// Whether somebody reports exceptions; see [`Agent::track_causes`].
    #[unsafe_ignore_trace]
    tracks_causes: Cell<bool>,
    #[unsafe_ignore_trace]
    return_observer: Cell<Option<ReturnObserver>>,
    #[cfg(not(feature = "exact-generators"))]
    /// What is to be done when the first variable is set; see [`Agent::override_when_used`].
    overrides: Cell<Option<Vec<BuiltinOverride>>>,
}

/// A binding that no mapping holds yet.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Pending {
    variable: Gc<VariableIdentity>,
    value: JsValue,
}

/// Which mapping an exception came from.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Cause {
    /// `None` for an error of the engine itself, which JS can neither see nor catch.
    error: Option<JsValue>,
    mapping: Mapping,
    /// The scope that the exception has left last.
    #[unsafe_ignore_trace]
    depth: usize,
}

impl Cause {
    /// Whether this is about `error`, which is leaving (or has arrived at) a scope of `depth`.
    ///
    /// An object is told by its identity. A primitive that is thrown again looks like one that was
    /// caught while another, equal one is thrown; it is taken for the same as long as it leaves one
    /// scope after the other.
    fn is_of(&self, error: Option<&JsValue>, depth: usize) -> bool {
        let is_next = self.depth == depth + 1;
        match (&self.error, error) {
            (Some(known), Some(error)) => {
                JsValue::same_value(known, error) && (error.is_object() || is_next)
            }
            (None, None) => is_next,
            _ => false,
        }
    }
}

impl Agent {
    /// Makes the state of a new agent, whose mappings use `storage`.
    #[must_use]
    pub fn new(storage: Storage) -> Self {
        Self {
            cell: Gc::new(AgentCell {
                storage,
                base: MappingCell::default(),
                pending_id: Cell::new(0),
                pending: Cell::new(None),
                used: Cell::new(false),
                in_job: Cell::new(false),
                awaits_handler: Cell::new(None),
                depth: Cell::new(0),
                cause: Cell::new(None),
                tracks_causes: Cell::new(false),
                return_observer: Cell::new(None),
                #[cfg(not(feature = "exact-generators"))]
                overrides: Cell::new(None),
            }),
        }
    }

    /// The agent that `context` was [attached](crate::AsyncContext) to, if any.
    #[must_use]
    pub fn of(context: &Context) -> Option<Self> {
        context.get_data::<Self>().cloned()
    }

    /// How this agent's mappings hold their values.
    #[must_use]
    pub fn storage(&self) -> Storage {
        self.cell.storage
    }

    /// `AsyncContextSnapshot ( )`: the current mapping.
    ///
    /// One pointer clone; at most one snapshot in the extent of a `run` also builds that `run`'s
    /// mapping, in O(log n).
    #[must_use]
    pub fn snapshot(&self) -> Mapping {
        self.settle_pending();
        self.cell.base.get()
    }

    /// Calls `f` with `mapping` current, and restores the one that was, also if `f` panics.
    ///
    /// This is what a host uses to run a callback in the context that asked for it.
    pub fn run_in<R>(&self, mapping: Mapping, f: impl FnOnce() -> R) -> R {
        let _scope = self.enter(mapping);
        f()
    }

    /// The host variables of the current mapping, as a value that may leave this thread.
    #[must_use]
    pub fn host_context(&self) -> HostContext {
        self.snapshot().host_bindings().into()
    }

    /// Whether the current mapping is the empty one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cell.pending_id.get() == 0 && self.cell.base.is_empty()
    }

    /// Whether `mapping` is known to be the current one. One that is only pending is not.
    #[cfg(feature = "exact-generators")]
    pub(crate) fn is_current(&self, mapping: &Mapping) -> bool {
        self.cell.pending_id.get() == 0 && self.cell.base.holds(mapping)
    }

    /// Whether any variable was ever set in this agent. While it is `false` every mapping there is
    /// is the empty one.
    #[must_use]
    pub fn used(&self) -> bool {
        self.cell.used.get()
    }

    /// The value of a JS variable in the current mapping. O(log n), allocates nothing.
    pub(crate) fn value(&self, id: VariableId) -> Option<JsValue> {
        if self.cell.pending_id.get() == id {
            let pending = self.cell.pending.take();
            let value = pending.as_ref().map(|pending| pending.value.clone());
            self.cell.pending.set(pending);
            return value;
        }
        self.cell.base.value(id)
    }

    /// The value of a host variable in the current mapping.
    pub(crate) fn host_value(&self, key: HostKey) -> Option<HostValue> {
        self.cell.base.host_value(key)
    }

    /// Makes `mapping` current until the scope is dropped.
    pub(crate) fn enter(&self, mapping: Mapping) -> Scope<'_> {
        let outer = self.swap(mapping);
        self.open(outer)
    }

    fn open(&self, outer: Mapping) -> Scope<'_> {
        self.cell.depth.set(self.cell.depth.get() + 1);
        Scope { agent: self, outer }
    }

    /// Makes the current mapping plus one binding current until the scope is dropped.
    pub(crate) fn enter_binding(
        &self,
        variable: Gc<VariableIdentity>,
        value: JsValue,
    ) -> Scope<'_> {
        self.settle_pending();
        let scope = self.open(self.cell.base.get());
        self.note_use();
        self.cell.pending_id.set(variable.id());
        self.cell.pending.set(Some(Pending { variable, value }));
        scope
    }

    /// Makes the current mapping plus one host binding current until the scope is dropped.
    pub(crate) fn enter_host_binding(&self, key: HostKey, value: HostValue) -> Scope<'_> {
        drop_swept();
        let mapping = self.snapshot().with_host(key, value);
        self.enter(mapping)
    }

    /// Begins a job: `mapping` is current, and whatever the job leaves behind is gone at its end.
    pub(crate) fn enter_job(&self, mapping: Mapping) -> JobScope<'_> {
        let cell = &self.cell;
        JobScope {
            outer_in_job: cell.in_job.replace(true),
            outer_awaits_handler: cell.awaits_handler.replace(None),
            scope: self.enter(mapping),
        }
    }

    /// Runs a promise job. Its handler's mapping, once [installed](Self::install_for_reaction), stays
    /// until the job ends. Of an exception it also tells in which mapping it was thrown.
    pub(crate) fn run_promise_job<R>(
        &self,
        mapping: Mapping,
        context: &mut Context,
        job: impl FnOnce(&mut Context) -> Result<R, JsError>,
    ) -> Result<R, Uncaught> {
        if self.used() {
            let scope = self.enter_job(mapping);
            self.cell.awaits_handler.set(Some(vm_depth(context)));
            self.run_job(scope, || job(context))
        } else {
            // Without a variable there is but one mapping: nothing to make current and nothing to install;
            // and if the job is the first to set one, its scopes restore the empty mapping.
            let scope = UnusedJobScope {
                agent: self,
                outer_in_job: self.cell.in_job.replace(true),
            };
            self.run_job(scope, || job(context))
        }
    }

    /// Runs `job` in the scope of a job; of an exception it also tells in which mapping it was
    /// thrown.
    pub(crate) fn run_job<S, R>(
        &self,
        _scope: S,
        job: impl FnOnce() -> Result<R, JsError>,
    ) -> Result<R, Uncaught> {
        job().map_err(|error| Uncaught {
            mapping: self.cause_of(&error),
            error,
        })
    }

    /// Makes `mapping` current for the rest of the running promise job, if what is about to be
    /// called is the job's own handler: the first job callback that is called in it, and not by the
    /// program. Otherwise does nothing and returns `false`.
    pub(crate) fn install_for_reaction(&self, mapping: &Mapping, context: &Context) -> bool {
        let is_handler = self.cell.awaits_handler.get() == Some(vm_depth(context));
        if is_handler {
            self.cell.awaits_handler.set(None);
            self.swap(mapping.clone());
        }
        is_handler
    }

    /// Ends the job that was the first to set a variable.
    #[cold]
    fn end_first_job(&self) {
        self.cell.cause.set(None);
        drop_swept();
    }

    /// Makes the empty mapping current for the rest of the running job, if there is one.
    pub(crate) fn clear_for_job(&self) {
        if self.cell.in_job.get() {
            self.swap(Mapping::empty());
        }
    }

    /// `AsyncContextSwap ( mapping )`.
    fn swap(&self, mapping: Mapping) -> Mapping {
        self.settle_pending();
        if !mapping.is_empty() {
            self.note_use();
        }
        self.cell.base.replace(mapping)
    }

    #[inline]
    fn note_use(&self) {
        if !self.cell.used.replace(true) {
            self.begin_use();
        }
    }

    #[cold]
    fn begin_use(&self) {
        #[cfg(not(feature = "exact-generators"))]
        for built_in in self.cell.overrides.take().into_iter().flatten() {
            built_in.apply();
        }
    }

    /// Overrides a built-in of the engine, but not before a variable is set for the first time: until then
    /// the engine's own does the same, faster.
    #[cfg(not(feature = "exact-generators"))]
    pub(crate) fn override_when_used(&self, built_in: BuiltinOverride) {
        if self.used() {
            return built_in.apply();
        }
        let mut overrides = self.cell.overrides.take().unwrap_or_default();
        overrides.push(built_in);
        self.cell.overrides.set(Some(overrides));
    }

    /// Turns the pending binding into a mapping.
    fn settle_pending(&self) {
        if self.cell.pending_id.get() != 0 {
            self.build_pending();
        }
    }

    #[cold]
    fn build_pending(&self) {
        self.cell.pending_id.set(0);
        // Taken out of the cell it is a root, so the allocations below may collect.
        if let Some(Pending { variable, value }) = self.cell.pending.take() {
            let mapping = self
                .cell
                .base
                .get()
                .with(&variable, value, self.cell.storage);
            self.cell.base.replace(mapping);
        }
    }

    /// Remembers from now on in which mapping a passing exception was thrown, for
    /// [`cause_of`](Self::cause_of).
    ///
    /// Only for an event loop, whose every job ends with the memory being cleared.
    pub(crate) fn track_causes(&self) {
        self.cell.tracks_causes.set(true);
    }

    /// Notes that an exception leaves a scope whose mapping is about to be gone, and returns it.
    ///
    /// Costs nothing until an exception passes, and then only inside a job of a loop that reports
    /// exceptions. The innermost scope wins, so that what is reported is the mapping of the code
    /// that threw. The exception becomes a JS value here, if it was not one, so that it can be told
    /// from an equal one later.
    #[cold]
    pub(crate) fn note_throw(&self, error: JsError, context: &mut Context) -> JsError {
        if !(self.cell.tracks_causes.get() && self.cell.in_job.get()) {
            return error;
        }
        let (error, value) = match error.as_opaque() {
            // As it is: of what is no Error object only the `JsError` knows the stack.
            Some(value) => {
                let value = value.clone();
                (error, Some(value))
            }
            None => match error.into_opaque(context) {
                Ok(value) => (JsError::from_opaque(value.clone()), Some(value)),
                Err(engine_error) => (engine_error, None),
            },
        };
        let depth = self.cell.depth.get();
        let mapping = match self.cell.cause.take() {
            Some(known) if known.is_of(value.as_ref(), depth) => known.mapping,
            _ => self.snapshot(),
        };
        self.cell.cause.set(Some(Cause {
            error: value,
            mapping,
            depth,
        }));
        error
    }

    /// The mapping in which `error` was thrown, as far as it is known; the current one otherwise.
    ///
    /// For a host that catches what a callback throws and reports it. It is known when the exception has left
    /// a `run` (or a wrapped function, or a generator's body) in a job of an
    /// [`EventLoop`](crate::EventLoop), and it is to be asked for where the callback was called, before any
    /// other code runs. Asking makes the agent forget it.
    #[must_use]
    pub fn cause_of(&self, error: &JsError) -> Mapping {
        let depth = self.cell.depth.get();
        match self.cell.cause.take() {
            Some(cause)
                // One that is no JS value yet has left no scope.
                if (error.as_opaque().is_some() || error.as_engine().is_some())
                    && cause.is_of(error.as_opaque(), depth) =>
            {
                cause.mapping
            }
            _ => self.snapshot(),
        }
    }

    /// Sets who is told of the objects that leave a `run`.
    #[cfg(not(feature = "exact-generators"))]
    pub(crate) fn observe_returns(&self, observer: ReturnObserver) {
        self.cell.return_observer.set(Some(observer));
    }

    /// Reports how a call in a scope ended to whom it concerns, before the scope is left.
    #[inline]
    pub(crate) fn leaving(
        &self,
        result: Result<JsValue, JsError>,
        context: &mut Context,
    ) -> Result<JsValue, JsError> {
        match &result {
            Ok(value) if !value.is_object() => result,
            Ok(value) => {
                if let Some(observe) = self.cell.return_observer.get() {
                    observe(self, value, context);
                }
                result
            }
            Err(_) => result.map_err(|error| self.note_throw(error, context)),
        }
    }
}

/// How many frames the VM has.
fn vm_depth(context: &Context) -> usize {
    context.stack_trace().count()
}

/// An exception that a job did not catch, and the mapping in which it was thrown.
#[derive(Debug)]
pub(crate) struct Uncaught {
    pub(crate) error: JsError,
    pub(crate) mapping: Mapping,
}

impl From<JsError> for Uncaught {
    /// Where there is no agent there is only the empty mapping.
    fn from(error: JsError) -> Self {
        Self {
            error,
            mapping: Mapping::empty(),
        }
    }
}

impl PartialEq for Agent {
    fn eq(&self, other: &Self) -> bool {
        Gc::ptr_eq(&self.cell, &other.cell)
    }
}

impl Eq for Agent {}

impl fmt::Debug for Agent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Agent")
            .field("storage", &self.storage())
            .field("empty", &self.is_empty())
            .finish_non_exhaustive()
    }
}

/// Restores the outer mapping when it goes out of scope.
#[must_use = "dropping the scope at once restores the outer mapping at once"]
pub(crate) struct Scope<'agent> {
    agent: &'agent Agent,
    outer: Mapping,
}

impl Drop for Scope<'_> {
    fn drop(&mut self) {
        let cell = &self.agent.cell;
        cell.depth.set(cell.depth.get() - 1);
        if cell.pending_id.replace(0) != 0 {
            cell.pending.set(None);
        }
        cell.base.replace(std::mem::take(&mut self.outer));
    }
}

/// The extent of one job; see [`Agent::enter_job`].
#[must_use = "dropping the scope at once ends the job at once"]
pub(crate) struct JobScope<'agent> {
    outer_in_job: bool,
    outer_awaits_handler: Option<usize>,
    /// Left after `drop` below.
    scope: Scope<'agent>,
}

/// The extent of a job that began while no variable was ever set.
struct UnusedJobScope<'agent> {
    agent: &'agent Agent,
    outer_in_job: bool,
}

impl Drop for UnusedJobScope<'_> {
    fn drop(&mut self) {
        self.agent.cell.in_job.set(self.outer_in_job);
        if self.agent.used() {
            self.agent.end_first_job();
        }
    }
}

impl Drop for JobScope<'_> {
    fn drop(&mut self) {
        let cell = &self.scope.agent.cell;
        cell.in_job.set(self.outer_in_job);
        cell.awaits_handler.set(self.outer_awaits_handler);
        cell.cause.set(None);
        if cell.used.get() {
            drop_swept();
        }
    }
}
