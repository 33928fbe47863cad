// clause: SPEC 3, PerformPromiseThen (await)
// An async function of another realm, called inside a run, keeps the run's mapping across an await released elsewhere.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const f = other.evalScript('(async function (v, gate) { await gate; return v.get(); })');
asyncTest(async () => {
  let release;
  const gate = new Promise((r) => { release = r; });
  const p = v.run('caller', f, v, gate);
  v.run('releaser', () => release());
  assert.sameValue(await p, 'caller');
});
