//! The shortest ways from captures to everything else, and the likeness of such ways.
//!
//! Two ways are alike if they begin with captures of one place and lead through the same variables, properties and
//! places. Variables of one name are alike, as are those without a name. A step that repeats, such as a span that holds
//! the snapshot of its parent, counts once, so a chain of any length has few kinds of ways.

use std::collections::{HashMap, VecDeque};

use super::{
    graph::{ClassId, Graph, Label, NodeId, NodeKind, index},
    sites::SiteId,
};

/// A way from a capture to a mapping, up to likeness.
pub(super) type WayId = u32;
/// A way inside a value, up to likeness.
type InnerId = u32;

/// Ways with more links than this are all alike from there on.
const MOST_LINKS: u32 = 8;
/// Ways inside a value with more steps than this are all alike from there on.
const MOST_STEPS: u32 = 8;
const AT_VALUE: InnerId = 0;

/// One kind of way to a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    /// Captures of this place hold the mapping.
    Captured(SiteId),
    /// A holder in the value of another mapping does.
    Held(WayId, Link),
}

/// From one mapping to another: the variable, the way inside its value, and where the holder there was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Link {
    variable: ClassId,
    inner: InnerId,
    site: Option<SiteId>,
}

/// Where on its way a node is.
#[derive(Debug, Clone, Copy)]
enum State {
    Unseen,
    /// A capture, or its mapping.
    Mapping(WayId),
    Value(WayId, ClassId, InnerId),
}

/// The shortest way to each node.
pub(super) struct Paths {
    states: Vec<State>,
    /// The edge on which each node was reached.
    parents: Vec<Option<(NodeId, Label)>>,
    ways: Vec<Way>,
    way_ids: HashMap<Way, WayId>,
    inner: Vec<(InnerId, Option<Label>, u32)>,
    inner_ids: HashMap<(InnerId, Label), InnerId>,
    /// The place of each capture.
    sites: HashMap<NodeId, SiteId>,
    /// All nodes that were reached, the nearest first.
    order: Vec<NodeId>,
}

impl Paths {
    /// Searches from `beginnings`; `sites` has the place of every capture.
    pub(super) fn of(
        graph: &Graph,
        beginnings: impl Iterator<Item = NodeId>,
        sites: HashMap<NodeId, SiteId>,
    ) -> Self {
        let mut paths = Self {
            states: vec![State::Unseen; graph.len()],
            parents: vec![None; graph.len()],
            ways: Vec::new(),
            way_ids: HashMap::new(),
            inner: vec![(AT_VALUE, None, 0)],
            inner_ids: HashMap::new(),
            sites,
            order: Vec::new(),
        };
        let mut queue = VecDeque::new();
        for capture in beginnings {
            if let Some(site) = paths.sites.get(&capture) {
                let way = paths.captured(*site);
                paths.states[capture as usize] = State::Mapping(way);
                queue.push_back(capture);
            }
        }
        while let Some(from) = queue.pop_front() {
            paths.order.push(from);
            for edge in graph.strong(from) {
                if matches!(paths.states[edge.to as usize], State::Unseen) {
                    let state = paths.next(graph, paths.states[from as usize], edge.label, edge.to);
                    paths.states[edge.to as usize] = state;
                    paths.parents[edge.to as usize] = Some((from, edge.label));
                    queue.push_back(edge.to);
                }
            }
        }
        paths
    }

    fn next(&mut self, graph: &Graph, state: State, label: Label, to: NodeId) -> State {
        match (state, label) {
            (State::Unseen, _) => State::Unseen,
            (State::Mapping(way), Label::Binding(variable)) => {
                State::Value(way, graph.variable_class(variable), AT_VALUE)
            }
            (State::Mapping(way), _) => State::Mapping(way),
            (State::Value(way, variable, inner), label) => match graph.node(to).kind {
                NodeKind::Capture | NodeKind::Mapping => {
                    let site = self.sites.get(&to).copied();
                    let link = Link {
                        variable,
                        inner,
                        site,
                    };
                    State::Mapping(self.held(way, link))
                }
                _ => State::Value(way, variable, self.step(inner, label)),
            },
        }
    }

    /// The way to mappings that captures of `site` hold.
    pub(super) fn captured(&mut self, site: SiteId) -> WayId {
        self.way(Way::Captured(site))
    }

    fn held(&mut self, way: WayId, link: Link) -> WayId {
        let repeats = self.ways[way as usize] == Way::Held(self.above(way), link);
        if repeats || self.links(way) >= MOST_LINKS {
            return way;
        }
        self.way(Way::Held(way, link))
    }

    fn way(&mut self, way: Way) -> WayId {
        if let Some(id) = self.way_ids.get(&way) {
            return *id;
        }
        let id = index(self.ways.len());
        self.ways.push(way);
        self.way_ids.insert(way, id);
        id
    }

    fn above(&self, way: WayId) -> WayId {
        match self.ways[way as usize] {
            Way::Captured(_) => way,
            Way::Held(above, _) => above,
        }
    }

    fn links(&self, mut way: WayId) -> u32 {
        let mut links = 0;
        while let Way::Held(above, _) = self.ways[way as usize] {
            links += 1;
            way = above;
        }
        links
    }

    fn step(&mut self, inner: InnerId, label: Label) -> InnerId {
        // Elements are alike.
        let label = match label {
            Label::Element(_) | Label::Entry(_) => Label::Element(0),
            label => label,
        };
        let (_, last, steps) = self.inner[inner as usize];
        if last == Some(label) || steps >= MOST_STEPS {
            return inner;
        }
        let id = *self
            .inner_ids
            .entry((inner, label))
            .or_insert_with(|| index(self.inner.len()));
        if id as usize == self.inner.len() {
            self.inner.push((inner, Some(label), steps + 1));
        }
        id
    }

    /// The place whose captures the way begins with.
    pub(super) fn beginning(&self, mut way: WayId) -> SiteId {
        loop {
            match self.ways[way as usize] {
                Way::Captured(site) => return site,
                Way::Held(above, _) => way = above,
            }
        }
    }

    /// The mappings that are held by values of other mappings, each with the way to it, the nearest first.
    pub(super) fn held_mappings<'a>(
        &'a self,
        graph: &'a Graph,
    ) -> impl Iterator<Item = (NodeId, WayId)> + 'a {
        self.order.iter().filter_map(|node| {
            let is_mapping = graph.node(*node).kind == NodeKind::Mapping;
            match self.states[*node as usize] {
                State::Mapping(way)
                    if is_mapping && matches!(self.ways[way as usize], Way::Held(..)) =>
                {
                    Some((*node, way))
                }
                _ => None,
            }
        })
    }

    /// The edges of the way to `node`, from the capture on.
    pub(super) fn to(&self, node: NodeId) -> (NodeId, Vec<(Label, NodeId)>) {
        let mut steps = Vec::new();
        let mut begin = node;
        while let Some((from, label)) = self.parents[begin as usize] {
            steps.push((label, begin));
            begin = from;
        }
        steps.reverse();
        (begin, steps)
    }
}
