//! Which captures reach the values of a group: the way back along all edges, not only the shortest way.

use std::{collections::HashMap, time::Duration};

use super::{
    graph::{Graph, NodeId, NodeKind},
    sites::{SiteId, Sites},
    together::Incoming,
    walk::WalkedCapture,
};
use crate::census::{CaptureKind, CaptureLocation};

/// The search of all groups together follows so many edges at most. What takes longer than a second is of no use.
const MOST_EDGES: usize = 64_000_000;

/// Captures of one kind and place that hold values of a group beside those it is named after.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherCaptures {
    /// The kind of the captures.
    pub kind: CaptureKind,
    /// Where in the program they were made, if that was [traced](crate::Agent::trace_captures).
    pub location: Option<CaptureLocation>,
    /// How many of them hold a value of the group.
    pub captures: usize,
    /// Whether they are Snapshot objects that were found inside a value. They go when what holds that value goes, unless the
    /// program has them elsewhere as well, which cannot be seen.
    pub is_in_value: bool,
}

/// Searches back from values to captures.
pub(super) struct Holders<'a> {
    sites: &'a Sites,
    captures: HashMap<NodeId, Holder>,
    incoming: &'a Incoming,
    steps: Vec<Step>,
    /// The number of the search that visited each node last.
    seen: Vec<u32>,
    search: u32,
    edges_left: usize,
}

/// A capture that the search may come upon.
#[derive(Clone, Copy)]
struct Holder {
    site: SiteId,
    age: Duration,
    is_beginning: bool,
}

/// What the search does at a node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Through,
    Capture,
    /// It exists in the report only.
    Stop,
}

/// The captures that reach the values of a group.
pub(super) struct Found {
    /// How many captures of the group's own place.
    pub(super) captures: usize,
    pub(super) oldest: Duration,
    /// Those of other places, and Snapshot objects inside values; most captures first.
    pub(super) others: Vec<OtherCaptures>,
    /// Whether all of them were found.
    pub(super) is_complete: bool,
}

impl<'a> Holders<'a> {
    /// `beginnings` are places in `captures`.
    pub(super) fn new(
        graph: &Graph,
        incoming: &'a Incoming,
        sites: &'a Sites,
        captures: &[WalkedCapture],
        beginnings: &[usize],
    ) -> Self {
        let mut holders: HashMap<NodeId, Holder> = captures
            .iter()
            .map(|capture| {
                let holder = Holder {
                    site: capture.site,
                    age: capture.age,
                    is_beginning: false,
                };
                (capture.node, holder)
            })
            .collect();
        for place in beginnings {
            if let Some(holder) = holders.get_mut(&captures[*place].node) {
                holder.is_beginning = true;
            }
        }
        let step = |kind| match kind {
            NodeKind::Capture => Step::Capture,
            NodeKind::Synthetic => Step::Stop,
            _ => Step::Through,
        };
        Self {
            sites,
            captures: holders,
            incoming,
            steps: graph.nodes().iter().map(|node| step(node.kind)).collect(),
            seen: vec![0; graph.len()],
            search: 0,
            edges_left: MOST_EDGES,
        }
    }

    /// The captures from which one of `from` can be reached, for a group of `site`.
    pub(super) fn of(&mut self, site: SiteId, from: impl Iterator<Item = NodeId>) -> Found {
        let mut found = Found {
            captures: 0,
            oldest: Duration::ZERO,
            others: Vec::new(),
            is_complete: true,
        };
        let mut others: HashMap<(SiteId, bool), usize> = HashMap::new();
        self.search += 1;
        let mut open = Vec::new();
        for node in from {
            visit(&mut self.seen, self.search, node, &mut open);
        }
        while let Some(node) = open.pop() {
            match self.steps[node as usize] {
                Step::Stop => continue,
                Step::Through => {}
                Step::Capture => {
                    let Some(holder) = self.captures.get(&node).copied() else {
                        continue;
                    };
                    if holder.site == site && holder.is_beginning {
                        found.captures += 1;
                        found.oldest = found.oldest.max(holder.age);
                    } else {
                        *others
                            .entry((holder.site, !holder.is_beginning))
                            .or_default() += 1;
                    }
                }
            }
            let sources = self.incoming.sources(node);
            if sources.len() > self.edges_left {
                found.is_complete = false;
                break;
            }
            self.edges_left -= sources.len();
            for source in sources {
                visit(&mut self.seen, self.search, *source, &mut open);
            }
        }
        found.others = self.named(&others);
        found
    }

    /// Whether it is a Snapshot object that was found inside a value.
    pub(super) fn is_in_value(&self, node: NodeId) -> bool {
        let holder = self.captures.get(&node);
        holder.is_some_and(|holder| !holder.is_beginning)
    }

    fn named(&self, others: &HashMap<(SiteId, bool), usize>) -> Vec<OtherCaptures> {
        let mut others: Vec<_> = others
            .iter()
            .map(|((site, is_in_value), captures)| (*captures, *site, *is_in_value))
            .collect();
        others.sort_unstable_by_key(|(captures, site, is_in_value)| {
            (std::cmp::Reverse(*captures), *site, *is_in_value)
        });
        others
            .into_iter()
            .map(|(captures, site, is_in_value)| {
                let site = self.sites.get(site);
                OtherCaptures {
                    kind: site.kind,
                    location: site.location.clone(),
                    captures,
                    is_in_value,
                }
            })
            .collect()
    }
}

fn visit(seen: &mut [u32], search: u32, node: NodeId, open: &mut Vec<NodeId>) {
    if std::mem::replace(&mut seen[node as usize], search) != search {
        open.push(node);
    }
}
