export const title = "idle callbacks are cancelled before they run";
export const requires = ["requestIdleCallback"];
export const expectation = {
    payloads: "released",
    bytes: "flat",
    why: "A scheduler drops its mapping when the operation is cancelled.",
};
const nothing = () => {};
export const setup = () => ({ variable: new AsyncContext.Variable() });
export function iterate(i, state, lab) {
    state.variable.run(lab.payload("no timeout"), () => cancelIdleCallback(requestIdleCallback(nothing)));
    const options = { timeout: 1e9 };
    state.variable.run(lab.payload("timeout"), () => cancelIdleCallback(requestIdleCallback(nothing, options)));
}
