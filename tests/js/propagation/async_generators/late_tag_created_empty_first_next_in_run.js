// clause: SPEC 3, async generator
// An async generator created in the empty mapping, seen by nothing, and first resumed inside a run sees the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
async function* g() { yield v.get(); await null; yield v.get(); }
const gen = g();
const first = v.run('resumer', () => gen.next());
asyncTest(async () => {
  assert.sameValue((await first).value, 'empty');
  assert.sameValue((await gen.next()).value, 'empty');
});
