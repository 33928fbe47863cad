// clause: ContinueDynamicImport
// An `import()` that fails rejects its promise in the importer's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
$host.onReport((e) => { seen.push(e.type, e.asyncContext.run(() => v.get())); });
v.run('importer', () => { import('./there_is_no_such_file.mjs'); });
asyncTest(async () => {
  await new Promise((r) => setTimeout(r, 10));
  assert.compareArray(seen, ['unhandledrejection', 'importer']);
});
