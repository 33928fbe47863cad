// clause: SPEC 3, FinalizationRegistry
// Two registries of two runs watching the same object each call back in their own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const callback = (held) => { seen.push(held + ' ' + v.get()); };
const a = v.run('a', () => new FinalizationRegistry(callback));
const b = v.run('b', () => new FinalizationRegistry(callback));
function make() { const o = {}; a.register(o, 1); b.register(o, 2); }
asyncTest(async () => {
  v.run('register', () => make());
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray([...seen].sort(), ['1 a', '2 b']);
  assert(a !== b);
});
