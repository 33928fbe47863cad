export const title = "a variable per iteration is dropped while a snapshot taken under it is kept";
export const expectation = {
    payloads: "released",
    why: "The variable is unreachable but as a key of the mapping, so its binding may go.",
    strong: { payloads: "retained", bytes: "grows" },
};
export const setup = () => ({ kept: [] });
export function iterate(i, state, lab) {
    const variable = new AsyncContext.Variable();
    variable.run(lab.payload(), () => state.kept.push(new AsyncContext.Snapshot()));
}
