// clause: SPEC 3, module evaluation
// A top-level await released inside a run leaves the module body in the empty mapping.
import { v, release, log } from './fixtures/shared.mjs';
const p = v.run('importer', () => import('./fixtures/tla_gate.mjs'));
while (log.length === 0) await new Promise((r) => setTimeout(r, 1));
v.run('releaser', () => release());
await p;
assert.compareArray(log, ['before empty', 'after empty']);
