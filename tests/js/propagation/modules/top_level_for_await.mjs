// clause: SPEC 3, module evaluation
// A top-level for-await over an async generator of a run: the loop body is empty, the generator in its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
async function* g() { yield v.get(); await null; yield v.get(); }
const seen = [];
for await (const x of v.run('creator', g)) seen.push(x + '/' + v.get());
assert.compareArray(seen, ['creator/empty', 'creator/empty']);
