// The entry on Node, Deno and Bun: AsyncContext as a few lines over AsyncLocalStorage, and the host of driver.mjs.
import { AsyncLocalStorage } from "node:async_hooks";
import { Buffer } from "node:buffer";
import { writeSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { main } from "./driver.mjs";

/// The shim. It refers to nothing outside, so that its source can be evaluated in another realm.
function makeAsyncContext(AsyncLocalStorage) {
    class Variable {
        #storage = new AsyncLocalStorage();
        #fallback;
        constructor(options) { this.#fallback = options?.defaultValue; }
        run(value, f, ...args) { return this.#storage.run(value, f, ...args); }
        get() { const value = this.#storage.getStore(); return value === undefined ? this.#fallback : value; }
    }
    class Snapshot {
        #run = AsyncLocalStorage.snapshot();
        run(f, ...args) { return this.#run(f, ...args); }
        static wrap(f) { return AsyncLocalStorage.bind(f); }
    }
    return { Variable, Snapshot };
}

const options = JSON.parse(process.argv.pop());
options.file = pathToFileURL(options.file).href;
globalThis.AsyncContext ??= makeAsyncContext(AsyncLocalStorage);

let collect = globalThis.gc;
let bytes = () => process.memoryUsage().heapUsed;
let createRealm, automatic;
if (globalThis.Bun !== undefined) {
    const { heapStats } = await import("bun:jsc");
    collect = () => Bun.gc(true);
    bytes = () => heapStats().heapSize;
} else if (globalThis.Deno !== undefined) {
    bytes = () => Deno.memoryUsage().heapUsed;
} else {
    // Only Node tells of the collections that it began by itself.
    const { PerformanceObserver, constants } = await import("node:perf_hooks");
    const pauses = [];
    const note = (entries) => {
        for (const { detail, duration } of entries) {
            if (!(detail.flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED)) pauses.push(duration);
        }
    };
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({ entryTypes: ["gc"] });
    automatic = () => {
        note(observer.takeRecords());
        return pauses;
    };
}
try {
    const vm = await import("node:vm");
    createRealm = () => {
        const context = vm.createContext({});
        const evaluate = (code) => vm.runInContext(code, context);
        const global = evaluate("globalThis");
        global.AsyncContext = evaluate(`(${makeAsyncContext})`)(AsyncLocalStorage);
        return { global, evalScript: evaluate };
    };
    createRealm().evalScript("new AsyncContext.Variable().run(1, () => 1)");
} catch {
    createRealm = undefined;
}

/// Writes all of a text: a full pipe takes only a part at a time, or nothing.
const write = (text) => {
    let bytes = Buffer.from(text);
    while (bytes.length > 0) {
        try {
            bytes = bytes.subarray(writeSync(1, bytes));
        } catch (error) {
            if (error.code !== "EAGAIN") throw error;
        }
    }
};

const host = {
    now: () => performance.now(),
    turn: () => new Promise((resolve) => setTimeout(resolve, 0)),
    gc() { const begun = performance.now(); collect(); return performance.now() - begun; },
    bytes,
    createRealm,
    collectsRealms: true,
    automatic,
    emit: (object) => write(`\n${options.mark}${JSON.stringify(object)}\n`),
    call: (f, self, ...args) => Reflect.apply(f, self, args),
};
// As on our engine: the rounds go on, and the status tells of it. The first is described.
let failures = 0;
for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.on(event, (error) => {
        failures += 1;
        if (failures === 1) console.error(error);
    });
}
await main(host, options);
process.exit(failures > 0 ? 1 : 0);
