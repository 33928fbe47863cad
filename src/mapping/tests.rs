//! The map against `im::HashMap` as its model, with real collections in between.

use std::{cell::Cell, rc::Rc};

use boa_engine::{JsData, JsObject, JsString, JsValue};
use boa_gc::{Finalize, Gc, Trace, force_collect};
use proptest::{collection::vec, prelude::*};

use super::{
    Mapping, Storage, VariableIdentity,
    probe::{number_of, probe},
};

fn variable() -> Gc<VariableIdentity> {
    VariableIdentity::new(JsString::default())
}

/// One step of a random program. Indices are taken modulo what there is.
#[derive(Debug, Clone)]
enum Step {
    /// A new mapping: an old one with a variable bound to a fresh value.
    Bind {
        mapping: usize,
        variable: usize,
    },
    /// Nobody holds the mapping any more.
    DropMapping(usize),
    /// Nobody holds the variable any more; a new one takes its place.
    DropVariable(usize),
    Collect,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (any::<usize>(), any::<usize>())
            .prop_map(|(mapping, variable)| Step::Bind { mapping, variable }),
        2 => any::<usize>().prop_map(Step::DropMapping),
        3 => any::<usize>().prop_map(Step::DropVariable),
        1 => Just(Step::Collect),
    ]
}

/// A mapping and what it must contain: variable id to the number of its value.
struct Modelled {
    mapping: Mapping,
    model: im::HashMap<u64, u32>,
}

struct World {
    storage: Storage,
    alive: Rc<Cell<usize>>,
    values: u32,
    variables: Vec<Gc<VariableIdentity>>,
    mappings: Vec<Modelled>,
}

impl World {
    fn new(storage: Storage, variables: usize) -> Self {
        Self {
            storage,
            alive: Rc::default(),
            values: 0,
            variables: (0..variables).map(|_| variable()).collect(),
            mappings: vec![Modelled {
                mapping: Mapping::empty(),
                model: im::HashMap::new(),
            }],
        }
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Bind { mapping, variable } => {
                let variable = &self.variables[variable % self.variables.len()];
                let old = &self.mappings[mapping % self.mappings.len()];
                self.values += 1;
                let value = probe(self.values, &self.alive);
                let new = Modelled {
                    mapping: old.mapping.with(variable, value, self.storage),
                    model: old.model.update(variable.id(), self.values),
                };
                self.mappings.push(new);
            }
            Step::DropMapping(at) => {
                // The first is the empty one, which there always is.
                if self.mappings.len() > 1 {
                    let at = 1 + at % (self.mappings.len() - 1);
                    self.mappings.swap_remove(at);
                }
            }
            Step::DropVariable(at) => {
                let at = at % self.variables.len();
                self.variables[at] = variable();
            }
            Step::Collect => {
                force_collect();
                self.check_liveness();
            }
        }
    }

    /// Nothing live is lost: every mapping answers for every living variable as its model does.
    fn check_contents(&self) {
        for Modelled { mapping, model } in &self.mappings {
            for variable in &self.variables {
                let found = mapping.get(variable.id()).as_ref().map(number_of);
                assert_eq!(found, model.get(&variable.id()).copied());
            }
            let mut walked = 0;
            mapping.for_each_binding(&mut |_| walked += 1);
            assert_eq!(mapping.stored_bindings(), walked);
        }
    }

    /// Nothing dead is kept: after a collection exactly the values that the model says are
    /// reachable are alive.
    ///
    /// In hybrid storage the young are held as in strong storage, so what is alive lies between the two.
    fn check_liveness(&self) {
        let (weak, strong) = (self.reachable(false), self.reachable(true));
        let alive = self.alive.get();
        match self.storage {
            Storage::Weak | Storage::Ephemeron => assert_eq!(alive, weak),
            Storage::Strong => assert_eq!(alive, strong),
            Storage::Hybrid { .. } => {
                assert!(
                    (weak..=strong).contains(&alive),
                    "{weak} <= {alive} <= {strong}"
                );
            }
        }
    }

    /// As many collections as release everything that may be released, and then exactly that is released.
    fn check_settled_liveness(&self) {
        for _ in 0..self.storage.collections_to_release().unwrap_or(1) {
            force_collect();
        }
        let holds_all = self.storage == Storage::Strong;
        assert_eq!(self.alive.get(), self.reachable(holds_all));
    }

    /// How many values are reachable: those of living variables, or those of all.
    fn reachable(&self, of_all: bool) -> usize {
        let living: Vec<u64> = self
            .variables
            .iter()
            .map(|variable| variable.id())
            .collect();
        let mut reachable: Vec<u32> = self
            .mappings
            .iter()
            .flat_map(|modelled| &modelled.model)
            .filter(|(id, _)| of_all || living.contains(id))
            .map(|(_, number)| *number)
            .collect();
        reachable.sort_unstable();
        reachable.dedup();
        reachable.len()
    }
}

