//! Values that an experiment watches without keeping them alive.

use std::{
    collections::BTreeMap,
    rc::{self, Rc},
    sync::{self, Arc},
};

use boa_engine::{
    Context, JsNativeError, JsObject, JsResult, JsValue, js_string, object::builtins::JsFunction,
};

/// A value of which an experiment can tell whether it is still alive: a JavaScript object, or what an `Rc` or an `Arc`
/// holds.
///
/// To watch something else, put an `Rc<()>` into it and watch that.
pub trait Watch: sealed::Sealed {}

impl Watch for JsObject {}
impl<T: 'static> Watch for Rc<T> {}
impl<T: 'static> Watch for Arc<T> {}

/// A weak reference to what is watched.
pub(crate) enum Watcher {
    Rc(rc::Weak<dyn std::any::Any>),
    Arc(sync::Weak<dyn std::any::Any>),
    /// A `WeakRef`, and `WeakRef.prototype.deref` as it was when the experiment began.
    Js(JsObject, JsFunction),
}

impl Watcher {
    fn is_alive(&self, context: &mut Context) -> JsResult<bool> {
        match self {
            Self::Rc(weak) => Ok(weak.strong_count() > 0),
            Self::Arc(weak) => Ok(weak.strong_count() > 0),
            Self::Js(weak, deref) => {
                let target = deref.call(&weak.clone().into(), &[], context)?;
                Ok(!target.is_undefined())
            }
        }
    }
}

mod sealed {
    use super::{Context, JsResult, Watcher, WeakRefs};

    pub trait Sealed {
        #[allow(private_interfaces, reason = "the trait is sealed")]
        fn watcher(&self, weak_refs: &WeakRefs, context: &mut Context) -> JsResult<Watcher>;
    }
}

#[allow(private_interfaces, reason = "the trait is sealed")]
impl sealed::Sealed for JsObject {
    fn watcher(&self, weak_refs: &WeakRefs, context: &mut Context) -> JsResult<Watcher> {
        let argument = [JsValue::from(self.clone())];
        let weak = weak_refs.constructor.construct(&argument, None, context)?;
        Ok(Watcher::Js(weak, weak_refs.deref.clone()))
    }
}

#[allow(private_interfaces, reason = "the trait is sealed")]
impl<T: 'static> sealed::Sealed for Rc<T> {
    fn watcher(&self, _: &WeakRefs, _: &mut Context) -> JsResult<Watcher> {
        let weak: rc::Weak<dyn std::any::Any> = Rc::downgrade(self) as _;
        Ok(Watcher::Rc(weak))
    }
}

#[allow(private_interfaces, reason = "the trait is sealed")]
impl<T: 'static> sealed::Sealed for Arc<T> {
    fn watcher(&self, _: &WeakRefs, _: &mut Context) -> JsResult<Watcher> {
        let weak: sync::Weak<dyn std::any::Any> = Arc::downgrade(self) as _;
        Ok(Watcher::Arc(weak))
    }
}

/// `WeakRef` and its `deref`, taken before the rounds.
pub(crate) struct WeakRefs {
    constructor: JsObject,
    deref: JsFunction,
}

impl WeakRefs {
    pub(crate) fn new(context: &mut Context) -> JsResult<Self> {
        let weak_ref = context.intrinsics().constructors().weak_ref();
        let (constructor, prototype) = (weak_ref.constructor(), weak_ref.prototype());
        let deref = prototype.get(js_string!("deref"), context)?;
        let deref = deref.as_function().ok_or_else(|| {
            JsNativeError::typ().with_message("WeakRef.prototype.deref is not a function any more")
        })?;
        Ok(Self { constructor, deref })
    }
}

/// Everything that is watched, by group.
pub(crate) struct Watched {
    weak_refs: WeakRefs,
    groups: BTreeMap<String, Group>,
}

#[derive(Default)]
struct Group {
    tracked: usize,
    /// Those that were alive when they were looked at last.
    alive: Vec<Watcher>,
}

impl Watched {
    pub(crate) fn new(context: &mut Context) -> JsResult<Self> {
        Ok(Self {
            weak_refs: WeakRefs::new(context)?,
            groups: BTreeMap::new(),
        })
    }

    pub(crate) fn add(
        &mut self,
        group: &str,
        value: &impl Watch,
        context: &mut Context,
    ) -> JsResult<()> {
        let watcher = value.watcher(&self.weak_refs, context)?;
        let group = self.groups.entry(group.to_owned()).or_default();
        group.tracked += 1;
        group.alive.push(watcher);
        Ok(())
    }

    /// How many are alive and how many there were, by group. What is gone is not looked at again.
    pub(crate) fn count(
        &mut self,
        context: &mut Context,
    ) -> JsResult<[BTreeMap<String, usize>; 2]> {
        let (mut alive, mut tracked) = (BTreeMap::new(), BTreeMap::new());
        for (name, group) in &mut self.groups {
            let mut still = Vec::new();
            for watcher in group.alive.drain(..) {
                if watcher.is_alive(context)? {
                    still.push(watcher);
                }
            }
            group.alive = still;
            alive.insert(name.clone(), group.alive.len());
            tracked.insert(name.clone(), group.tracked);
        }
        // `deref` keeps its target alive until the end of the job.
        context.clear_kept_objects();
        Ok([alive, tracked])
    }
}
