// clause: SPEC 3, async generator
// After a yielded promise was resolved in a third run and the generator resumed in a fourth, the body is in its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let resolve;
  const inner = v.run('maker', () => new Promise((r) => { resolve = r; }));
  async function* g() { yield inner; yield v.get(); }
  const gen = v.run('creator', g);
  const p = v.run('resumer', () => gen.next());
  v.run('resolver', () => resolve('inner'));
  assert.sameValue((await p).value, 'inner');
  assert.sameValue((await v.run('fourth', () => gen.next())).value, 'creator');
});
