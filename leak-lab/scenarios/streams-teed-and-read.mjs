export const title = "the branches of tee() are kept after they were read to the end, or cancelled";
export const requires = ["ReadableStream"];
export const expectation = {
    payloads: { read: "released", cancelled: "released", "open, once": "retained" },
    why: "Nothing more can come from the branches, so what tee() captured is given up.",
};
const source = () => new ReadableStream({
    start(controller) {
        controller.enqueue(1);
        controller.close();
    },
});
async function drain(stream) {
    const reader = stream.getReader();
    while (!(await reader.read()).done);
}
const cancel = (stream) => stream.cancel();
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export async function iterate(i, state, lab) {
    if (i === 0) state.kept.push(state.variable.run(lab.payload("open, once"), () => new ReadableStream().tee()));
    for (const [group, end] of [["read", drain], ["cancelled", cancel]]) {
        const stream = source();
        const branches = state.variable.run(lab.payload(group), () => stream.tee());
        state.kept.push(stream, ...branches);
        await Promise.all(branches.map(end));
    }
}
