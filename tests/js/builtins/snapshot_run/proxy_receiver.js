// clause: SPEC 2, a Proxy of a Snapshot is no Snapshot
// run called on a Proxy throws a TypeError without using a trap or calling the function.
const traps = [];
const handler = new Proxy({}, { get(_, trap) { traps.push(trap); } });
const proxy = new Proxy(new AsyncContext.Snapshot(), handler);
const { run } = AsyncContext.Snapshot.prototype;
assert.throws(TypeError, () => Reflect.apply(run, proxy, [() => traps.push("called")]));
assert.compareArray(traps, []);
