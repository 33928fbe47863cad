//! What several nodes retain together.
//!
//! A node that two values refer to is retained by neither of them alone. When both go, it goes with them.

use super::graph::{Graph, NodeId, ROOT, index};

/// All questions together look at so many edges at most.
const MOST_EDGES: usize = 64_000_000;

/// Finds what groups of nodes retain.
pub(super) struct Together<'a> {
    graph: &'a Graph,
    incoming: &'a Incoming,
    /// What the question that met each node last found it to be.
    found: Vec<(u32, Found)>,
    question: u32,
    edges_left: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Member,
    Below,
    /// Reached from elsewhere, too.
    Elsewhere,
}

impl<'a> Together<'a> {
    pub(super) fn new(graph: &'a Graph, incoming: &'a Incoming) -> Self {
        Self {
            graph,
            incoming,
            found: vec![(0, Found::Member); graph.len()],
            question: 0,
            edges_left: MOST_EDGES,
        }
    }

    /// The sizes of `nodes` and of all that is reached only through them. `is_held` says of a node whether something that
    /// is not in the graph may hold it. `None` when there is too much to look at.
    pub(super) fn retained(
        &mut self,
        nodes: &[NodeId],
        is_held: impl Fn(NodeId) -> bool,
    ) -> Option<u64> {
        self.question += 1;
        for node in nodes {
            self.found[*node as usize] = (self.question, Found::Member);
        }
        let below = self.below(nodes)?;
        let mut open = Vec::new();
        for node in &below {
            let sources = self.incoming.sources(*node);
            self.edges_left = self.edges_left.checked_sub(sources.len())?;
            let is_elsewhere = |source: &NodeId| self.get(*source).is_none();
            if *node == ROOT || is_held(*node) || sources.iter().any(is_elsewhere) {
                open.push(*node);
            }
        }
        while let Some(node) = open.pop() {
            if self.get(node) == Some(Found::Below) {
                self.found[node as usize] = (self.question, Found::Elsewhere);
                open.extend(self.graph.strong(node).map(|edge| edge.to));
            }
        }
        let is_retained = |node: &&NodeId| self.get(**node) != Some(Found::Elsewhere);
        let retained = nodes.iter().chain(&below).filter(is_retained);
        Some(retained.map(|node| self.graph.node(*node).size).sum())
    }

    fn get(&self, node: NodeId) -> Option<Found> {
        let (question, found) = self.found[node as usize];
        (question == self.question).then_some(found)
    }

    /// What is reached from `nodes`, without them.
    fn below(&mut self, nodes: &[NodeId]) -> Option<Vec<NodeId>> {
        let mut below = Vec::new();
        let mut open = nodes.to_vec();
        while let Some(node) = open.pop() {
            let edges = self.graph.edges(node).len();
            self.edges_left = self.edges_left.checked_sub(edges)?;
            for edge in self.graph.strong(node) {
                if self.get(edge.to).is_none() {
                    self.found[edge.to as usize] = (self.question, Found::Below);
                    below.push(edge.to);
                    open.push(edge.to);
                }
            }
        }
        Some(below)
    }
}

/// The nodes that refer to each node.
pub(super) struct Incoming {
    begins: Vec<usize>,
    from: Vec<NodeId>,
}

impl Incoming {
    pub(super) fn of(graph: &Graph) -> Self {
        let nodes = 0..index(graph.len());
        let mut begins = vec![0_usize; graph.len() + 1];
        for edge in nodes.clone().flat_map(|from| graph.strong(from)) {
            begins[edge.to as usize + 1] += 1;
        }
        for node in 1..begins.len() {
            begins[node] += begins[node - 1];
        }
        let mut next = begins.clone();
        let mut sources = vec![0; begins.last().copied().unwrap_or(0)];
        for from in nodes {
            for edge in graph.strong(from) {
                let place = &mut next[edge.to as usize];
                sources[*place] = from;
                *place += 1;
            }
        }
        Self {
            begins,
            from: sources,
        }
    }

    /// The nodes that refer to `node`.
    pub(super) fn sources(&self, node: NodeId) -> &[NodeId] {
        &self.from[self.begins[node as usize]..self.begins[node as usize + 1]]
    }
}
