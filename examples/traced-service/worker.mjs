// Adds up prices on another thread, in spans that belong to the traces of the main thread.
import { startTracing, traced, withSpanOf } from "./tracing.mjs";

const channel = new BroadcastChannel("traced-service");
startTracing("worker", (span) => channel.postMessage({ span }));

channel.onmessage = ({ data: { id, items, parent } }) =>
    withSpanOf(parent, async () => {
        const value = await traced("add up", {}, async (span) => {
            await traced("convert", {}, () => new Promise((resolve) => setTimeout(resolve, 3)));
            const sum = items.reduce((sum, price) => sum + price, 0);
            span.setAttribute("sum", sum);
            return sum;
        });
        channel.postMessage({ answers: id, value });
    });

channel.postMessage({ answers: "ready" });
