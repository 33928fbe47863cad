export const title = "a FinalizationRegistry made inside a context is kept while the variable is dropped";
export const expectation = {
    payloads: { dropped: "released", reachable: "retained" },
    why: "The registry keeps the mapping of its construction; that holds only values that can still be read.",
    strong: { payloads: "retained", bytes: "grows" },
};
const nothing = () => {};
const make = () => new FinalizationRegistry(nothing);
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    for (const [group, variable] of [["dropped", new AsyncContext.Variable()], ["reachable", state.variable]]) {
        const registry = variable.run(lab.payload(group), make);
        registry.register({}, i);
        state.kept.push(registry);
    }
}
