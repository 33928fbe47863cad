// clause: SPEC 3, import()
// A module that throws inside a run of its own does not leave that run's mapping behind for the importer.
import { v } from './fixtures/shared.mjs';
const seen = await v.run('importer', async () => {
  try { await import('./fixtures/throws_in_run.mjs'); } catch (e) { return [e.message, v.get()]; }
});
assert.compareArray(seen, ['thrown in module run', 'importer']);
assert.sameValue(v.get(), 'empty');
