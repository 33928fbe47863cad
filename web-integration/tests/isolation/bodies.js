// clause: Fetch, ReadableStreamPipeTo
// possible: what is piped from the body of a response is written in the variables of its fetch(), whoever pipes: code of the attacker in those of the victim, and the other way round; host variables are those of the code that pipes, and whoever only reads gets nothing
// executor: ours

//// attacker
handed.tag = new AsyncContext.Variable({ defaultValue: 'unset' });
handed.evil = await handed.tag.run('evil', () => fetch(URL.createObjectURL(new Blob(['text']))));

//// victim
mine.variable = new AsyncContext.Variable({ name: 'request' });
handed.sees = () => mine.variable.get() === secret;
const url = URL.createObjectURL(new Blob(['text']));
const fetched = () => mine.variable.run(secret, () => fetch(url));
handed.written = await fetched();
handed.transformed = await fetched();
handed.cloned = (await fetched()).clone();
handed.read = await fetched();
handed.text = await fetched();

//// attacker
const own = new AsyncContext.Variable();
const seen = [];
const note = (...given) => {
    leak(...given, new AsyncContext.Snapshot());
    same(own.get(), undefined, 'the variables of the code that pipes are not there');
    seen.push(`${handed.sees()} ${tenant()}`);
};
await own.run('own', async () => {
    const here = () => { same(own.get(), 'own'); same(handed.sees(), false); same(tenant(), 'attacker'); };
    const sink = () => new WritableStream({ write(chunk, controller) { note(chunk, controller); } });
    await handed.written.body.pipeTo(sink());
    here();
    await handed.cloned.body.pipeTo(sink());
    here();
    const transform = new TransformStream({ transform(chunk, controller) { note(chunk, controller); } });
    await handed.transformed.body.pipeThrough(transform).pipeTo(new WritableStream());
    here();
    const reader = handed.read.body.getReader();
    const result = await reader.read();
    here();
    leak(reader, result, result.value, handed.read, await handed.text.text());
    here();
});
same(seen.join(), 'true attacker,true attacker,true attacker');
same(tenant(), 'attacker');

//// victim
await mine.variable.run(secret, async () => {
    const sink = new WritableStream({ write() { mine.saw = [mine.variable.get(), handed.tag.get(), tenant()]; } });
    await handed.evil.body.pipeTo(sink);
    same(mine.variable.get(), secret);
    same(handed.tag.get(), 'unset');
});
same(mine.saw[0], undefined, 'a sink of the victim does not see the value of the victim');
same(mine.saw[1], 'evil');
same(mine.saw[2], 'victim');
