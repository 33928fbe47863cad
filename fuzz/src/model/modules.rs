//! `import()`: modules that the host finds at once, each with a body of its own.

use std::rc::Rc;

use super::{
    coroutine::{Abrupt, Coroutine, at_once},
    evaluate::{Frame, block},
    exec::run_async,
    machine::Machine,
    points::Point,
    value::{Capability, Mapping, Object, Outcome, Scope, Value},
};
use crate::program::{
    forms::{Kid, Op, form_of},
    node::Node,
};

/// A module that the host has been asked for.
pub(super) struct Import {
    node: Rc<Node>,
    capability: Capability,
}

impl Machine {
    /// <https://tc39.es/ecma262/#sec-import-call-runtime-semantics-evaluation>
    pub(super) fn import(&self, node: &Rc<Node>) -> Value {
        self.reach(Point::Import, &self.snapshot());
        let capability = self.plain_capability();
        let promise = capability.promise.clone();
        let node = node.clone();
        let import = Import { node, capability };
        self.0.imports.borrow_mut().push_back(import);
        promise
    }

    /// The host has the module. It goes on in the empty mapping.
    ///
    /// <https://tc39.es/ecma262/#sec-ContinueDynamicImport>
    pub(super) fn continue_import(&self, import: Import) {
        let Import { node, capability } = import;
        // LoadRequestedModules: there are none.
        let load = self.plain_capability();
        let _undefined = self.call(&load.resolve, Value::Undefined, Value::Undefined);
        let on_rejected = capability.reject.clone();
        let link_and_evaluate = Value::native({
            let on_rejected = on_rejected.clone();
            move |machine, _, _| {
                let evaluated = machine.evaluate_module(&node);
                let resolve = capability.resolve.clone();
                let on_fulfilled = Value::native(move |machine, _, _| {
                    let namespace = Value::object(Object::Opaque);
                    machine.call(&resolve, namespace, Value::Undefined)
                });
                let on_rejected = Some(on_rejected.clone());
                machine.perform_then(&evaluated, Some(on_fulfilled), on_rejected, None);
                Ok(Value::Undefined)
            }
        });
        self.perform_then(
            &load.promise,
            Some(link_and_evaluate),
            Some(on_rejected),
            None,
        );
    }

    /// `Evaluate ( )` of a module without dependencies: the promise of its end.
    ///
    /// <https://tc39.es/ecma262/#sec-moduleevaluation>, <https://tc39.es/ecma262/#sec-execute-async-module>
    fn evaluate_module(&self, node: &Rc<Node>) -> Value {
        let evaluated = self.plain_capability();
        let promise = evaluated.promise.clone();
        self.within(&Mapping::default(), || {
            if !has_top_level_await(&node.kids[0]) {
                let ended = at_once(body(&Frame::plain(self.clone()), node));
                let (settle, value) = match ended {
                    Ok(value) => (&evaluated.resolve, value),
                    Err(error) => (&evaluated.reject, error),
                };
                let _undefined = self.call(settle, value, Value::Undefined);
                return;
            }
            let executed = self.plain_capability();
            self.perform_then(
                &executed.promise,
                Some(evaluated.resolve),
                Some(evaluated.reject),
                None,
            );
            let (machine, node) = (self.clone(), node.clone());
            let body = Coroutine::new(|channel| async move {
                body(&Frame::of(machine, channel, None), &node).await
            });
            run_async(self, body, executed);
        });
        promise
    }
}

/// The body of a module, which catches what is thrown in it.
async fn body(frame: &Frame, node: &Node) -> Outcome {
    let machine = &frame.machine;
    machine.note(&node.site.to_string(), &Value::Undefined);
    if let Err(Abrupt::Throw(error)) = block(frame, &node.kids[0], &Scope::default()).await {
        machine.note(&format!("{}c", node.site), &error);
    }
    Ok(Value::Undefined)
}

/// `[[HasTLA]]`: whether there is an `await` in a module that is in no function of it.
fn has_top_level_await(node: &Node) -> bool {
    if matches!(
        node.op,
        Op::Await | Op::AwaitAlone | Op::ForAwait | Op::ForAwaitBreak
    ) {
        return true;
    }
    match form_of(node.op) {
        None => node.kids.iter().any(|kid| has_top_level_await(kid)),
        Some(form) => form.kids.iter().zip(&node.kids).any(|(kid, part)| {
            matches!(kid, Kid::Expr(_) | Kid::Here | Kid::Loop) && has_top_level_await(part)
        }),
    }
}
