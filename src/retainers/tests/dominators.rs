//! Retained sizes against the obvious way to find them.

use proptest::prelude::*;

use crate::retainers::{
    dominators::Dominators,
    graph::{Graph, Label, NodeId, NodeKind, ROOT},
};

/// A graph of nodes with the sizes 1, 2, 4 ..., so that a sum says which nodes are in it.
pub(super) fn graph(nodes: usize, edges: &[(usize, usize, bool)]) -> Graph {
    let mut graph = Graph::default();
    let name = graph.name(&"n".into());
    for node in 0..nodes {
        graph.add(NodeKind::Object, name, 1 << node);
    }
    for from in 0..nodes {
        graph.begin_edges(NodeId::try_from(from).unwrap());
        for (_, to, is_weak) in edges.iter().filter(|(begin, ..)| begin % nodes == from) {
            let to = NodeId::try_from(to % nodes).unwrap();
            graph.edge(
                if *is_weak {
                    Label::Weak(name)
                } else {
                    Label::Element(0)
                },
                to,
            );
        }
    }
    graph
}

/// The sizes of what the root reaches without `without`.
pub(super) fn reached(graph: &Graph, without: &[NodeId]) -> u64 {
    let mut reached = 0_u64;
    let mut open = vec![ROOT];
    while let Some(node) = open.pop() {
        if !without.contains(&node) && reached & (1 << node) == 0 {
            reached |= 1 << node;
            let edges = graph.edges(node).iter();
            let strong = edges.filter(|edge| !matches!(edge.label, Label::Weak(_)));
            open.extend(strong.map(|edge| edge.to));
        }
    }
    reached
}

proptest! {
    #[test]
    fn a_node_retains_what_is_reached_only_through_it(
        nodes in 1_usize..20,
        edges in proptest::collection::vec((0_usize..20, 0_usize..20, proptest::bool::weighted(0.1)), 0..60),
        chosen in proptest::collection::vec(0_usize..20, 0..5),
    ) {
        let graph = graph(nodes, &edges);
        let dominators = Dominators::of(&graph);
        let all = reached(&graph, &[]);
        let retained = |node: NodeId| all & !reached(&graph, &[node]);
        for node in 0..NodeId::try_from(nodes).unwrap() {
            prop_assert_eq!(dominators.retained(node), retained(node));
        }
        let chosen: Vec<NodeId> = chosen.iter().map(|node| NodeId::try_from(node % nodes).unwrap()).collect();
        let together = chosen.iter().fold(0, |sum, node| sum | retained(*node));
        prop_assert_eq!(dominators.retained_by_all(&chosen), together);
    }
}

proptest! {
    #[test]
    fn more_roots_are_as_more_edges_of_the_root(
        nodes in 1_usize..20,
        edges in proptest::collection::vec((0_usize..20, 0_usize..20, proptest::bool::weighted(0.1)), 0..60),
        roots in proptest::collection::vec(0_usize..20, 0..5),
    ) {
        let roots: Vec<usize> = roots.iter().map(|root| root % nodes).collect();
        let more = roots.iter().map(|root| (0, *root, false));
        let expected = graph(nodes, &edges.iter().copied().chain(more).collect::<Vec<_>>());
        let expected = Dominators::of(&expected);
        let roots: Vec<NodeId> = roots.iter().map(|root| NodeId::try_from(*root).unwrap()).collect();
        let dominators = Dominators::with_roots(&graph(nodes, &edges), &roots);
        for node in 0..NodeId::try_from(nodes).unwrap() {
            prop_assert_eq!(dominators.retained(node), expected.retained(node));
        }
    }
}

#[test]
fn a_chain_as_long_as_a_heap_needs_no_stack() {
    const LENGTH: u32 = 300_000;
    let mut graph = Graph::default();
    let name = graph.name(&"n".into());
    for _ in 0..LENGTH {
        graph.add(NodeKind::Object, name, 1);
    }
    for from in 0..LENGTH - 1 {
        graph.begin_edges(from);
        graph.edge(Label::Element(0), from + 1);
        // Back to the beginning, which a search upwards must not walk every time.
        graph.edge(Label::Element(1), from / 2);
    }
    let dominators = Dominators::of(&graph);
    assert_eq!(dominators.retained(ROOT), u64::from(LENGTH));
    assert_eq!(dominators.retained(LENGTH - 7), 7);
}
