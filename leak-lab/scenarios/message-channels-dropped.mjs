export const title = "message channels are dropped, unused, with unread messages, or closed";
export const requires = ["MessageChannel"];
export const expectation = {
    payloads: {
        unused: "released", unread: "released", started: "released", closed: "released", "kept, once": "retained",
    },
    bytes: "flat",
    why: "A channel of which no port is reachable can deliver nothing, and keeps neither listeners nor messages.",
};
export const setup = () => ({ kept: [] });
export function iterate(i, state, lab) {
    const open = (group, starts = false) => {
        const { port1, port2 } = new MessageChannel();
        const value = lab.payload(group);
        port2.addEventListener("message", () => value);
        if (starts) port2.start();
        return port1;
    };
    if (i === 0) state.kept.push(open("kept, once", true));
    open("unused");
    open("unread").postMessage(new Uint8Array(1_000));
    open("started", true);
    open("closed", true).close();
}
