// clause: SPEC 3, async generator
// Right after `next()`, whose body ran synchronously up to a yield, an await or a throw, the caller's mapping is back.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  async function* y() { seen.push('y ' + v.get()); yield; }
  async function* a() { seen.push('a ' + v.get()); await null; }
  async function* t() { seen.push('t ' + v.get()); throw 1; }
  const gens = [y, a, t].map((g) => v.run('creator', g));
  const promises = v.run('resumer', () => gens.map((gen) => { const p = gen.next(); seen.push(v.get()); return p; }));
  seen.push(v.get());
  await Promise.allSettled(promises);
  assert.compareArray(seen, ['y creator', 'resumer', 'a creator', 'resumer', 't creator', 'resumer', 'empty']);
});
