//! Async generators that may end where nothing of ours is called.

use std::collections::VecDeque;

use boa_engine::{Context, JsObject, JsResult, JsValue, js_string, object::builtins::JsFunction};
use boa_gc::{Finalize, Gc, GcRefCell, Trace};

use super::generator_state::{State, state_of};

/// A list of async generators, which keeps none of them alive.
///
/// The published engine tells nobody when the body of an async generator ends in a job. So the event loop looks at the
/// listed ones from time to time.
#[derive(Clone, Trace, Finalize)]
#[boa_gc(unsafe_no_drop)]
pub(super) struct Unfinished {
    /// `WeakRef`s.
    list: Gc<GcRefCell<VecDeque<JsObject>>>,
    /// `%WeakRef%`
    weak_ref: JsObject,
    /// `%WeakRef.prototype.deref%`, or `None` if the host removed it.
    deref: Option<JsFunction>,
}

impl Unfinished {
    /// An empty list, made of what the current realm has. No program may have run in it.
    pub(super) fn new(context: &mut Context) -> JsResult<Self> {
        let weak_ref = context.intrinsics().constructors().weak_ref();
        let (constructor, prototype) = (weak_ref.constructor(), weak_ref.prototype());
        let deref = prototype.get(js_string!("deref"), context)?;
        Ok(Self {
            list: Gc::new(GcRefCell::new(VecDeque::new())),
            weak_ref: constructor,
            deref: deref.as_function(),
        })
    }

    pub(super) fn add(&self, generator: &JsObject, context: &mut Context) {
        let target = JsValue::from(generator.clone());
        // There is no error for an object.
        if let Ok(weak_ref) = self.weak_ref.construct(&[target], None, context) {
            self.list.borrow_mut().push_back(weak_ref);
        }
    }

    /// Looks at up to `most` generators, and takes those off the list that are done or collected. Returns those that
    /// are done.
    ///
    /// The engine keeps the others alive until the program's kept objects are cleared, as `deref` has to.
    pub(super) fn take_done(&self, most: usize, context: &mut Context) -> Vec<JsObject> {
        let most = most.min(self.list.borrow().len());
        let mut done = Vec::new();
        for _ in 0..most {
            let Some(weak_ref) = self.list.borrow_mut().pop_front() else {
                break;
            };
            let Some(generator) = self.deref(&weak_ref, context) else {
                continue;
            };
            if state_of(&generator) == Some(State::Completed) {
                done.push(generator);
            } else {
                self.list.borrow_mut().push_back(weak_ref);
            }
        }
        done
    }

    fn deref(&self, weak_ref: &JsObject, context: &mut Context) -> Option<JsObject> {
        let target = self
            .deref
            .as_ref()?
            .call(&weak_ref.clone().into(), &[], context);
        target.ok()?.as_object()
    }
}
