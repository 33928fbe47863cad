//! When the host values of mappings are dropped, against a model of who holds what.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use boa_engine::JsValue;
use boa_gc::{Finalize, Gc, GcRefCell, Trace, force_collect};
use proptest::{collection::vec, prelude::*};

use super::{HostKey, Mapping, MappingCell, Storage, VariableIdentity, drop_set_aside};

/// The numbers of the values that exist.
type Alive = Arc<Mutex<BTreeSet<u32>>>;

struct Value {
    number: u32,
    alive: Alive,
}

impl Value {
    fn new(number: u32, alive: &Alive) -> Arc<Self> {
        alive.lock().expect("no panic").insert(number);
        Arc::new(Self {
            number,
            alive: alive.clone(),
        })
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        self.alive.lock().expect("no panic").remove(&self.number);
    }
}

fn alive_now(alive: &Alive) -> Vec<u32> {
    alive.lock().expect("no panic").iter().copied().collect()
}

#[derive(Trace, Finalize)]
struct Owner {
    mapping: Mapping,
    cell: MappingCell,
    /// Makes it a cycle, so that a sweep frees it and no count.
    itself: GcRefCell<Option<Gc<Owner>>>,
}

impl Owner {
    fn new(mapping: Mapping) -> Gc<Self> {
        let cell = MappingCell::default();
        drop(cell.replace(mapping.clone()));
        let owner = Gc::new(Self {
            mapping,
            cell,
            itself: GcRefCell::new(None),
        });
        *owner.itself.borrow_mut() = Some(owner.clone());
        owner
    }
}

#[derive(Debug, Clone)]
enum Step {
    /// Extends a mapping by a fresh value of a host variable.
    BindHost(usize, HostKey),
    /// Extends a mapping by a JS variable.
    BindJs(usize),
    Clone(usize),
    Drop(usize),
    /// Moves a mapping into an object of the heap that nothing reaches.
    Abandon(usize),
    /// Moves it into a reachable object and takes a clone out again.
    Keep(usize),
    Release(usize),
    Collect,
}

fn step() -> impl Strategy<Value = Step> {
    let any = any::<usize>;
    prop_oneof![
        4 => (any(), 1..4u64).prop_map(|(mapping, key)| Step::BindHost(mapping, key)),
        3 => any().prop_map(Step::BindJs),
        3 => any().prop_map(Step::Clone),
        4 => any().prop_map(Step::Drop),
        2 => any().prop_map(Step::Abandon),
        2 => any().prop_map(Step::Keep),
        2 => any().prop_map(Step::Release),
        1 => Just(Step::Collect),
    ]
}

type Model = im::HashMap<HostKey, u32>;

#[derive(Default)]
struct World {
    alive: Alive,
    values: u32,
    held: Vec<(Mapping, Model)>,
    kept: Vec<(Gc<Owner>, Model)>,
    /// What unreachable objects hold until the next collection.
    abandoned: Vec<Model>,
}

impl World {
    fn at(&self, index: usize) -> Option<(Mapping, Model)> {
        let index = index.checked_rem(self.held.len())?;
        Some(self.held[index].clone())
    }

    fn take(&mut self, index: usize) -> Option<(Mapping, Model)> {
        let index = index.checked_rem(self.held.len())?;
        Some(self.held.swap_remove(index))
    }

    fn perform(&mut self, step: Step, variable: &Gc<VariableIdentity>, storage: Storage) {
        match step {
            Step::BindHost(index, key) => {
                let (mapping, model) = self.at(index).unwrap_or_default();
                self.values += 1;
                let value = Value::new(self.values, &self.alive);
                self.held.push((
                    mapping.with_host(key, value),
                    model.update(key, self.values),
                ));
            }
            Step::BindJs(index) => {
                if let Some((mapping, model)) = self.at(index) {
                    let mapping = mapping.with(variable, JsValue::from(1), storage);
                    self.held.push((mapping, model));
                }
            }
            Step::Clone(index) => self.held.extend(self.at(index)),
            Step::Drop(index) => drop(self.take(index)),
            Step::Abandon(index) => {
                if let Some((mapping, model)) = self.take(index) {
                    drop(Owner::new(mapping));
                    self.abandoned.push(model);
                }
            }
            Step::Keep(index) => {
                if let Some((mapping, model)) = self.take(index) {
                    let owner = Owner::new(mapping);
                    self.held.push((owner.mapping.clone(), model.clone()));
                    self.kept.push((owner, model));
                }
            }
            Step::Release(index) => {
                if let Some(index) = index.checked_rem(self.kept.len()) {
                    let (_, model) = self.kept.swap_remove(index);
                    self.abandoned.push(model);
                }
            }
            Step::Collect => {
                force_collect();
                drop_set_aside();
                self.abandoned.clear();
            }
        }
    }

