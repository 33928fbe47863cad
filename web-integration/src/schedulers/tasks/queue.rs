//! The queue of the tasks that are due.
//!
//! <https://wicg.github.io/scheduling-apis/#sec-scheduling-tasks>

use std::{cell::Cell, collections::BTreeMap};

use boa_engine::{Context, JsValue, job::GenericJob};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{signal::TaskSignalState, task::Task};
use crate::mechanism::outside;

/// Where a task is in the queue: how urgent it is (0 comes first), then the order in which they came.
type Place = (u8, u64);

/// All tasks and continuations that are due, the next one first.
///
/// The standard has a queue for each priority and each signal; they differ in nothing but how the next
/// task is found.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct TaskQueue {
    tasks: GcRefCell<BTreeMap<Place, Gc<Task>>>,
    enqueued: Cell<u64>,
}

impl TaskQueue {
    /// Enqueues a task, and a job of the event loop that runs whichever task is the next one then.
    pub(super) fn enqueue(this: &Gc<Self>, task: &Gc<Task>, context: &mut Context) {
        let number = this.enqueued.get();
        this.enqueued.set(number + 1);
        task.place.set(Some((task.urgency(), number)));
        this.insert(task);
        let queue = this.clone();
        let job = GenericJob::new(
            move |context| {
                // There is none if it was aborted.
                if let Some(task) = queue.take_next() {
                    task.run(context)?;
                }
                Ok(JsValue::undefined())
            },
            context.realm().clone(),
        );
        outside(context, |context| context.enqueue_job(job.into()));
    }

    fn insert(&self, task: &Gc<Task>) {
        if let Some(place) = task.place.get() {
            self.tasks.borrow_mut().insert(place, task.clone());
        }
    }

    fn take_next(&self) -> Option<Gc<Task>> {
        let (_, task) = self.tasks.borrow_mut().pop_first()?;
        task.place.set(None);
        Some(task)
    }

    /// Removes a task that was aborted.
    pub(super) fn remove(&self, task: &Task) {
        if let Some(place) = task.place.take() {
            let removed = self.tasks.borrow_mut().remove(&place);
            drop(removed);
        }
    }

    /// The *priority change algorithm*: moves the tasks of `signal` to where they belong now. Among tasks
    /// of one priority the order is that in which they came.
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
