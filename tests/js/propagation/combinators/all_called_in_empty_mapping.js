// clause: SPEC 3, PerformPromiseThen (combinators)
// Promise.all called in the empty mapping resolves its result in the empty mapping, though all elements settle inside runs.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
function Result(executor) {
  executor((x) => { seen.push(x.join(), v.get()); }, () => {});
}
Result.resolve = (x) => x;
let resolve;
const element = v.run('creator', () => new Promise((r) => { resolve = r; }));
Promise.all.call(Result, [element]);
v.run('resolver', () => resolve('x'));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 1));
  assert.compareArray(seen, ['x', 'empty']);
});
