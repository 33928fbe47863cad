//! The beginning and the end of a realm: what is defined in each new one, and what is done when one is closed.

use std::{cell::Cell, rc::Rc};

use boa_engine::{
    Context, JsData, JsObject, JsResult, builtins::function::OrdinaryFunction, realm::Realm,
};
use boa_gc::{Finalize, Trace};

#[cfg(feature = "runtime")]
use crate::realm::in_realm;

thread_local! {
    /// Whether a realm of this thread was ever closed. Most threads never close one, and ask often.
    static HAS_CLOSED: Cell<bool> = const { Cell::new(false) };
}

/// Defines something in the current realm.
type Define = dyn Fn(&mut Context) -> JsResult<()>;

/// What is defined in each new realm of a context, in its data.
#[derive(Clone, Default)]
struct Initializers(Vec<Rc<Define>>);

/// Calls `define` for each realm that [`Runtime::create_realm`](crate::Runtime) makes in this context from now on, with that
/// realm as the current one and before any code of a program runs in it. In the order of the calls.
///
/// For a crate that defines globals, and for the host's own. The context owns the function: it must not own the context or
/// its runtime. Call it on the thread of the context. Costs a copy of the list.
pub fn on_create_realm(
    context: &mut Context,
    define: impl Fn(&mut Context) -> JsResult<()> + 'static,
) {
    let mut all = context
        .get_data::<Initializers>()
        .cloned()
        .unwrap_or_default();
    all.0.push(Rc::new(define));
    context.insert_data(all);
}

/// Defines in `realm` what was asked for.
#[cfg(feature = "runtime")]
pub(crate) fn initialize(realm: &Realm, context: &mut Context) -> JsResult<()> {
    let all = context
        .get_data::<Initializers>()
        .cloned()
        .unwrap_or_default();
    in_realm(realm, context, |context| {
        all.0.iter().try_for_each(|define| define(context))
    })
}

/// Cancels what a part of a realm waits for, and returns how many things that were.
type Close = fn(&mut Context) -> usize;

/// What is done when a realm is closed, in its data.
#[derive(Default, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct Closers(#[unsafe_ignore_trace] Vec<(&'static str, Close)>);

/// Whether a realm is closed, for what waits for as long as the realm lives and must not keep it. In the data of the realm.
#[derive(Clone, Default, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct RealmLife(#[unsafe_ignore_trace] Rc<Cell<bool>>);

impl RealmLife {
    /// That of a realm. A look-up by type.
    #[cfg(feature = "runtime")]
    pub(crate) fn of(realm: &Realm) -> Self {
        let known = realm.host_defined().get::<Self>().cloned();
        known.unwrap_or_else(|| {
            let life = Self::default();
            realm.host_defined_mut().insert(life.clone());
            life
        })
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.0.get()
    }

    /// Whether both are of one realm.
    #[cfg(feature = "runtime")]
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Calls `close` when the current realm is [closed](crate::event_loop::EventLoop::close_realm), with it as the current realm.
/// It cancels what `part` of the realm waits for, and returns how many things that were.
///
/// For a crate that keeps callbacks of a realm: jobs, timers and native futures of the realm are dropped by the event loop. A
/// part has one such function: a second call for it does nothing. Call it on the thread of the context.
pub fn on_close_realm(part: &'static str, close: fn(&mut Context) -> usize, context: &mut Context) {
    let realm = context.realm().clone();
    let mut data = realm.host_defined_mut();
    let mut closers = data
        .remove::<Closers>()
        .map_or_else(Closers::default, |closers| *closers);
    if closers.0.iter().all(|(known, _)| *known != part) {
        closers.0.push((part, close));
    }
    data.insert(closers);
}

/// Whether a realm was [closed](crate::event_loop::EventLoop::close_realm). Costs a look at a thread-local while no realm of
/// the thread was closed, and a look-up by type after that.
#[must_use]
pub fn is_realm_closed(realm: &Realm) -> bool {
    HAS_CLOSED.get()
        && realm
            .host_defined()
            .get::<RealmLife>()
            .is_some_and(RealmLife::is_closed)
}

/// Whether `callback` is a function of a closed realm. Only functions of a program are known to belong to a realm: those of the
/// engine and of hosts, bound functions and proxies are not. Costs as [`is_realm_closed`].
#[must_use]
pub fn is_of_closed_realm(callback: &JsObject) -> bool {
    HAS_CLOSED.get()
        && callback
            .downcast_ref::<OrdinaryFunction>()
            .is_some_and(|function| is_realm_closed(function.realm()))
}

/// Marks a realm as closed. Returns whether it was open.
#[cfg(feature = "runtime")]
pub(crate) fn mark_closed(realm: &Realm) -> bool {
    HAS_CLOSED.set(true);
    !RealmLife::of(realm).0.replace(true)
}

/// Does what is to be done when a realm is closed.
#[cfg(feature = "runtime")]
pub(crate) fn run_closers(realm: &Realm, context: &mut Context) -> Vec<(&'static str, usize)> {
    let closers = realm.host_defined_mut().remove::<Closers>();
    let closers = closers.map_or_else(Vec::new, |closers| closers.0);
    in_realm(realm, context, |context| {
        closers
            .into_iter()
            .map(|(part, close)| (part, close(context)))
            .collect()
    })
}
