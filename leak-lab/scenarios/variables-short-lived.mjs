export const title = "1,000 short-lived variables a second for two minutes, each set under all before";
export const rounds = 120_000;
export const expectation = {
    payloads: "released",
    bytes: "flat",
    why: "Each mapping is derived from the one before; entries of dead variables must not fill it.",
    strong: { payloads: "retained", bytes: "grows" },
};
const call = (f) => f();
const capture = () => AsyncContext.Snapshot.wrap(call);
export const setup = () => ({ next: call });
export function iterate(i, state, lab) {
    state.next = state.next(() => new AsyncContext.Variable().run(lab.payload(), capture));
}
