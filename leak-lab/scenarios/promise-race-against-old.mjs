export const title = "Promise.race against a promise as old as the program";
export const expectation = {
    payloads: { dropped: "released", reachable: "retained" },
    bytes: "grows",
    why: "Each race leaves a reaction on the old promise, with its mapping; values that cannot be read must go.",
    strong: { payloads: "retained" },
};
const nothing = () => {};
export const setup = () => ({ variable: new AsyncContext.Variable(), old: new Promise(nothing) });
export function iterate(i, state, lab) {
    const race = () => { Promise.race([state.old, Promise.resolve()]); };
    new AsyncContext.Variable().run(lab.payload("dropped"), race);
    state.variable.run(lab.payload("reachable"), race);
}
