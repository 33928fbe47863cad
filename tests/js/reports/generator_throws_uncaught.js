// clause: the error event of HTML, of a generator
// What a generator body throws is reported with the generator's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.error.message, e.asyncContext.run(() => v.get())); });
const it = v.run('creator', function* () { throw new Error('g'); });
v.run('resumer', () => setTimeout(() => { it.next(); }, 1));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['g', 'creator']);
});
