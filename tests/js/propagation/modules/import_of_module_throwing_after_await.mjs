// clause: SPEC 3, import()
// A module that throws after a top-level await released in another run was empty; the importer's catch block sees its own mapping.
import { v, release, log } from './fixtures/shared.mjs';
const p = v.run('importer', async () => {
  try { await import('./fixtures/throws_after_gate.mjs'); } catch (e) { return [e.message, v.get()]; }
});
while (log.length === 0) await new Promise((r) => setTimeout(r, 1));
v.run('releaser', () => release());
assert.compareArray(await p, ['thrown in empty', 'importer']);
