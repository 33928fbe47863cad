// clause: functions and jobs of the host
// Functions awaiting a Rust async function (a host timer) each get their own mapping back, in order of wake-up.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  let woken;
  // A busy machine may wake them in another order, so longer times are tried, too.
  for (const unit of [1, 40, 2000]) {
    woken = [];
    const f = async (units, name) => {
      await $host.sleep(units * unit);
      assert.sameValue(v.get(), name);
      woken.push(name);
    };
    await Promise.all([v.run('late', f, 15, 'late'), v.run('early', f, 1, 'early'), f(8, 'empty')]);
    if (woken.join() === 'early,empty,late') break;
  }
  assert.compareArray(woken, ['early', 'empty', 'late']);
});
