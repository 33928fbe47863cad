export const title = "temporary files are opened, used and dropped without being closed";
export const requires = ["TemporaryFile"];
export const expectation = {
    payloads: "released",
    bytes: "flat",
    why: "A resource that was given up is cleaned up, and keeps no mapping of the calls that opened and used it.",
};
export const setup = () => ({ variable: new AsyncContext.Variable() });
export const iterate = (i, state, lab) => state.variable.run(lab.payload("value"), async () => {
    const file = lab.track(await TemporaryFile.open("leak-lab-"), "file");
    await file.write("text");
});
