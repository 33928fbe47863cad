//! Why values are alive, for a whole runtime.

use boa_engine::JsValue;

use super::instance::Runtime;
use crate::retainers::Retainers;

impl Runtime {
    /// Why the values of variables are alive: collects garbage as often as the storage needs, then reports every capture
    /// that is left, and what it keeps alive. `None` if the runtime was built without AsyncContext.
    ///
    /// ```
    /// # use boa_async_context::{CaptureKind, Runtime};
    /// let mut runtime = Runtime::builder().build()?;
    /// runtime.agent().unwrap().trace_captures(true);
    /// runtime.eval(
    ///     "const request = new AsyncContext.Variable({ name: 'request' });
    ///      request.run({ id: 7 }, () => setTimeout(() => {}, 3_600_000));",
    /// )?;
    /// let retainers = runtime.retainers().unwrap();
    /// let group = &retainers.groups()[0];
    /// assert_eq!((group.kind, &*group.variable), (CaptureKind::Timer, "request"));
    /// assert_eq!(
    ///     group.chain,
    ///     ["timer set at <eval>:2:45", "mapping", "variable `request`", "value { id: 7 }"]
    /// );
    /// # Ok::<(), boa_async_context::Error>(())
    /// ```
    ///
    /// See [`Agent::retainers`](crate::Agent::retainers) for what it costs and what it cannot see.
    pub fn retainers(&mut self) -> Option<Retainers> {
        let agent = self.agent()?.clone();
        agent.collect_garbage();
        Some(agent.retainers(&mut self.context.get_mut()))
    }

    /// As [`retainers`](Self::retainers), for one variable or one object alone; see
    /// [`Agent::retainers_of`](crate::Agent::retainers_of).
    pub fn retainers_of(&mut self, value: &JsValue) -> Option<Retainers> {
        let agent = self.agent()?.clone();
        agent.collect_garbage();
        Some(agent.retainers_of(value, &mut self.context.get_mut()))
    }
}
