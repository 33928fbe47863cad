import { initTRPC } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { assert, interleave, pause, request } from "./requests.mjs";

const t = initTRPC.create();
const procedure = t.procedure.use(async ({ next }) => {
    const id = request.get();
    await pause(id);
    const result = await next({ ctx: { id } });
    assert(request.get() === id, "the context of the middleware");
    return result;
});
const router = t.router({
    who: procedure.query(async ({ ctx }) => {
        await pause(ctx.id + 1);
        return { id: ctx.id, seen: request.get() };
    }),
});
const caller = t.createCallerFactory(router)({});

await interleave(async (id, here) => {
    const direct = await caller.who();
    here("after a call");
    assert(direct.id === id && direct.seen === id, JSON.stringify(direct));
    const response = await fetchRequestHandler({
        endpoint: "/trpc",
        req: new Request("http://localhost/trpc/who"),
        router,
        createContext: () => ({}),
    });
    const body = await response.json();
    here("after a request");
    assert(body.result.data.seen === id, JSON.stringify(body));
});
