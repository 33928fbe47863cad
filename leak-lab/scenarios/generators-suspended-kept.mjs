export const title = "suspended generators are kept while the variables under which they were made are dropped";
export const expectation = {
    payloads: "released",
    why: "The generator's mapping holds values only of variables that can still be read.",
    strong: { payloads: "retained", bytes: "grows" },
};
function* count() {
    yield 1;
}
async function* countAsync() {
    yield 1;
}
export const setup = () => ({ kept: [] });
export function iterate(i, state, lab) {
    for (const [group, make] of [["sync", count], ["async", countAsync]]) {
        const generator = new AsyncContext.Variable().run(lab.payload(group), make);
        generator.next();
        state.kept.push(generator);
    }
}
