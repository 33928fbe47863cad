// The client against a real server, which the test starts: JSON and streams of events, in the context of the caller.
import OpenAI from "openai";
import { assert, interleave } from "./requests.mjs";

const client = new OpenAI({ apiKey: "none", dangerouslyAllowBrowser: true, baseURL: `${process.env.LOOPBACK}/v1` });

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
