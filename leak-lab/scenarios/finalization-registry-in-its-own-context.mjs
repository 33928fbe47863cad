export const title = "a FinalizationRegistry is reachable only through a value of the mapping that it captured";
export const expectation = {
    payloads: "released",
    bytes: "flat",
    why: "The mapping lives as long as the registry, and nothing but the mapping's value refers to that.",
};
const nothing = () => {};
const make = () => new FinalizationRegistry(nothing);
export const setup = () => ({ variable: new AsyncContext.Variable(), target: {} });
export function iterate(i, state, lab) {
    const value = lab.payload();
    value.registry = state.variable.run(value, make);
    value.registry.register(value, i);
}
