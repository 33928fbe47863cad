// clause: HTML: dedicated workers
// holds: a worker begins in the empty context, whoever has made it, and nothing that holds a context reaches it
// executor: ours

//// attacker
handed.source = `
    const own = new AsyncContext.Variable({ name: 'request', defaultValue: 'unset' });
    const atFirst = new AsyncContext.Snapshot();
    onmessage = (event) => postMessage([own.get(), atFirst.run(() => own.get()), event.data, Object.keys(event.data)]);
`;

//// victim
const variable = new AsyncContext.Variable({ name: 'request' });
variable.run(secret, () => {
    const worker = new Worker('data:text/javascript,' + encodeURIComponent(handed.source));
    throws('DataCloneError', () => worker.postMessage(new AsyncContext.Snapshot()));
    throws('DataCloneError', () => worker.postMessage(variable));
    worker.onmessage = (event) => {
        same(variable.get(), undefined);
        same(tenant(), undefined);
        handed.data = event.data;
        worker.terminate();
    };
    worker.postMessage({ a: 1 });
});

//// attacker
leak(handed.data, ...handed.data);
same(handed.data[0], 'unset');
same(handed.data[1], 'unset');
same(handed.data[2].a, 1);
