//! Native futures that have begun.

use std::{
    cell::RefCell,
    future::{Future, poll_fn},
    io,
    pin::{Pin, pin},
    rc::Rc,
    task::{Context as TaskContext, Poll},
};

use boa_engine::{Context, job::NativeAsyncJob};
use futures_util::{StreamExt, stream::FuturesUnordered};

use super::state::EventLoop;
use crate::{
    agent::Uncaught, census::Capture, mapping::Mapping, propagate::jobs::call_async_job,
    realm_life::RealmLife, watchdog::TurnKind,
};

/// A native future that has begun, with the life of the realm that it belongs to. It does not keep the realm: what waits for a
/// `FinalizationRegistry` is here for as long as the realm lives.
struct Begun<'a> {
    realm: Rc<RealmLife>,
    future: Pin<Box<dyn Future<Output = ()> + 'a>>,
}

impl Future for Begun<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<()> {
        self.future.as_mut().poll(cx)
    }
}

/// Native futures that have begun. They borrow the cell of their context.
#[derive(Default)]
pub(crate) struct InFlight<'a> {
    async_jobs: FuturesUnordered<Begun<'a>>,
    finalization_jobs: FuturesUnordered<Begun<'a>>,
    background_jobs: FuturesUnordered<Begun<'a>>,
    keeper: Option<Keeper>,
    /// How many realms were closed when their futures were dropped last.
    closed_realms: usize,
}

/// Tells the loop that somebody keeps what is in flight between the runs.
struct Keeper(Rc<EventLoop>);

impl Drop for Keeper {
    fn drop(&mut self) {
        let keepers = &self.0.keepers;
        keepers.set(keepers.get() - 1);
    }
}

impl<'a> InFlight<'a> {
    /// For a [`Runtime`](crate::Runtime) or a driver, which keeps it between the runs. Another run, such as that of
    /// `context.run_jobs()`, then leaves the `FinalizationRegistry`s to it.
    pub(crate) fn kept_for(event_loop: &Rc<EventLoop>) -> Self {
        event_loop.keepers.set(event_loop.keepers.get() + 1);
        Self {
            keeper: Some(Keeper(event_loop.clone())),
            ..Self::default()
        }
    }

    /// Whether a run with this begins what the loop does not wait for: the waits for `FinalizationRegistry`s, and native futures in
    /// the background.
    pub(super) fn takes_unwaited(&self, event_loop: &EventLoop) -> bool {
        // A nested run ends before the outer one, and they wait for good.
        let is_outermost = event_loop.runs.get() <= 1;
        is_outermost && (self.keeper.is_some() || event_loop.keepers.get() == 0)
    }

    /// How many native futures there are, without those that wait for a `FinalizationRegistry`.
    pub(crate) fn len(&self) -> usize {
        self.async_jobs.len()
    }

    /// How many `FinalizationRegistry`s are waited for.
    pub(crate) fn registries(&self) -> usize {
        self.finalization_jobs.len()
    }

    /// Begins the native futures that were enqueued since the last time.
    pub(super) fn begin_queued(
        &mut self,
        event_loop: &Rc<EventLoop>,
        context: &'a RefCell<&mut Context>,
    ) {
        self.drop_closed(event_loop);
        for (capture, realm, job) in event_loop.async_jobs.take() {
            event_loop.note_begun(&realm);
            self.async_jobs
                .push(begin(event_loop.clone(), capture, realm, job, context));
        }
        if !self.takes_unwaited(event_loop) {
            return;
        }
        let queues = [
            // The registry's callback brings its own mapping; see `propagate::jobs`.
            (&event_loop.finalization_jobs, &mut self.finalization_jobs),
            (&event_loop.background_jobs, &mut self.background_jobs),
        ];
        for (queue, begun) in queues {
            for (realm, job) in queue.take() {
                begun.push(begin(
                    event_loop.clone(),
                    Capture::empty(),
                    realm,
                    job,
                    context,
                ));
            }
        }
    }

    /// Drops those whose realm was closed.
    pub(crate) fn drop_closed(&mut self, event_loop: &EventLoop) {
        let closed_realms = event_loop.closed_realms.get();
        if self.closed_realms == closed_realms {
            return;
        }
        self.closed_realms = closed_realms;
        for futures in [
            &mut self.async_jobs,
            &mut self.finalization_jobs,
            &mut self.background_jobs,
        ] {
            let all = std::mem::take(futures).into_iter();
            futures.extend(all.filter(|begun| !begun.realm.is_closed()));
        }
    }

    /// Polls those that are ready, until one of them is done or the loop must let go. Returns whether one was polled:
    /// then others may be ready, woken by that one or not reached yet.
    pub(super) fn poll_async_jobs(
        &mut self,
        event_loop: &EventLoop,
        cx: &mut TaskContext<'_>,
    ) -> bool {
        poll_ready(&mut self.async_jobs, event_loop, cx)
    }

    /// The same for those that wait for a `FinalizationRegistry`, and for those in the background.
    ///
    /// # Errors
    ///
    /// If there is one in the background, and the operating system refuses what tokio needs.
    pub(super) fn poll_unwaited(
        &mut self,
        event_loop: &EventLoop,
        cx: &mut TaskContext<'_>,
    ) -> io::Result<bool> {
        let ran = poll_ready(&mut self.finalization_jobs, event_loop, cx);
        if ran || self.background_jobs.is_empty() {
            return Ok(ran);
        }
        let _entered = event_loop.reactor.enter()?;
        Ok(poll_ready(&mut self.background_jobs, event_loop, cx))
    }
}

fn poll_ready(
    jobs: &mut FuturesUnordered<Begun<'_>>,
    event_loop: &EventLoop,
    cx: &mut TaskContext<'_>,
) -> bool {
    event_loop.has_polled.set(false);
    let _ = jobs.poll_next_unpin(cx);
    event_loop.has_polled.get()
}

/// A native future as the loop drives it: each poll is a macrotask, with microtasks after it.
fn begin<'a>(
    event_loop: Rc<EventLoop>,
    capture: Capture,
    of: Rc<RealmLife>,
    job: NativeAsyncJob,
    context: &'a RefCell<&mut Context>,
) -> Begun<'a> {
    let realm = job.realm().cloned();
    // Only for a report: a mapping keeps the spans of a host open.
    let mapping = event_loop.has_turns().then(|| capture.mapping().clone());
    let future = Box::pin(async move {
        let event_loop = &*event_loop;
        let mut job = pin!(async {
            let result = match &event_loop.async_context {
                Some(async_context) => {
                    let agent = async_context.agent().clone();
                    call_async_job(agent, capture, job, context).await
                }
                None => job.call(context).await.map_err(Uncaught::from),
            };
            event_loop.report_failure(result, realm, &mut context.borrow_mut());
        });
        poll_fn(|cx| {
            // The checkpoint after the last poll of another one was cut by the end of a slice, or the loop must let go.
            if event_loop.is_checkpoint_due() || event_loop.has_polled.get() && event_loop.lets_go()
            {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            event_loop.checkpoint_due.set(true);
            let turn = event_loop.begin_turn(TurnKind::NativeFuture, || {
                mapping.clone().unwrap_or_else(Mapping::empty)
            });
            let poll = job.as_mut().poll(cx);
            if turn.is_some() {
                event_loop.end_turn(turn, &mut context.borrow_mut());
            }
            event_loop.has_polled.set(true);
            event_loop.continue_checkpoint(context);
            poll
        })
        .await;
    });
    Begun { realm: of, future }
}
