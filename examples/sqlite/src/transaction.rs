//! A transaction as a native resource: one that is forgotten is rolled back.

use std::{future::Future, sync::Arc};

use boa_async_context::{
    Agent, HostVariable,
    cleanup::{CleanupError, NativeResource, ResourceOperation},
};
use boa_engine::{Context, JsError, JsNativeError, JsResult, JsValue};

use crate::{
    error::SqlError,
    level::{Current, End, Level},
};

/// A transaction, or a savepoint in one.
pub(crate) struct Transaction {
    label: String,
    level: Arc<Level>,
    current: HostVariable<Current>,
}

impl Transaction {
    pub(crate) fn new(label: String, level: Arc<Level>, current: HostVariable<Current>) -> Self {
        Self {
            label,
            level,
            current,
        }
    }
}

/// Calls `work` in the context of the transaction.
pub(crate) fn run(
    transaction: ResourceOperation<Transaction>,
    work: &JsValue,
    context: &mut Context,
) -> JsResult<JsValue> {
    let work = work.as_callable().ok_or_else(|| {
        JsError::from(JsNativeError::typ().with_message("a transaction needs a function"))
    })?;
    let agent = Agent::of(context).ok_or_else(|| {
        JsError::from(JsNativeError::error().with_message("the runtime has no AsyncContext"))
    })?;
    let (current, level) = (transaction.current.clone(), transaction.level.clone());
    // The program's code is no operation of the transaction.
    drop(transaction);
    current.run(&agent, Current(level), || {
        work.call(&JsValue::undefined(), &[], context)
    })
}

/// Commits.
pub(crate) fn commit(
    transaction: ResourceOperation<Transaction>,
) -> impl Future<Output = Result<(), SqlError>> + Send + use<> {
    let queued = transaction.level.queue();
    async move { transaction.level.end(queued, End::Commit).await }
}

impl NativeResource for Transaction {
    const NAME: &'static str = "Transaction";

    fn label(&self) -> String {
        self.label.clone()
    }

    /// Rolls back what was not committed.
    async fn close(self) -> Result<(), CleanupError> {
        let queued = self.level.queue();
        Ok(self.level.end(queued, End::RollBack).await?)
    }
}
