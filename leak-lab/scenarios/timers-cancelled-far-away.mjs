export const title = "timers with far-away due times are cancelled";
export const expectation = {
    payloads: { timeout: "released", interval: "released", "pending, once": "retained" },
    bytes: "flat",
    why: "A timer holds its mapping until it fires or is cleared, not until it would have been due.",
};
const nothing = () => {};
export const setup = () => ({ variable: new AsyncContext.Variable() });
export function iterate(i, state, lab) {
    if (i === 0) state.variable.run(lab.payload("pending, once"), () => setTimeout(nothing, 1e9));
    state.variable.run(lab.payload("timeout"), () => clearTimeout(setTimeout(nothing, 1e9)));
    state.variable.run(lab.payload("interval"), () => clearInterval(setInterval(nothing, 1e9)));
}
