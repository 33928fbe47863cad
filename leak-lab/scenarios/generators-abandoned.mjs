export const title = "generators are abandoned, before and after they started";
export const expectation = {
    payloads: "released",
    bytes: "flat",
    why: "A generator holds the mapping of its creation until it is done or collected.",
};
function* count() {
    yield 1;
    yield 2;
}
async function* countAsync() {
    yield 1;
    yield 2;
}
const started = (generator) => { generator.next(); };
export const setup = () => ({ variable: new AsyncContext.Variable() });
export function iterate(i, state, lab) {
    state.variable.run(lab.payload("sync unstarted"), () => { count(); });
    state.variable.run(lab.payload("sync started"), () => started(count()));
    state.variable.run(lab.payload("async unstarted"), () => { countAsync(); });
    state.variable.run(lab.payload("async started"), () => started(countAsync()));
}
