// clause: SPEC 3, module evaluation
// A module that waits for a dependency's top-level await, released inside a run, is evaluated in the empty mapping.
import { v, release, log } from './fixtures/shared.mjs';
const p = v.run('importer', () => import('./fixtures/parent_of_tla.mjs'));
while (log.length === 0) await new Promise((r) => setTimeout(r, 1));
v.run('releaser', () => release());
await p;
assert.compareArray(log, ['before empty', 'after empty', 'parent empty']);
