export const title = "requests that completed, failed and were aborted are kept";
export const requires = ["XMLHttpRequest"];
export const expectation = {
    payloads: { completed: "released", failed: "released", aborted: "released", "listened, once": "retained" },
    why: "A request holds the mapping of its send() until it can fire no further event.",
};
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export function iterate(i, state, lab) {
    const send = (group, url) => new Promise((resolve) => {
        const request = new XMLHttpRequest();
        state.kept.push(request);
        request.open("GET", url);
        request.onloadend = resolve;
        state.variable.run(lab.payload(group), () => request.send());
        if (group === "aborted") request.abort();
    });
    if (i === 0) {
        const value = lab.payload("listened, once");
        const request = new XMLHttpRequest();
        request.addEventListener("load", () => value);
        state.kept.push(request);
    }
    return Promise.all([
        send("completed", "data:text/plain,hello"),
        send("failed", "unknown-scheme:nothing"),
        send("aborted", "data:text/plain,hello"),
    ]);
}
