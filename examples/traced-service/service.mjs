// A service whose three orders overlap, traced with OpenTelemetry: each span finds its parent over fetch, timers, streams and a
// worker. It prints the trace of each order, and exports the spans as lines of JSON to standard error:
//
//     npm install
//     boa-ac run service.mjs 2> spans.jsonl
//     node service.mjs 2> spans.jsonl
import { spanToSend, startTracing, traced } from "./tracing.mjs";

// Only Node has its workers in a module.
const { Worker } = "Worker" in globalThis ? globalThis : await import("node:worker_threads");

const spans = [];
startTracing("main", (span) => spans.push(span));

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The worker is asked over a channel, and answers in any order.
const channel = new BroadcastChannel("traced-service");
const waiting = new Map();
channel.onmessage = ({ data }) => {
    if (data.span) spans.push(data.span);
    waiting.get(data.answers)?.(data.value);
};
const answer = (id) => new Promise((resolve) => waiting.set(id, resolve));
const ready = answer("ready");
const worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
function ask(id, items) {
    const total = answer(id);
    channel.postMessage({ id, items, parent: spanToSend() });
    return total;
}

// An HTTP server, if the environment names one; otherwise the data is in the URL, so that the example needs no network.
const prices = { tea: 3, cup: 5, pot: 20 };
const upstream = process.env.PRICES ?? `data:application/json,${encodeURIComponent(JSON.stringify(prices))}`;

const loadPrices = () =>
    traced("fetch prices", {}, async (span) => {
        const response = await fetch(upstream);
        span.setAttribute("status", response.status);
        return traced("parse", {}, () => response.json());
    });

/** Charges the card. The first attempt for the second order fails, and is made again after a pause. */
async function charge(id, total) {
    for (let attempt = 1; ; attempt++) {
        try {
            return await traced("charge", { attempt, total }, async () => {
                await pause(2);
                if (id === 2 && attempt === 1) throw new Error("declined");
            });
        } catch {
            await traced("back off", {}, () => pause(4));
        }
    }
}

/** Writes the invoice as a stream, whose lines are made as they are read. */
const invoice = (items) =>
    traced("invoice", {}, async () => {
        const rest = [...items];
        const lines = new ReadableStream({
            async pull(controller) {
                const item = rest.shift();
                if (!item) return controller.close();
                await traced(`line ${item}`, {}, () => pause(1));
                controller.enqueue(`${item}\n`);
            },
        }, { highWaterMark: 0 });
        let text = "";
        for await (const line of lines) text += line;
        return text;
    });

const handle = (id, items) =>
    traced(`POST /orders/${id}`, { items: items.length }, async () => {
        const known = await loadPrices();
        const total = await traced("total", {}, () => ask(id, items.map((item) => known[item])));
        const [text] = await Promise.all([invoice(items), charge(id, total)]);
        return `order ${id}: ${text.trim().split("\n").length} lines, ${total} in all`;
    });

await ready;
const answers = await Promise.all([handle(1, ["tea", "cup"]), handle(2, ["pot"]), handle(3, ["cup", "tea", "pot"])]);
channel.close();
worker.terminate();

answers.forEach((line) => console.log(line));
const roots = spans.filter((span) => span.parentSpanId === null).sort((a, b) => a.order - b.order);
for (const root of roots) print(root, "");

function print(span, indent) {
    const { name, thread, attributes, status, spanId, traceId } = span;
    const shown = Object.entries(attributes).map(([key, value]) => ` ${key}=${value}`).join("");
    console.log(`${indent}${name}${shown}${status === "ERROR" ? " ERROR" : ""}${thread === "main" ? "" : ` (${thread})`}`);
    const children = spans.filter((other) => other.traceId === traceId && other.parentSpanId === spanId);
    for (const child of children.sort((a, b) => a.order - b.order)) print(child, `${indent}  `);
}

// The export: a line for each span.
for (const { order, ...span } of spans) console.error(JSON.stringify(span));
