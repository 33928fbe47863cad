// clause: WeakRef
// holds: a WeakRef to what the victim handed over gives that object and nothing that its context keeps

//// victim
const variable = new AsyncContext.Variable();
handed.callback = variable.run(secret, () => AsyncContext.Snapshot.wrap(() => {}));
handed.promise = variable.run(secret, () => new Promise(() => {}).then(() => secret));

//// attacker
const references = [new WeakRef(handed.callback), new WeakRef(handed.promise)];
for (const reference of references) leak(reference, reference.deref());
mine.map = new WeakMap([[handed.callback, 1], [handed.promise, 2]]);
delete handed.callback;
delete handed.promise;
await null;
gc();
for (const reference of references) leak(reference.deref());
leak(mine.map);
same(tenant(), 'attacker');