    fn check(&self) {
        let held = self.held.iter().map(|(_, model)| model);
        let kept = self.kept.iter().map(|(_, model)| model);
        let expected: BTreeSet<u32> = held
            .chain(kept)
            .chain(&self.abandoned)
            .flat_map(Model::values)
            .copied()
            .collect();
        assert_eq!(alive_now(&self.alive), Vec::from_iter(expected));
        for (mapping, model) in &self.held {
            let bindings = mapping.host_bindings();
            for key in 1..4 {
                let value = bindings.get(key).cloned();
                let value = value.map(|value| value.downcast::<Value>().expect("a `Value`").number);
                assert_eq!(value, model.get(&key).copied());
            }
        }
    }
}

proptest! {
    #[test]
    fn a_host_value_lives_exactly_as_long_as_something_holds_it(
        steps in vec(step(), 0..120),
        is_strong: bool,
    ) {
        let storage = if is_strong { Storage::Strong } else { Storage::Weak };
        let variable = VariableIdentity::hidden();
        let mut world = World::default();
        for step in steps {
            world.perform(step, &variable, storage);
            world.check();
        }
        world.held.clear();
        world.kept.clear();
        force_collect();
        drop_set_aside();
        assert!(alive_now(&world.alive).is_empty());
    }
}

#[test]
fn what_a_collection_finds_dead_is_dropped_after_the_collection() {
    let alive = Alive::default();
    let mapping = Mapping::empty().with_host(1, Value::new(1, &alive));
    drop(Owner::new(mapping));
    force_collect();
    assert_eq!(alive_now(&alive), [1]);
    drop_set_aside();
    assert!(alive_now(&alive).is_empty());
}

#[test]
fn a_mapping_without_its_host_half_keeps_the_js_half_only() {
    let alive = Alive::default();
    let variable = VariableIdentity::hidden();
    let host_only = Mapping::empty().with_host(1, Value::new(1, &alive));
    let both = host_only.with(&variable, JsValue::from(7), Storage::Weak);
    assert!(host_only.without_host_half().is_empty());
    let js_only = both.without_host_half();
    assert!(js_only.host_bindings().is_empty());
    assert_eq!(js_only.get(variable.id()), Some(JsValue::from(7)));
    assert_eq!(js_only.without_host_half().address(), js_only.address());
    assert!(!both.host_bindings().is_empty());
    drop((host_only, both));
    assert!(alive_now(&alive).is_empty());
}

#[test]
fn the_js_half_of_one_mapping_joins_the_host_half_of_another() {
    let alive = Alive::default();
    let (variable, key) = (VariableIdentity::hidden(), 1);
    let js = Mapping::empty().with(&variable, JsValue::from(1), Storage::Weak);
    let own = js.with_host(key, Value::new(1, &alive));
    let other = Mapping::empty().with_host(key, Value::new(2, &alive));
    let joined = own.with_host_half_of(&other);
    assert_eq!(joined.get(variable.id()), Some(JsValue::from(1)));
    assert!(joined.has_host_half_of(&joined) && joined.host_value(key).is_some());
    drop((own, other));
    assert_eq!(
        alive_now(&alive),
        [2],
        "the value of the other mapping lives"
    );
    // Nothing is made where nothing changes.
    assert!(joined.with_host_half_of(&joined).is(&joined));
    let rest = joined.with_host_half_of(&Mapping::empty());
    assert_eq!(rest.get(variable.id()), Some(JsValue::from(1)));
    drop(joined);
    assert_eq!(alive_now(&alive), Vec::<u32>::new());
    assert!(Mapping::empty().with_host_half_of(&rest).is_empty());
}

#[test]
fn at_the_end_of_a_thread_the_host_values_in_its_heap_are_dropped() {
    let alive = Alive::default();
    let theirs = alive.clone();
    let ended = std::thread::spawn(move || {
        let mapping = Mapping::empty().with_host(1, Value::new(1, &theirs));
        std::mem::forget(Owner::new(mapping.clone()));
        std::mem::forget(mapping);
        alive_now(&theirs)
    });
    assert_eq!(ended.join().expect("no panic"), [1]);
    assert!(alive_now(&alive).is_empty());
}
