export const title = "settled promises are kept after their reactions ran";
export const expectation = {
    payloads: "released",
    why: "A reaction holds its mapping until its promise settles and its job has run.",
};
const nothing = () => {};
const fail = () => { throw new Error("expected"); };
async function wait() {
    await null;
}
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
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
