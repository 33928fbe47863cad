//! The walk from the live captures over mappings to values, and over what values refer to.
//!
//! A queue, not recursion: a chain of snapshots can be as long as the heap is large. Nothing here allocates in the
//! collected heap, so no collection can run meanwhile and every address stands for one object.

use std::collections::{HashMap, VecDeque};

use boa_engine::{
    Context, JsBigInt, JsObject, JsString, JsValue, JsVariant, js_string,
    string::{JsStr, JsStrVariant},
};

use super::{
    graph::{Graph, Label, NodeId, NodeKind, VariableClass, VariableIndex},
    object::{Reader, Reference, address, size_of_string},
    sites::{SiteId, Sites},
};
use crate::{
    builtins::{snapshot_capture, variable_slots},
    census::{CaptureKind, LiveCapture},
    inspect,
    mapping::{InspectedBinding, Mapping, Part, VariableId},
};

/// The walk stops when there are so many nodes or edges; what is nearest to the captures comes first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) nodes: usize,
    pub(super) edges: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nodes: 8_000_000,
            edges: 32_000_000,
        }
    }
}

/// A variable that is set in some mapping.
#[derive(Debug)]
pub(super) struct WalkedVariable {
    pub(super) id: VariableId,
    /// `None` for a variable of the host.
    pub(super) name: Option<JsString>,
    pub(super) node: NodeId,
}

/// A capture and its node.
#[derive(Debug)]
pub(super) struct WalkedCapture {
    pub(super) node: NodeId,
    pub(super) kind: CaptureKind,
    pub(super) site: SiteId,
    pub(super) age: std::time::Duration,
}

/// Something whose edges are still to be found.
enum Pending {
    Mapping(NodeId, Mapping),
    Object(NodeId, JsObject),
}

/// The walk, and what it has found so far.
pub(super) struct Walk {
    pub(super) graph: Graph,
    pub(super) sites: Sites,
    pub(super) variables: Vec<WalkedVariable>,
    pub(super) captures: Vec<WalkedCapture>,
    /// The values of variables. They are handles, so this must not outlive the report's making.
    pub(super) values: HashMap<NodeId, JsValue>,
    pub(super) is_truncated: bool,
    limits: Limits,
    reader: Reader,
    queue: VecDeque<Pending>,
    mappings: HashMap<usize, NodeId>,
    parts: HashMap<usize, NodeId>,
    objects: HashMap<usize, NodeId>,
    /// By where their characters are, and how many.
    strings: HashMap<(usize, usize), NodeId>,
    /// Large ones, by where they are.
    big_ints: HashMap<usize, NodeId>,
    primitives: HashMap<(NodeKind, JsString), NodeId>,
    variable_indices: HashMap<VariableId, VariableIndex>,
    /// The capture of each Snapshot object.
    snapshots: HashMap<usize, NodeId>,
    /// Objects that belong to the program as a whole, and are not looked into.
    boundary: Option<usize>,
}

impl Walk {
    /// `boundary` is an object that is not looked into: the global object of a realm that lives anyway.
    pub(super) fn new(limits: Limits, boundary: Option<&JsObject>) -> Self {
        let mut graph = Graph::default();
        let name = graph.name(&js_string!(""));
        graph.add(NodeKind::Synthetic, name, 0);
        Self {
            graph,
            sites: Sites::default(),
            variables: Vec::new(),
            captures: Vec::new(),
            values: HashMap::new(),
            is_truncated: false,
            limits,
            reader: Reader::default(),
            queue: VecDeque::new(),
            mappings: HashMap::new(),
            parts: HashMap::new(),
            objects: HashMap::new(),
            strings: HashMap::new(),
            big_ints: HashMap::new(),
            primitives: HashMap::new(),
            variable_indices: HashMap::new(),
            snapshots: HashMap::new(),
            boundary: boundary.map(address),
        }
    }

    /// Adds a node for each capture, and then for everything that the captures reach.
    pub(super) fn run(&mut self, captures: &[LiveCapture], context: &mut Context) {
        for capture in captures.iter().filter(|live| !live.mapping.is_empty()) {
            self.add_capture(capture);
        }
        while let Some(pending) = self.queue.pop_front() {
            match pending {
                Pending::Mapping(node, mapping) => self.expand_mapping(node, &mapping),
                Pending::Object(node, object) => self.expand_object(node, &object, context),
            }
        }
    }

    fn add_capture(&mut self, capture: &LiveCapture) {
        let site = self.sites.id(capture.kind, capture.location.as_ref());
        let text = self.sites.get(site).to_string();
        let name = self.graph.name(&text.into());
        let node = self.graph.add(NodeKind::Capture, name, CAPTURE);
        self.captures.push(WalkedCapture {
            node,
            kind: capture.kind,
            site,
            age: capture.age,
        });
        if capture.kind == CaptureKind::Snapshot
            && let Some(id) = capture.id
        {
            self.snapshots.insert(id, node);
        }
        let mapping = self.mapping_node(&capture.mapping);
        let label = Label::Internal(self.graph.name(&js_string!("mapping")));
        self.graph.begin_edges(node);
        self.graph.edge(label, mapping);
    }

