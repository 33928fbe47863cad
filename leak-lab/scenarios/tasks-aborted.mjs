export const title = "delayed tasks are aborted long before they are due";
export const requires = ["scheduler.postTask", "TaskController"];
export const expectation = {
    payloads: { aborted: "released", "pending, once": "retained" },
    bytes: "flat",
    why: "A task holds its mapping until it ran or was aborted, not until it would have been due.",
};
const nothing = () => {};
export const setup = () => ({ variable: new AsyncContext.Variable() });
export function iterate(i, state, lab) {
    const controller = new TaskController();
    const post = () => scheduler.postTask(nothing, { signal: controller.signal, delay: 1e9 });
    const isControl = i === 0;
    const task = state.variable.run(lab.payload(isControl ? "pending, once" : "aborted"), post);
    task.catch(nothing);
    if (!isControl) controller.abort();
}
