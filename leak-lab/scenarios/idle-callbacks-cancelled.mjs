export const title = "idle callbacks are cancelled before they run";
export const requires = ["requestIdleCallback"];
export const expectation = {
    payloads: { "no timeout": "released", timeout: "released", "captured, once": "retained" },
    bytes: "flat",
    why: "A scheduler drops its mapping when the operation is cancelled.",
};
const nothing = () => {};
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    const cancel = (options) => cancelIdleCallback(requestIdleCallback(nothing, options));
    state.variable.run(lab.payload("no timeout"), cancel);
    state.variable.run(lab.payload("timeout"), cancel, { timeout: 1e9 });
    if (i > 0) return;
    state.variable.run(lab.payload("captured, once"), () => {
        cancel();
        state.kept.push(new AsyncContext.Snapshot());
    });
}
