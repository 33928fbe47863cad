// clause: the error, unhandledrejection and rejectionhandled events of HTML
// Handling a reported rejection later fires `rejectionhandled` for the same promise, in the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const promises = [];
$host.onReport((e) => { seen.push(e.type + ' ' + v.get()); promises.push(e.promise); });
asyncTest(async () => {
  const p = v.run('rejecter', () => Promise.reject(1));
  await new Promise((r) => setTimeout(r, 5));
  v.run('handler', () => p.catch(() => {}));
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['unhandledrejection empty', 'rejectionhandled empty']);
  assert(promises[0] === p && promises[1] === p);
});
