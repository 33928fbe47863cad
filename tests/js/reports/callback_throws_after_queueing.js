// clause: Web IDL: invoke a callback function
// The microtasks of a callback that throws run before its exception is reported, and theirs is reported too.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.type + ' ' + e.error + ' ' + e.asyncContext.run(() => v.get())); });
v.run('timer', () => setTimeout(() => {
  v.run('inner', () => queueMicrotask(() => { seen.push('microtask'); throw 'second'; }));
  throw 'first';
}));
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['microtask', 'error second inner', 'error first timer']);
});
