//! Carrying a span in the host half of a mapping.

use std::sync::{Arc, LazyLock};

use boa_engine::Context;
use tracing::Span;

use super::entered::Entered;
use crate::{
    agent::{Agent, Switches},
    host::{HostContext, HostVariable},
};

/// The span of a mapping.
static SPAN: LazyLock<HostVariable<Span>> = LazyLock::new(HostVariable::new);

/// Calls `f` in `span`, together with everything that it starts.
///
/// The mapping carries the span. It is entered around every callback, job, timer, microtask, resumption and native
/// operation that runs in a mapping with it, so [`Span::current`] is right in every native function. Where a mapping
/// without a span is current, so is no span of ours. Nothing has to be set up.
///
/// The span is let go of with the last thing that can still ask for it, as every value of a
/// [`HostVariable`](crate::HostVariable): it closes then, if the host holds no clone. `docs/host-variables.md` has the moments
/// one by one.
///
/// A panic of the subscriber while it enters or exits the span ends there, after the panic hook: the program does not see
/// it, and the spans of later operations are entered.
///
/// A span that the subscriber has disabled changes nothing. Nor does it if the context has no AsyncContext: then the span is
/// entered during the call only. Call it on the JS thread.
///
/// ```
/// use boa_async_context::{Runtime, tracing::in_span};
/// use boa_engine::Source;
/// use tracing::info_span;
///
/// let mut runtime = Runtime::builder().build()?;
/// let context = &mut *runtime.context_mut();
/// let answer = in_span(info_span!("operation", id = 7), context, |context| {
///     context.eval(Source::from_bytes("setTimeout(() => { /* in the span, too */ }); 42"))
/// });
/// assert_eq!(answer.unwrap().as_number(), Some(42.0));
/// # Ok::<(), boa_async_context::Error>(())
/// ```
pub fn in_span<R>(span: Span, context: &mut Context, f: impl FnOnce(&mut Context) -> R) -> R {
    if span.is_disabled() {
        return f(context);
    }
    match Agent::of(context) {
        Some(agent) => {
            follow(&agent);
            SPAN.run(&agent, span, || f(context))
        }
        None => span.in_scope(|| f(context)),
    }
}

/// `f` as a function that calls it [in a span](in_span), for [`Mailbox::post`](crate::event_loop::Mailbox::post) and whatever
/// else calls a function on the JS thread later.
///
/// If it is never called, the span ends where it is dropped. For a request with an answer there is
/// [`Mailbox::call_in_span`](crate::event_loop::Mailbox::call_in_span).
pub fn spanned<R>(
    span: Span,
    f: impl FnOnce(&mut Context) -> R + Send + 'static,
) -> impl FnOnce(&mut Context) -> R + Send + 'static {
    move |context| in_span(span, context, f)
}

/// The span of the current mapping. `None` if it has none, or the context has no AsyncContext.
///
/// A native function rather asks [`Span::current`], which also sees spans that native code has entered itself. Keeping a
/// clone keeps the span open.
#[must_use]
pub fn current_span(context: &Context) -> Option<Span> {
    held_span(context).map(|span| Span::clone(&span))
}

/// The span of a host context that was taken earlier; callable from any thread.
#[must_use]
pub fn span_in(host: &HostContext) -> Option<Span> {
    SPAN.get_in(host).map(|span| Span::clone(&span))
}

/// The span of the current mapping, as the mapping holds it.
pub(crate) fn held_span(context: &Context) -> Option<Arc<Span>> {
    SPAN.get(&Agent::of(context)?)
}

/// Keeps the span of the current mapping entered from now on.
fn follow(agent: &Agent) {
    if !agent.set_traced() {
        let entered = Entered::default();
        agent.on_switch(Switches::HostValues, move |switch| {
            entered.follow(switch, SPAN.get_in_mapping(switch.entered()));
        });
    }
}
