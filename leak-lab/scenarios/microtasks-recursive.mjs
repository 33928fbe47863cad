export const title = "a microtask queues the next one in a new run, 100,000 times";
export const rounds = 100_000;
export const expectation = {
    payloads: { atMost: 1 },
    why: "Each run replaces the value; only the mapping in which the next round begins is left.",
};
const call = (f) => f();
export const setup = () => ({ variable: new AsyncContext.Variable(), next: call });
export function iterate(i, state, lab) {
    return new Promise((resolve) => {
        const task = () => {
            // The next round goes on in this mapping, after the pause in which it is measured.
            state.next = AsyncContext.Snapshot.wrap(call);
            resolve();
        };
        state.next(() => state.variable.run(lab.payload(), () => queueMicrotask(task)));
    });
}
