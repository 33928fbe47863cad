// The program: it answers `handle(visitor, path)`. `requestId()` and `isAborted()` come from the host and know the request by
// its context.
const visitor = new AsyncContext.Variable({ name: "visitor" });
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Nobody passes the visitor down to here.
async function greeting() {
    await sleep(Math.random() * 3);
    return `hello ${visitor.get()}, you are request ${requestId()}`;
}

async function answer(path) {
    switch (path) {
        case "/hello":
            return { status: 200, body: await greeting() };
        case "/twice": {
            const greetings = await Promise.all([greeting(), greeting()]);
            return { status: 200, body: greetings.join("; ") };
        }
        case "/wait":
            // Work that can be given up: the client may hang up, and the service has a time limit.
            while (!isAborted()) await sleep(2);
            return { status: 500, body: "nobody reads this" };
        case "/broken":
            await sleep(1);
            throw new RangeError(`cannot answer ${visitor.get()}`);
        default:
            return { status: 404, body: `there is nothing at ${path}` };
    }
}

globalThis.handle = (name, path) => visitor.run(name, answer, path);
