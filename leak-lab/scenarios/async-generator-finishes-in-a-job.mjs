export const title = "an async generator that finished in a job is kept";
export const expectation = {
    payloads: "released",
    why: "A generator holds its mapping until it is done; it is done after the job that ends its body.",
    stock: { payloads: "retained", why: "The published engine does not say when an async generator ends in a job." },
};
async function* body() {
    yield 1;
    await null;
}
async function* fail() {
    await null;
    throw new Error("expected");
}
const nothing = () => {};
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export async function iterate(i, state, lab) {
    const ended = state.variable.run(lab.payload("ended"), body);
    const threw = state.variable.run(lab.payload("threw"), fail);
    state.kept.push(ended, threw);
    await ended.next();
    await ended.next();
    await threw.next().catch(nothing);
}
