// Server rendering that suspends: components render in the context of their request, at first and when they are resumed.
import { createElement, Suspense, use } from "react";
import { renderToReadableStream } from "react-dom/server.edge";
import { assert, interleave, pause } from "./requests.mjs";

await interleave(async (id, here) => {
    const data = pause(id).then(() => `data of ${id}`);
    function Data() {
        const text = use(data);
        here("in a component that was suspended");
        return createElement("b", null, text);
    }
    function Page() {
        here("in a component");
        return createElement("p", null, createElement(Suspense, { fallback: "..." }, createElement(Data)));
    }
    const stream = await renderToReadableStream(createElement(Page));
    here("after the shell");
    await stream.allReady;
    here("after everything");
    const html = await new Response(stream).text();
    here("after the text");
    assert(html.includes(`data of ${id}`), html);
});
