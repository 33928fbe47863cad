// clause: functions and jobs of the host
// Functions awaiting a Rust async function (a host timer) each get their own mapping back, in order of wake-up.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const f = async (ms) => { await $host.sleep(ms); seen.push(v.get()); };
  const a = v.run('late', f, 30);
  const b = v.run('early', f, 2);
  const c = f(15);
  await Promise.all([a, b, c]);
  assert.compareArray(seen, ['early', 'empty', 'late']);
});
