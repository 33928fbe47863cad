// Isolation scopes over AsyncLocalStorage, as the SDKs for servers have them: tags, breadcrumbs and spans of a request do not get
// into the events of another.
import { AsyncLocalStorage } from "node:async_hooks";
import {
    addBreadcrumb, captureException, createTransport, getDefaultCurrentScope, getDefaultIsolationScope, getCurrentScope,
    getIsolationScope, setAsyncContextStrategy, setTag, startSpan, withIsolationScope, withScope,
} from "@sentry/core";
import { ServerRuntimeClient } from "@sentry/core/server";
import { assert, interleave, pause } from "./requests.mjs";

const storage = new AsyncLocalStorage();
const scopes = () => storage.getStore() ?? { current: getDefaultCurrentScope(), isolation: getDefaultIsolationScope() };
const within = (current, isolation, callback, argument) => storage.run({ current, isolation }, callback, argument);
setAsyncContextStrategy({
    getCurrentScope: () => scopes().current,
    getIsolationScope: () => scopes().isolation,
    withScope(callback) {
        const current = scopes().current.clone();
        return within(current, scopes().isolation, callback, current);
    },
    withSetScope: (current, callback) => within(current, scopes().isolation, callback, current),
    withIsolationScope(callback) {
        const isolation = scopes().isolation.clone();
        return within(scopes().current.clone(), isolation, callback, isolation);
    },
    withSetIsolationScope: (isolation, callback) => within(scopes().current.clone(), isolation, callback, isolation),
    suppressTracing: (callback) => callback(),
});

const events = [];
const transactions = [];
const client = new ServerRuntimeClient({
    dsn: "https://public@sentry.invalid/1",
    integrations: [],
    stackParser: () => [],
    tracesSampleRate: 1,
    traceLifecycle: "static",
    transport: (options) => createTransport(options, async () => ({ statusCode: 200 })),
    beforeSend: (event) => (events.push(event), event),
    beforeSendTransaction: (event) => (transactions.push(event), event),
});
getDefaultCurrentScope().setClient(client);
client.init();

await interleave((id, here) =>
    withIsolationScope(async (isolation) => {
        setTag("request", id);
        await pause(id);
        here("in the isolation scope");
        assert(getIsolationScope() === isolation, "another isolation scope");
        addBreadcrumb({ message: `step of ${id}` });
        await startSpan({ name: `request ${id}`, op: "test" }, async () => {
            await pause(id + 2);
            await startSpan({ name: `child of ${id}` }, () => pause(id + 3));
        });
        here("after a span");
        await withScope(async (scope) => {
            scope.setTag("inner", id);
            await pause(id + 1);
            assert(getCurrentScope() === scope, "another scope");
            captureException(new Error(`error of ${id}`));
        });
        here("after an event");
    }),
);
await client.flush(1000);

const ids = (list, of) => new Set(list.map(of)).size;
assert(events.length === 60 && ids(events, (event) => event.tags.request) === 60, `${events.length} events`);
for (const { tags, breadcrumbs, exception } of events) {
    assert(exception.values[0].value === `error of ${tags.request}` && tags.inner === tags.request, "tags of another request");
    assert(breadcrumbs.map(({ message }) => message).join() === `step of ${tags.request}`, "a breadcrumb of another request");
}
assert(transactions.length === 60, `${transactions.length} transactions`);
for (const { transaction, spans, tags } of transactions) {
    const id = transaction.split(" ")[1];
    assert(String(tags.request) === id, "a transaction with the tags of another request");
    assert(spans.map((span) => span.description).join() === `child of ${id}`, "a span of another request");
}
