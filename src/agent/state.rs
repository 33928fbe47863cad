//! The state of an agent: its current mapping, and the scopes that change it.
//!
//! `AsyncContextSnapshot` is [`Agent::snapshot`]. `AsyncContextSwap` is private and always wrapped in a scope
//! that restores the outer mapping on every way out: a value, a JS exception, a Rust `?`, a panic.
//!
//! # The pending binding
//!
//! Most calls of `variable.run` are over before anything captures the mapping they made. So `run` does not
//! build a mapping: it stores its binding beside the current mapping as the *pending* one, where `get` looks
//! first. Only a capture (a snapshot, a reaction, a timer, a nested `run`) turns it into a mapping, once,
//! however many captures follow. A `run` that nothing captures allocates nothing, however many other
//! variables are set.

use std::{cell::Cell, fmt};

use boa_engine::{Context, JsValue};
use boa_gc::{Finalize, Gc, Trace};

#[cfg(all(feature = "runtime", not(exact_export_names)))]
use super::imports::Imports;
use super::{
    cause::Cause,
    probe::{ProbeState, Usage},
    switches::Watch,
};
#[cfg(not(exact_generators))]
use crate::builtin_override::{BuiltinOverride, DeferredOverrides};
use crate::{
    census::Registry,
    mapping::{
        HostKey, HostValue, Mapping, MappingCell, Storage, VariableId, VariableIdentity,
        drop_set_aside,
    },
};

/// Called with each object that a `run` or a wrapped function returns, in the mapping it ran in.
pub(crate) type ReturnObserver = fn(&Agent, &JsValue, &mut Context);

/// Called at the end of a microtask checkpoint with the most things that it may look at.
#[cfg(all(feature = "runtime", not(exact_generators)))]
pub(crate) type CheckpointObserver = fn(usize, &mut Context);

/// A handle to the AsyncContext state of one agent. An agent is one [`Context`].
///
/// <https://tc39.es/proposal-async-context/#sec-agents>
///
/// Cloning costs one pointer clone, and every clone is the same agent. A handle is a GC pointer: it
/// belongs to the thread that made it, and must not be used in a `Drop` or `Finalize` that a collection runs.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub struct Agent {
    pub(super) cell: Gc<AgentCell>,
}

#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct AgentCell {
    #[unsafe_ignore_trace]
    storage: Storage,
    /// The current mapping without the pending binding.
    base: MappingCell,
    /// The id of the pending binding's variable; 0 while there is none.
    #[unsafe_ignore_trace]
    pending_id: Cell<VariableId>,
    pending: Cell<Option<Pending>>,
    /// Whether a mapping other than the empty one was ever current, and whether the wiring is being probed.
    #[unsafe_ignore_trace]
    pub(super) usage: Cell<Usage>,
    /// What a [probe](Agent::probe) of the wiring has found; nothing outside a probe.
    #[unsafe_ignore_trace]
    pub(super) probe: ProbeState,
    /// Whether a job that restores the mapping at its end is running; see [`Agent::enter_job`].
    #[unsafe_ignore_trace]
    pub(super) in_job: Cell<bool>,
    /// The depth of the VM when the running promise job began, until the job has called its handler.
    #[unsafe_ignore_trace]
    pub(super) awaits_handler: Cell<Option<usize>>,
    /// The number of open scopes.
    #[unsafe_ignore_trace]
    pub(super) depth: Cell<usize>,
    /// Whether a variable may be set for the rest of a scope; see [`Agent::allow_entering`].
    #[unsafe_ignore_trace]
    pub(super) may_enter: Cell<bool>,
    /// The exception that left a scope last, with the mapping it was thrown in.
    pub(super) cause: Cell<Option<Cause>>,
    /// Whether exceptions are reported; see [`Agent::track_causes`].
    #[unsafe_ignore_trace]
    pub(super) tracks_causes: Cell<bool>,
    #[unsafe_ignore_trace]
    pub(super) return_observer: Cell<Option<ReturnObserver>>,
    #[cfg(all(feature = "runtime", not(exact_generators)))]
    #[unsafe_ignore_trace]
    pub(super) checkpoint_observer: Cell<Option<CheckpointObserver>>,
    #[cfg(all(feature = "runtime", not(exact_export_names)))]
    pub(super) imports: Imports,
    #[unsafe_ignore_trace]
    pub(super) captures: Registry,
    // SAFETY: observers are `Send`, and no GC handle is; there is nothing in here to trace.
    #[unsafe_ignore_trace]
    pub(super) watch: Watch,
    /// Whether captures or bindings have a limit.
    #[unsafe_ignore_trace]
    pub(super) is_limited: Cell<bool>,
    #[unsafe_ignore_trace]
    pub(super) most_captures: Cell<u64>,
    #[unsafe_ignore_trace]
    pub(super) most_bindings: Cell<u64>,
    /// Built-ins to override when the first variable is set.
    #[cfg(not(exact_generators))]
    overrides: DeferredOverrides,
}

