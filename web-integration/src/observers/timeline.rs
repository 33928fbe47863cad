//! The timeline of a realm: its entries and its observers.
//!
//! <https://w3c.github.io/performance-timeline/#performance-timeline>

use std::cell::Cell;

use boa_async_context::on_close_realm;
use boa_engine::{Context, JsData, JsObject, JsResult, JsString, JsValue, job::GenericJob};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::{
    entry::{EntryData, EntryType},
    filter::{Filter, select},
    observer_state::ObserverState,
};
use crate::{mechanism::outside, webidl::type_error};

/// The timeline of a realm.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Timeline {
    /// The *performance entry buffer map*, as one list.
    entries: GcRefCell<Vec<JsObject>>,
    /// The *list of registered performance observer objects*.
    observers: GcRefCell<Vec<Gc<ObserverState>>>,
    /// The *performance observer task queued flag*.
    task_queued: Cell<bool>,
}

/// The data of a realm: the timeline.
#[derive(Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct TimelineRealm(Gc<Timeline>);

impl Timeline {
    /// Creates the timeline of the current realm.
    pub(super) fn install(context: &mut Context) {
        let realm = TimelineRealm(Gc::new(Self::default()));
        context.realm().host_defined_mut().insert(realm);
        on_close_realm(
            "observers",
            |context| {
                let timeline = Self::of(context).ok();
                timeline.map_or(0, |timeline| {
                    std::mem::take(&mut *timeline.observers.borrow_mut()).len()
                })
            },
            context,
        );
    }

    /// The timeline of the current realm.
    ///
    /// # Errors
    ///
    /// A `TypeError` in a realm without one.
    pub(super) fn of(context: &Context) -> JsResult<Gc<Self>> {
        context
            .realm()
            .host_defined()
            .get::<TimelineRealm>()
            .map(|realm| realm.0.clone())
            .ok_or_else(|| type_error("performance is not registered in this realm"))
    }

    /// The entries that `filter` accepts.
    pub(super) fn entries(&self, filter: &Filter) -> Vec<JsObject> {
        select(&self.entries.borrow(), filter)
    }

    /// Removes the entries of a type: those with a name, or all of them.
    pub(super) fn clear(&self, entry_type: EntryType, name: Option<JsString>) {
        let filter = Filter {
            name,
            ..Filter::of_type(entry_type)
        };
        self.entries.borrow_mut().retain(|object| {
            object
                .downcast_ref::<EntryData>()
                .is_some_and(|entry| !filter.accepts(&entry))
        });
    }

    /// The start of the latest mark with a name.
    pub(super) fn time_of_mark(&self, name: &JsString) -> Option<f64> {
        let entries = self.entries.borrow();
        entries.iter().rev().find_map(|object| {
            let entry = object.downcast_ref::<EntryData>()?;
            (entry.entry_type == EntryType::Mark && entry.name == *name).then_some(entry.start_time)
        })
    }

    /// *Queue a PerformanceEntry*, and add it to the performance entry buffer
    ///
    /// <https://w3c.github.io/performance-timeline/#queue-a-performanceentry>
    pub(super) fn queue(this: &Gc<Self>, entry: &JsObject, context: &mut Context) {
        let entry_type = entry
            .downcast_ref::<EntryData>()
            .map(|entry| entry.entry_type);
        let Some(entry_type) = entry_type else {
            return;
        };
        // 4-5. For each registered performance observer whose options list has newEntry's entryType:
        //      append newEntry to the observer buffer.
        let mut interested = false;
        for observer in this.observers.borrow().iter() {
            if observer.is_interested_in(entry_type) {
                observer.append(entry.clone());
                interested = true;
            }
        }
        // 6-9. Append newEntry to the buffer. The buffer of marks and measures has no limit; the program clears it.
        this.entries.borrow_mut().push(entry.clone());
        // 10. Queue the PerformanceObserver task. Without an interested observer it would do nothing.
        if interested {
            Self::queue_task(this, context);
        }
    }

    /// *Queue the PerformanceObserver task*
    ///
    /// <https://w3c.github.io/performance-timeline/#queue-the-performanceobserver-task>
    pub(super) fn queue_task(this: &Gc<Self>, context: &mut Context) {
        // 1. If relevantGlobal's performance observer task queued flag is set, terminate these steps.
        // 2. Set it.
        if this.task_queued.replace(true) {
            return;
        }
        // 3. Queue a task.
        let timeline = this.clone();
        let job = GenericJob::new(
            move |context| {
                timeline.notify(context)?;
                Ok(JsValue::undefined())
            },
            context.realm().clone(),
        );
        outside(context, |context| context.enqueue_job(job.into()));
    }

    /// The *PerformanceObserver task*.
    fn notify(&self, context: &mut Context) -> JsResult<()> {
        // 3.1. Unset performance observer task queued flag.
        self.task_queued.set(false);
        // 3.2. Let notifyList be a copy of the list of registered performance observer objects.
        let observers = self.observers.borrow().clone();
        // 3.3. For each registered performance observer object of it:
        observers
            .iter()
            .try_for_each(|observer| observer.notify(context))
    }

    /// Registers an observer, unless it is registered.
    pub(super) fn register(&self, observer: &Gc<ObserverState>) {
        let mut observers = self.observers.borrow_mut();
        if !observers.iter().any(|known| Gc::ptr_eq(known, observer)) {
            observers.push(observer.clone());
        }
    }

    /// Removes an observer.
    pub(super) fn unregister(&self, observer: &Gc<ObserverState>) {
        let mut observers = self.observers.borrow_mut();
        observers.retain(|known| !Gc::ptr_eq(known, observer));
    }
}
