// An operation uses everything that runs code later. `look(id, label, where)` says in which span the code should be; the host
// compares. A keeper keeps a snapshot and a generator that is not finished, so only a collection ends its span.
"use strict";
let looks = 0;
let finished = 0;
let keeper = null;
const empty = new AsyncContext.Snapshot();
const registries = [];
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

globalThis.operate = async (id) => {
    const at = (where, label = "root") => { looks++; look(id, label, where); };
    const keeps = id % 10 === 0;
    at("start");
    await null;
    at("await");
    for (let i = 0; i < 3; i++) {
        await sleep(i % 2);
        at("loop");
    }
    await Promise.all([sleep(0).then(() => at("then")), Promise.reject(1).catch(() => at("catch")).finally(() => at("finally"))]);
    await { then(resolve) { at("thenable"); resolve(); } };
    at("after thenable");
    await callbacks(at);
    await nested(id, at);
    await generators(id, at, keeps);
    await events(at, id);
    await later(id);
    at("native future");
    if (id % 10 === 5) {
        const response = await fetch(`${origin}/echo?op=${id}`);
        at("fetch");
        await response.text();
        at("text");
    }
    while (!keeper) await sleep(1);
    if (keeper.id !== id) visit(id, at, keeper);
    console.log(`op ${id}`);
    if (id % 50 === 0) {
        const registry = new FinalizationRegistry(() => at("finalized"));
        registry.register({}, 0);
        registries.push(registry);
    }
    if (id % 25 === 1) setTimeout(() => { throw new Error(`op ${id}`); });
    if (id % 25 === 2) Promise.reject(new Error(`op ${id}`));
    at("end");
    finished++;
};

async function callbacks(at) {
    const done = [];
    const once = (start) => done.push(new Promise((resolve) => start(resolve)));
    once((resolve) => queueMicrotask(() => { at("microtask"); resolve(); }));
    once((resolve) => setTimeout(() => { at("timer"); queueMicrotask(() => { at("microtask of a timer"); resolve(); }); }, 1));
    once((resolve) => setImmediate(() => { at("immediate"); resolve(); }));
    once((resolve) => requestAnimationFrame(() => { at("frame"); resolve(); }));
    once((resolve) => scheduler.postTask(() => { at("task"); resolve(); }));
    once((resolve) => {
        let ticks = 0;
        const interval = setInterval(() => {
            at("interval");
            if (++ticks === 2) { clearInterval(interval); resolve(); }
        }, 1);
    });
    clearTimeout(setTimeout(() => at("never"), 1000));
    await Promise.all(done);
    at("after callbacks");
}

async function nested(id, at) {
    await nest(id, "outer", async () => {
        at("outer", "outer");
        await sleep(1);
        at("outer after a timer", "outer");
        setTimeout(() => at("timer of outer", "outer"));
        await nest(id, "inner", async () => {
            at("inner", "inner");
            await null;
            at("inner after an await", "inner");
            console.warn(`op ${id}`);
        });
        at("end of outer", "outer");
    });
    at("after nested");
}

async function generators(id, at, keeps) {
    function* numbers() { at("generator"); yield 1; at("generator"); yield 2; at("generator"); }
    async function* slowly() { at("async generator"); await sleep(0); at("async generator"); yield 1; at("async generator"); }
    const mine = numbers();
    mine.next();
    nest(id, "around", () => {
        at("around", "around");
        mine.next();
        at("around again", "around");
        native(id, "inside", () => { at("inside", "inside"); mine.next(); at("inside again", "inside"); });
        at("around at last", "around");
    });
    for (const _ of numbers()) at("for of");
    for await (const _ of slowly()) at("for await");
    if (keeps) {
        const kept = numbers();
        kept.next();
        keeper = { id, snapshot: new AsyncContext.Snapshot(), generator: kept, at };
    }
    at("after generators");
}

async function events(at, id) {
    const target = new EventTarget();
    target.addEventListener("hello", () => at("event"));
    target.dispatchEvent(new Event("hello"));
    const controller = new AbortController();
    controller.signal.addEventListener("abort", () => at("abort"));
    controller.abort();
    const stream = new ReadableStream({
        start() { at("stream starts"); },
        pull(controller) { at("pull"); controller.enqueue(1); controller.close(); },
    }, { highWaterMark: 0 });
    await stream.getReader().read();
    at("read");
    await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        // Ports are singletons: their events run in the empty mapping.
        port1.onmessage = () => { looks++; look(id, "-", "message"); port1.close(); resolve(); };
        port2.postMessage(1);
    });
    at("after a message");
}

// Goes through the mappings of two operations and of none, in the middle of a span of native code.
function visit(id, at, other) {
    native(id, "native", () => {
        at("native", "native");
        other.snapshot.run(() => {
            other.at("visited");
            native(other.id, "native of the visited", () => {
                other.at("native of the visited", "native of the visited");
                empty.run(() => { looks++; look(id, "-", "empty"); other.generator.next(); });
                other.at("native of the visited", "native of the visited");
            });
        });
        at("native again", "native");
        empty.run(() => {
            looks++;
            look(id, "-", "empty");
            other.snapshot.run(() => other.at("visited from nowhere"));
        });
        at("native at last", "native");
    });
    at("after the visit");
}

globalThis.forget = () => { keeper = null; };
