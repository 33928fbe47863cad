// Reads a heap snapshot with memlab and writes what memlab makes of it to a JSON file:
//
//     node read.mjs FILE.heapsnapshot FACTS.json
//
// For each node: its type, name and sizes, its edges, and the names on memlab's shortest path to it.

import fs from 'node:fs';
import { createRequire } from 'node:module';

// The packages are beside the working directory, not beside this file.
const require = createRequire(`${process.cwd()}/`);
const { getFullHeapFromFile } = require('@memlab/heap-analysis');

const [input, output] = process.argv.slice(2);
const heap = await getFullHeapFromFile(input);

function pathTo(node) {
  const path = [];
  for (let edge = node.pathEdge; edge; edge = edge.fromNode.pathEdge) {
    path.push(String(edge.name_or_index));
    if (path.length > 1000) throw new Error(`the path to ${node.name} (${node.id}) does not end`);
  }
  return path.reverse();
}

const nodes = [];
heap.nodes.forEach((node) => {
  const edges = [];
  node.forEachReference((edge) => {
    edges.push({ type: edge.type, name: String(edge.name_or_index), to: edge.toNode.id });
  });
  nodes.push({
    id: node.id,
    type: node.type,
    // A half of a surrogate pair is no text, and Rust refuses it: here it is escaped once more.
    name: JSON.stringify(node.name).slice(1, -1),
    size: node.self_size,
    retained: node.retainedSize,
    edges,
    path: pathTo(node),
    hasPath: node.hasPathEdge,
  });
});
fs.writeFileSync(output, JSON.stringify({ nodes, edges: heap.edges.length }));
