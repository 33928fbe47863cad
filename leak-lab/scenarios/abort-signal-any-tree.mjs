export const title = "a tree of AbortSignal.any hangs from a signal as old as the program";
export const requires = ["AbortSignal.any"];
export const expectation = {
    payloads: { value: "released", signal: "released", "kept, once": "retained" },
    bytes: "flat",
    why: "A source refers weakly to the signals that depend on it, and a listener of a signal captures nothing.",
};
export const setup = () => ({ variable: new AsyncContext.Variable(), root: new AbortController(), kept: [] });
export function iterate(i, state, lab) {
    state.variable.run(lab.payload("value"), () => {
        const own = new AbortController();
        const inner = lab.track(AbortSignal.any([state.root.signal, own.signal]), "signal");
        lab.track(AbortSignal.any([inner, own.signal]), "signal");
        lab.track(AbortSignal.any([inner, state.root.signal]), "signal");
        if (i === 0) state.kept.push(lab.track(AbortSignal.any([inner, own.signal]), "kept, once"));
    });
}
