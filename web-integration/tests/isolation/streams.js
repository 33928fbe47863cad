// clause: Streams Standard
// possible: an underlying source or sink of the attacker is called in the context of the victim that reads or writes; it gets chunks and nothing else, and the victim goes on in its own context

//// attacker
mine.seen = [];
const note = (...given) => { leak(...given); mine.seen.push(tenant()); };
handed.readable = new ReadableStream({ pull(controller) { note(controller); controller.enqueue('chunk'); }, cancel(reason) { note(reason); } }, { highWaterMark: 0 });
handed.writable = new WritableStream({ write(chunk, controller) { note(chunk, controller); }, close() { note(); } });
handed.transform = new TransformStream({ transform(chunk, controller) { note(chunk); controller.enqueue(chunk); } });

//// victim
const variable = new AsyncContext.Variable();
const here = () => { same(variable.get(), secret); same(tenant(), 'victim'); };
await variable.run(secret, async () => {
    const reader = handed.readable.getReader();
    same((await reader.read()).value, 'chunk');
    here();
    await reader.cancel('done');
    here();
    const writer = handed.writable.getWriter();
    await writer.write('chunk');
    here();
    await writer.close();
    here();
    const through = handed.transform.writable.getWriter();
    through.write('chunk');
    const transformed = handed.transform.readable.getReader();
    same((await transformed.read()).value, 'chunk');
    here();
});

//// attacker
same(mine.seen.join(), 'victim,victim,victim,victim,victim');
same(tenant(), 'attacker');
