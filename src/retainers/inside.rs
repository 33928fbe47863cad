//! Where most of a large value is.
//!
//! A value of a variable may be the whole state of a program. So a report says which part of it is large: the way down
//! to the last object that retains most of what is above it, and what most of that consists of.

use std::collections::{HashMap, HashSet};

use super::{
    dominators::Dominators,
    graph::{Edge, Graph, NameId, NodeId, NodeKind},
};

/// A value that retains less than this is not looked into.
const LEAST: u64 = 4096;
/// The most steps that are described.
const MOST_STEPS: usize = 8;

/// A part of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LargestPart {
    /// The way to the part, and what most of it consists of: `.inFlight, 1350 x Request`.
    pub part: String,
    /// An estimate of the bytes that go with the part, if it goes.
    pub bytes: u64,
}

/// Where most of `value` is; `None` if it is small or is not in one part. Visits what is on the way down and what that
/// refers to.
pub(super) fn largest(
    graph: &Graph,
    dominators: &Dominators,
    value: NodeId,
) -> Option<LargestPart> {
    if dominators.retained(value) < LEAST {
        return None;
    }
    let mut part = String::new();
    let mut node = value;
    let mut last = None;
    for step in 0.. {
        let Some(edge) = main_edge(graph, dominators, node) else {
            break;
        };
        // A list that is linked has no end that a person wants to know.
        if step == MOST_STEPS || last == Some(edge.label) {
            part.push_str(" ...");
            return Some(LargestPart {
                part,
                bytes: dominators.retained(node),
            });
        }
        part.push_str(&graph.step(edge.label));
        (node, last) = (edge.to, Some(edge.label));
    }
    let mut bytes = dominators.retained(node);
    if let Some(alike) = most_alike(graph, dominators, node) {
        if !part.is_empty() {
            part.push_str(", ");
        }
        part.push_str(&format!("{} x {}", alike.count, alike.name));
        bytes = alike.bytes;
    }
    (!part.is_empty()).then_some(LargestPart { part, bytes })
}

/// The edge to what retains more than half of what `node` does.
fn main_edge(graph: &Graph, dominators: &Dominators, node: NodeId) -> Option<Edge> {
    let half = dominators.retained(node) / 2;
    parts(graph, dominators, node).find(|edge| dominators.retained(edge.to) > half)
}

/// The edges to what `node` alone keeps alive, without holders of other mappings.
fn parts<'a>(
    graph: &'a Graph,
    dominators: &'a Dominators,
    node: NodeId,
) -> impl Iterator<Item = Edge> + 'a {
    graph.strong(node).filter(move |edge| {
        edge.to != node
            && dominators.dominates(node, edge.to)
            && !matches!(
                graph.node(edge.to).kind,
                NodeKind::Capture | NodeKind::Mapping
            )
    })
}

/// Several things of one name.
struct Alike {
    name: String,
    count: usize,
    bytes: u64,
}

/// The parts of `node` that have one name and retain more than half of what it does; `None` if there is only one.
fn most_alike(graph: &Graph, dominators: &Dominators, node: NodeId) -> Option<Alike> {
    // All strings are alike: the name of one is its text.
    let mut alike: HashMap<Option<NameId>, (usize, u64)> = HashMap::new();
    let mut seen = HashSet::new();
    for edge in parts(graph, dominators, node) {
        if seen.insert(edge.to) {
            let part = graph.node(edge.to);
            let name = (part.kind != NodeKind::String).then_some(part.name);
            let (count, bytes) = alike.entry(name).or_default();
            *count += 1;
            *bytes += dominators.retained(edge.to);
        }
    }
    let half = dominators.retained(node) / 2;
    let (name, (count, bytes)) = alike
        .into_iter()
        .find(|(_, (count, bytes))| *count > 1 && *bytes > half)?;
    let name = name.map_or_else(
        || "string".to_owned(),
        |name| graph.text(name).to_std_string_escaped(),
    );
    Some(Alike { name, count, bytes })
}
