// clause: SPEC 3, NewPromiseResolveThenableJob
// The resolve function a thenable received, called later in another mapping with a thenable, captures that other mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  let later;
  const p = v.run('resolver', () => Promise.resolve({ then(f) { seen.push(v.get()); later = f; } }));
  await null;
  await null;
  v.run('later', () => later({ then(f) { seen.push(v.get()); f('done'); } }));
  assert.sameValue(await p, 'done');
  assert.compareArray(seen, ['resolver', 'later']);
});
