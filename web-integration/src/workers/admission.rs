//! Whether `new Worker()` may make a worker, and what it is made from.

use std::rc::Rc;

use boa_async_context::{EventLoop, Limit, LimitMet, RuntimeSettings};
use boa_engine::{Context, JsData, JsResult};
use boa_gc::{Finalize, Trace};

use super::{
    handle::Roster,
    tree::{Permit, Place},
};
use crate::{
    apis::WebApis,
    dom_exception::{dom_error, quota_exceeded},
    webidl::type_error,
    worker_policy::WorkerPolicy,
};

/// Installs the chosen APIs in the current realm.
pub(crate) type InstallApis = fn(&WebApis, &mut Context) -> JsResult<()>;

/// The threads of the workers that an agent creates, in the data of its context.
struct AgentWorkers(Rc<Roster>);

/// What the workers of a realm have, in the data of the realm.
#[derive(Clone, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
struct RealmWorkers {
    /// The APIs of the realm.
    #[unsafe_ignore_trace]
    apis: WebApis,
    #[unsafe_ignore_trace]
    install_apis: InstallApis,
}

/// Prepares the agent and its current realm for workers. Without our event loop the agent gets no workers.
pub(super) fn install(apis: WebApis, install_apis: InstallApis, context: &mut Context) {
    let realm = RealmWorkers { apis, install_apis };
    context.realm().host_defined_mut().insert(realm);
    if !context.has_data::<AgentWorkers>()
        && let Some(event_loop) = context.downcast_job_executor::<EventLoop>()
    {
        let roster = Rc::<Roster>::default();
        // The context holds the roster, and the thread of a worker that of its own agent.
        let ending = Rc::downgrade(&roster);
        event_loop.on_shutdown(move || {
            if let Some(roster) = ending.upgrade() {
                roster.end();
            }
        });
        context.insert_data(AgentWorkers(roster));
    }
}

/// Whether the APIs are installed in the current realm.
pub(super) fn is_installed(context: &Context) -> bool {
    context.realm().host_defined().has::<RealmWorkers>()
}

/// The threads of the workers that an agent has created.
pub(super) fn workers_of(context: &Context) -> Option<Rc<Roster>> {
    let workers = context.get_data::<AgentWorkers>()?;
    Some(workers.0.clone())
}

/// What an admitted worker is made from.
pub(super) struct Admission {
    pub(super) roster: Rc<Roster>,
    /// The APIs of the realm.
    pub(super) apis: WebApis,
    pub(super) install_apis: InstallApis,
    pub(super) policy: WorkerPolicy,
    /// The settings of the parent.
    pub(super) settings: RuntimeSettings,
    /// The place of the worker in the tree of agents.
    pub(super) place: Place,
    pub(super) permit: Permit,
}

impl Admission {
    /// Admits a worker of the current realm, which counts from now on.
    ///
    /// # Errors
    ///
    /// A `TypeError` if the APIs are not registered; a "NotSupportedError" `DOMException` if the worker would not have what
    /// forbids its parent something; a "QuotaExceededError" `DOMException` if there are too many.
    pub(super) fn new(context: &mut Context) -> JsResult<Self> {
        let realm = context.realm().host_defined().get().cloned();
        let roster = context.get_data::<AgentWorkers>();
        let (Some(realm), Some(roster)) = (realm, roster) else {
            return Err(type_error("workers are not registered in this context"));
        };
        let roster = roster.0.clone();
        let RealmWorkers { apis, install_apis } = realm;
        let place = Place::of(context);
        let policy = place.policy().unwrap_or(&apis.worker_policy).clone();
        let settings = RuntimeSettings::of(context);
        if policy.factory.is_none()
            && let Some(what) = not_inherited(&settings)
        {
            let message = format!(
                "Worker: a worker cannot inherit the {what} of this host, which may forbid something: the host has to build \
                 its workers itself (WorkerPolicy::factory)"
            );
            return Err(dom_error("NotSupportedError", &message, context));
        }
        let max_workers = place.max_workers(context);
        let Some(permit) = place.permit(max_workers) else {
            let met = LimitMet::new(Limit::Workers, max_workers, "Worker").noted(context);
            return Err(quota_exceeded(&met, context));
        };
        Ok(Self {
            roster,
            apis,
            install_apis,
            place: place.below(policy.clone(), max_workers),
            policy,
            settings,
            permit,
        })
    }
}

/// What may forbid the parent something and cannot be sent to the thread of a worker.
const fn not_inherited(settings: &RuntimeSettings) -> Option<&'static str> {
    if !settings.has_default_hooks() {
        Some("hooks")
    } else if !settings.has_file_modules() {
        Some("module loader")
    } else {
        None
    }
}
