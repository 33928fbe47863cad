//! The limits of captures and bindings, which the agent counts.

use boa_engine::Context;

use super::{in_force, limit::Limit, met::LimitMet};
use crate::{agent::Agent, mapping::VariableId};

/// Whether `what` may capture the current mapping, and whether the program may go on to set variables.
///
/// # Errors
///
/// A limit that was noted, if there are too many captures even after a collection.
#[inline]
pub(crate) fn admit_capture(agent: &Agent, what: &str, context: &Context) -> Result<(), LimitMet> {
    // A capture of the empty mapping holds nothing.
    if !agent.is_limited() || agent.is_empty() {
        return Ok(());
    }
    admit_one_more(agent, what, context)
}

/// Whether `run` may set the variable with this number.
///
/// # Errors
///
/// A limit that was noted: that of captures, or of bindings if the variable is not bound already.
#[inline]
pub(crate) fn admit_binding(
    agent: &Agent,
    variable: VariableId,
    context: &Context,
) -> Result<(), LimitMet> {
    if !agent.is_limited() {
        return Ok(());
    }
    admit_one_more(agent, "run", context)?;
    let most = agent.most_bindings();
    let mapping = agent.snapshot();
    let has_room = (mapping.stored_bindings() as u64) < most
        || mapping.get(variable).is_some()
        // Some of those that are stored may be dead.
        || (mapping.live_bindings() as u64) < most;
    if has_room {
        return Ok(());
    }
    Err(LimitMet::new(Limit::Bindings, most, "run").noted(context))
}

#[cold]
fn admit_one_more(agent: &Agent, what: &str, context: &Context) -> Result<(), LimitMet> {
    let most = agent.most_captures();
    let count = || agent.listed_captures() as u64;
    in_force::admit_one_more(Limit::Captures, most, count, what, context)
}
