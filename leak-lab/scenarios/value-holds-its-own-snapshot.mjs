export const title = "a value holds its variable and a snapshot of its own mapping";
export const expectation = {
    payloads: "released",
    why: "The variable is reachable only through its own value, so neither keeps the other, though a snapshot is kept.",
    strong: { payloads: "retained", bytes: "grows" },
};
export const setup = () => ({ kept: [] });
export function iterate(i, state, lab) {
    const variable = new AsyncContext.Variable();
    const value = lab.payload();
    value.variable = variable;
    value.snapshot = variable.run(value, () => new AsyncContext.Snapshot());
    state.kept.push(variable.run(value, () => new AsyncContext.Snapshot()));
}
