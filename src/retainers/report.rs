//! The report: what captures keep alive, and why.

use std::collections::HashMap;

use boa_engine::{Context, JsValue, js_string};

use super::{
    chain::Describer,
    dominators::Dominators,
    graph::{Graph, Label, NodeId, NodeKind, ROOT, index},
    groups::{Counting, Members, RetainedGroup, Wanted, gather},
    holders::Holders,
    inside::largest,
    paths::Paths,
    roots::beginnings,
    sites::{SiteId, Sites},
    source_files::SourceFiles,
    together::{Incoming, Together},
    walk::{Limits, Walk, describe_variable},
};
use crate::{
    agent::Agent,
    builtins::variable_slots,
    census::{CaptureKind, LiveCapture},
};

/// What the contexts of an agent keep alive, and why: made by [`Agent::retainers`].
///
/// It is a copy: it keeps nothing alive, and does not change when the program goes on. `Display` prints the groups, the
/// largest first, each with a chain from a capture to a value and with what to do about it.
#[derive(Debug)]
pub struct Retainers {
    pub(super) graph: Graph,
    pub(super) groups: Vec<RetainedGroup>,
    pub(super) captures: usize,
    pub(super) bytes: u64,
    pub(super) is_truncated: bool,
    /// How many groups were taken away because they are small.
    pub(super) left_out: usize,
}

impl Agent {
    /// Why values of variables are alive: every capture that exists, what it holds, and what that refers to.
    ///
    /// Runs no JavaScript and allocates nothing in the collected heap. It costs time and memory in proportion to what is
    /// reached. Captures that only wait for a collection are still there: call `boa_gc::force_collect()` first, as
    /// [`Runtime::retainers`](crate::Runtime::retainers) does. Locations are known for captures that were made while
    /// [`trace_captures`](Self::trace_captures) was on.
    ///
    /// What the engine does not show is not followed: variables of closures, private fields, the data of native
    /// classes. A mapping that such a thing holds is still found, as every capture is known to the agent; sizes are
    /// estimates and leave it out. The global object of the context's current realm is not looked into.
    ///
    /// Must be called on the thread of the agent, outside a GC sweep.
    #[must_use]
    pub fn retainers(&self, context: &mut Context) -> Retainers {
        let captures = self.live_captures();
        build(&captures, context, None, Limits::default())
    }

    /// As [`retainers`](Self::retainers), for one thing alone: the values of `value`, if it is an
    /// `AsyncContext.Variable`, else those that `value` can be reached from. The groups are empty if no capture
    /// reaches `value`, or if it is a primitive, which has no identity.
    #[must_use]
    pub fn retainers_of(&self, value: &JsValue, context: &mut Context) -> Retainers {
        let captures = self.live_captures();
        build(&captures, context, Some(value), Limits::default())
    }
}

impl Retainers {
    /// The groups, the largest first.
    #[must_use]
    pub fn groups(&self) -> &[RetainedGroup] {
        &self.groups
    }

    /// Leaves only the groups of variables with this name.
    pub fn keep_variable(&mut self, name: &str) {
        self.groups.retain(|group| group.variable == name);
    }

    /// Leaves only the `count` largest groups. Returns how many it took away.
    pub fn keep_largest(&mut self, count: usize) -> usize {
        let left_out = self.groups.len().saturating_sub(count);
        self.groups.truncate(count);
        self.left_out += left_out;
        left_out
    }

    /// Reads the lines that the captures of the groups were made at, for the text of the report: each file once. What
    /// cannot be read, or was changed since and is shorter now, is left out. Blocks.
    pub fn read_sources(&mut self) {
        let mut files = SourceFiles::default();
        for group in &mut self.groups {
            let location = group.location.as_ref();
            group.source = location.and_then(|location| files.line(location));
        }
    }

    /// How many captures hold a mapping.
    #[must_use]
    pub fn captures(&self) -> usize {
        self.captures
    }

    /// An estimate of the bytes that all captures keep alive together.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Whether there was more than a report can hold. What is missing is furthest from the captures.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.is_truncated
    }
}

/// Makes the report of `captures`.
pub(super) fn build(
    captures: &[LiveCapture],
    context: &mut Context,
    about: Option<&JsValue>,
    limits: Limits,
) -> Retainers {
    let mut walk = Walk::new(limits, Some(&context.global_object()));
    walk.run(captures, context);
    let beginnings = beginnings(&walk.graph, &walk.captures);
    let beginning_nodes: Vec<NodeId> = beginnings
        .iter()
        .map(|place| walk.captures[*place].node)
        .collect();
    for place in &beginnings {
        let capture = &walk.captures[*place];
        walk.sites.get_mut(capture.site).captures.push(capture.node);
    }
    add_roots(&mut walk);
    let site_of: HashMap<NodeId, SiteId> = walk
        .captures
        .iter()
        .map(|capture| (capture.node, capture.site))
        .collect();
    let mut paths = Paths::of(&walk.graph, beginning_nodes.into_iter(), site_of.clone());
    let dominators = Dominators::of(&walk.graph);
    let incoming = Incoming::of(&walk.graph);
    let groups = match wanted(about, &walk, &incoming) {
        Some(wanted) => {
            let members = gather(&walk.graph, &walk.sites, &mut paths, &dominators, &wanted);
            let sure = sure(&walk, &beginnings);
            let counting = Counting {
                graph: &walk.graph,
                sites: &walk.sites,
                paths: &paths,
                dominators: &dominators,
                sure: sure.as_ref().unwrap_or(&dominators),
                holders: Holders::new(
                    &walk.graph,
                    &incoming,
                    &walk.sites,
                    &walk.captures,
                    &beginnings,
                ),
                together: Together::new(&walk.graph, &incoming),
            };
            groups(&walk, &site_of, members, counting, &wanted)
        }
        None => Vec::new(),
    };
    Retainers {
        groups,
        captures: walk.captures.len(),
        bytes: dominators.retained(ROOT),
        is_truncated: walk.is_truncated,
        left_out: 0,
        graph: walk.graph,
    }
}

