//! `AsyncContext.Variable`.

use boa_engine::{
    Context, JsArgs, JsData, JsNativeError, JsObject, JsResult, JsString, JsValue,
    class::{Class, ClassBuilder},
    context::intrinsics::StandardConstructor,
    js_string,
    object::{ConstructorBuilder, FunctionObjectBuilder},
    property::Attribute,
};
use boa_gc::{Finalize, Gc, Trace};

use super::{
    function::{call_in_scope, incompatible_receiver, rest, with_agent},
    program_variable::ProgramVariable,
    property::tag,
};
use crate::{
    agent::Agent,
    inspect::Look,
    limits::admit_binding,
    mapping::{Mapping, VariableId, VariableIdentity},
};

const CLASS: &str = "AsyncContext.Variable";

/// The internal slots of an `AsyncContext.Variable`.
///
/// <https://tc39.es/proposal-async-context/#sec-properties-of-asynccontext-variable-instances>
#[derive(Debug, Trace, Finalize, JsData)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct VariableSlots {
    /// The variable's identity, and its `[[AsyncContextName]]`. Nothing else owns the cell, so it lives
    /// exactly as long as the object.
    identity: Gc<VariableIdentity>,
    /// `[[AsyncContextDefaultValue]]`.
    default_value: JsValue,
}

impl VariableSlots {
    /// Makes `%AsyncContext.Variable%` and its prototype for the current realm.
    ///
    /// <https://tc39.es/proposal-async-context/#sec-asynccontext-variable-constructor>
    /// <https://tc39.es/proposal-async-context/#sec-properties-of-the-asynccontext-variable-prototype-object>
    pub(super) fn create_intrinsics(agent: &Agent, context: &mut Context) -> StandardConstructor {
        let get_name = FunctionObjectBuilder::new(context.realm(), with_agent(agent, get_name))
            .name(js_string!("get name"))
            .length(0)
            .build();
        let mut builder = ConstructorBuilder::new(context, with_agent(agent, construct));
        builder
            .name("Variable")
            .length(1)
            .accessor(
                js_string!("name"),
                Some(get_name),
                None,
                Attribute::CONFIGURABLE,
            )
            .method(with_agent(agent, get), js_string!("get"), 0)
            .method(with_agent(agent, run), js_string!("run"), 2);
        tag(&mut builder, CLASS);
        builder.build()
    }
}

impl VariableSlots {
    /// What a console shows of a variable.
    pub(super) fn look(&self, look: &mut Look) {
        let name = self.identity.name();
        look.title(CLASS).field(js_string!("name"), name);
        if !self.default_value.is_undefined() {
            look.field(js_string!("defaultValue"), self.default_value.clone());
        }
    }
}

/// Only for `Class::construct`, whose default does `OrdinaryCreateFromConstructor` with the
/// fallback to the intrinsic of `new.target`'s realm, which no other public API offers.
impl Class for VariableSlots {
    const NAME: &'static str = CLASS;

    fn init(_: &mut ClassBuilder<'_>) -> JsResult<()> {
        Ok(())
    }

    /// `args` are the parsed name, which always is a String, and the default value.
    fn data_constructor(_: &JsValue, args: &[JsValue], _: &mut Context) -> JsResult<Self> {
        let name = args.get_or_undefined(0).as_string().unwrap_or_default();
        Ok(Self {
            identity: VariableIdentity::new(name),
            default_value: args.get_or_undefined(1).clone(),
        })
    }
}

/// The number under which a Variable object is filed, and its default value; also for an object of a host's own class.
/// `None` for another object.
pub(crate) fn variable_slots(object: &JsObject) -> Option<(VariableId, JsValue)> {
    if let Some(variable) = object.downcast_ref::<ProgramVariable>() {
        return Some((variable.id(), variable.default_value().clone()));
    }
    let slots = object.downcast_ref::<VariableSlots>()?;
    Some((slots.identity.id(), slots.default_value.clone()))
}

impl Agent {
    /// `mapping` with `variable` set to its current value, which is what `variable.get()` would return.
    /// `None` if `variable` is not an `AsyncContext.Variable`. O(log n).
    ///
    /// For a host that passes on the values of some variables and not of others: begin with the
    /// [empty mapping](Mapping::empty) and add one variable after the other.
    ///
    /// ```
    /// use std::rc::Rc;
    /// use boa_async_context::{AsyncContext, Mapping, Storage};
    /// use boa_engine::{Context, Source, job::SimpleJobExecutor};
    ///
    /// let async_context = AsyncContext::new(Storage::Weak);
    /// let mut context = Context::builder()
    ///     .host_hooks(async_context.default_hooks())
    ///     .job_executor(async_context.jobs(Rc::new(SimpleJobExecutor::new())))
    ///     .build()?;
    /// async_context.install(&mut context)?;
    /// let user = "const user = new AsyncContext.Variable({ defaultValue: '-' }); user";
    /// let user = context.eval(Source::from_bytes(user))?;
    /// let agent = async_context.agent();
    /// let only_user = agent.with_current_value(&Mapping::empty(), &user).expect("a variable");
    /// assert_eq!(only_user.debug_entries().len(), 1);
    /// assert!(agent.with_current_value(&only_user, &1.into()).is_none());
    /// # Ok::<(), boa_engine::JsError>(())
    /// ```
    #[must_use]
    pub fn with_current_value(&self, mapping: &Mapping, variable: &JsValue) -> Option<Mapping> {
        let object = variable.as_object()?;
        let (identity, value) = {
            let slots = object.downcast_ref::<VariableSlots>()?;
            (slots.identity.clone(), current_value(self, &slots))
        };
        Some(mapping.with(&identity, value, self.storage()))
    }
}

