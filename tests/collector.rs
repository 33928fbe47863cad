//! The collector of the engine: ephemerons, and in exact mode its settings (`engine/22-collector.md`).

use boa_async_context::CollectorSettings;
use boa_gc::{Ephemeron, Finalize, Gc, GcRefCell, Trace, WeakGc, force_collect};

/// An object with references, and ephemerons of other objects: (key, value).
#[derive(Default, Trace, Finalize)]
struct Node {
    references: GcRefCell<Vec<Gc<Node>>>,
    ephemerons: GcRefCell<Vec<Ephemeron<Node, Gc<Node>>>>,
}

/// A generator of numbers that look random (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("below a usize")
    }
}

/// The nodes that a collection has to keep: those that are reached from the first, where an ephemeron leads to its value once its
/// holder and its key are reached. `references` and `ephemerons` have the numbers of nodes.
fn reached(
    references: &[Vec<usize>],
    ephemerons: &[Vec<(usize, usize)>],
    first: usize,
) -> Vec<bool> {
    let mut reached = vec![false; references.len()];
    reached[first] = true;
    loop {
        let mut more = Vec::new();
        for node in (0..references.len()).filter(|node| reached[*node]) {
            more.extend(references[node].iter().copied());
            let open = ephemerons[node].iter().filter(|(key, _)| reached[*key]);
            more.extend(open.map(|(_, value)| *value));
        }
        let before = reached.iter().filter(|is| **is).count();
        for node in more {
            reached[node] = true;
        }
        if reached.iter().filter(|is| **is).count() == before {
            return reached;
        }
    }
}

#[test]
fn a_collection_keeps_what_ephemerons_lead_to_and_nothing_else() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let mut kept = 0;
    for round in 0..300 {
        let count = 2 + numbers.below(60);
        let nodes: Vec<Gc<Node>> = (0..count).map(|_| Gc::new(Node::default())).collect();
        let (mut references, mut ephemerons) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for _ in 0..count {
            let (from, to) = (numbers.below(count), numbers.below(count));
            references[from].push(to);
            nodes[from].references.borrow_mut().push(nodes[to].clone());
        }
        let mut link = |holder: usize, key: usize, value: usize| {
            ephemerons[holder].push((key, value));
            let ephemeron = Ephemeron::new(&nodes[key], nodes[value].clone());
            nodes[holder].ephemerons.borrow_mut().push(ephemeron);
        };
        // In every other graph a chain, which takes more passes than the changed collector makes.
        for key in (0..count / 2).rev().filter(|_| round % 2 == 0) {
            link(0, key, key + 1);
        }
        for _ in 0..count * 2 {
            let [holder, key, value] = [(); 3].map(|()| numbers.below(count));
            link(holder, key, value);
        }
        let right = reached(&references, &ephemerons, 0);
        let weak: Vec<_> = nodes.iter().map(WeakGc::new).collect();
        let root = nodes[0].clone();
        drop(nodes);
        force_collect();
        let is_there: Vec<_> = weak.iter().map(WeakGc::is_upgradable).collect();
        assert_eq!(is_there, right);
        kept += right.iter().filter(|is| **is).count();
        drop(root);
        force_collect();
        assert!(!weak.iter().any(WeakGc::is_upgradable));
    }
    // The graphs are such that much is kept, and only by ephemerons.
    assert!(kept > 300 * 3, "{kept}");
}

/// A chain in which each value is the next key, in the order that is the worst for passes over all ephemerons: the last link first.
fn chain(length: usize) -> (Gc<Node>, Vec<WeakGc<Node>>) {
    let holder = Gc::new(Node::default());
    let mut weak = Vec::new();
    let mut next = Gc::new(Node::default());
    weak.push(WeakGc::new(&next));
    for _ in 0..length {
        let key = Gc::new(Node::default());
        weak.push(WeakGc::new(&key));
        let link = Ephemeron::new(&key, next);
        holder.ephemerons.borrow_mut().push(link);
        next = key;
    }
    holder.references.borrow_mut().push(next);
    (holder, weak)
}

#[test]
fn a_chain_of_ephemerons_is_kept_whole() {
    let (holder, weak) = chain(500);
    force_collect();
    assert!(weak.iter().all(WeakGc::is_upgradable));
    holder.references.borrow_mut().clear();
    force_collect();
    assert!(!weak.iter().any(WeakGc::is_upgradable));
}

/// The library knows what the engine can.
#[test]
fn the_collector_can_be_set_in_exact_mode() {
    let settings = CollectorSettings::ENGINE.threshold(3 << 20);
    assert_eq!(settings.apply(), boa_async_context::EXACT_GENERATORS);
    #[cfg(exact_generators)]
    assert_eq!(boa_gc::config().threshold, 3 << 20);
    CollectorSettings::ENGINE.apply();
}

#[cfg(exact_generators)]
mod exact {
    use boa_gc::{GcConfig, config, configure, statistics};

    use super::*;

    #[test]
    fn each_ephemeron_of_a_chain_is_looked_at_a_few_times() {
        let length = 5_000;
        let (holder, weak) = chain(length);
        let before = statistics().ephemeron_visits;
        force_collect();
        let visits = statistics().ephemeron_visits - before;
        assert!(weak.iter().all(WeakGc::is_upgradable));
        // Besides those of the chain there are those of `weak`. In passes over all it would be the square of the length, halved.
        assert!(visits < length * 20, "{visits}");
        drop(holder);
    }

    #[test]
    fn the_threshold_and_the_growth_can_be_set() {
        let allocate = |count: usize| {
            for _ in 0..count {
                drop(Gc::new([0_u64; 16]));
            }
        };
        let collections = |threshold: usize, used_space_percentage: usize| {
            force_collect();
            configure(GcConfig {
                threshold,
                used_space_percentage,
            });
            let before = statistics().collections;
            allocate(10_000);
            statistics().collections - before
        };
        let (small, large) = (collections(64 << 10, 50), collections(512 << 10, 50));
        assert!(
            small >= 8 * large.max(1) - 8 && large >= 2,
            "{small}, {large}"
        );
        assert_eq!(collections(64 << 20, 50), 0);
        // A thousand boxes stay: the threshold is raised until they are the percentage of it.
        let kept: Vec<_> = (0..10_000).map(|_| Gc::new([0_u64; 16])).collect();
        for (percentage, taken) in [(25, 25), (50, 50), (80, 80), (0, 1), (1000, 95)] {
            configure(GcConfig {
                threshold: 1,
                used_space_percentage: percentage,
            });
            assert_eq!(config().used_space_percentage, percentage);
            allocate(1);
            let live = statistics().bytes_allocated;
            let threshold = config().threshold;
            let part = live * 100 / threshold;
            assert!(part.abs_diff(taken) <= 1, "{percentage}: {part}");
        }
        drop(kept);
        configure(GcConfig::default());
    }
}
