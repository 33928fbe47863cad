// clause: SPEC 3, timers
// Two intervals of two runs ticking in turns, one of them with an async callback, keep their own mappings.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = { a: [], b: [] };
  const a = v.run('a', () => setInterval(() => { seen.a.push(v.get()); }, 2));
  const b = v.run('b', () => setInterval(async () => { await null; seen.b.push(v.get()); }, 2));
  while (seen.a.length < 3 || seen.b.length < 3) await new Promise((r) => setTimeout(r, 2));
  clearInterval(a);
  clearInterval(b);
  assert(seen.a.every((x) => x === 'a'));
  assert(seen.b.every((x) => x === 'b'));
});
