export const title = "a realm's variable and value are in a mapping that a long timer of another realm holds";
export const requires = ["realms"];
export const expectation = {
    payloads: "released",
    why: "Nothing refers to the realm but its own variable and value, and the timer's mapping holds these weakly.",
    strong: { payloads: "retained", bytes: "grows" },
    stock: { payloads: "retained", why: "The published engine frees no realm, so its variables stay reachable." },
};
const nothing = () => {};
const start = () => setTimeout(nothing, 1e9);
export const setup = () => ({ timers: [] });
export function iterate(i, state, lab) {
    const realm = lab.createRealm();
    lab.track(realm.global, "realm");
    const variable = realm.evalScript("globalThis.variable = new AsyncContext.Variable()");
    const value = realm.evalScript("globalThis.value = { ballast: new Array(128).fill(0.5) }");
    state.timers.push(variable.run(lab.track(value, "value"), start));
}
