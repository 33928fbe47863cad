// The build of react-dom for browsers resumes what was suspended in a message that it posts to itself. So the context is lost,
// unless ports pass it on (--propagate-ports). Prints in how many requests the component that was suspended saw its context.
import { createElement, Suspense, use } from "react";
import { renderToReadableStream } from "react-dom/server.browser";
import { assert, request } from "./requests.mjs";

const COUNT = 60;
const seen = { shells: 0, resumed: 0, none: 0 };
const gates = Array.from({ length: COUNT }, () => Promise.withResolvers());
const started = [];

/** Lets the data arrive when all requests are suspended, and have had the messages that they sent before. */
async function answer() {
    for (let turn = 0; turn < 2 * COUNT; turn++) await new Promise((resolve) => setTimeout(resolve));
    gates.forEach(({ resolve }, id) => resolve(`data of ${id}`));
}

async function render(id) {
    function Data() {
        const text = use(gates[id].promise);
        if (request.get() === id) seen.resumed += 1;
        else if (request.get() === "none") seen.none += 1;
        else assert(false, `the context of another request, ${request.get()}`);
        return createElement("b", null, text);
    }
    function Page() {
        if (request.get() === id) seen.shells += 1;
        return createElement("p", null, createElement(Suspense, { fallback: "..." }, createElement(Data)));
    }
    const stream = await renderToReadableStream(createElement(Page));
    started.push(id);
    if (started.length === COUNT) answer();
    const html = await new Response(stream).text();
    assert(request.get() === id, "after the text");
    assert(html.includes(`data of ${id}`), html);
}

await Promise.all(gates.map((_, id) => request.run(id, render, id)));
console.log(`${seen.shells} shells, ${seen.resumed} resumed in their context, ${seen.none} in none`);
