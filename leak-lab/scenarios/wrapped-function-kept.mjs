export const title = "a variable per iteration is dropped while a function wrapped under it is kept";
export const expectation = {
    payloads: "released",
    why: "The variable is unreachable but as a key of the wrapped function's mapping.",
    strong: { payloads: "retained", bytes: "grows" },
};
const nothing = () => {};
export const setup = () => ({ kept: [] });
export function iterate(i, state, lab) {
    const variable = new AsyncContext.Variable();
    state.kept.push(variable.run(lab.payload(), () => AsyncContext.Snapshot.wrap(nothing)));
}
