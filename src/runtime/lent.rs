//! A context, and the native futures that borrow it.

use std::{
    cell::{Ref, RefCell, RefMut},
    rc::Rc,
    task::{Context as TaskContext, Poll},
};

use boa_engine::Context;
use self_cell::{MutBorrow, self_cell};

use crate::{
    census::CaptureLocation,
    engine_panic::EnginePanic,
    event_loop::{EventLoop, InFlight, LoopState, Run},
};

type ContextCell<'context> = RefCell<&'context mut Context>;

self_cell!(
    /// The cell of a context, and the native futures that borrow the cell.
    struct Session<'context> {
        owner: ContextCell<'context>,

        #[not_covariant]
        dependent: InFlight,
    }
);

self_cell!(
    struct Inner {
        owner: MutBorrow<Context>,

        #[not_covariant]
        dependent: Session,
    }
);

/// A context that is lent to native futures for as long as it lives. So what is in flight survives between the runs of
/// the loop, whichever way they end.
pub(super) struct Lent {
    /// There until it is dropped.
    inner: Option<Inner>,
    /// Set when the engine has panicked.
    panic: Option<EnginePanic>,
}

impl Drop for Lent {
    /// After a panic of the engine nothing is known of what the context refers to, so it is leaked.
    fn drop(&mut self) {
        if self.panic.is_some() {
            std::mem::forget(self.inner.take());
        }
    }
}

impl Lent {
    pub(super) fn new(context: Context, event_loop: &Rc<EventLoop>) -> Self {
        let inner = Inner::new(MutBorrow::new(context), |context| {
            let cell = RefCell::new(context.borrow_mut());
            Session::new(cell, |_| InFlight::kept_for(event_loop))
        });
        Self {
            inner: Some(inner),
            panic: None,
        }
    }

    fn inner(&self) -> &Inner {
        self.inner.as_ref().expect("there until it is dropped")
    }

    fn inner_mut(&mut self) -> &mut Inner {
        self.inner.as_mut().expect("there until it is dropped")
    }

    /// The panic of the engine that has ended the use of the context, if there was one.
    pub(super) fn panic(&self) -> Option<&EnginePanic> {
        self.panic.as_ref()
    }

    /// Notes that the engine has panicked in this context, and where the program was. Returns the panic with that.
    pub(super) fn poison(&mut self, panic: EnginePanic) -> EnginePanic {
        // The frames are there still. Reading their places trusts nothing that the panic may have left half done.
        let place = self.inner().with_dependent(|_, session| {
            let context = session.borrow_owner().try_borrow().ok()?;
            CaptureLocation::now(&context)
        });
        let panic = panic.in_program(place);
        self.panic.get_or_insert(panic).clone()
    }

    /// # Panics
    ///
    /// If a native future holds a mutable borrow across an `await`.
    pub(super) fn get(&self) -> Ref<'_, Context> {
        self.inner().with_dependent(|_, session| {
            Ref::map(session.borrow_owner().borrow(), |context| &**context)
        })
    }

    /// # Panics
    ///
    /// If a native future holds a borrow across an `await`.
    pub(super) fn get_mut(&mut self) -> RefMut<'_, Context> {
        self.inner().with_dependent(|_, session| {
            RefMut::map(session.borrow_owner().borrow_mut(), |context| {
                &mut **context
            })
        })
    }

    /// Goes on with a run.
    pub(super) fn poll(&mut self, run: &mut Run, cx: &mut TaskContext<'_>) -> Poll<LoopState> {
        self.inner_mut().with_dependent_mut(|_, session| {
            session.with_dependent_mut(|context, in_flight| run.poll(context, in_flight, cx))
        })
    }

    /// Drops what is in flight for realms that were closed.
    pub(super) fn drop_closed(&mut self, event_loop: &EventLoop) {
        self.inner_mut().with_dependent_mut(|_, session| {
            session.with_dependent_mut(|_, in_flight| in_flight.drop_closed(event_loop));
        });
    }

    /// Drops what is in flight, which `event_loop` counts.
    pub(super) fn drop_in_flight(&mut self, event_loop: &EventLoop) {
        self.inner_mut().with_dependent_mut(|_, session| {
            session.with_dependent_mut(|_, in_flight| {
                event_loop.note_dropped(in_flight);
                drop(std::mem::take(in_flight));
            });
        });
    }
}
