export const title = "plug-ins are loaded and dropped while the main realm holds what it captured in their contexts";
export const rounds = 1_008;
export const roundsName = "plug-ins";
export const requires = ["collectable realms", "EventTarget", "MessageChannel"];
export const expectation = {
    payloads: "released",
    bytes: "grows",
    why: "The plug-in's variable is reachable only as a key of the mappings, so its value, the plug-in's global object, may "
        + "go, and with it the whole realm. What the main realm holds for each plug-in stays.",
    strong: { payloads: "retained", why: "The mappings hold the value, and through it the realm." },
};

/// A plug-in: some code and data as programs have them, and the function that calls the main realm in its context.
const PLUG_IN = `
    class Item { constructor(n) { this.n = n; this.text = 'item ' + n; } get self() { return this; } }
    const items = Array.from({ length: 100 }, (_, n) => new Item(n));
    const current = new AsyncContext.Variable({ name: 'plug-in' });
    (call) => current.run(globalThis, () => { items.length && call(); });
`;
const nothing = () => {};

export function setup() {
    const { port1, port2 } = new MessageChannel();
    const own = new AsyncContext.Variable({ name: "main" });
    const state = { own, never: new Promise(nothing), target: new EventTarget(), port1, port2, snapshots: [] };
    port1.start();
    // Everything that can hold a mapping. A listener captures nothing by itself, so these are wrapped functions.
    state.capture = () => {
        setTimeout(nothing, 1e9);
        state.target.addEventListener("never", AsyncContext.Snapshot.wrap(() => own.get()));
        port1.addEventListener("message", AsyncContext.Snapshot.wrap(() => own.get()));
        state.never.then(() => own.get());
        state.snapshots.push(new AsyncContext.Snapshot());
    };
    return state;
}

export function iterate(i, { own, capture, snapshots }, lab) {
    const realm = lab.createRealm();
    lab.track(realm.global, "realm");
    const plugIn = realm.evalScript(PLUG_IN);
    own.run("main", () => plugIn(capture));
    // The older mappings lost the entries of dropped plug-ins, and must not have lost this one.
    if (snapshots[i >> 1].run(() => own.get()) !== "main") throw new Error("a mapping lost a reachable variable");
}
