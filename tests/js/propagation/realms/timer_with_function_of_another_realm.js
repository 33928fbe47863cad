// clause: SPEC 3, timers
// A function of another realm used as timer and microtask callback sees the mapping of the call.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const f = other.evalScript('(function (v, done) { done(v.get()); })');
asyncTest(async () => {
  const timer = await new Promise((done) => v.run('timer', () => setTimeout(f, 1, v, done)));
  const micro = await new Promise((done) => v.run('micro', () => queueMicrotask(f.bind(null, v, done))));
  assert.compareArray([timer, micro], ['timer', 'micro']);
});
