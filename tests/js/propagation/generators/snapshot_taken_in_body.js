// clause: SPEC 3, generator
// A Snapshot made in the body holds the generator's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield new AsyncContext.Snapshot(); }
const gen = v.run('creator', g);
const snapshot = v.run('resumer', () => gen.next().value);
assert.sameValue(v.run('other', () => snapshot.run(() => v.get())), 'creator');
