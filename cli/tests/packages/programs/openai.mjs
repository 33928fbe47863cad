// The client, with a server in its fetch: retries, streams of events, and JSON in the context of the caller.
import OpenAI from "openai";
import { assert, interleave, pause, request } from "./requests.mjs";

const json = (value) => new Response(JSON.stringify(value), { headers: { "content-type": "application/json" } });
const client = new OpenAI({
    apiKey: "none",
    dangerouslyAllowBrowser: true,
    fetch: async (_, { body }) => {
        const { stream, user } = JSON.parse(body);
        await pause(request.get());
        assert(request.get() === Number(user), "the context of fetch");
        if (!stream) return json({ choices: [{ message: { content: `hello ${user}` } }] });
        const chunks = ["hello ", user].map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`);
        return new Response([...chunks, "data: [DONE]\n\n"].join(""), { headers: { "content-type": "text/event-stream" } });
    },
});

await interleave(async (id, here) => {
    const question = { model: "none", user: String(id), messages: [] };
    const answer = await client.chat.completions.create(question);
    here("after the answer");
    assert(answer.choices[0].message.content === `hello ${id}`, JSON.stringify(answer));
    let text = "";
    for await (const part of await client.chat.completions.create({ ...question, stream: true })) {
        here("in the stream");
        text += part.choices[0].delta.content;
    }
    assert(text === `hello ${id}`, text);
});
