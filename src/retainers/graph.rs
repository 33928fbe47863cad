//! The graph itself: nodes and edges as plain numbers and names.
//!
//! It holds nothing of the JS heap, so it keeps nothing alive and can outlive what it describes.

use std::collections::HashMap;

use boa_engine::JsString;

/// An index into [`Graph::nodes`].
pub(super) type NodeId = u32;

/// An index into [`Graph::names`].
pub(super) type NameId = u32;

/// An index into the table of variables.
pub(super) type VariableIndex = u32;

/// Stands for a [`VariableClass`].
pub(super) type ClassId = u32;

/// Which variables are alike. A program may make a variable for each request.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum VariableClass {
    Named(JsString),
    Unnamed,
    Host,
}

/// The node that everything else is reached from.
pub(super) const ROOT: NodeId = 0;

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NodeKind {
    /// A collection of nodes that exists in the report only: the root, a kind of capture, a place in the program.
    Synthetic,
    Capture,
    Mapping,
    /// What several mappings may share.
    MappingPart,
    Variable,
    Object,
    Array,
    Function,
    RegExp,
    String,
    Symbol,
    BigInt,
    /// A number, a boolean, `null` or `undefined`.
    Primitive,
}

/// What an edge is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Label {
    /// A mapping's value of a variable.
    Binding(VariableIndex),
    Property(NameId),
    Element(u32),
    /// The value of a map's entry, by its key.
    Entry(NameId),
    /// An internal slot.
    Internal(NameId),
    /// Does not keep its target alive.
    Weak(NameId),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) name: NameId,
    /// Estimated bytes of the node alone.
    pub(super) size: u64,
    first_edge: u32,
    edges: u32,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) label: Label,
    pub(super) to: NodeId,
}

/// Nodes, and the edges of each node side by side.
#[derive(Debug, Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    names: Vec<JsString>,
    name_ids: HashMap<JsString, NameId>,
    /// The name of each variable, and the variables it is alike.
    variables: Vec<(NameId, ClassId)>,
    classes: HashMap<VariableClass, ClassId>,
    /// The node whose edges are being added.
    open: Option<NodeId>,
}

impl Edge {
    /// Whether the edge keeps its target alive.
    pub(super) fn is_strong(self) -> bool {
        !matches!(self.label, Label::Weak(_))
    }
}

impl Graph {
    pub(super) fn name(&mut self, name: &JsString) -> NameId {
        if let Some(id) = self.name_ids.get(name) {
            return *id;
        }
        let id = index(self.names.len());
        self.names.push(name.clone());
        self.name_ids.insert(name.clone(), id);
        id
    }

    pub(super) fn text(&self, id: NameId) -> &JsString {
        &self.names[id as usize]
    }

    /// A step inside a value, as a program would write it.
    pub(super) fn step(&self, label: Label) -> String {
        let text = |name| self.text(name).to_std_string_escaped();
        match label {
            Label::Property(name) => format!(".{}", text(name)),
            Label::Element(index) => format!("[{index}]"),
            Label::Entry(name) => format!(".get({})", text(name)),
            Label::Internal(name) | Label::Weak(name) => format!(".[[{}]]", text(name)),
            Label::Binding(_) => String::new(),
        }
    }

    pub(super) fn names(&self) -> &[JsString] {
        &self.names
    }

    /// Adds a variable of this name, after the ones that were added before.
    pub(super) fn add_variable(&mut self, name: NameId, class: VariableClass) -> VariableIndex {
        let next = index(self.classes.len());
        let class = *self.classes.entry(class).or_insert(next);
        self.variables.push((name, class));
        index(self.variables.len() - 1)
    }

    pub(super) fn variable_name(&self, variable: VariableIndex) -> NameId {
        self.variables[variable as usize].0
    }

    pub(super) fn variable_class(&self, variable: VariableIndex) -> ClassId {
        self.variables[variable as usize].1
    }

    pub(super) fn add(&mut self, kind: NodeKind, name: NameId, size: u64) -> NodeId {
        let id = index(self.nodes.len());
        self.nodes.push(Node {
            kind,
            name,
            size,
            first_edge: 0,
            edges: 0,
        });
        id
    }

    pub(super) fn set(&mut self, id: NodeId, kind: NodeKind, name: NameId, size: u64) {
        let node = &mut self.nodes[id as usize];
        (node.kind, node.name, node.size) = (kind, name, size);
    }

    /// Begins the edges of a node. They follow each other, so those of another node end here.
    pub(super) fn begin_edges(&mut self, from: NodeId) {
        debug_assert_eq!(
            self.nodes[from as usize].edges, 0,
            "a node is expanded once"
        );
        self.nodes[from as usize].first_edge = index(self.edges.len());
        self.open = Some(from);
    }

    /// Adds an edge to the node that was begun last.
    pub(super) fn edge(&mut self, label: Label, to: NodeId) {
        if let Some(from) = self.open {
            self.nodes[from as usize].edges += 1;
            self.edges.push(Edge { label, to });
        }
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn edge_count(&self) -> usize {
        self.edges.len()
    }

    pub(super) fn edges(&self, from: NodeId) -> &[Edge] {
        let node = self.node(from);
        let first = node.first_edge as usize;
        &self.edges[first..first + node.edges as usize]
    }

    /// The edges that keep their targets alive.
    pub(super) fn strong(&self, from: NodeId) -> impl Iterator<Item = Edge> + '_ {
        self.edges(from)
            .iter()
            .copied()
            .filter(|edge| edge.is_strong())
    }
}

/// The walk stops long before there are so many nodes or edges.
pub(super) fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
