export const title = "message channels are dropped, unused, with unread messages, or closed";
export const requires = ["MessageChannel"];
export const expectation = {
    payloads: "released",
    bytes: "flat",
    why: "A channel of which no port is reachable can deliver nothing, and keeps neither listeners nor messages.",
};
export function setup() {}
export function iterate(i, state, lab) {
    const open = (group) => {
        const { port1, port2 } = new MessageChannel();
        const value = lab.payload(group);
        port2.addEventListener("message", () => value);
        return port1;
    };
    open("unused");
    open("unread").postMessage(new Uint8Array(1_000));
    open("closed").close();
}
