export const title = "listeners are added to a long-lived target, and removed in four ways or never";
export const expectation = {
    payloads: {
        removed: "released", once: "released", aborted: "released", stays: "released",
        "removed listener": "released", "once listener": "released", "aborted listener": "released",
        "listener that stays": "retained",
    },
    why: "addEventListener captures nothing, so even a listener that stays keeps no mapping; one that was removed is gone.",
};
export const setup = () => ({ variable: new AsyncContext.Variable(), target: new EventTarget() });
export function iterate(i, state, lab) {
    const { target, variable } = state;
    const make = (group) => lab.track(() => {}, group);
    variable.run(lab.payload("removed"), () => {
        const listener = make("removed listener");
        target.addEventListener("removed", listener);
        target.removeEventListener("removed", listener);
    });
    variable.run(lab.payload("once"), () => {
        target.addEventListener("once", make("once listener"), { once: true });
        target.dispatchEvent(new Event("once"));
    });
    variable.run(lab.payload("aborted"), () => {
        const controller = new AbortController();
        target.addEventListener("aborted", make("aborted listener"), { signal: controller.signal });
        controller.abort();
    });
    variable.run(lab.payload("stays"), () => target.addEventListener("stays", make("listener that stays")));
}
