// clause: SPEC 3, import()
// After an `import()` that cannot be resolved, catch block and reject handler see their own mappings.
import { v } from './fixtures/shared.mjs';
const p = v.run('importer', async () => {
  const q = import('./fixtures/there_is_no_such_file.mjs');
  const handler = v.run('handler', () => q.catch(() => v.get()));
  try { await q; } catch { return [await handler, v.get()]; }
});
assert.compareArray(await p, ['handler', 'importer']);
