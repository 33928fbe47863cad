// clause: SPEC 3, generator
// A generator function wrapped by Snapshot.wrap creates its generators in the mapping of the wrap.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); yield v.get(); }
const wrapped = v.run('wrap', () => AsyncContext.Snapshot.wrap(g));
const gen = v.run('caller', () => wrapped());
assert.compareArray([v.run('resumer', () => gen.next().value), gen.next().value], ['wrap', 'wrap']);
