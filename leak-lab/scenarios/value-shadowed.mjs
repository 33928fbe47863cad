export const title = "an outer value is shadowed by an inner run, whose mapping is kept";
export const expectation = {
    payloads: { outer: "released", inner: "retained" },
    why: "The inner mapping has the inner value only; what was captured inside cannot reach the outer value.",
};
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    const keep = () => state.kept.push(new AsyncContext.Snapshot());
    state.variable.run(lab.payload("outer"), () => state.variable.run(lab.payload("inner"), keep));
}