/// A binding that is part of the current mapping, but for which no mapping was built yet.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Pending {
    variable: Gc<VariableIdentity>,
    value: JsValue,
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
                usage: Cell::new(Usage::Never),
                probe: ProbeState::default(),
                in_job: Cell::new(false),
                awaits_handler: Cell::new(None),
                depth: Cell::new(0),
                may_enter: Cell::new(false),
                cause: Cell::new(None),
                tracks_causes: Cell::new(false),
                return_observer: Cell::new(None),
                #[cfg(all(feature = "runtime", not(exact_generators)))]
                checkpoint_observer: Cell::new(None),
                #[cfg(all(feature = "runtime", not(exact_export_names)))]
                imports: Imports::default(),
                captures: Registry::default(),
                watch: Watch::default(),
                is_limited: Cell::new(false),
                most_captures: Cell::new(u64::MAX),
                most_bindings: Cell::new(u64::MAX),
                #[cfg(not(exact_generators))]
                overrides: DeferredOverrides::default(),
            }),
        }
    }

    /// The agent that `context` was [attached](crate::AsyncContext) to, if any.
    #[must_use]
    pub fn of(context: &Context) -> Option<Self> {
        context.get_data::<Self>().cloned()
    }

    /// The agent of `context`, borrowed from it: [`of`](Self::of) without the clone of a GC pointer.
    #[must_use]
    #[inline]
    pub fn borrowed_from(context: &Context) -> Option<&Self> {
        context.get_data::<Self>()
    }

    /// The linking for `import()`.
    #[cfg(all(feature = "runtime", not(exact_export_names)))]
    #[inline]
    pub(crate) fn imports(&self) -> &Imports {
        &self.cell.imports
    }

    /// How this agent's mappings hold their values.
    #[must_use]
    pub fn storage(&self) -> Storage {
        self.cell.storage
    }

    /// Collects garbage as often as the [storage](Self::storage) needs to release every value that it may release.
    ///
    /// For tests and experiments: in hybrid storage one collection does not release what only young mappings hold.
    /// Each collection goes through the whole heap of the thread. Must not be called by a `Drop` or a `Finalize`
    /// that a collection runs. The host values that it finds dead are dropped before it returns.
    pub fn collect_garbage(&self) {
        for _ in 0..self.storage().collections_to_release().unwrap_or(1) {
            boa_gc::force_collect();
        }
        drop_set_aside();
    }

    /// `AsyncContextSnapshot ( )`: the current mapping.
    ///
    /// <https://tc39.es/proposal-async-context/#sec-asynccontextsnapshot>
    ///
    /// Costs one pointer clone. The first snapshot in the extent of a `run` also builds the mapping of that
    /// `run`, in O(log n).
    #[must_use]
    pub fn snapshot(&self) -> Mapping {
        self.settle_pending();
        self.cell.base.get()
    }

    /// Whether the current mapping is the empty one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cell.pending_id.get() == 0 && self.cell.base.is_empty()
    }

    /// Whether `mapping` is known to be the current one. One that is only pending is not.
    #[cfg(exact_generators)]
    pub(crate) fn is_current(&self, mapping: &Mapping) -> bool {
        self.cell.pending_id.get() == 0 && self.cell.base.holds(mapping)
    }

    /// Whether any variable was ever set in this agent, or [may be entered](Self::may_enter). While it is `false`
    /// every mapping there is is the empty one.
    #[must_use]
    pub fn used(&self) -> bool {
        self.usage() != Usage::Never
    }

    /// Whether any variable was ever set, and whether the wiring is being probed, in one look.
    pub(crate) fn usage(&self) -> Usage {
        self.cell.usage.get()
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
        let scope = Scope {
            agent: self,
            outer,
            is_outer_told: false,
        };
        if self.cell.watch.is_on() {
            return self.tell_enter(scope);
        }
        scope
    }

    /// Makes the current mapping plus one binding current until the scope is dropped.
    pub(crate) fn enter_binding(
        &self,
        variable: Gc<VariableIdentity>,
        value: JsValue,
    ) -> Scope<'_> {
        self.settle_pending();
        let outer = self.cell.base.get();
        self.note_use();
        self.cell.pending_id.set(variable.id());
        self.cell.pending.set(Some(Pending { variable, value }));
        self.open(outer)
    }

    /// Makes the current mapping plus one host binding current until the scope is dropped.
    pub(crate) fn enter_host_binding(&self, key: HostKey, value: HostValue) -> Scope<'_> {
        drop_set_aside();
        let mapping = self.snapshot().with_host(key, value);
        self.enter(mapping)
    }

    /// `AsyncContextSwap ( asyncContextMapping )`: makes `mapping` current and returns the mapping that was.
    ///
    /// <https://tc39.es/proposal-async-context/#sec-asynccontextswap>
    fn swap(&self, mapping: Mapping) -> Mapping {
        self.settle_pending();
        if !mapping.is_empty() {
            self.note_use();
        }
        self.cell.base.replace(mapping)
    }

    /// Makes `mapping` current for the rest of the innermost scope.
    pub(super) fn replace(&self, mapping: Mapping) {
        let left = self.swap(mapping);
        if self.cell.watch.is_on() {
            self.tell_replace(&left);
        }
    }

    /// The current mapping without a binding that is only pending.
    pub(super) fn base(&self) -> Mapping {
        self.cell.base.get()
    }

    #[inline]
    pub(super) fn note_use(&self) {
        if self.usage() != Usage::Ever {
            self.begin_use();
        }
    }

    #[cold]
    fn begin_use(&self) {
        // A decorator of the host may set a variable even while it is probed.
        let before = match self.usage() {
            Usage::Probed => self.cell.probe.usage_afterwards.replace(Usage::Ever),
            usage => {
                self.cell.usage.set(Usage::Ever);
                usage
            }
        };
        if before == Usage::Never {
            #[cfg(not(exact_generators))]
            self.cell.overrides.apply();
        }
    }

    /// Overrides a built-in of the engine when the first variable is set. Until then the engine's own function
    /// does the same, faster.
    #[cfg(not(exact_generators))]
    pub(crate) fn override_when_used(&self, built_in: BuiltinOverride) {
        if self.used() {
            built_in.apply();
        } else {
            self.cell.overrides.add(built_in);
        }
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
    pub(super) agent: &'agent Agent,
    pub(super) outer: Mapping,
    /// Whether observers were told of the beginning of the scope outside this one.
    pub(super) is_outer_told: bool,
}

impl Drop for Scope<'_> {
    fn drop(&mut self) {
        let cell = &self.agent.cell;
        cell.depth.set(cell.depth.get() - 1);
        if cell.pending_id.replace(0) != 0 {
            cell.pending.set(None);
        }
        let left = cell.base.replace(std::mem::take(&mut self.outer));
        if cell.watch.is_on() {
            self.agent.tell_leave(&left, self.is_outer_told);
        }
    }
}
