export const title = "timers with far-away due times are pending while the variables of their mappings are dropped";
export const expectation = {
    payloads: "released",
    why: "A pending timer keeps its mapping, and that holds values only of variables that can still be read.",
    strong: { payloads: "retained", bytes: "grows" },
};
const nothing = () => {};
const start = () => setTimeout(nothing, 1e9);
export const setup = () => ({ timers: [] });
export function iterate(i, state, lab) {
    state.timers.push(new AsyncContext.Variable().run(lab.payload(), start));
}
