// clause: SPEC 3, async generator
// Async generator methods of objects and classes capture at the call of the method.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const o = { async *m() { yield v.get(); } };
  class C { async *m() { yield v.get(); } static async *s() { yield v.get(); } }
  const gens = [v.run('o', () => o.m()), v.run('c', () => new C().m()), v.run('s', () => C.s())];
  const results = await Promise.all(gens.map((gen) => v.run('resumer', () => gen.next())));
  assert.compareArray(results.map((r) => r.value), ['o', 'c', 's']);
});
