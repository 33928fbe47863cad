export const title = "a value of a reachable variable is reachable only through the snapshot that it holds";
export const expectation = {
    payloads: { cycle: "released", "snapshot kept, once": "retained" },
    bytes: "flat",
    why: "A captured mapping lives as long as what captured it, and here that is only the value itself.",
};
const capture = () => new AsyncContext.Snapshot();
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    const isControl = i === 0;
    const value = lab.payload(isControl ? "snapshot kept, once" : "cycle");
    value.snapshot = state.variable.run(value, capture);
    if (isControl) state.kept.push(value.snapshot);
}
