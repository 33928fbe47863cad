//! The values that captures keep alive, grouped by likeness.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use super::{
    dominators::Dominators,
    graph::{Graph, Label, NodeId, VariableIndex, index},
    inside::LargestPart,
    paths::{Paths, WayId},
    sites::Sites,
};
use crate::census::{CaptureKind, CaptureLocation};

/// Values of one variable that are kept alive in the same way: by captures of one kind, made at one place.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RetainedGroup {
    /// The kind of the captures.
    pub kind: CaptureKind,
    /// Where in the program they were made; `None` unless captures were [traced](crate::Agent::trace_captures) then.
    pub location: Option<CaptureLocation>,
    /// The name of the variable; a variable without one, or of the host, is described in parentheses.
    pub variable: String,
    /// How many captures of this kind and place there are.
    pub captures: usize,
    /// The age of the oldest of them.
    pub oldest: Duration,
    /// In how many mappings the variable has a value of this group.
    pub mappings: usize,
    /// How many different values these are.
    pub values: usize,
    /// An estimate of the bytes that go with the values, if they go: they, and what is reached only through them.
    pub bytes: u64,
    /// An estimate of the bytes that are freed if all these captures go. Less than `bytes` if other captures hold the
    /// values as well.
    pub freed: u64,
    /// The text of the line in [`location`](Self::location); `None` until [`read_sources`](super::Retainers::read_sources).
    pub source: Option<String>,
    /// One way from a capture to the largest value of the group, a step each, such as `timer set at app.mjs:14:3`, `mapping`,
    /// `` variable `request` ``, `value { id: 7 }`.
    pub chain: Vec<String>,
    /// Where most of this value is; `None` if it is small or is not in one part.
    pub largest_part: Option<LargestPart>,
}

/// Which values are wanted.
pub(super) enum Wanted {
    All,
    Variable(VariableIndex),
    /// Values from which a node can be reached, and the next step to it from each node.
    Reaching(Vec<Option<(Label, NodeId)>>, NodeId),
}

impl Wanted {
    /// The values that `target` can be reached from. O(nodes + edges).
    pub(super) fn reaching(graph: &Graph, target: NodeId) -> Self {
        let mut incoming: HashMap<NodeId, Vec<(NodeId, Label)>> = HashMap::new();
        for from in 0..index(graph.len()) {
            for edge in graph.strong(from) {
                incoming
                    .entry(edge.to)
                    .or_default()
                    .push((from, edge.label));
            }
        }
        let mut next = vec![None; graph.len()];
        let mut open = VecDeque::from([target]);
        while let Some(to) = open.pop_front() {
            for (from, label) in incoming.remove(&to).unwrap_or_default() {
                if from != target && next[from as usize].is_none() {
                    next[from as usize] = Some((label, to));
                    open.push_back(from);
                }
            }
        }
        Self::Reaching(next, target)
    }

    fn has(&self, variable: VariableIndex, value: NodeId) -> bool {
        match self {
            Self::All => true,
            Self::Variable(wanted) => *wanted == variable,
            Self::Reaching(next, target) => value == *target || next[value as usize].is_some(),
        }
    }

    /// The way on from a value of a group to what is wanted.
    pub(super) fn rest(&self, value: NodeId) -> Vec<(Label, NodeId)> {
        let mut rest = Vec::new();
        if let Self::Reaching(next, target) = self {
            let mut node = value;
            while node != *target {
                let Some(step) = next[node as usize] else {
                    break;
                };
                rest.push(step);
                node = step.1;
            }
        }
        rest
    }
}

/// The members of a group, before they are counted.
#[derive(Default)]
pub(super) struct Members {
    pub(super) way: WayId,
    pub(super) variable: VariableIndex,
    mappings: usize,
    values: Vec<NodeId>,
    /// A capture, a mapping and a value of the group.
    pub(super) example: Example,
}

#[derive(Default, Clone, Copy)]
pub(super) struct Example {
    /// The capture that holds the mapping; `None` if the mapping is further away.
    pub(super) capture: Option<NodeId>,
    pub(super) mapping: NodeId,
    pub(super) value: NodeId,
}

impl Members {
    fn add(&mut self, example: Example, dominators: &Dominators) {
        self.choose(example, dominators);
        self.mappings += 1;
        self.values.push(example.value);
    }

    /// Makes the largest value the example; the first of several.
    fn choose(&mut self, example: Example, dominators: &Dominators) {
        let size = |example: &Example| dominators.retained(example.value);
        if self.mappings == 0 || size(&example) > size(&self.example) {
            self.example = example;
        }
    }

    /// Counts the members. The chain and the name of the variable are left to the caller.
    pub(super) fn count(
        mut self,
        sites: &Sites,
        paths: &Paths,
        dominators: &Dominators,
    ) -> RetainedGroup {
        self.values.sort_unstable();
        self.values.dedup();
        let site = sites.get(paths.beginning(self.way));
        RetainedGroup {
            kind: site.kind,
            location: site.location.clone(),
            variable: String::new(),
            captures: site.captures.len(),
            oldest: site.oldest,
            mappings: self.mappings,
            values: self.values.len(),
            bytes: dominators.retained_by_all(&self.values),
            freed: dominators.retained(site.node),
            source: None,
            chain: Vec::new(),
            largest_part: None,
        }
    }
}

/// Finds the groups: of every place, the values in the mappings that its captures hold; and the values in mappings
/// that are held by values, with the shortest way to each.
pub(super) fn gather(
    graph: &Graph,
    sites: &Sites,
    paths: &mut Paths,
    dominators: &Dominators,
    wanted: &Wanted,
) -> Vec<Members> {
    let mut groups = Groups {
        graph,
        dominators,
        wanted,
        members: Vec::new(),
        places: HashMap::new(),
    };
    for (site, captures) in sites.all().iter().map(|site| &site.captures).enumerate() {
        let way = paths.captured(site);
        let mut mappings: Vec<(NodeId, NodeId)> = captures
            .iter()
            .filter_map(|capture| Some((graph.strong(*capture).next()?.to, *capture)))
            .collect();
        mappings.sort_unstable();
        mappings.dedup_by_key(|(mapping, _)| *mapping);
        for (mapping, capture) in mappings {
            groups.add(way, Some(capture), mapping);
        }
    }
    for (mapping, way) in paths.held_mappings(graph) {
        groups.add(way, None, mapping);
    }
    groups.members
}

struct Groups<'a> {
    graph: &'a Graph,
    dominators: &'a Dominators,
    wanted: &'a Wanted,
    members: Vec<Members>,
    places: HashMap<(WayId, VariableIndex), usize>,
}

impl Groups<'_> {
    /// Adds the values of a mapping.
    fn add(&mut self, way: WayId, capture: Option<NodeId>, mapping: NodeId) {
        for edge in self.graph.edges(mapping) {
            let Label::Binding(variable) = edge.label else {
                continue;
            };
            if !self.wanted.has(variable, edge.to) {
                continue;
            }
            let place = *self.places.entry((way, variable)).or_insert_with(|| {
                self.members.push(Members {
                    way,
                    variable,
                    ..Members::default()
                });
                self.members.len() - 1
            });
            let example = Example {
                capture,
                mapping,
                value: edge.to,
            };
            self.members[place].add(example, self.dominators);
        }
    }
}
