export const title = "temporary files are opened, used and dropped without being closed";
export const requires = ["TemporaryFile"];
export const expectation = {
    payloads: { value: "released", file: "released", "file kept, once": "retained" },
    bytes: "flat",
    why: "A resource that was given up is cleaned up, and keeps no mapping of the calls that opened and used it.",
};
export const setup = () => ({ variable: new AsyncContext.Variable(), kept: [] });
export const iterate = (i, state, lab) => state.variable.run(lab.payload("value"), async () => {
    const isControl = i === 0;
    const file = lab.track(await TemporaryFile.open("leak-lab-"), isControl ? "file kept, once" : "file");
    if (isControl) state.kept.push(file);
    await file.write("text");
});
