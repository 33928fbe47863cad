//! The values that captures keep alive, grouped by likeness.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use super::{
    dominators::Dominators,
    graph::{ClassId, Graph, Label, NodeId, VariableIndex},
    holders::{Holders, OtherCaptures},
    inside::LargestPart,
    paths::{Paths, WayId},
    sites::Sites,
    together::{Incoming, Together},
};
use crate::census::{CaptureKind, CaptureLocation};

/// Values of variables of one name that are kept alive in the same way: by captures of one kind, made at one place.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RetainedGroup {
    /// The kind of the captures.
    pub kind: CaptureKind,
    /// Where in the program they were made; `None` unless captures were [traced](crate::Agent::trace_captures) then.
    pub location: Option<CaptureLocation>,
    /// The name of the variable; a variable without one, or of the host, is described in parentheses.
    pub variable: String,
    /// How many variables of this name have a value in the group: a program may make one for each request. All
    /// variables without a name are alike, and so are all of the host.
    pub variables: usize,
    /// How many captures of this kind and place reach a value of the group; at least so many if not
    /// [`is_complete`](Self::is_complete).
    pub captures: usize,
    /// The age of the oldest of them.
    pub oldest: Duration,
    /// In how many mappings a variable has a value of this group.
    pub mappings: usize,
    /// How many different values these are.
    pub values: usize,
    /// An estimate of the bytes of the values, with what can be reached through them alone.
    pub bytes: u64,
    /// How many of these bytes are freed for sure when these captures, and no others, go. Less than `bytes` if
    /// [`others`](Self::others) hold values of the group as well.
    pub freed: u64,
    /// What else holds values of the group, most captures first. When these go, too, the values are freed.
    pub others: Vec<OtherCaptures>,
    /// Whether all captures that hold values of the group were found. The search ends early in a graph of many millions of
    /// references.
    pub is_complete: bool,
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
    pub(super) fn reaching(graph: &Graph, incoming: &Incoming, target: NodeId) -> Self {
        let mut next = vec![None; graph.len()];
        let mut open = VecDeque::from([target]);
        while let Some(to) = open.pop_front() {
            for from in incoming.sources(to).iter().copied() {
                if from != target && next[from as usize].is_none() {
                    let edge = graph.strong(from).find(|edge| edge.to == to);
                    next[from as usize] = edge.map(|edge| (edge.label, to));
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
    /// One of its variables.
    pub(super) variable: VariableIndex,
    variables: Vec<VariableIndex>,
    mappings: Vec<NodeId>,
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
        self.mappings.push(example.mapping);
        self.values.push(example.value);
    }

    /// Makes the largest value the example; the first of several.
    fn choose(&mut self, example: Example, dominators: &Dominators) {
        let size = |example: &Example| dominators.retained(example.value);
        if self.mappings.is_empty() || size(&example) > size(&self.example) {
            self.example = example;
        }
    }

    /// Counts the members. The chain and the name of the variable are left to the caller.
    pub(super) fn count(mut self, counting: &mut Counting<'_>) -> RetainedGroup {
        sort_distinct(&mut self.variables);
        sort_distinct(&mut self.values);
        sort_distinct(&mut self.mappings);
        let site_id = counting.paths.beginning(self.way);
        let site = counting.sites.get(site_id);
        let graph = counting.graph;
        // Equal small primitives are one node, though no memory is shared.
        let is_shared = |node: &NodeId| graph.node(*node).size > 0;
        let of_no_size = self.values.iter().any(|value| !is_shared(value));
        let mappings = self.mappings.iter().filter(|_| of_no_size).copied();
        let values = self.values.iter().filter(|value| is_shared(value));
        let found = counting
            .holders
            .of(site_id, values.copied().chain(mappings));
        let freed: Vec<NodeId> = self
            .values
            .iter()
            .filter(|value| counting.sure.dominates(site.node, **value))
            .copied()
            .collect();
        let bytes = counting.bytes(&self.values);
        let freed = counting.freed(&freed);
        RetainedGroup {
            kind: site.kind,
            location: site.location.clone(),
            variable: String::new(),
            variables: self.variables.len(),
            captures: found.captures.max(1),
            oldest: found.oldest,
            mappings: self.mappings.len(),
            values: self.values.len(),
            bytes,
            freed,
            others: found.others,
            is_complete: found.is_complete,
            source: None,
            chain: Vec::new(),
            largest_part: None,
        }
    }
}

/// What members are counted with.
pub(super) struct Counting<'a> {
    pub(super) graph: &'a Graph,
    pub(super) sites: &'a Sites,
    pub(super) paths: &'a Paths,
    pub(super) dominators: &'a Dominators,
    /// The dominators as if the program held each Snapshot object that is inside a value.
    pub(super) sure: &'a Dominators,
    pub(super) holders: Holders<'a>,
    pub(super) together: Together<'a>,
}

impl Counting<'_> {
    /// What the values retain together; in a graph that is too large, what each retains.
    fn bytes(&mut self, values: &[NodeId]) -> u64 {
        let together = match values {
            [_] => None,
            _ => self.together.retained(values, |_| false),
        };
        together.unwrap_or_else(|| self.dominators.retained_by_all(values))
    }

    /// The part of this that goes even if the program holds each Snapshot object that is inside a value.
    fn freed(&mut self, values: &[NodeId]) -> u64 {
        let together = match values {
            [_] => None,
            _ => {
                let is_held = |node| self.holders.is_in_value(node);
                self.together.retained(values, is_held)
            }
        };
        together.unwrap_or_else(|| self.sure.retained_by_all(values))
    }
}

fn sort_distinct(ids: &mut Vec<u32>) {
    ids.sort_unstable();
    ids.dedup();
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
    places: HashMap<(WayId, ClassId), usize>,
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
            let class = self.graph.variable_class(variable);
            let place = *self.places.entry((way, class)).or_insert_with(|| {
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
            self.members[place].variables.push(variable);
            self.members[place].add(example, self.dominators);
        }
    }
}
