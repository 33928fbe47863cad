// How long a full collection takes beside N live mappings:
//   boa-ac run --expose-gc --storage STORAGE benches/js/pauses.mjs -- SHAPE N
// Shapes: flat (mappings that have nothing to do with each other), chain (each value holds the snapshot before it, as
// the spans of a trace do), tree (each value holds the snapshot of its parent; two children each).
// Makes the mappings, collects nine times, and prints one line, with times in milliseconds:
//   SHAPE N, time to build, first collection, median of the collections, longest collection
const [, shape, count] = scriptArgs;
const n = Number(count);
const variable = new AsyncContext.Variable();
const snapshots = [];
const parentOf = {
    flat: () => undefined,
    chain: (i) => snapshots[0],
    tree: (i) => snapshots[(i - 1) >> 1],
}[shape];
if (parentOf === undefined || !(n > 0)) throw new TypeError("usage: pauses.mjs flat|chain|tree N");
const keep = () => new AsyncContext.Snapshot();
const begun = performance.now();
for (let i = 0; i < n; i++) {
    const snapshot = variable.run({ i, parent: parentOf(i) }, keep);
    if (shape === "chain") snapshots[0] = snapshot;
    else snapshots.push(snapshot);
}
const built = performance.now() - begun;
const pauses = [];
for (let i = 0; i < 9; i++) {
    const before = performance.now();
    gc();
    pauses.push(performance.now() - before);
}
const first = pauses[0];
pauses.sort((a, b) => a - b);
console.log(shape, n, ...[built, first, pauses[4], pauses[8]].map((ms) => ms.toFixed(1)));
