export const title = "a value of a reachable variable is reachable only through the snapshot that it holds";
export const expectation = {
    payloads: "released",
    bytes: "flat",
    why: "A captured mapping lives as long as what captured it, and here that is only the value itself.",
};
const capture = () => new AsyncContext.Snapshot();
export const setup = () => ({ variable: new AsyncContext.Variable() });
export function iterate(i, state, lab) {
    const value = lab.payload();
    value.snapshot = state.variable.run(value, capture);
}
