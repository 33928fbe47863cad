export const title = "settled promises are kept after their reactions ran";
export const expectation = {
    payloads: { fulfilled: "released", rejected: "released", awaited: "released", "pending, once": "retained" },
    why: "A reaction holds its mapping until its promise settles and its job has run.",
};
const nothing = () => {};
const fail = () => { throw new Error("expected"); };
async function wait() {
    await null;
}
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    if (i === 0) {
        const pending = new Promise(nothing);
        state.variable.run(lab.payload("pending, once"), () => state.kept.push(pending, pending.then(nothing)));
    }
    let settle;
    const late = new Promise((resolve) => { settle = resolve; });
    state.variable.run(lab.payload("fulfilled"), () => state.kept.push(late, late.then(nothing)));
    state.variable.run(lab.payload("rejected"), () => {
        const rejected = Promise.resolve().then(fail);
        state.kept.push(rejected, rejected.catch(nothing));
    });
    state.variable.run(lab.payload("awaited"), () => state.kept.push(wait()));
    settle();
}
