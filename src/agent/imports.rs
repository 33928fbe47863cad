//! Linking for `import()` by the library, on the published engine.
//!
//! What an `import()` has loaded the engine links in a reaction, and its error names no module. The reaction is made in the poll of the
//! native job in which the module loader returns the module, and no job callback is made between the two. So the loader's
//! decorator notes the module, and the hooks replace the handler of that reaction: the new one links the module itself, and hands an error to the
//! handler that rejects the promise of the `import()`, as the engine would. If there is none, it calls the engine's
//! handler, which finds the module linked. So nothing happens in another job than before.

use std::cell::Cell;

use boa_engine::{
    Context, JsResult, JsValue, Module, NativeFunction,
    native_function::NativeFunctionObject,
    object::{FunctionObjectBuilder, builtins::JsFunction},
};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

/// Links a module whose loading has ended.
pub(crate) type Linker = fn(&Module, &mut Context) -> JsResult<()>;

/// The `import()` whose module was loaded in the poll that is running.
#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(crate) struct Imports {
    #[unsafe_ignore_trace]
    linker: Cell<Option<Linker>>,
    /// Whether there is a `next` one.
    #[unsafe_ignore_trace]
    is_awaited: Cell<bool>,
    next: Cell<Option<Next>>,
}

/// Which handler of the reaction the engine makes a job callback for next.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
enum Next {
    /// The one that links this module.
    Links(Module),
    /// The one that rejects the promise. It is put in here.
    Rejects(Gc<Rejects>),
}

#[derive(Default, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Rejects(GcRefCell<Option<JsFunction>>);

/// What the handler that links has.
#[derive(Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
struct Links {
    #[unsafe_ignore_trace]
    linker: Linker,
    module: Module,
    /// The handler of the engine.
    evaluates: JsFunction,
    rejects: Gc<Rejects>,
}

impl Imports {
    /// Lets `linker` link what an `import()` has loaded. Whoever polls the native jobs of the agent calls [`end`](Self::end) after
    /// each poll.
    pub(crate) fn link_by(&self, linker: Linker) {
        self.linker.set(Some(linker));
    }

    /// Notes a module that the loader returns. If an `import()` names it, the job callbacks of its reaction follow.
    pub(crate) fn note_loaded(&self, module: &Module) {
        if self.linker.get().is_some() {
            self.next.set(Some(Next::Links(module.clone())));
            self.is_awaited.set(true);
        }
    }

    /// Forgets the module that was loaded: the poll has ended.
    #[inline]
    pub(crate) fn end(&self) {
        if self.is_awaited.replace(false) {
            self.next.set(None);
        }
    }

    /// The handler to make a job callback of in place of `handler`: the same, unless it is that of an `import()`.
    #[inline]
    pub(crate) fn handler(&self, handler: JsFunction, context: &Context) -> JsFunction {
        if self.is_awaited.get() {
            self.handler_of_import(handler, context)
        } else {
            handler
        }
    }

    #[cold]
    fn handler_of_import(&self, handler: JsFunction, context: &Context) -> JsFunction {
        if !handler.is::<NativeFunctionObject>() {
            // A loader of the host has run a program, whose reactions these are.
            self.end();
            return handler;
        }
        match (self.next.take(), self.linker.get()) {
            (Some(Next::Links(module)), Some(linker)) => {
                let rejects = Gc::<Rejects>::default();
                self.next.set(Some(Next::Rejects(rejects.clone())));
                let links = Links {
                    linker,
                    module,
                    evaluates: handler,
                    rejects,
                };
                let steps = NativeFunction::from_copy_closure_with_captures(link, links);
                FunctionObjectBuilder::new(context.realm(), steps).build()
            }
            (Some(Next::Rejects(rejects)), _) => {
                *rejects.0.borrow_mut() = Some(handler.clone());
                self.end();
                handler
            }
            _ => handler,
        }
    }
}

/// *linkAndEvaluateClosure*
///
/// <https://tc39.es/ecma262/#sec-ContinueDynamicImport>
fn link(
    this: &JsValue,
    args: &[JsValue],
    links: &Links,
    context: &mut Context,
) -> JsResult<JsValue> {
    // a. Let link be Completion(module.Link()).
    if let Err(error) = (links.linker)(&links.module, context) {
        let rejects = links.rejects.0.borrow().clone();
        if let Some(rejects) = rejects {
            // b. If link is an abrupt completion, then perform ! Call(promiseCapability.[[Reject]], undefined, « link.[[Value]] »).
            let reason = error.into_opaque(context)?;
            return rejects.call(&JsValue::undefined(), &[reason], context);
        }
    }
    // c-f. Evaluate it.
    links.evaluates.call(this, args, context)
}
