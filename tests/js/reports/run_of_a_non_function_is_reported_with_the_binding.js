// clause: AsyncContext.Variable.prototype.run, whose Call throws after the swap
// A func that is not callable throws after the swap, so the report has the binding.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.error.name, e.asyncContext.run(() => v.get())); });
v.run('timer', () => setTimeout(() => { v.run('inner', 1); }, 1));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['TypeError', 'inner']);
});
