//! Retained sizes: what would be freed if a node went.
//!
//! A node retains what it *dominates*: what can be reached from the root only through it. The dominators are found with
//! the semidominators of Lengauer and Tarjan, and from those by walking up the tree that is known so far (Georgiadis'
//! "Semi-NCA"). Nothing recurses, because chains can be as long as the heap is large.

use super::graph::{Graph, NodeId, ROOT, index};

const NONE: u32 = u32::MAX;

/// The tree of dominators of all nodes that the root reaches.
#[derive(Debug)]
pub(super) struct Dominators {
    /// For each node its own size and that of all it dominates; 0 for nodes that the root does not reach.
    retained: Vec<u64>,
    /// For each node, the span of the nodes it dominates, in an order in which they follow each other.
    spans: Vec<(u32, u32)>,
}

impl Dominators {
    pub(super) fn of(graph: &Graph) -> Self {
        Self::with_roots(graph, &[])
    }

    /// The tree as it were if the root also referred to each of `roots`.
    pub(super) fn with_roots(graph: &Graph, roots: &[NodeId]) -> Self {
        let order = DepthFirst::of(graph, roots);
        let immediate = immediate(graph, roots, &order);
        let mut retained = vec![0; graph.len()];
        let mut counts = vec![0_u32; order.nodes.len()];
        // Dominators come earlier in the order than what they dominate.
        for number in (0..order.nodes.len()).rev() {
            let node = order.nodes[number] as usize;
            retained[node] += graph.nodes()[node].size;
            counts[number] += 1;
            if number > 0 {
                let above = immediate[number] as usize;
                let (size, count) = (retained[node], counts[number]);
                retained[order.nodes[above] as usize] += size;
                counts[above] += count;
            }
        }
        let mut spans = vec![(NONE, NONE); graph.len()];
        // Where the next child of each node begins.
        let mut next = vec![0; order.nodes.len()];
        for number in 0..order.nodes.len() {
            let begin = if number == 0 {
                0
            } else {
                let above = immediate[number] as usize;
                let begin = next[above];
                next[above] += counts[number];
                begin
            };
            next[number] = begin + 1;
            spans[order.nodes[number] as usize] = (begin, begin + counts[number]);
        }
        Self { retained, spans }
    }

    pub(super) fn retained(&self, node: NodeId) -> u64 {
        self.retained[node as usize]
    }

    pub(super) fn is_reached(&self, node: NodeId) -> bool {
        self.spans[node as usize].0 != NONE
    }

    /// Whether every way to `lower` leads through `upper`. A node dominates itself.
    pub(super) fn dominates(&self, upper: NodeId, lower: NodeId) -> bool {
        let (begin, end) = self.spans[upper as usize];
        let (lower, _) = self.spans[lower as usize];
        lower != NONE && (begin..end).contains(&lower)
    }

    /// What the nodes retain together: a node that another one of them dominates is counted once.
    pub(super) fn retained_by_all(&self, nodes: &[NodeId]) -> u64 {
        let mut spans: Vec<(u32, u32, NodeId)> = nodes
            .iter()
            .filter(|node| self.is_reached(**node))
            .map(|node| {
                let (begin, end) = self.spans[*node as usize];
                (begin, end, *node)
            })
            .collect();
        spans.sort_unstable();
        let (mut covered, mut sum) = (0, 0);
        for (begin, end, node) in spans {
            if begin >= covered {
                covered = end;
                sum += self.retained(node);
            }
        }
        sum
    }
}

/// The nodes in the order of a depth-first search from the root.
struct DepthFirst {
    nodes: Vec<NodeId>,
    /// The number of each node in that order.
    numbers: Vec<u32>,
    /// For each number, that of the node it was reached from.
    parents: Vec<u32>,
}

