// clause: SPEC 3, module evaluation
// A script importing a module inside a run: the module body is empty, the script's continuation in its own mapping.
asyncTest(async () => {
  const { v } = await import('./fixtures/shared.mjs');
  const seen = await v.run('importer', async () => {
    const ns = await import('./fixtures/plain.mjs');
    return [ns.seen, v.get()];
  });
  assert.compareArray(seen, ['empty', 'importer']);
});
