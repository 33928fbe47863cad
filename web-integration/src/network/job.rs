//! Native jobs of the event loop that wait for the network.

use std::{cell::RefCell, future::poll_fn, task::Poll};

use boa_async_context::{EventLoop, Limit, Limits};
use boa_engine::{Context, JsResult, JsValue, job::NativeAsyncJob};

use super::client::{Client, Terms};
use crate::mechanism::external;

/// The HTTP client of the context. It is created at the first call, and again at the first call after the limits of the
/// context have changed.
pub(super) fn client_of(context: &mut Context) -> Client {
    let terms = terms_of(context);
    if let Some(client) = context.get_data::<Client>()
        && *client.terms() == terms
    {
        return client.clone();
    }
    let client = Client::new(terms);
    context.insert_data(client.clone());
    client
}

fn terms_of(context: &Context) -> Terms {
    Terms {
        rules: Limits::network_rules_of(context),
        chunk_bytes: Limits::get_of(Limit::BodyBytes, context),
        is_counted: Limits::get_of(Limit::Requests, context).is_some(),
    }
}

/// Enqueues a native job in the current realm and in the empty mapping.
pub(super) fn spawn<F>(context: &mut Context, job: F)
where
    F: AsyncFnOnce(&RefCell<&mut Context>) -> JsResult<()> + 'static,
{
    let job = native_job(context, job);
    external(context, |context| context.enqueue_job(job.into()));
}

/// Begins a native job in the current realm and in the empty mapping, for which the event loop does not wait. An executor
/// other than our event loop never runs it.
pub(super) fn begin_in_background<F>(context: &mut Context, job: F)
where
    F: AsyncFnOnce(&RefCell<&mut Context>) -> JsResult<()> + 'static,
{
    if let Some(event_loop) = context.downcast_job_executor::<EventLoop>() {
        event_loop.begin_in_background(native_job(context, job), context);
    }
}

/// A job of the current realm.
fn native_job<F>(context: &Context, job: F) -> NativeAsyncJob
where
    F: AsyncFnOnce(&RefCell<&mut Context>) -> JsResult<()> + 'static,
{
    NativeAsyncJob::with_realm(
        async move |context| {
            job(context).await?;
            Ok(JsValue::undefined())
        },
        context.realm().clone(),
    )
}

/// Ends a poll of a native job, so that the event loop can run other work before the job goes on: timers fire
/// however fast a server sends.
pub(super) async fn next_turn() {
    let mut ended = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut ended, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
