// clause: the error, unhandledrejection and rejectionhandled events of HTML
// The report receiver runs in the empty mapping, though installed in one run and caused in another.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
v.run('installer', () => $host.onReport((e) => { seen.push(e.type, v.get()); }));
v.run('rejecter', () => { Promise.reject(1); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['unhandledrejection', 'empty']);
});
