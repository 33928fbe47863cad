// clause: SPEC 3, async generator
// An async generator started in the empty mapping still sees it, before and after an await, when resumed inside a run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
async function* g() { yield; const before = v.get(); await null; yield before + ' ' + v.get(); }
const gen = g();
const first = gen.next();
asyncTest(async () => {
  await first;
  const p = v.run('resumer', () => gen.next());
  assert.sameValue((await p).value, 'empty empty');
});
