import { AsyncLocalStorage } from "node:async_hooks";
import { createContext } from "unctx";
import { assert, interleave, pause } from "./requests.mjs";

const context = createContext({ asyncContext: true, AsyncLocalStorage });

await interleave((id, here) =>
    context.callAsync({ id }, async () => {
        await pause(id);
        here("after a pause");
        assert(context.use().id === id, "the context of unctx");
    }),
);
