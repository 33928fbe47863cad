// clause: SPEC 3, import()
// A `then` that a dynamically imported module exports is called in the importer's mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
asyncTest(async () => {
  assert.sameValue(await v.run('importer', () => import('./fixtures/exports_then.mjs')), 'unset');
  assert.sameValue(globalThis.seenByThen(v), 'importer');
});
