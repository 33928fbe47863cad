export const title = "promises that never settle are kept, with reactions";
export const expectation = {
    payloads: { dropped: "released", reachable: "retained" },
    why: "The reactions may still run and keep their mappings, but only values that can still be read.",
    strong: { payloads: "retained", bytes: "grows" },
};
const nothing = () => {};
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    const wait = () => {
        const promise = new Promise(nothing);
        promise.then(nothing);
        state.kept.push(promise);
    };
    new AsyncContext.Variable().run(lab.payload("dropped"), wait);
    state.variable.run(lab.payload("reachable"), wait);
}
