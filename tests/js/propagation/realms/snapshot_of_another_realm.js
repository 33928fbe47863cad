// clause: SPEC 1 and 3, the mapping is agent-wide
// A Snapshot and a wrapped function made by another realm's constructors hold this agent's current mapping.
const other = $host.createRealm();
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const { Snapshot } = other.global.AsyncContext;
const [snapshot, wrapped] = v.run('captured', () => [new Snapshot(), Snapshot.wrap(() => v.get())]);
assert.sameValue(v.run('caller', () => snapshot.run(() => v.get())), 'captured');
assert.sameValue(v.run('caller', wrapped), 'captured');
