export const title = "animation frames are cancelled before they run";
export const requires = ["requestAnimationFrame"];
export const expectation = {
    payloads: "released",
    bytes: "flat",
    why: "A scheduler drops its mapping when the operation is cancelled.",
};
const nothing = () => {};
export const setup = () => ({ variable: new AsyncContext.Variable() });
export function iterate(i, state, lab) {
    state.variable.run(lab.payload(), () => cancelAnimationFrame(requestAnimationFrame(nothing)));
}
