// clause: HTML: message port post message steps
// holds: a message brings no context along, its listener runs in the empty one, and nothing that holds a context can be cloned or transferred
// executor: ours

//// victim
const { port1, port2 } = new MessageChannel();
handed.port = port2;
const variable = new AsyncContext.Variable({ name: 'request' });
variable.run(secret, () => {
    const snapshot = new AsyncContext.Snapshot();
    for (const value of [variable, snapshot, { snapshot }, [variable], AsyncContext.Snapshot.wrap(() => {}), new Map([[1, snapshot]])]) {
        throws('DataCloneError', () => port1.postMessage(value));
        throws('DataCloneError', () => structuredClone(value));
        throws('DataCloneError', () => port1.postMessage(1, [value]));
    }
    const error = new Error('with a cause', { cause: { a: 1 } });
    port1.postMessage({ error });
    port1.postMessage('last');
});
mine.port = port1;
mine.variable = variable;
port1.onmessage = () => { same(variable.get(), undefined); same(tenant(), undefined); mine.heard = true; };

//// attacker
mine.messages = [];
handed.port.onmessage = (event) => {
    same(tenant(), undefined, 'the empty context');
    leak(event, event.data, event.source, event.ports, event.data.error?.stack, event.data.error?.snapshot);
    mine.messages.push(event.data);
    handed.port.postMessage('back');
};

//// attacker
same(mine.messages.length, 2);
handed.port.close();

//// victim
same(mine.heard, true);
