// clause: AsyncContext web integration: objects responsible for one task
// possible: listeners of the attacker on an object with which the victim has begun something run in the context of that call: XMLHttpRequest, FileReader, EventSource, and a Worker whose script cannot be loaded
// executor: ours

//// victim
mine.variable = new AsyncContext.Variable();
// Called when the attacker is ready to listen: it must not be over before.
mine.variable.run(secret, () => {
    const here = new AsyncContext.Snapshot();
    handed.begin = () => here.run(() => {
        const request = new XMLHttpRequest();
        request.open('GET', URL.createObjectURL(new Blob(['text'])));
        request.send();
        const reader = new FileReader();
        reader.readAsText(new Blob(['text']));
        // Nothing listens there, and it must not try again.
        const source = new EventSource('http://127.0.0.1:1/');
        source.addEventListener('error', () => source.close());
        return { request, reader, source, worker: new Worker('data:,let let;') };
    });
});

//// attacker
mine.seen = [];
const tag = new AsyncContext.Variable();
const begun = handed.begin();
same(tenant(), 'attacker');
const listen = (name, type) => tag.run('evil', () => {
    begun[name].addEventListener(type, (event) => {
        event.preventDefault();
        leak(event, event.target, event.message, event.error, new AsyncContext.Snapshot());
        same(tag.get(), undefined, 'the listener captured nothing');
        mine.seen.push(`${name} ${type} ${tenant()}`);
    });
});
listen('request', 'load');
listen('request', 'loadend');
listen('reader', 'load');
listen('reader', 'loadend');
listen('source', 'error');
listen('worker', 'error');

//// attacker
const expected = ['reader load', 'reader loadend', 'request load', 'request loadend', 'source error', 'worker error'];
same(mine.seen.sort().join(), expected.map((what) => `${what} victim`).join());
same(tenant(), 'attacker');