impl DepthFirst {
    fn of(graph: &Graph, roots: &[NodeId]) -> Self {
        let mut order = Self {
            nodes: vec![ROOT],
            numbers: vec![NONE; graph.len()],
            parents: vec![0],
        };
        order.numbers[ROOT as usize] = 0;
        // Numbers of open nodes, and the next edge of each to follow.
        let mut open = vec![(0_u32, 0_usize)];
        while let Some((number, next)) = open.last_mut() {
            let node = order.nodes[*number as usize];
            let edges = graph.edges(node);
            let more = if node == ROOT { roots } else { &[] };
            let to = match edges.get(*next) {
                Some(edge) => edge.is_strong().then_some(edge.to),
                None => match more.get(*next - edges.len()) {
                    Some(root) => Some(*root),
                    None => {
                        open.pop();
                        continue;
                    }
                },
            };
            *next += 1;
            let Some(to) = to.filter(|to| order.numbers[*to as usize] == NONE) else {
                continue;
            };
            let child = index(order.nodes.len());
            order.numbers[to as usize] = child;
            order.nodes.push(to);
            order.parents.push(*number);
            open.push((child, 0));
        }
        order
    }
}

/// The immediate dominator of each node, all by their numbers.
fn immediate(graph: &Graph, roots: &[NodeId], order: &DepthFirst) -> Vec<u32> {
    let predecessors = Predecessors::of(graph, roots, order);
    let count = order.nodes.len();
    let mut forest = Forest::new(&order.parents);
    let mut semi: Vec<u32> = (0..index(count)).collect();
    for number in (1..count).rev() {
        for predecessor in predecessors.of_number(number) {
            let best = forest.lowest(*predecessor, index(number), &semi);
            semi[number] = semi[number].min(semi[best as usize]);
        }
    }
    let mut immediate = order.parents.clone();
    for number in 1..count {
        while immediate[number] > semi[number] {
            immediate[number] = immediate[immediate[number] as usize];
        }
    }
    immediate
}

/// The nodes that refer to each node, by their numbers.
struct Predecessors {
    begins: Vec<usize>,
    numbers: Vec<u32>,
}

impl Predecessors {
    fn of(graph: &Graph, roots: &[NodeId], order: &DepthFirst) -> Self {
        let mut begins = vec![0_usize; order.nodes.len() + 1];
        let targets = |from: NodeId| {
            let more = if from == ROOT { roots } else { &[] };
            let edges = graph.strong(from).map(|edge| edge.to);
            edges
                .chain(more.iter().copied())
                .map(|to| order.numbers[to as usize] as usize)
        };
        for node in &order.nodes {
            targets(*node).for_each(|to| begins[to + 1] += 1);
        }
        for number in 1..begins.len() {
            begins[number] += begins[number - 1];
        }
        let mut next = begins.clone();
        let mut numbers = vec![0; begins.last().copied().unwrap_or(0)];
        for (from, node) in order.nodes.iter().enumerate() {
            targets(*node).for_each(|to| {
                numbers[next[to]] = index(from);
                next[to] += 1;
            });
        }
        Self { begins, numbers }
    }

    fn of_number(&self, number: usize) -> &[u32] {
        &self.numbers[self.begins[number]..self.begins[number + 1]]
    }
}

/// The part of the depth-first tree whose nodes were handled, with shortened ways up.
struct Forest {
    ancestors: Vec<u32>,
    /// The node with the lowest semidominator between a node and its ancestor here.
    labels: Vec<u32>,
    way: Vec<u32>,
}

impl Forest {
    fn new(parents: &[u32]) -> Self {
        Self {
            ancestors: parents.to_vec(),
            labels: (0..index(parents.len())).collect(),
            way: Vec::new(),
        }
    }

    /// The node with the lowest semidominator on the way up from `node`, among nodes numbered `current` or higher;
    /// `node` itself if it is lower, and so was not handled yet.
    fn lowest(&mut self, node: u32, current: u32, semi: &[u32]) -> u32 {
        if node <= current {
            return node;
        }
        let mut above = node;
        while self.ancestors[above as usize] > current {
            self.way.push(above);
            above = self.ancestors[above as usize];
        }
        // From the top down, so that each step finds the one above it shortened.
        while let Some(below) = self.way.pop() {
            let upper = self.ancestors[below as usize] as usize;
            if semi[self.labels[upper] as usize] < semi[self.labels[below as usize] as usize] {
                self.labels[below as usize] = self.labels[upper];
            }
            self.ancestors[below as usize] = self.ancestors[upper];
        }
        self.labels[node as usize]
    }
}