fn check(storage: Storage, variables: usize, steps: &[Step]) {
    let mut world = World::new(storage, variables);
    for step in steps {
        world.take(step);
    }
    world.check_contents();
    force_collect();
    world.check_contents();
    world.check_liveness();
    world.check_settled_liveness();
    world.check_contents();
    world.mappings.clear();
    force_collect();
    assert_eq!(world.alive.get(), 0, "a mapping that is gone keeps nothing");
}

/// The storages, hybrid in more than one age.
const STORAGES: [Storage; 5] = [
    Storage::Weak,
    Storage::Ephemeron,
    Storage::Hybrid { collections: 1 },
    Storage::Hybrid { collections: 3 },
    Storage::Strong,
];

proptest! {
    // Thousands of sequences in all; each forces a few collections of a small heap.
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn a_mapping_agrees_with_its_model_in_every_storage(
        variables in 1usize..120,
        steps in vec(step(), 1..160),
    ) {
        for storage in STORAGES {
            check(storage, variables, &steps);
        }
    }
}

/// A long line of mappings, each made from the one before, with `count` variables.
fn line(variables: &[Gc<VariableIdentity>], alive: &Rc<Cell<usize>>, storage: Storage) -> Mapping {
    let numbers = 0u32..;
    variables
        .iter()
        .zip(numbers)
        .fold(Mapping::empty(), |mapping, (variable, number)| {
            mapping.with(variable, probe(number, alive), storage)
        })
}

#[test]
fn a_thousand_variables_are_found_again() {
    let alive = Rc::default();
    let variables: Vec<_> = (0..1000).map(|_| variable()).collect();
    let mapping = line(&variables, &alive, Storage::Weak);
    for (number, variable) in variables.iter().enumerate() {
        let value = mapping.get(variable.id()).expect("bound");
        assert_eq!(number_of(&value) as usize, number);
    }
    assert_eq!(mapping.stored_bindings(), 1000);
    assert!(mapping.get(variable().id()).is_none());
}

#[test]
fn a_shadowed_value_is_not_kept() {
    let alive = Rc::default();
    for others in [0, 1, 7, 8, 9, 200] {
        let others: Vec<_> = (0..others).map(|_| variable()).collect();
        let key = variable();
        let base = line(&others, &alive, Storage::Weak);
        let outer = base.with(&key, probe(1, &alive), Storage::Weak);
        let inner = outer.with(&key, probe(2, &alive), Storage::Weak);
        drop(outer);
        force_collect();
        assert_eq!(
            alive.get(),
            others.len() + 1,
            "beside {} others",
            others.len()
        );
        assert_eq!(number_of(&inner.get(key.id()).expect("bound")), 2);
    }
}

#[test]
fn a_value_that_is_replaced_in_the_trie_is_not_kept() {
    let alive = Rc::default();
    let others: Vec<_> = (0..200).map(|_| variable()).collect();
    let base = line(&others, &alive, Storage::Weak);
    let mut mapping = base.with(&variable(), probe(200, &alive), Storage::Weak);
    drop(base);
    for (at, other) in others.iter().enumerate() {
        mapping = mapping.with(other, probe(1000, &alive), Storage::Weak);
        force_collect();
        // That of the passing variable went with it.
        assert_eq!(alive.get(), others.len(), "after {at}");
    }
}

