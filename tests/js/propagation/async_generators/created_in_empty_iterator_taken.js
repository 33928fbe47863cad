// clause: SPEC 3, async generator
// An async generator created in the empty mapping, its iterator taken there, sees it when first resumed inside a run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
async function* g() { yield v.get(); await null; yield v.get(); }
const gen = g()[Symbol.asyncIterator]();
const first = v.run('resumer', () => gen.next());
asyncTest(async () => {
  assert.sameValue((await first).value, 'empty');
  assert.sameValue((await v.run('other', () => gen.next())).value, 'empty');
});
