export const title = "listeners made under captureFallbackContext stay, or are removed";
export const requires = ["EventTarget.captureFallbackContext"];
export const expectation = {
    payloads: { stays: "retained", removed: "released" },
    bytes: "grows",
    why: "A listener keeps the recorded values as long as it lives: known, and the price of the earlier draft.",
};
export const setup = () => ({ variable: new AsyncContext.Variable(), target: new EventTarget() });
export function iterate(i, { variable, target }, lab) {
    const listen = (group) => {
        const listener = () => {};
        const add = () => target.addEventListener("event", listener);
        variable.run(lab.payload(group), () => EventTarget.captureFallbackContext([variable], add));
        return listener;
    };
    listen("stays");
    target.removeEventListener("event", listen("removed"));
}
