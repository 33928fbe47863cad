// clause: SPEC 3, import()
// After `await import()` in an async function of a run, that function's mapping is back.
import { v } from './fixtures/shared.mjs';
const seen = await v.run('importer', async () => {
  const ns = await import('./fixtures/tla.mjs');
  return [ns.after, v.get()];
});
assert.compareArray(seen, ['empty', 'importer']);
assert.sameValue(v.get(), 'empty');
