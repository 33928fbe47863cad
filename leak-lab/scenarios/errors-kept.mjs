export const title = "Error objects made and thrown in contexts are kept";
export const expectation = {
    payloads: "released",
    why: "An error captures no mapping.",
};
const fail = () => { throw new Error("expected"); };
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    try {
        state.variable.run(lab.payload(), fail);
    } catch (error) {
        state.kept.push(error);
    }
}
