export const title = "animation frames are cancelled before they run";
export const requires = ["requestAnimationFrame"];
export const expectation = {
    payloads: { cancelled: "released", "captured, once": "retained" },
    bytes: "flat",
    why: "A scheduler drops its mapping when the operation is cancelled.",
};
const nothing = () => {};
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    const cancel = () => cancelAnimationFrame(requestAnimationFrame(nothing));
    state.variable.run(lab.payload("cancelled"), cancel);
    if (i > 0) return;
    state.variable.run(lab.payload("captured, once"), () => {
        cancel();
        state.kept.push(new AsyncContext.Snapshot());
    });
}
