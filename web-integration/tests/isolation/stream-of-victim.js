// clause: Streams Standard
// holds: reading from a stream of the victim does not give its context to the reader, and code of the victim there sees none of its variables by mistake

//// victim
mine.variable = new AsyncContext.Variable();
mine.pulls = [];
handed.readable = mine.variable.run(secret, () => new ReadableStream({
    start() { same(mine.variable.get(), secret); },
    pull(controller) { mine.pulls.push(mine.variable.get(), tenant()); controller.enqueue('chunk'); },
}, { highWaterMark: 0 }));

//// attacker
const tag = new AsyncContext.Variable();
await tag.run('evil', async () => {
    const reader = handed.readable.getReader();
    const result = await reader.read();
    leak(result, reader, handed.readable);
    same(tag.get(), 'evil');
    same(tenant(), 'attacker');
    await reader.cancel();
    same(tenant(), 'attacker');
});

//// victim
same(mine.pulls[0], undefined);
same(mine.pulls[1], 'attacker');
