// OpenTelemetry as a program for Node sets it up. Spans go to a function, so that a worker can send its spans home.
import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { BasicTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";

let order = 0;

/** What is exported of a span: plain data. */
const record = (span, thread) => ({
    name: span.name,
    thread,
    traceId: span.spanContext().traceId,
    spanId: span.spanContext().spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? null,
    order: span.attributes.order,
    attributes: Object.fromEntries(Object.entries(span.attributes).filter(([name]) => name !== "order")),
    status: SpanStatusCode[span.status.code],
    durationMs: span.duration[0] * 1e3 + span.duration[1] / 1e6,
});

export function startTracing(thread, send) {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const exporter = {
        export(spans, done) {
            for (const span of spans) send(record(span, thread));
            done({ code: 0 });
        },
        forceFlush: async () => {},
        shutdown: async () => {},
    };
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
}

/** Runs `work` in a span, which is a child of the one that is active here. */
export function traced(name, attributes, work) {
    const options = { attributes: { ...attributes, order: order++ } };
    return trace.getTracer("traced-service").startActiveSpan(name, options, async (span) => {
        try {
            return await work(span);
        } catch (error) {
            span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
            throw error;
        } finally {
            span.end();
        }
    });
}

/** The active span, for another thread. */
export const spanToSend = () => trace.getActiveSpan().spanContext();

/** Runs `work` where the active span is one of another thread. */
export const withSpanOf = (spanContext, work) =>
    context.with(trace.setSpanContext(context.active(), { ...spanContext, isRemote: true }), work);