    fn has_room(&mut self) -> bool {
        let has_room =
            self.graph.len() < self.limits.nodes && self.graph.edge_count() < self.limits.edges;
        self.is_truncated |= !has_room;
        has_room
    }

    fn mapping_node(&mut self, mapping: &Mapping) -> NodeId {
        if let Some(node) = self.mappings.get(&mapping.address()) {
            return *node;
        }
        let name = self.graph.name(&js_string!("AsyncContext mapping"));
        let size = mapping.own_size() as u64;
        let node = self.graph.add(NodeKind::Mapping, name, size);
        self.mappings.insert(mapping.address(), node);
        self.queue
            .push_back(Pending::Mapping(node, mapping.clone()));
        node
    }

    fn expand_mapping(&mut self, node: NodeId, mapping: &Mapping) {
        let key = self.graph.name(&js_string!("key"));
        let mut edges = Vec::new();
        if let Some(part) = mapping.part() {
            let label = Label::Internal(self.graph.name(&js_string!("part")));
            edges.extend(self.part_node(part).map(|part| (label, part)));
        }
        for binding in mapping.inspect() {
            if !self.has_room() {
                break;
            }
            let variable = self.variable(&binding);
            let value = self.value_node(&binding.value);
            self.values.entry(value).or_insert(binding.value);
            edges.push((Label::Binding(variable), value));
            let variable = self.variables[variable as usize].node;
            edges.push((Label::Weak(key), variable));
        }
        self.add_edges(node, &edges);
    }

    /// A node for a part of a mapping and for each part below it, for their sizes: the bindings are edges of the mapping.
    fn part_node(&mut self, part: Part<'_>) -> Option<NodeId> {
        if let Some(node) = self.parts.get(&part.address()) {
            return Some(*node);
        }
        if !self.has_room() {
            return None;
        }
        let label = Label::Internal(self.graph.name(&js_string!("part")));
        let below: Vec<(Label, NodeId)> = part
            .parts()
            .filter_map(|part| Some((label, self.part_node(part)?)))
            .collect();
        let name = self.graph.name(&js_string!("(part of mappings)"));
        let size = part.size() as u64;
        let node = self.graph.add(NodeKind::MappingPart, name, size);
        self.add_edges(node, &below);
        self.parts.insert(part.address(), node);
        Some(node)
    }

    fn variable(&mut self, binding: &InspectedBinding) -> VariableIndex {
        if let Some(index) = self.variable_indices.get(&binding.id) {
            return *index;
        }
        let label = describe_variable(binding.name.as_ref(), binding.id);
        let text = format!("AsyncContext.Variable {label}");
        let name = self.graph.name(&text.into());
        let node = self.graph.add(NodeKind::Variable, name, VARIABLE);
        let label = self.graph.name(&label.into());
        let class = match &binding.name {
            Some(name) if name.is_empty() => VariableClass::Unnamed,
            Some(name) => VariableClass::Named(name.clone()),
            None => VariableClass::Host,
        };
        let index = self.graph.add_variable(label, class);
        self.variables.push(WalkedVariable {
            id: binding.id,
            name: binding.name.clone(),
            node,
        });
        self.variable_indices.insert(binding.id, index);
        index
    }

    fn add_edges(&mut self, from: NodeId, edges: &[(Label, NodeId)]) {
        self.graph.begin_edges(from);
        for (label, to) in edges {
            self.graph.edge(*label, *to);
        }
    }

    pub(super) fn node_of_object(&self, object: &JsObject) -> Option<NodeId> {
        self.objects.get(&address(object)).copied()
    }

    pub(super) fn index_of_variable(&self, id: VariableId) -> Option<VariableIndex> {
        self.variable_indices.get(&id).copied()
    }

    fn value_node(&mut self, value: &JsValue) -> NodeId {
        match value.variant() {
            JsVariant::Object(object) => self.object_node(object),
            JsVariant::String(string) => self.string_node(&string),
            JsVariant::Symbol(symbol) => {
                self.primitive_node(NodeKind::Symbol, &symbol.descriptive_string())
            }
            JsVariant::BigInt(number) => self.big_int_node(&number),
            _ => {
                let text = value.display().to_string();
                self.primitive_node(NodeKind::Primitive, &text.into())
            }
        }
    }

    fn primitive_node(&mut self, kind: NodeKind, text: &JsString) -> NodeId {
        let key = (kind, text.clone());
        if let Some(node) = self.primitives.get(&key) {
            return *node;
        }
        let name = self.graph.name(&shortened(text));
        let node = self.graph.add(kind, name, 0);
        self.primitives.insert(key, node);
        node
    }

