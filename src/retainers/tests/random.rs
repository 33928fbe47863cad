//! Snapshots of random graphs, read by a program: the engine reads JSON by itself, and knows what refers to what.

use boa_engine::{JsValue, js_string, object::builtins::JsFunction};

use super::{
    World,
    random_input::{Input, each_of},
};

/// Makes `count` objects with a name each, and what is below some of them, by the names.
const PROGRAM: &str = r#"
    var objects;
    var make = (count) => { objects = Array.from({ length: count }, (_, i) => ({ ["id_" + i]: i })); };
    var below = (roots) => {
        const seen = new Set();
        const all = [...roots];
        for (const object of all) {
            if (typeof object !== "object" || object === null || seen.has(object)) continue;
            seen.add(object);
            if (object instanceof Map) all.push(...object.keys(), ...object.values());
            else if (object instanceof Set) all.push(...object);
            else all.push(...Reflect.ownKeys(object).map((key) => object[key]));
        }
        return objects.flatMap((object, i) => (seen.has(object) ? ["id_" + i] : []));
    };"#;

/// What is wrong with a snapshot: nothing, or the first thing.
const CHECK: &str = r#"(text, expected) => {
    const { snapshot: { meta, node_count, edge_count }, nodes, edges, strings } = JSON.parse(text);
    const of = (fields, numbers) => {
        const all = [];
        for (let at = 0; at < numbers.length; at += fields.length)
            all.push(Object.fromEntries(fields.map((field, i) => [field, numbers[at + i]])));
        return all;
    };
    const wide = meta.node_fields.length;
    if (nodes.length !== node_count * wide) return "the number of nodes";
    if (edges.length !== edge_count * meta.edge_fields.length) return "the number of edges";
    if (!strings.every((string) => typeof string === "string")) return "strings";
    const allNodes = of(meta.node_fields, nodes), allEdges = of(meta.edge_fields, edges);
    const isPlace = (at, list) => Number.isInteger(at) && at >= 0 && at < list.length;
    const ids = new Set(), reached = new Set([0]), names = new Set();
    let next = 0;
    for (const node of allNodes) {
        if (!isPlace(node.type, meta.node_types[0])) return "a type of a node";
        if (!isPlace(node.name, strings)) return "the name of a node";
        if (!(node.self_size >= 0)) return "a size";
        ids.add(node.id);
        for (const edge of allEdges.slice(next, (next += node.edge_count))) {
            const type = meta.edge_types[0][edge.type];
            if (type === undefined) return "a type of an edge";
            if (type !== "element" && type !== "hidden" && !isPlace(edge.name_or_index, strings)) return "the name of an edge";
            if (!isPlace(edge.to_node, nodes) || edge.to_node % wide !== 0) return "the end of an edge";
            reached.add(edge.to_node);
            if (type === "property") names.add(strings[edge.name_or_index]);
        }
    }
    if (next !== edge_count) return `nodes have ${next} edges, and there are ${edge_count}`;
    if (ids.size !== node_count) return "two nodes have one id";
    if (reached.size !== node_count) return "a node is below nothing";
    for (const name of expected) if (!names.has(name)) return `${name} is missing`;
    for (const name of names) if (name.startsWith("id_") && !expected.includes(name)) return `${name} is too much`;
    return "";
}"#;

const NAMES: &[&str] = &["a", "next", "0", "17", "constructor", "length", "__x"];

/// A statement that makes one object refer to another.
fn reference(input: &mut Input, count: usize) -> String {
    let mut object = || format!("objects[{}]", input.below(count));
    let (from, to) = (object(), object());
    let name = input.text(NAMES, 2);
    let key = format!("[{name:?}]");
    match input.below(6) {
        0 => format!("{from}{key} = new Map([[{to}, 1], [2, {to}]]);"),
        1 => format!("{from}{key} = new Set([{to}]);"),
        2 => format!("{from}{key} = [{to}, {to}];"),
        3 => format!("{from}[Symbol({name:?})] = {to};"),
        _ => format!("{from}{key} = {to};"),
    }
}

#[test]
fn snapshots_of_random_graphs_can_be_read() {
    each_of(60, |input| {
        let mut world = World::new();
        world.eval(PROGRAM);
        let count = 1 + input.below(20);
        world.eval(&format!("make({count})"));
        for _ in 0..input.below(40) {
            let statement = reference(input, count);
            world.eval(&statement);
        }
        let mut roots = Vec::new();
        for line in 0..input.below(5) {
            let root = format!("objects[{}]", input.below(count));
            world.timer(u32::try_from(line).expect("a few"), &root);
            roots.push(root);
        }
        let expected = world.eval(&format!("below([{}])", roots.join(", ")));
        let mut out = Vec::new();
        let report = world.report();
        report
            .write_heap_snapshot(&mut out)
            .expect("a vector takes everything");
        let text = String::from_utf8(out).expect("UTF-8");
        let check = JsFunction::from_object(world.object(CHECK)).expect("a function");
        let arguments = [js_string!(text.as_str()).into(), expected];
        let problem = check
            .call(&JsValue::undefined(), &arguments, &mut world.context)
            .unwrap_or_else(|error| panic!("{error}: {text}"));
        let problem = problem.as_string().expect("a text").to_std_string_escaped();
        assert_eq!(problem, "", "{text}");
    });
}
