export const title = "fifty animations request each frame in a new run, 100,000 times altogether";
export const rounds = 100_000;
export const requires = ["requestAnimationFrame"];
export const expectation = {
    payloads: { atMost: 100 },
    why: "Each run replaces the value; an animation has the mapping in which it goes on and that of a pending request.",
};
const ANIMATIONS = 50;
const call = (f) => f();
export const setup = () => ({ variable: new AsyncContext.Variable(), next: new Array(ANIMATIONS).fill(call) });
export function iterate(i, state, lab) {
    const animation = i % ANIMATIONS;
    // All animations advance in one frame, so only the last one waits for it.
    const { promise, resolve } = Promise.withResolvers();
    const frame = () => {
        state.next[animation] = AsyncContext.Snapshot.wrap(call);
        resolve();
    };
    state.next[animation](() => state.variable.run(lab.payload(), () => requestAnimationFrame(frame)));
    if (animation === ANIMATIONS - 1) return promise;
}