/// The value in the current mapping, else the default.
fn current_value(agent: &Agent, variable: &VariableSlots) -> JsValue {
    agent
        .value(variable.identity.id())
        .unwrap_or_else(|| variable.default_value.clone())
}

/// `AsyncContext.Variable ( options )`
///
/// <https://tc39.es/proposal-async-context/#sec-asynccontext-variable>
fn construct(
    new_target: &JsValue,
    args: &[JsValue],
    _: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. If NewTarget is undefined, throw a TypeError exception.
    if new_target.is_undefined() {
        return Err(JsNativeError::typ()
            .with_message("AsyncContext.Variable must be called with `new`")
            .into());
    }
    // 2. Let nameStr be the empty String.
    let mut name = JsString::default();
    // 3. Let defaultValue be undefined.
    let mut default_value = JsValue::undefined();
    // 4. If options is an Object, then
    if let Some(options) = args.get_or_undefined(0).as_object() {
        // a. Let namePresent be ? HasProperty(options, "name").
        // b. If namePresent is true, then
        if options.has_property(js_string!("name"), context)? {
            // i. Let name be ? Get(options, "name").
            // ii. Set nameStr to ? ToString(name).
            name = options
                .get(js_string!("name"), context)?
                .to_string(context)?;
        }
        // c. Set defaultValue to ? Get(options, "defaultValue").
        default_value = options.get(js_string!("defaultValue"), context)?;
    }
    // 5. Let asyncVariable be ? OrdinaryCreateFromConstructor(NewTarget,
    //    "%AsyncContext.Variable.prototype%", « [[AsyncContextName]],
    //    [[AsyncContextDefaultValue]] »).
    // 6. Set asyncVariable.[[AsyncContextName]] to nameStr.
    // 7. Set asyncVariable.[[AsyncContextDefaultValue]] to defaultValue.
    // 8. Return asyncVariable.
    VariableSlots::construct(new_target, &[name.into(), default_value], context).map(Into::into)
}

/// `AsyncContext.Variable.prototype.run ( value, func, ...args )`
///
/// <https://tc39.es/proposal-async-context/#sec-asynccontext-variable.prototype.run>
fn run(
    this: &JsValue,
    args: &[JsValue],
    agent: &Agent,
    context: &mut Context,
) -> JsResult<JsValue> {
    // 1. Let asyncVariable be the this value.
    // 2. Perform ? RequireInternalSlot(asyncVariable, [[AsyncContextDefaultValue]]).
    let identity = this
        .as_object()
        .as_ref()
        .and_then(|object| Some(object.downcast_ref::<VariableSlots>()?.identity.clone()))
        .ok_or_else(|| incompatible_receiver(CLASS, "run"))?;
    admit_binding(agent, identity.id(), context)?;
    // 3. Let previousContextMapping be AsyncContextSnapshot().
    // 4-6. Let asyncContextMapping be a copy of it in which asyncVariable maps to value.
    // 7. AsyncContextSwap(asyncContextMapping).
    let _scope = agent.enter_binding(identity, args.get_or_undefined(0).clone());
    // 8. Let result be Completion(Call(func, undefined, args)).
    // 9. AsyncContextSwap(previousContextMapping): at the end of the scope.
    // 10. Return ? result.
    call_in_scope(
        args.get(1),
        &JsValue::undefined(),
        rest(args, 2),
        agent,
        context,
    )
}

/// `AsyncContext.Variable.prototype.get ( )`
///
/// <https://tc39.es/proposal-async-context/#sec-asynccontext-variable.prototype.get>
fn get(this: &JsValue, _: &[JsValue], agent: &Agent, _: &mut Context) -> JsResult<JsValue> {
    // 1. Let asyncVariable be the this value.
    // 2. Perform ? RequireInternalSlot(asyncVariable, [[AsyncContextDefaultValue]]).
    let object = this.as_object();
    let variable = object
        .as_ref()
        .and_then(|object| object.downcast_ref::<VariableSlots>())
        .ok_or_else(|| incompatible_receiver(CLASS, "get"))?;
    // 3. Let agentRecord be the surrounding agent's Agent Record.
    // 4. Let asyncContextMapping be agentRecord.[[AsyncContextMapping]].
    // 5. For each Async Context Mapping Record p of asyncContextMapping, do
    //    a. If SameValueZero(p.[[AsyncContextKey]], asyncVariable) is true, return
    //       p.[[AsyncContextValue]].
    // 6. Return asyncVariable.[[AsyncContextDefaultValue]].
    Ok(current_value(agent, &variable))
}

/// `get AsyncContext.Variable.prototype.name`
///
/// <https://tc39.es/proposal-async-context/#sec-asynccontext-variable.prototype.name>
fn get_name(this: &JsValue, _: &[JsValue], _: &Agent, _: &mut Context) -> JsResult<JsValue> {
    // 1. Let asyncVariable be the this value.
    // 2. Perform ? RequireInternalSlot(asyncVariable, [[AsyncContextName]]).
    let object = this.as_object();
    let variable = object
        .as_ref()
        .and_then(|object| object.downcast_ref::<VariableSlots>())
        .ok_or_else(|| incompatible_receiver(CLASS, "name"))?;
    // 3. Return asyncVariable.[[AsyncContextName]].
    Ok(variable.identity.name().into())
}
