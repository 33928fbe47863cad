// clause: SPEC 3, PerformPromiseThen (await)
// An async function started in the empty mapping stays in it although the awaited promise is resolved inside a run.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
let resolve;
const gate = v.run('creator', () => new Promise((r) => { resolve = r; }));
const p = (async () => { await gate; return v.get(); })();
v.run('resolver', () => resolve());
asyncTest(async () => {
  assert.sameValue(await p, 'empty');
});
