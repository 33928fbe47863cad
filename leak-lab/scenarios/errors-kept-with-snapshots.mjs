export const title = "Error objects that hold a snapshot are kept: what a snapshot in every error would cost";
export const expectation = {
    payloads: { dropped: "released", reachable: "retained" },
    bytes: "grows",
    why: "The error keeps the mapping that it was made in; only values of reachable variables can be read from it.",
    strong: { payloads: "retained" },
};
const fail = () => {
    const snapshot = { value: new AsyncContext.Snapshot(), writable: true, configurable: true };
    throw Object.defineProperty(new Error("expected"), "snapshot", snapshot);
};
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    for (const [group, variable] of [["dropped", new AsyncContext.Variable()], ["reachable", state.variable]]) {
        try {
            variable.run(lab.payload(group), fail);
        } catch (error) {
            state.kept.push(error);
        }
    }
}
