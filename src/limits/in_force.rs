//! The limits of a context, and the notes of those that were met.

use std::{cell::RefCell, rc::Rc};

use boa_engine::{Context, realm::Realm};

use super::{
    limit::Limit,
    met::LimitMet,
    network::NetworkRules,
    permit::{Counts, Permit},
    values::Limits,
};
use crate::{agent::Agent, census::CaptureLocation, mapping::Mapping};

/// The limits of a context, in its data.
#[derive(Clone)]
struct InForce(Rc<State>);

struct State {
    limits: Limits,
    notes: Rc<Notes>,
    counts: Rc<Counts>,
}

/// What was met and is not told yet, one note for each limit. They are roots.
#[derive(Default)]
pub(crate) struct Notes(RefCell<Vec<Noted>>);

#[cfg(feature = "runtime")]
impl Notes {
    /// Those of a context; `None` if it has no limits. One look-up.
    pub(crate) fn of(context: &Context) -> Option<Rc<Self>> {
        let in_force = context.get_data::<InForce>()?;
        Some(in_force.0.notes.clone())
    }

    /// Takes what was noted. Costs next to nothing if there is nothing.
    #[inline]
    pub(crate) fn take(&self) -> Vec<Noted> {
        self.0.take()
    }
}

/// A limit that was met, with the mapping and the realm of the code that met it.
#[cfg_attr(
    not(feature = "runtime"),
    allow(dead_code, reason = "only an event loop of ours reports it")
)]
pub(crate) struct Noted {
    pub(crate) met: LimitMet,
    pub(crate) mapping: Mapping,
    pub(crate) realm: Realm,
}

impl Limits {
    /// The limits of a context: those that it was [built with](crate::RuntimeBuilder::limits), with the engine's as they are
    /// now.
    #[must_use]
    pub fn of(context: &Context) -> Self {
        let limits = context
            .get_data::<InForce>()
            .map(|in_force| &in_force.0.limits);
        let limits = limits.cloned().unwrap_or_default();
        limits.with_engine(context.runtime_limits())
    }

    /// Makes these the limits of a context, for a host that builds its context itself. Call it after
    /// [`AsyncContext::install`](crate::AsyncContext::install), and before any code of the program runs.
    ///
    /// What there is already counts as it did: a lower limit refuses more, and takes nothing away.
    pub fn put_into(self, context: &mut Context) {
        context.set_runtime_limits(self.of_engine());
        if let Some(agent) = Agent::of(context) {
            agent.set_limits(self.get(Limit::Captures), self.get(Limit::Bindings));
        }
        let (notes, counts) = match context.get_data::<InForce>() {
            Some(InForce(state)) => (state.notes.clone(), state.counts.clone()),
            None => Default::default(),
        };
        context.insert_data(InForce(Rc::new(State {
            limits: self,
            notes,
            counts,
        })));
    }

    /// Where the requests of a context may go.
    #[must_use]
    pub fn network_rules_of(context: &Context) -> NetworkRules {
        let in_force = context.get_data::<InForce>();
        in_force.map_or_else(NetworkRules::any, |InForce(state)| {
            state.limits.network_rules().clone()
        })
    }

    /// The value of one limit of a context, without a copy of the others. One look-up.
    #[must_use]
    pub fn get_of(limit: Limit, context: &Context) -> Option<u64> {
        context.get_data::<InForce>()?.0.limits.get(limit)
    }

    /// Whether there may be one more of something, of which there are `count` already. If there are too many, and some of
    /// them may be garbage, it runs a collection and asks again.
    ///
    /// # Errors
    ///
    /// A [`LimitMet`] that was [noted](LimitMet::noted). It converts into a `RangeError`.
    pub fn admit(
        limit: Limit,
        count: impl Fn() -> usize,
        what: &str,
        context: &Context,
    ) -> Result<(), LimitMet> {
        match Self::get_of(limit, context) {
            None => Ok(()),
            Some(value) => admit_one_more(limit, value, || count() as u64, what, context),
        }
    }
}

/// Whether there may be one more of something that is counted elsewhere; `now` tells how many there are.
///
/// # Errors
///
/// A [`LimitMet`] that was noted, if there are too many even after a collection that may help.
pub(super) fn admit_one_more(
    limit: Limit,
    most: u64,
    now: impl Fn() -> u64,
    what: &str,
    context: &Context,
) -> Result<(), LimitMet> {
    let has_room = match context.get_data::<InForce>() {
        Some(InForce(state)) => state.counts.admit(limit, most, now),
        None => now() < most,
    };
    if has_room {
        return Ok(());
    }
    Err(LimitMet::new(limit, most, what).noted(context))
}

impl Permit {
    /// The permit for one more of what `limit` counts; `what` is the function that the program calls. Without a limit it
    /// costs a look-up, and nothing is counted.
    ///
    /// If there are too many, and some of them may be garbage, it runs a collection first: call it where the engine may
    /// allocate.
    ///
    /// # Errors
    ///
    /// A [`LimitMet`] that was [noted](LimitMet::noted).
    pub fn take(limit: Limit, what: &str, context: &Context) -> Result<Self, LimitMet> {
        let Some(InForce(state)) = context.get_data() else {
            return Ok(Self::default());
        };
        let Some(value) = state.limits.get(limit) else {
            return Ok(Self::default());
        };
        state
            .counts
            .permit(limit, value)
            .ok_or_else(|| LimitMet::new(limit, value, what).noted(context))
    }
}

impl Permit {
    /// A permit that is never refused, for something that was admitted before, such as a port that arrives.
    pub fn take_anyway(limit: Limit, context: &Context) -> Self {
        match context.get_data() {
            Some(InForce(state)) if state.limits.get(limit).is_some() => {
                state.counts.permit_anyway(limit)
            }
            _ => Self::default(),
        }
    }
}

impl LimitMet {
    /// Notes it for the report: with the current mapping, and the place of the running code. The event loop tells the host
    /// at the end of the job, as it does with a rejected promise. A limit that was met already in this job is counted.
    /// Runs no code of the program, and allocates nothing in the GC heap.
    ///
    /// On another executor, and in a context without [limits](Limits::put_into), nobody is told.
    #[must_use]
    pub fn noted(self, context: &Context) -> Self {
        let Some(InForce(state)) = context.get_data() else {
            return self;
        };
        let notes = &mut *state.notes.0.borrow_mut();
        if let Some(noted) = notes
            .iter_mut()
            .find(|noted| noted.met.limit() == self.limit())
        {
            noted.met.met_again();
            return self;
        }
        let met = self.at(CaptureLocation::now(context));
        let agent = Agent::of(context);
        notes.push(Noted {
            met: met.clone(),
            mapping: agent.map_or_else(Mapping::empty, |agent| agent.snapshot()),
            realm: context.realm().clone(),
        });
        met
    }
}
