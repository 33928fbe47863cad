//! The graph in the `.heapsnapshot` format, which browsers' developer tools and memlab read.
//!
//! The format is one JSON object: a description of its own fields, then all nodes, edges and strings as flat arrays. An
//! edge refers to a node by the place of the node's first number, and a name is a place in `strings`. The edges of the
//! first node come first, then those of the second, and so on.

use std::io::{self, BufWriter, Write};

use boa_engine::JsString;

use super::{
    graph::{Graph, Label, NodeId, NodeKind, index},
    report::Retainers,
};

/// The numbers that a node consists of.
const NODE_FIELDS: &[&str] = &[
    "type",
    "name",
    "id",
    "self_size",
    "edge_count",
    "trace_node_id",
    "detachedness",
];

/// The first is the names of the types of nodes; then how the other numbers are to be read.
const NODE_TYPES: &[&str] = &[
    "hidden",
    "array",
    "string",
    "object",
    "code",
    "closure",
    "regexp",
    "number",
    "native",
    "synthetic",
    "concatenated string",
    "sliced string",
    "symbol",
    "bigint",
];

const EDGE_TYPES: &[&str] = &[
    "context", "element", "property", "internal", "hidden", "shortcut", "weak",
];

impl Retainers {
    /// Writes the whole graph as a `.heapsnapshot` file: captures by kind and place, their mappings, the values of
    /// variables, and what those refer to. Open it in the memory panel of a browser's developer tools, or with memlab.
    ///
    /// The nodes below `(GC roots)` are the kinds of captures; below them are the places in the program, then the
    /// captures. A mapping has a property for each variable. Sizes are estimates. The writer is buffered here and
    /// flushed; nothing but one number is held in memory at a time.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write_heap_snapshot(&self, writer: impl Write) -> io::Result<()> {
        let mut out = BufWriter::new(writer);
        write_head(&self.graph, &mut out)?;
        write_nodes(&self.graph, &mut out)?;
        write_edges(&self.graph, &mut out)?;
        out.write_all(
            b"\"trace_function_infos\":[],\n\"trace_tree\":[],\n\"samples\":[],\n\"locations\":[],\n",
        )?;
        write_strings(self.graph.names(), &mut out)?;
        out.write_all(b"}\n")?;
        out.flush()
    }
}

fn write_head(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    let node_types = list(NODE_TYPES);
    let edge_types = list(EDGE_TYPES);
    writeln!(
        out,
        "{{\"snapshot\":{{\"meta\":{{\"node_fields\":{},\"node_types\":[{node_types},\"string\",\"number\",\"number\",\
         \"number\",\"number\",\"number\"],\"edge_fields\":[\"type\",\"name_or_index\",\"to_node\"],\
         \"edge_types\":[{edge_types},\"string_or_number\",\"node\"],\"trace_function_info_fields\":[],\
         \"trace_node_fields\":[],\"sample_fields\":[],\"location_fields\":[\"object_index\",\"script_id\",\"line\",\
         \"column\"]}},\"node_count\":{},\"edge_count\":{},\"trace_function_count\":0}},",
        list(NODE_FIELDS),
        graph.len(),
        graph.edge_count(),
    )
}

/// Names without anything to escape, as JSON.
fn list(names: &[&str]) -> String {
    format!("[\"{}\"]", names.join("\",\""))
}

fn write_nodes(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\"nodes\":[")?;
    for (place, node) in graph.nodes().iter().enumerate() {
        let comma = if place > 0 { "," } else { "" };
        writeln!(
            out,
            "{comma}{},{},{},{},{},0,0",
            node_type(node.kind),
            node.name,
            2 * place + 1,
            node.size,
            graph.edges(index(place)).len(),
        )?;
    }
    out.write_all(b"],\n")
}

/// The place in [`NODE_TYPES`].
fn node_type(kind: NodeKind) -> usize {
    match kind {
        NodeKind::Synthetic => 9,
        NodeKind::Capture | NodeKind::Primitive => 8,
        NodeKind::Mapping
        | NodeKind::MappingPart
        | NodeKind::Variable
        | NodeKind::Object
        | NodeKind::Array => 3,
        NodeKind::Function => 5,
        NodeKind::RegExp => 6,
        NodeKind::String => 2,
        NodeKind::Symbol => 12,
        NodeKind::BigInt => 13,
    }
}

fn write_edges(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\"edges\":[")?;
    let mut comma = "";
    for from in 0..index(graph.len()) {
        for edge in graph.edges(from) {
            let (edge_type, name) = edge_type_and_name(graph, edge.label);
            let to = first_number(edge.to);
            writeln!(out, "{comma}{edge_type},{name},{to}")?;
            comma = ",";
        }
    }
    out.write_all(b"],\n")
}

/// The place in [`EDGE_TYPES`], and the place of the name or the index.
fn edge_type_and_name(graph: &Graph, label: Label) -> (usize, u32) {
    match label {
        Label::Element(index) => (1, index),
        Label::Property(name) => (2, name),
        Label::Binding(variable) => (2, graph.variable_name(variable)),
        Label::Entry(name) | Label::Internal(name) => (3, name),
        Label::Weak(name) => (6, name),
    }
}

fn first_number(node: NodeId) -> u64 {
    u64::from(node) * NODE_FIELDS.len() as u64
}

pub(super) fn write_strings(strings: &[JsString], out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\"strings\":[")?;
    for (place, string) in strings.iter().enumerate() {
        if place > 0 {
            out.write_all(b",\n")?;
        }
        write_string(string, out)?;
    }
    out.write_all(b"]")
}

/// Writes a JSON string. Halves of surrogate pairs are not Unicode, so they are escaped.
pub(super) fn write_string(string: &JsString, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\"")?;
    for unit in char::decode_utf16(string.iter()) {
        match unit {
            Ok('"') => out.write_all(b"\\\"")?,
            Ok('\\') => out.write_all(b"\\\\")?,
            Ok(control) if control < ' ' || control == '\u{7f}' => {
                write!(out, "\\u{:04x}", u32::from(control))?;
            }
            Ok(character) => write!(out, "{character}")?,
            Err(half) => write!(out, "\\u{:04x}", half.unpaired_surrogate())?,
        }
    }
    out.write_all(b"\"")
}
