export const title = "a message's listener begins the next round, in a new run, 100,000 times";
export const rounds = 100_000;
export const requires = ["MessageChannel"];
export const expectation = {
    payloads: "released",
    why: "Neither a message nor a port keeps the poster's mapping, and the listener runs in the empty one.",
};
const call = (f) => f();
export function setup() {
    const { port1, port2 } = new MessageChannel();
    const state = { variable: new AsyncContext.Variable(), next: call, port1, port2 };
    port2.onmessage = () => {
        // The next round goes on in this mapping, after the pause in which it is measured.
        state.next = AsyncContext.Snapshot.wrap(call);
        state.done();
    };
    return state;
}
export function iterate(i, state, lab) {
    return new Promise((resolve) => {
        state.done = resolve;
        state.next(() => state.variable.run(lab.payload(), () => state.port1.postMessage(null)));
    });
}
