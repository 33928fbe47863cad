export const title = "promises that never settle are waited for, by then and by await, and dropped";
export const expectation = {
    payloads: { then: "released", await: "released", "promise kept, once": "retained" },
    bytes: "flat",
    why: "A reaction of an unreachable promise can never run, so its mapping goes with the promise.",
};
const nothing = () => {};
async function wait() {
    await new Promise(nothing);
}
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: new Promise(nothing) });
export function iterate(i, state, lab) {
    if (i === 0) state.variable.run(lab.payload("promise kept, once"), () => { state.kept.then(nothing); });
    state.variable.run(lab.payload("then"), () => { new Promise(nothing).then(nothing); });
    state.variable.run(lab.payload("await"), () => { wait(); });
}