    fn big_int_node(&mut self, number: &JsBigInt) -> NodeId {
        let bits = number.as_inner().bits();
        if bits <= inspect::MOST_BITS {
            return self.primitive_node(NodeKind::BigInt, &number.to_string().into());
        }
        let place = std::ptr::from_ref(number.as_inner()).addr();
        if let Some(node) = self.big_ints.get(&place) {
            return *node;
        }
        let name = self.graph.name(&inspect::describe_big_int(bits).into());
        let node = self.graph.add(NodeKind::BigInt, name, bits.div_ceil(8));
        self.big_ints.insert(place, node);
        node
    }

    fn string_node(&mut self, string: &JsString) -> NodeId {
        let place = place_of(string.as_str());
        if let Some(node) = self.strings.get(&place) {
            return *node;
        }
        let name = self.graph.name(&shortened(string));
        let size = size_of_string(string) as u64;
        let node = self.graph.add(NodeKind::String, name, size);
        self.strings.insert(place, node);
        node
    }

    fn object_node(&mut self, object: JsObject) -> NodeId {
        let address = address(&object);
        if let Some(node) = self.objects.get(&address) {
            return *node;
        }
        let name = self.graph.name(&js_string!("Object"));
        let node = self.graph.add(NodeKind::Object, name, 0);
        self.objects.insert(address, node);
        self.queue.push_back(Pending::Object(node, object));
        node
    }

    fn expand_object(&mut self, node: NodeId, object: &JsObject, context: &mut Context) {
        if self.boundary == Some(address(object)) {
            let name = self.graph.name(&js_string!("globalThis"));
            self.graph.set(node, NodeKind::Object, name, 0);
            return;
        }
        let mut reader = std::mem::take(&mut self.reader);
        let mut edges = Vec::new();
        let described = reader.read(object, context, &mut |reference, value| {
            let is_element = matches!(reference, Reference::Element(_));
            // Numbers in an array are part of its own size.
            let is_apart = value.is_object() || value.is_string() || is_big(value);
            if (is_element && !is_apart) || !self.has_room() {
                return;
            }
            let label = match reference {
                Reference::Property(name) => Label::Property(self.graph.name(&shortened(&name))),
                Reference::Element(index) => Label::Element(index),
                Reference::Entry(name) => Label::Entry(self.graph.name(&shortened(&name))),
                Reference::Internal(name) => Label::Internal(self.graph.name(&shortened(&name))),
            };
            edges.push((label, self.value_node(value)));
        });
        self.reader = reader;
        let name = self.graph.name(&shortened(&described.name));
        let size = described.size as u64;
        self.graph.set(node, described.kind, name, size);
        self.add_slots(object, &mut edges);
        self.add_edges(node, &edges);
    }

    /// The slots of this library's own classes.
    fn add_slots(&mut self, object: &JsObject, edges: &mut Vec<(Label, NodeId)>) {
        if let Some((id, mapping)) = snapshot_capture(object) {
            if mapping.is_empty() {
                return;
            }
            let to = match id.and_then(|id| self.snapshots.get(&id)) {
                Some(capture) => *capture,
                None => self.mapping_node(&mapping),
            };
            let label = self.graph.name(&js_string!("snapshot"));
            edges.push((Label::Internal(label), to));
        } else if let Some((id, default_value)) = variable_slots(object) {
            let label = self.graph.name(&js_string!("default value"));
            edges.push((Label::Internal(label), self.value_node(&default_value)));
            if let Some(index) = self.index_of_variable(id) {
                let label = self.graph.name(&js_string!("identity"));
                let node = self.variables[index as usize].node;
                edges.push((Label::Internal(label), node));
            }
        }
    }
}

/// Whether it is a BigInt with bytes worth counting.
fn is_big(value: &JsValue) -> bool {
    let bits = value.as_bigint().map(|number| number.as_inner().bits());
    bits.is_some_and(|bits| bits > inspect::MOST_BITS)
}

/// A variable in reports.
pub(super) fn describe_variable(name: Option<&JsString>, id: VariableId) -> String {
    match name {
        Some(name) if name.is_empty() => format!("(unnamed, number {id})"),
        Some(name) => shortened(name).to_std_string_escaped(),
        None => format!("(of the host, number {id})"),
    }
}

fn place_of(string: JsStr<'_>) -> (usize, usize) {
    match string.variant() {
        JsStrVariant::Latin1(bytes) => (bytes.as_ptr().addr(), bytes.len()),
        JsStrVariant::Utf16(units) => (units.as_ptr().addr(), units.len()),
    }
}

/// As much of a string as a report shows.
fn shortened(string: &JsString) -> JsString {
    if string.len() <= LONGEST_NAME {
        return string.clone();
    }
    let units: Vec<u16> = string.iter().take(LONGEST_NAME).collect();
    JsString::from(units.as_slice())
}

const LONGEST_NAME: usize = 1024;
/// The estimated bytes of what holds a mapping: a queue's entry, a reaction, the box of an object.
const CAPTURE: u64 = 64;
/// The estimated bytes of a variable: its object and its identity.
const VARIABLE: u64 = 160;
