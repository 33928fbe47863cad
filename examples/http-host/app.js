// The program: it answers `handle(visitor, path)`. `requestId()` comes from the host and knows the request by its
// context. `signal` is aborted when nobody waits for the answer any more.
const visitor = new AsyncContext.Variable({ name: "visitor" });
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Ends at the abort, and throws its reason.
const abortOf = (signal) => new Promise((_, reject) => {
    signal.throwIfAborted();
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
});

// Nobody passes the visitor down to here.
async function greeting() {
    await sleep(Math.random() * 3);
    return `hello ${visitor.get()}, you are request ${requestId()}`;
}

async function answer(path, signal) {
    switch (path) {
        case "/hello":
            return { status: 200, body: await greeting() };
        case "/twice": {
            const greetings = await Promise.all([greeting(), greeting()]);
            return { status: 200, body: greetings.join("; ") };
        }
        case "/wait":
            // Work that is given up: the client may hang up, and the service has a time limit.
            await abortOf(signal);
        case "/broken":
            await sleep(1);
            // In the span of the request.
            console.warn("this one will fail");
            throw new RangeError(`cannot answer ${visitor.get()}`);
        default:
            return { status: 404, body: `there is nothing at ${path}` };
    }
}

globalThis.handle = (name, path, signal) => visitor.run(name, answer, path, signal);
