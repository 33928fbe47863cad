// clause: SPEC 3, PerformPromiseThen (missing handler)
// A link without handlers takes exactly as many microtasks as one with a handler, inside a run and outside.
const v = new AsyncContext.Variable();
asyncTest(async () => {
  const order = [];
  const start = (name) => {
    const p = Promise.resolve();
    p.then().then(() => { order.push(name + 1); });
    p.then((x) => x).then(() => { order.push(name + 2); });
    p.then(undefined, () => {}).then(() => { order.push(name + 3); });
  };
  v.run('a', start, 'a');
  start('b');
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(order, ['a1', 'a2', 'a3', 'b1', 'b2', 'b3']);
});
