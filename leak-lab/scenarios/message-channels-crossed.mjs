export const title = "two message channels send a port of each through the other, and are dropped";
export const requires = ["MessageChannel"];
export const expectation = {
    payloads: { crossed: "released", "kept, once": "retained" },
    bytes: "flat",
    why: "Each port waits in the queue of the other, and nothing else can reach either.",
};
export const setup = () => ({ kept: [] });
export function iterate(i, state, lab) {
    const a = new MessageChannel();
    const b = new MessageChannel();
    const isControl = i === 0;
    if (isControl) state.kept.push(a.port1);
    const value = lab.payload(isControl ? "kept, once" : "crossed");
    a.port1.addEventListener("message", () => value);
    b.port1.addEventListener("message", () => value);
    a.port1.postMessage(new Uint8Array(1_000), [b.port2]);
    b.port1.postMessage(new Uint8Array(1_000), [a.port2]);
}
