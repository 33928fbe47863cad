export const title = "values of a reachable variable are in kept snapshots";
export const expectation = {
    payloads: "retained",
    bytes: "grows",
    why: "The variable is reachable, so a value can still be read through the snapshot and must never be lost.",
};
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    state.variable.run(lab.payload(), () => state.kept.push(new AsyncContext.Snapshot()));
}
