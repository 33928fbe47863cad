// clause: FinalizationRegistry ( cleanupCallback )
// An error thrown by a cleanup callback is reported with the mapping of the registry's construction.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.type, e.error, e.asyncContext.run(() => v.get())); });
const registry = v.run('constructor', () => new FinalizationRegistry(() => { throw 'oops'; }));
function make() { registry.register({}, 0); }
asyncTest(async () => {
  v.run('register', () => make());
  await new Promise((r) => setTimeout(r, 5));
  v.run('collect', () => $host.gc());
  await new Promise((r) => setTimeout(r, 5));
  assert.compareArray(seen, ['error', 'oops', 'constructor']);
  assert.sameValue(typeof registry, 'object');
});
