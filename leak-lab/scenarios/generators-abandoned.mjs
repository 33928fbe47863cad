export const title = "generators are abandoned, before and after they started";
export const expectation = {
    payloads: {
        "sync unstarted": "released", "sync started": "released",
        "async unstarted": "released", "async started": "released", "kept, once": "retained",
    },
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
const started = (generator) => {
    generator.next();
    return generator;
};
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    state.variable.run(lab.payload("sync unstarted"), () => { count(); });
    state.variable.run(lab.payload("sync started"), () => { started(count()); });
    state.variable.run(lab.payload("async unstarted"), () => { countAsync(); });
    state.variable.run(lab.payload("async started"), () => { started(countAsync()); });
    if (i === 0) state.variable.run(lab.payload("kept, once"), () => state.kept.push(started(count())));
}
