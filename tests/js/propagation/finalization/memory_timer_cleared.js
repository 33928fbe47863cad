// clause: SPEC 5, a timer until it fires or is cleared
// The values captured by a long timeout and by an interval are collected once these are cleared.
const v = new AsyncContext.Variable();
const gone = [];
const registry = new FinalizationRegistry((name) => { gone.push(name); });
const tracked = (name) => { const o = { name }; registry.register(o, name); return o; };
const timeout = () => v.run(tracked('timeout'), () => setTimeout(() => {}, 100000));
const interval = () => v.run(tracked('interval'), () => setInterval(() => {}, 100000));
asyncTest(async () => {
  const [a, b] = [timeout(), interval()];
  await new Promise((r) => setTimeout(r, 5));
  clearTimeout(a);
  clearInterval(b);
  await new Promise((r) => setTimeout(r, 5));
  $host.gc();
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray([...gone].sort(), ['interval', 'timeout']);
});
