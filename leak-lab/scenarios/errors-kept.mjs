export const title = "Error objects made and thrown in contexts are kept";
export const expectation = {
    payloads: { thrown: "released", "cause, once": "retained" },
    why: "An error captures no mapping.",
};
const fail = () => { throw new Error("expected"); };
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    try {
        state.variable.run(lab.payload("thrown"), fail);
    } catch (error) {
        if (i === 0) error.cause = lab.payload("cause, once");
        state.kept.push(error);
    }
}
