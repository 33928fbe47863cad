//! Telling observers of switches of the current mapping.

use super::{
    state::{Agent, Scope},
    switches::{Switch, SwitchKind, Switches},
};
use crate::mapping::Mapping;

impl Agent {
    /// Calls `observer` at each switch of the current mapping, right after the switch and only if the mapping differs.
    /// For a host that keeps something of its own in step with the mapping, such as the span of a tracing library.
    ///
    /// Every switch is told, of whatever kind: `run`, jobs, reactions, resumptions of generators, module bodies, callbacks of
    /// the web's APIs, and [`run_in`](Self::run_in). [`Enter`](SwitchKind::Enter) and [`Leave`](SwitchKind::Leave) come in
    /// pairs and nest, whatever ends a scope: a value, an exception, a panic. A scope in which the mapping does not change
    /// is not told. Between the polls of a native future no scope is open.
    ///
    /// The observer runs in the middle of the engine, on the JS thread, never during a garbage collection. It may read values
    /// of host variables ([`HostVariable::get_in_mapping`](crate::HostVariable::get_in_mapping)) and keep what it has read.
    /// It gets no [`Context`](boa_engine::Context) and must not run JavaScript. It may switch mappings itself (with
    /// [`run_in`](Self::run_in) or [`HostVariable::run`](crate::HostVariable::run)): nobody is told of those.
    ///
    /// If it panics, it is not called any more, and the panic unwinds from where the mapping was switched. The mapping is
    /// right all the same: at an `Enter` the scope is left again, at a `Leave` the outer mapping is current already.
    ///
    /// It lasts as long as the agent. Of scopes that are open when it is added it hears a `Leave` without an `Enter`, if
    /// another observer was told of the `Enter`. Each switch costs a call; without observers it costs a look at a flag.
    ///
    /// ```
    /// use std::sync::{Arc, atomic::{AtomicU32, Ordering}};
    /// use boa_async_context::{Agent, HostVariable, Storage, SwitchKind, Switches};
    ///
    /// let agent = Agent::new(Storage::Weak);
    /// let request = HostVariable::<u32>::new();
    /// let current = Arc::new(AtomicU32::new(0));
    /// agent.on_switch(Switches::HostValues, {
    ///     let (request, current) = (request.clone(), current.clone());
    ///     move |switch| {
    ///         let id = request.get_in_mapping(switch.entered());
    ///         current.store(id.map_or(0, |id| *id), Ordering::Relaxed);
    ///     }
    /// });
    /// request.run(&agent, 17, || assert_eq!(current.load(Ordering::Relaxed), 17));
    /// assert_eq!(current.load(Ordering::Relaxed), 0);
    /// ```
    pub fn on_switch(&self, which: Switches, observer: impl Fn(&Switch<'_>) + Send + 'static) {
        self.cell.watch.add(which, observer);
    }

    /// Notes that an observer keeps the span of the mapping entered. Returns whether there was one before.
    #[cfg(feature = "tracing")]
    pub(crate) fn set_traced(&self) -> bool {
        self.cell.watch.set_traced()
    }

    /// Tells of a scope that has begun. If an observer panics, dropping the scope restores the outer mapping.
    #[cold]
    pub(super) fn tell_enter<'agent>(&self, mut scope: Scope<'agent>) -> Scope<'agent> {
        scope.is_outer_told = self.cell.watch.set_told(false);
        self.tell(SwitchKind::Enter, &scope.outer);
        scope
    }

    /// Tells that the mapping of the innermost scope was replaced.
    #[cold]
    pub(super) fn tell_replace(&self, left: &Mapping) {
        self.tell(SwitchKind::Replace, left);
    }

    /// Tells that the innermost scope has ended, if its beginning was told. The outer mapping is current already.
    #[cold]
    pub(super) fn tell_leave(&self, left: &Mapping, is_outer_told: bool) {
        let watch = &self.cell.watch;
        if watch.set_told(is_outer_told) {
            watch.tell(&Switch {
                kind: SwitchKind::Leave,
                left,
                entered: &self.base(),
                #[cfg(feature = "tracing")]
                is_late: false,
            });
        }
    }

    fn tell(&self, kind: SwitchKind, left: &Mapping) {
        let watch = &self.cell.watch;
        let entered = if watch.wants_all() {
            self.snapshot()
        } else {
            // A binding that is only pending is one of JS.
            self.base()
        };
        if !watch.is_switch(left, &entered) {
            return;
        }
        // What comes first in a scope begins it, and what comes later replaces.
        let is_late = kind == SwitchKind::Replace && !watch.is_told();
        let kind = if is_late { SwitchKind::Enter } else { kind };
        watch.set_told(true);
        watch.tell(&Switch {
            kind,
            left,
            entered: &entered,
            #[cfg(feature = "tracing")]
            is_late,
        });
    }
}
