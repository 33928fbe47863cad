// The context manager for Node, unmodified, over node:async_hooks: spans find their parents, and agree with the context.
import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { assert, interleave, pause } from "./requests.mjs";

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const tracer = provider.getTracer("test");

await interleave((id, here) =>
    tracer.startActiveSpan("request", { attributes: { id } }, async (span) => {
        await pause(id);
        here("in a span");
        await tracer.startActiveSpan("child", { attributes: { id } }, async (child) => {
            await pause(id + 3);
            here("in a child");
            assert(trace.getActiveSpan() === child, "the child is not active");
            child.end();
        });
        assert(trace.getActiveSpan() === span, "the span is not active");
        span.end();
    }),
);

const spans = exporter.getFinishedSpans();
const roots = new Map(spans.filter((span) => span.name === "request").map((span) => [span.spanContext().spanId, span]));
const children = spans.filter((span) => span.name === "child");
assert(roots.size === 60 && children.length === 60, `${roots.size} spans and ${children.length} children`);
for (const child of children) {
    const parent = roots.get(child.parentSpanContext.spanId);
    assert(parent.attributes.id === child.attributes.id, "a child of another request");
    assert(parent.spanContext().traceId === child.spanContext().traceId, "another trace");
}
