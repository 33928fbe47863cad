// clause: SPEC 3, module evaluation
// The main module's top-level awaits, released from a run and from a timer of a run, continue in the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
let release;
const gate = v.run('creator', () => new Promise((r) => { release = r; }));
v.run('timer', () => setTimeout(() => release(), 1));
await gate;
assert.sameValue(v.get(), 'empty');
await v.run('inner', async () => { await null; });
assert.sameValue(v.get(), 'empty');
