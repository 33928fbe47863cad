//! The numbers of resources, which of them is running, and the hooks that hear of it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use boa_engine::{Context, JsObject, realm::Realm};

/// A resource that is running.
#[derive(Clone)]
pub(super) struct Running {
    pub(super) id: f64,
    pub(super) trigger: f64,
    pub(super) object: JsObject,
    /// The realm of the class that made it: hooks and functions of other realms do not hear of it.
    pub(super) realm: Realm,
}

/// The numbers of a context, in its data. Not traced: what is running and the hooks that are enabled are roots.
#[derive(Default)]
pub(super) struct Ids {
    last: Cell<u32>,
    running: RefCell<Vec<Running>>,
    hooks: RefCell<Vec<JsObject>>,
}

impl Ids {
    /// Those of a context.
    pub(super) fn of(context: &mut Context) -> Rc<Self> {
        if let Some(known) = context.get_data::<Rc<Self>>() {
            return known.clone();
        }
        let ids = Rc::new(Self::default());
        context.insert_data(ids.clone());
        ids
    }

    /// The number of a new resource. Node begins with 2 or more, since 1 is the program itself.
    pub(super) fn next(&self) -> f64 {
        let id = self.last.get() + 1;
        self.last.set(id);
        f64::from(id) + 1.0
    }

    /// The resource that is running, for code of `realm`; `None` if it is one of another realm. Who has a resource can run
    /// code in its context, so it is not given to a realm that was not given it.
    pub(super) fn running(&self, realm: &Realm) -> Option<Running> {
        let running = self.running.borrow();
        running.last().filter(|last| last.realm == *realm).cloned()
    }

    /// Makes a resource the one that is running until the guard is dropped.
    pub(super) fn enter(self: &Rc<Self>, running: Running) -> Entered {
        self.running.borrow_mut().push(running);
        Entered(self.clone())
    }

    /// The enabled hooks, in the order in which they were enabled.
    pub(super) fn hooks(&self) -> Vec<JsObject> {
        self.hooks.borrow().clone()
    }

    pub(super) fn has_hooks(&self) -> bool {
        !self.hooks.borrow().is_empty()
    }

    /// Enables a hook, unless it is enabled.
    pub(super) fn enable(&self, hook: &JsObject) {
        let mut hooks = self.hooks.borrow_mut();
        if hooks.iter().all(|known| !JsObject::equals(known, hook)) {
            hooks.push(hook.clone());
        }
    }

    pub(super) fn disable(&self, hook: &JsObject) {
        let mut hooks = self.hooks.borrow_mut();
        hooks.retain(|known| !JsObject::equals(known, hook));
    }
}

/// The extent of a resource's scope.
pub(super) struct Entered(Rc<Ids>);

impl Drop for Entered {
    fn drop(&mut self) {
        self.0.running.borrow_mut().pop();
    }
}