#[test]
fn mappings_beside_many_others_share_the_trie() {
    let alive = Rc::default();
    let others: Vec<_> = (0..200).map(|_| variable()).collect();
    let base = line(&others, &alive, Storage::Weak);
    let part = |mapping: &Mapping| mapping.part().map(super::inspect::Part::address);
    let mine: Vec<_> = (0..5).map(|_| variable()).collect();
    // So many lie beside the trie after the last one of the others.
    let mut beside = base.bindings_beside_trie();
    let mut mapping = base.clone();
    let mut shared = 0;
    for (key, number) in mine.iter().zip(0..) {
        let trie = part(&mapping);
        mapping = mapping.with(key, probe(number, &alive), Storage::Weak);
        shared += usize::from(part(&mapping) == trie);
        beside = if beside == 4 { 0 } else { beside + 1 };
        assert_eq!(mapping.bindings_beside_trie(), beside);
    }
    assert_eq!(shared, 4, "one of five puts all of them into it");
    assert_eq!(mapping.stored_bindings(), 205);
    // Replacing one that lies beside it copies nothing, either.
    let last = mine.last().expect("five");
    let before = mapping.with(last, probe(9, &alive), Storage::Weak);
    let again = before.with(last, probe(10, &alive), Storage::Weak);
    assert_eq!(
        (again.stored_bindings(), part(&again)),
        (205, part(&before))
    );
    for other in others.iter().chain(&mine) {
        assert!(again.get(other.id()).is_some());
    }
}

#[test]
fn the_dead_are_a_fraction_of_the_living_however_long_a_mapping_is_extended() {
    let alive = Rc::default();
    let kept: Vec<_> = (0..64).map(|_| variable()).collect();
    let mut mapping = line(&kept, &alive, Storage::Weak);
    let mut most = 0;
    for round in 0..20_000u32 {
        let passing = variable();
        mapping = mapping.with(&passing, probe(round, &alive), Storage::Weak);
        drop(passing);
        if round % 16 == 0 {
            force_collect();
        }
        most = most.max(mapping.stored_bindings());
    }
    assert!(
        kept.iter()
            .all(|variable| mapping.get(variable.id()).is_some())
    );
    // How many exactly depends on the numbers of the variables, which all tests of this program take from one counter.
    assert!(
        most < 64 * 3,
        "{most} bindings stored for 64 live variables"
    );
}

#[test]
fn a_mapping_whose_variables_all_died_shrinks_to_a_list() {
    let alive = Rc::default();
    let passing: Vec<_> = (0..500).map(|_| variable()).collect();
    let mut mapping = line(&passing, &alive, Storage::Weak);
    drop(passing);
    force_collect();
    assert_eq!(alive.get(), 0);
    let key = variable();
    for number in 0..500 {
        mapping = mapping.with(&key, probe(number, &alive), Storage::Weak);
    }
    assert_eq!(mapping.stored_bindings(), 1);
}

#[test]
fn a_value_that_refers_to_its_own_variable_does_not_keep_it() {
    // The shape of a tenant's realm: its variable's value reaches the variable.
    let alive = Rc::default();
    let key = variable();
    let value = {
        #[derive(Trace, Finalize, JsData)]
        #[boa_gc(unsafe_no_drop)]
        struct Holder(Gc<VariableIdentity>, JsValue);
        JsObject::from_proto_and_data(None, Holder(key.clone(), probe(1, &alive)))
    };
    let mapping = Mapping::empty().with(&key, value.into(), Storage::Weak);
    force_collect();
    assert_eq!(alive.get(), 1);
    drop(key);
    force_collect();
    assert_eq!(alive.get(), 0, "only the mapping reached them");
    drop(mapping);
}

#[test]
fn a_small_mapping_leaves_its_dead_bindings_behind() {
    for dead in [1, 3] {
        let alive = Rc::default();
        let passing: Vec<_> = (0..dead).map(|_| variable()).collect();
        let mapping = line(&passing, &alive, Storage::Weak);
        drop(passing);
        force_collect();
        let key = variable();
        let extended = mapping.with(&key, probe(9, &alive), Storage::Weak);
        assert_eq!(extended.stored_bindings(), 1);
    }
}
