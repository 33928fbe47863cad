//! Who is told of switches of the current mapping.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    fmt,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    rc::Rc,
    thread,
};

use crate::mapping::Mapping;

/// How the current mapping is switched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SwitchKind {
    /// A scope begins: a `run`, a job, a resumption, a callback. It ends with a [`Leave`](Self::Leave).
    Enter,
    /// The mapping changes for the rest of the innermost scope: a reaction begins in its job, or a module body does.
    Replace,
    /// The innermost scope ends, and the mapping outside it is current again. There is one for each
    /// [`Enter`](Self::Enter), and the last scope that was entered is left first.
    Leave,
}

/// Which switches an observer wants to be told of; see [`Agent::on_switch`](crate::Agent::on_switch).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switches {
    /// Those to a mapping with other values of [`HostVariable`](crate::HostVariable)s. If another observer of the agent
    /// wants [all](Self::All), this one is told of all, too.
    HostValues,
    /// All of them. From then on each `run` of a variable builds its mapping at once, which is otherwise left to the first
    /// capture.
    All,
}

/// A switch of the current mapping of an agent.
pub struct Switch<'a> {
    pub(super) kind: SwitchKind,
    pub(super) left: &'a Mapping,
    pub(super) entered: &'a Mapping,
    /// Whether this is an `Enter` in the middle of a scope, which began without a switch.
    #[cfg(feature = "tracing")]
    pub(super) is_late: bool,
}

impl Switch<'_> {
    /// How the mapping is switched.
    #[must_use]
    pub const fn kind(&self) -> SwitchKind {
        self.kind
    }

    /// The mapping that was current until now.
    #[must_use]
    pub const fn left(&self) -> &Mapping {
        self.left
    }

    /// The mapping that is current from now on.
    #[must_use]
    pub const fn entered(&self) -> &Mapping {
        self.entered
    }

    /// Whether this is an `Enter` in the middle of a scope: native code may have entered spans in it.
    #[cfg(feature = "tracing")]
    pub(crate) const fn is_late(&self) -> bool {
        self.is_late
    }
}

impl fmt::Debug for Switch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Switch").field("kind", &self.kind).finish()
    }
}

/// A function that is told of switches. It is `Send`, so it owns no GC pointer, which nothing would trace.
type Observer = dyn Fn(&Switch<'_>) + Send;

/// The observers of an agent.
#[derive(Default)]
pub(super) struct Watch {
    observers: RefCell<Vec<Rc<Observer>>>,
    is_on: Cell<bool>,
    wants_all: Cell<bool>,
    /// Whether observers were told of the beginning of the innermost scope.
    is_told: Cell<bool>,
    /// Whether an observer is running.
    is_telling: Cell<bool>,
    /// Whether one of the observers keeps the span of the mapping entered.
    #[cfg(feature = "tracing")]
    is_traced: Cell<bool>,
}

impl Watch {
    pub(super) fn add(&self, which: Switches, observer: impl Fn(&Switch<'_>) + Send + 'static) {
        self.observers.borrow_mut().push(Rc::new(observer));
        self.is_on.set(true);
        if which == Switches::All {
            self.wants_all.set(true);
        }
    }

    /// Whether there are observers.
    #[inline]
    pub(super) fn is_on(&self) -> bool {
        self.is_on.get()
    }

    pub(super) fn wants_all(&self) -> bool {
        self.wants_all.get()
    }

    pub(super) fn is_told(&self) -> bool {
        self.is_told.get()
    }

    /// Sets whether observers were told of the beginning of the innermost scope. Returns what was set before.
    pub(super) fn set_told(&self, is_told: bool) -> bool {
        self.is_told.replace(is_told)
    }

    #[cfg(feature = "tracing")]
    pub(super) fn set_traced(&self) -> bool {
        self.is_traced.replace(true)
    }

    /// Whether an observer wants to be told that `left` is left for `entered`.
    pub(super) fn is_switch(&self, left: &Mapping, entered: &Mapping) -> bool {
        if self.wants_all() {
            !left.is(entered)
        } else {
            !left.has_host_half_of(entered)
        }
    }

    /// Tells all observers. Nothing if this is inside an observer.
    ///
    /// An observer that panics is not called any more, so the end of the scope cannot panic again while the thread
    /// unwinds. The others are told all the same.
    pub(super) fn tell(&self, switch: &Switch<'_>) {
        if self.is_telling.replace(true) {
            return;
        }
        // Cloned first: an observer may add another one.
        let observers = self.observers.borrow().clone();
        let mut panicked: Option<Box<dyn Any + Send>> = None;
        for observer in observers {
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| observer(switch))) {
                self.remove(&observer);
                panicked = panicked.or(Some(panic));
            }
        }
        self.is_telling.set(false);
        if let Some(panic) = panicked
            && !thread::panicking()
        {
            resume_unwind(panic);
        }
    }

    fn remove(&self, observer: &Rc<Observer>) {
        self.observers
            .borrow_mut()
            .retain(|other| !Rc::ptr_eq(other, observer));
    }
}
