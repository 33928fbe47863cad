//! The queue of the tasks that are due.
//!
//! <https://wicg.github.io/scheduling-apis/#sec-scheduling-tasks-and-continuations>

use std::{cell::Cell, collections::BTreeMap, time::Duration};

use boa_async_context::Permit;
use boa_engine::{
    Context, JsResult, JsValue,
    job::{GenericJob, TimeoutJob},
    realm::Realm,
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    signal_state::TaskSignalState,
    state::SchedulingState,
    task::{Place, Task, Work},
};
use crate::{abort::algorithm::AbortSteps, mechanism::outside};

/// All tasks and continuations of an agent that are due, in the order in which they run.
///
/// The standard has a queue for each priority and each signal. That differs only in how the next task is found.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct TaskQueue {
    tasks: GcRefCell<BTreeMap<Place, Gc<Task>>>,
    /// The number of tasks that were enqueued so far.
    enqueued: Cell<u64>,
}

impl TaskQueue {
    /// Enqueues a task, and a job of the event loop that runs the task which is first at that time. The job has the permit
    /// of the task: it stays in the queue of the loop if the task is aborted.
    pub(super) fn enqueue(this: &Gc<Self>, task: &Gc<Task>, permit: Permit, context: &mut Context) {
        let number = this.enqueued.get();
        this.enqueued.set(number + 1);
        task.place.set(Some((task.urgency(), number)));
        this.insert(task);
        Self::enqueue_job(this, context.realm().clone(), Some(permit), context);
    }

    /// Enqueues a job that runs the task which is first at that time.
    fn enqueue_job(this: &Gc<Self>, realm: Realm, permit: Option<Permit>, context: &mut Context) {
        let queue = this.clone();
        let job = GenericJob::new(
            move |context| {
                drop(permit);
                // There is none if a task was aborted.
                if let Some(task) = queue.take_next() {
                    task.run(context)?;
                }
                Ok(JsValue::undefined())
            },
            realm,
        );
        outside(context, |context| context.enqueue_job(job.into()));
    }

    /// Drops the tasks of the current realm, which is closed, and returns how many there were. Their promises stay pending.
    pub(super) fn close_realm(this: &Gc<Self>, context: &mut Context) -> usize {
        let realm = context.realm().clone();
        let all: Vec<_> = this.tasks.borrow().values().cloned().collect();
        let (closed, others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|task| task.realm == realm);
        for task in &closed {
            this.remove(task);
            task.close(context);
        }
        // The event loop has dropped the jobs of the realm, which would have run any task.
        for task in others {
            Self::enqueue_job(this, task.realm.clone(), None, context);
        }
        closed.len()
    }

    /// Enqueues a task after `delay` milliseconds.
    pub(super) fn enqueue_after(
        this: &Gc<Self>,
        task: &Gc<Task>,
        delay: u64,
        permit: Permit,
        context: &mut Context,
    ) {
        let (queue, delayed) = (this.clone(), task.clone());
        let job = TimeoutJob::with_realm(
            move |context| {
                *delayed.delay.borrow_mut() = None;
                Self::enqueue(&queue, &delayed, permit, context);
                Ok(JsValue::undefined())
            },
            context.realm().clone(),
            Duration::from_millis(delay),
        );
        *task.delay.borrow_mut() = Some(job.cancellation_token().clone());
        outside(context, |context| context.enqueue_job(job.into()));
    }

    /// Inserts a task at its place.
    fn insert(&self, task: &Gc<Task>) {
        if let Some(place) = task.place.get() {
            self.tasks.borrow_mut().insert(place, task.clone());
        }
    }

    /// Removes the first task.
    fn take_next(&self) -> Option<Gc<Task>> {
        let (_, task) = self.tasks.borrow_mut().pop_first()?;
        task.place.set(None);
        Some(task)
    }

    /// Removes a task that was aborted.
    fn remove(&self, task: &Task) {
        if let Some(place) = task.place.take() {
            let removed = self.tasks.borrow_mut().remove(&place);
            drop(removed);
        }
    }

    /// The *priority change algorithm*: moves the tasks of `signal` to the places of their new priority. Tasks of one
    /// priority stay in the order in which they were enqueued.
    ///
    /// <https://wicg.github.io/scheduling-apis/#tasksignal-priority-change-algorithms>
    pub(super) fn update(&self, signal: &Gc<TaskSignalState>) {
        let tasks: Vec<_> = self
            .tasks
            .borrow()
            .values()
            .filter(|task| task.state.priority_source.is(signal))
            .cloned()
            .collect();
        for task in tasks {
            if let Some(old @ (_, number)) = task.place.get() {
                self.tasks.borrow_mut().remove(&old);
                task.place.set(Some((task.urgency(), number)));
                self.insert(&task);
            }
        }
    }
}

/// *Create a task handle*: a task that the abort source of `state` aborts
///
/// <https://wicg.github.io/scheduling-apis/#create-a-task-handle>
pub(super) fn create_task(
    queue: &Gc<TaskQueue>,
    work: Work,
    state: SchedulingState,
    is_continuation: bool,
    context: &Context,
) -> Gc<Task> {
    let task = Task::new(work, state, is_continuation, context.realm().clone());
    if let Some(signal) = &task.state.abort_source {
        let algorithm = signal.add_algorithm(Box::new(AbortTask {
            task: task.clone(),
            queue: queue.clone(),
        }));
        *task.algorithm.borrow_mut() = Some(algorithm);
    }
    task
}

/// The *abort steps* of a task handle.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct AbortTask {
    task: Gc<Task>,
    queue: Gc<TaskQueue>,
}

impl AbortSteps for AbortTask {
    fn run(&self, reason: &JsValue, context: &mut Context) -> JsResult<()> {
        let work = self.task.take_work(context);
        // 2. If task is not null, then remove task from handle's queue.
        self.queue.remove(&self.task);
        // 1. Reject handle's result with signal's abort reason.
        work.map_or(Ok(()), |work| work.reject(reason, context))
    }
}
