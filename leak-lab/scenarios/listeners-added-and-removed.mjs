export const title = "listeners are added to a long-lived target, and removed in four ways or never";
export const expectation = {
    payloads: "released",
    why: "addEventListener captures nothing, so even a listener that stays keeps no mapping.",
};
export const setup = () => ({ variable: new AsyncContext.Variable(), target: new EventTarget() });
export function iterate(i, state, lab) {
    const { target, variable } = state;
    const make = () => () => {};
    variable.run(lab.payload("removed"), () => {
        const listener = make();
        target.addEventListener("removed", listener);
        target.removeEventListener("removed", listener);
    });
    variable.run(lab.payload("once"), () => {
        target.addEventListener("once", make(), { once: true });
        target.dispatchEvent(new Event("once"));
    });
    variable.run(lab.payload("aborted"), () => {
        const controller = new AbortController();
        target.addEventListener("aborted", make(), { signal: controller.signal });
        controller.abort();
    });
    variable.run(lab.payload("stays"), () => target.addEventListener("stays", make()));
}
