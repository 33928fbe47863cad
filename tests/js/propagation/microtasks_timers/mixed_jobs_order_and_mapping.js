// clause: SPEC 3, queueMicrotask, timers, host jobs
// Microtasks, reactions and timers started together from different mappings run in standard order, each in its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  const seen = [];
  const log = (name) => () => { seen.push(name + ' ' + v.get()); };
  v.run('a', () => setTimeout(log('timer'), 0));
  v.run('b', () => Promise.resolve().then(log('then')));
  queueMicrotask(log('micro'));
  v.run('c', () => queueMicrotask(log('micro')));
  log('sync')();
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['sync empty', 'then b', 'micro empty', 'micro c', 'timer a']);
});
