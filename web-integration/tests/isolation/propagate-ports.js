// clause: AsyncContext web integration: message events between ports that were never transferred
// possible: with the option `propagate_ports` a listener runs in the context of the code that posts, in both directions; the message brings nothing else along
// executor: ours
// options: propagate_ports

//// attacker
mine.seen = [];
mine.tag = new AsyncContext.Variable();
const { port1, port2 } = new MessageChannel();
handed.port = port1;
mine.port = port2;
mine.tag.run('evil', () => {
    port2.onmessage = (event) => {
        leak(event, event.data, event.source, event.ports, new AsyncContext.Snapshot());
        same(mine.tag.get(), undefined, 'the listener captured nothing');
        mine.seen.push(tenant());
    };
});

//// victim
mine.variable = new AsyncContext.Variable();
handed.port.onmessage = () => { mine.saw = [mine.variable.get(), tenant()]; };
mine.variable.run(secret, () => {
    throws('DataCloneError', () => handed.port.postMessage(new AsyncContext.Snapshot()));
    handed.port.postMessage('to the attacker');
    same(mine.variable.get(), secret);
});

//// attacker
same(mine.seen.join(), 'victim');
mine.tag.run('evil', () => mine.port.postMessage('to the victim'));

//// victim
same(mine.saw[0], undefined);
same(mine.saw[1], 'attacker');
handed.port.close();
