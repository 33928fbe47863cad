//! What several nodes retain together, against the obvious way to find it.

use proptest::prelude::*;

use super::dominators::{graph, reached};
use crate::retainers::{
    graph::NodeId,
    together::{Incoming, Together},
};

proptest! {
    #[test]
    fn nodes_retain_what_is_reached_only_through_them(
        nodes in 2_usize..14,
        edges in prop::collection::vec((any::<usize>(), any::<usize>(), prop::bool::weighted(0.1)), 0..40),
        members in prop::collection::vec(any::<usize>(), 1..5),
    ) {
        // A report has no node that the root does not reach.
        let alone = reached(&graph(nodes, &edges), &[]);
        let unreached = (1..nodes).filter(|node| alone & (1 << node) == 0);
        let edges: Vec<_> = edges.into_iter().chain(unreached.map(|node| (0, node, false))).collect();
        let graph = graph(nodes, &edges);
        let incoming = Incoming::of(&graph);
        let mut together = Together::new(&graph, &incoming);
        let mut members: Vec<NodeId> = members
            .iter()
            .map(|member| NodeId::try_from(1 + member % (nodes - 1)).unwrap())
            .collect();
        members.sort_unstable();
        members.dedup();
        // A second question is not disturbed by the first.
        for _ in 0..2 {
            let retained = together.retained(&members, |_| false);
            prop_assert_eq!(retained, Some(((1 << nodes) - 1) & !reached(&graph, &members)));
        }
    }
}
