// clause: HTML: broadcasting to other browsing contexts
// possible: whoever knows the name of a BroadcastChannel hears what is said there; the message brings no context along
// executor: ours

//// attacker
mine.messages = [];
handed.listen = () => {
    const channel = new BroadcastChannel('isolation');
    channel.onmessage = (event) => {
        same(tenant(), undefined, 'the empty context');
        leak(event, event.data, event.source, event.ports);
        mine.messages.push(event.data);
        channel.close();
    };
};

//// victim
handed.listen();
const variable = new AsyncContext.Variable();
variable.run(secret, () => {
    const channel = new BroadcastChannel('isolation');
    throws('DataCloneError', () => channel.postMessage(new AsyncContext.Snapshot()));
    throws('DataCloneError', () => channel.postMessage(variable));
    channel.postMessage('said');
    channel.close();
});

//// attacker
assert(mine.messages.includes('said'));
