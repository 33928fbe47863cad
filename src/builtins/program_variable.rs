//! Variables of a host's own classes, and calls in captured mappings, for hosts that give programs another API than
//! `AsyncContext`.

use boa_engine::{Context, JsData, JsNativeError, JsResult, JsString, JsValue, js_string};
use boa_gc::{Finalize, Gc, Trace};

use super::function::call_in_scope;
use crate::{
    agent::Agent,
    census::{Capture, CaptureKind},
    inspect::Look,
    limits::{admit_binding, admit_capture},
    mapping::{Mapping, VariableId, VariableIdentity},
};

/// A variable that a host's own class gives to programs, such as Node's `AsyncLocalStorage`.
///
/// It is a variable like an `AsyncContext.Variable`, in the same mappings: snapshots of programs capture it, reports list it
/// by its name, and limits count it. Make it the data of the object that programs have: in
/// [weak storage](crate::Storage::Weak) its values live while a mapping with them *and* the variable are reachable. For a
/// variable that programs cannot reach there is [`JsHostVariable`](crate::JsHostVariable).
///
/// Clones are the same variable. It belongs to the thread that made it, and must not be used during a GC sweep.
///
/// ```
/// # #[cfg(feature = "runtime")]
/// # fn main() -> Result<(), boa_async_context::Error> {
/// use boa_async_context::{ProgramVariable, Runtime};
/// use boa_engine::{JsValue, js_string};
///
/// let mut runtime = Runtime::builder().build()?;
/// let agent = runtime.agent().expect("a runtime with AsyncContext").clone();
/// let variable = ProgramVariable::new(js_string!("request"), JsValue::from(0), &agent);
/// let function = runtime.eval("() => new AsyncContext.Snapshot()")?;
/// let undefined = JsValue::undefined();
/// let context = &mut *runtime.context_mut();
/// let snapshot = variable
///     .call(JsValue::from(7), &function, &undefined, &[], &agent, context)
///     .expect("it does not throw");
/// assert!(snapshot.is_object());
/// // The call is over.
/// assert_eq!(variable.get(&agent), JsValue::from(0));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "runtime"))]
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub struct ProgramVariable {
    identity: Gc<VariableIdentity>,
    default_value: JsValue,
}

impl ProgramVariable {
    /// Makes a variable that has `default_value` where it is not set. Allocates a GC cell, so it may run a collection.
    ///
    /// From then on `agent` opens a scope for each generator body and each [contained](Agent::contain) call, since a
    /// program may [enter](Self::enter) the variable there. A host whose executor is not our event loop makes the first
    /// one before any program runs: jobs that are queued by then are not scopes.
    #[must_use]
    pub fn new(name: JsString, default_value: JsValue, agent: &Agent) -> Self {
        agent.allow_entering();
        Self {
            identity: VariableIdentity::new(name),
            default_value,
        }
    }

    /// The class of the program, with the name and the default value that were given.
    pub(super) fn look(&self, look: &mut Look) {
        let name = self.name();
        if !name.is_empty() {
            look.field(js_string!("name"), name);
        }
        if !self.default_value.is_undefined() {
            look.field(js_string!("defaultValue"), self.default_value.clone());
        }
    }

    /// The name, as reports show it.
    #[must_use]
    pub fn name(&self) -> JsString {
        self.identity.name()
    }

    /// The value where the variable is not set.
    #[must_use]
    pub fn default_value(&self) -> &JsValue {
        &self.default_value
    }

    pub(super) fn id(&self) -> VariableId {
        self.identity.id()
    }

    /// The value in the current mapping, else the default. O(log n), allocates nothing.
    #[must_use]
    pub fn get(&self, agent: &Agent) -> JsValue {
        agent
            .value(self.identity.id())
            .unwrap_or_else(|| self.default_value.clone())
    }

    /// Whether the variable is set in the current mapping. O(log n), allocates nothing.
    #[must_use]
    pub fn is_set(&self, agent: &Agent) -> bool {
        agent.value(self.identity.id()).is_some()
    }

    /// Calls `function` with the variable set to `value`, and restores the outer mapping: what
    /// `AsyncContext.Variable.prototype.run` does, with a `this` value. O(log n).
    ///
    /// # Errors
    ///
    /// What the call throws; a `TypeError` if `function` is not callable; a `RangeError` if the context has too many captures
    /// or bindings.
    pub fn call(
        &self,
        value: JsValue,
        function: &JsValue,
        this: &JsValue,
        args: &[JsValue],
        agent: &Agent,
        context: &mut Context,
    ) -> JsResult<JsValue> {
        admit_binding(agent, self.identity.id(), context)?;
        let _scope = agent.enter_binding(self.identity.clone(), value);
        call_in_scope(Some(function), this, args, agent, context)
    }

    /// Sets the variable for the rest of the innermost scope: of the `run`, the wrapped function, the
    /// [contained](Agent::contain) call, the resumption of a generator, or else of the job. O(log n), and builds a mapping.
    ///
    /// What is captured from now on has the value, so it is there after an `await`. A function that was called by the
    /// program itself is no scope: its caller sees the value, too.
    ///
    /// # Errors
    ///
    /// An `Error` if no scope is open, because nothing would end it; a `RangeError` if the context has too many captures or
    /// bindings.
    pub fn enter(&self, value: JsValue, agent: &Agent, context: &Context) -> JsResult<()> {
        admit_binding(agent, self.identity.id(), context)?;
        if agent.enter_for_rest(&self.identity, value) {
            return Ok(());
        }
        Err(JsNativeError::error()
            .with_message(
                "a context variable can be entered only inside a job or a scope, which ends it; the host has called \
                 the program outside of both, and can use `Agent::run_in`",
            )
            .into())
    }
}

impl Agent {
    /// Captures the current mapping for an object of the program, as `new AsyncContext.Snapshot()` does. `kind` is what
    /// holds it, `what` names the function for the message of the limit. Costs as [`capture_at`](Self::capture_at).
    ///
    /// # Errors
    ///
    /// A `RangeError` if there are too many captures even after a collection.
    pub fn capture_for_program(
        &self,
        kind: CaptureKind,
        what: &str,
        context: &Context,
    ) -> JsResult<Capture> {
        admit_capture(self, what, context)?;
        Ok(self.capture_at(kind, context))
    }

    /// Calls a function of the program in `mapping`, as `AsyncContext.Snapshot.prototype.run` does, with a `this` value.
    ///
    /// Beyond [`run_in`](Self::run_in) it remembers the mapping of an exception for reports, and, on the published engine, that
    /// of a generator that the call returns.
    ///
    /// # Errors
    ///
    /// What the call throws; a `TypeError` if `function` is not callable.
    pub fn call_in(
        &self,
        mapping: Mapping,
        function: &JsValue,
        this: &JsValue,
        args: &[JsValue],
        context: &mut Context,
    ) -> JsResult<JsValue> {
        let _scope = self.enter(mapping);
        call_in_scope(Some(function), this, args, self, context)
    }
}
