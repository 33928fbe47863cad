// Middleware, handlers, and hono's own storage of its context, which is an AsyncLocalStorage.
import { Hono } from "hono";
import { contextStorage, getContext } from "hono/context-storage";
import { assert, interleave, pause, request } from "./requests.mjs";

const app = new Hono();
app.use(contextStorage());
app.use(async (c, next) => {
    await pause(request.get());
    c.set("id", request.get());
    await next();
    assert(c.get("id") === request.get(), "the context of the middleware");
});
const of = () => getContext().get("id");
app.get("/requests/:id", async (c) => {
    await pause(request.get() + 2);
    assert(of() === request.get(), "hono's own context");
    return c.json({ id: c.req.param("id"), of: of() });
});

await interleave(async (id, here) => {
    const response = await app.request(`/requests/${id}`);
    here("after the response");
    const body = await response.json();
    here("after the body");
    assert(response.status === 200 && body.id === String(id) && body.of === id, JSON.stringify(body));
});