/// The dominators as if the program held each Snapshot object that the walk found inside a value; `None` if there is none,
/// and they are as they are.
fn sure(walk: &Walk, beginnings: &[usize]) -> Option<Dominators> {
    let mut inside = walk
        .captures
        .iter()
        .map(|capture| Some(capture.node))
        .collect::<Vec<_>>();
    for place in beginnings {
        inside[*place] = None;
    }
    let inside: Vec<NodeId> = inside.into_iter().flatten().collect();
    (!inside.is_empty()).then(|| Dominators::with_roots(&walk.graph, &inside))
}

fn wanted(about: Option<&JsValue>, walk: &Walk, incoming: &Incoming) -> Option<Wanted> {
    let Some(about) = about else {
        return Some(Wanted::All);
    };
    let object = about.as_object()?;
    match variable_slots(&object) {
        Some((id, _)) => walk.index_of_variable(id).map(Wanted::Variable),
        None => {
            let node = walk.node_of_object(&object)?;
            Some(Wanted::reaching(&walk.graph, incoming, node))
        }
    }
}

fn groups(
    walk: &Walk,
    site_of: &HashMap<NodeId, SiteId>,
    members: Vec<Members>,
    mut counting: Counting<'_>,
    wanted: &Wanted,
) -> Vec<RetainedGroup> {
    let describer = Describer {
        graph: &walk.graph,
        sites: &walk.sites,
        site_of,
        variables: &walk.variables,
        values: &walk.values,
    };
    let mut groups: Vec<RetainedGroup> = members
        .into_iter()
        .map(|members| {
            let chain = describer.describe(members.example, counting.paths, wanted);
            let variable = &walk.variables[members.variable as usize];
            let part = largest(&walk.graph, counting.dominators, members.example.value);
            let mut group = members.count(&mut counting);
            group.variable = match (&variable.name, group.variables) {
                (Some(name), 2..) if name.is_empty() => "(unnamed)".to_owned(),
                (None, 2..) => "(of the host)".to_owned(),
                (name, _) => describe_variable(name.as_ref(), variable.id),
            };
            group.chain = chain;
            group.largest_part = part;
            group
        })
        .collect();
    groups.sort_by(|a, b| {
        let size = |group: &RetainedGroup| (group.bytes, group.mappings, group.captures);
        size(b).cmp(&size(a)).then_with(|| a.chain.cmp(&b.chain))
    });
    groups
}

/// Adds what is above the captures: the root, the kinds of captures, and the places they were made at; and the variables.
fn add_roots(walk: &mut Walk) {
    let graph = &mut walk.graph;
    let mut collection = |text: &str| {
        let name = graph.name(&text.into());
        graph.add(NodeKind::Synthetic, name, 0)
    };
    let roots = collection("(GC roots)");
    let variables = collection("(variables)");
    let mut kinds: Vec<(CaptureKind, NodeId, Vec<SiteId>)> = Vec::new();
    for site in 0..walk.sites.all().len() {
        let kind = walk.sites.get(site).kind;
        if walk.sites.get(site).captures.is_empty() {
            continue;
        }
        walk.sites.get_mut(site).node = collection(&walk.sites.get(site).to_string());
        match kinds.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, _, sites)) => sites.push(site),
            None => {
                let node = collection(&format!("(captures: {kind})"));
                kinds.push((kind, node, vec![site]));
            }
        }
    }
    add_root_edges(graph, &walk.sites, &kinds, roots, variables);
    let to_variables: Vec<(Label, NodeId)> = walk
        .variables
        .iter()
        .zip(0..)
        .map(|(variable, index)| (Label::Element(index), variable.node))
        .collect();
    graph.begin_edges(variables);
    for (label, to) in to_variables {
        graph.edge(label, to);
    }
}

fn add_root_edges(
    graph: &mut Graph,
    sites: &Sites,
    kinds: &[(CaptureKind, NodeId, Vec<SiteId>)],
    roots: NodeId,
    variables: NodeId,
) {
    graph.begin_edges(ROOT);
    graph.edge(Label::Element(1), roots);
    graph.begin_edges(roots);
    for ((_, node, _), index) in kinds.iter().zip(0..) {
        graph.edge(Label::Element(index), *node);
    }
    graph.edge(Label::Element(index(kinds.len())), variables);
    for (_, node, sites_of_kind) in kinds {
        let edges: Vec<(Label, NodeId)> = sites_of_kind
            .iter()
            .map(|site| {
                let site = sites.get(*site);
                let place = match &site.location {
                    Some(location) => graph.name(&location.to_string().into()),
                    None => graph.name(&js_string!("(not traced)")),
                };
                (Label::Property(place), site.node)
            })
            .collect();
        graph.begin_edges(*node);
        for (label, to) in edges {
            graph.edge(label, to);
        }
    }
    for site in sites.all() {
        if site.captures.is_empty() {
            continue;
        }
        graph.begin_edges(site.node);
        for (capture, index) in site.captures.iter().zip(0..) {
            graph.edge(Label::Element(index), *capture);
        }
    }
}
