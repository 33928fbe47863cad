export const title = "pipes with a signal that outlives the streams are over";
export const requires = ["ReadableStream", "WritableStream"];
export const expectation = {
    payloads: { ended: "released", failed: "released", "open, once": "retained" },
    bytes: "flat",
    why: "A pipe that ended or failed leaves nothing with its signal.",
};
const nothing = () => {};
const ended = () => new ReadableStream({
    start(controller) {
        controller.enqueue(1);
        controller.close();
    },
});
const failed = () => new ReadableStream({ pull() { throw new Error("expected"); } });
const open = () => new ReadableStream();
export const setup = () => ({ variable: new AsyncContext.Variable(), controller: new AbortController() });
export async function iterate(i, state, lab) {
    const { signal } = state.controller;
    const pipe = (group, source) =>
        state.variable.run(lab.payload(group), () => source().pipeTo(new WritableStream(), { signal }));
    if (i === 0) pipe("open, once", open);
    await pipe("ended", ended);
    await pipe("failed", failed).catch(nothing);
}
