// clause: SPEC 3, module evaluation
// A module with top-level await, imported inside a run, is in the empty mapping before and after its await.
import { v } from './fixtures/shared.mjs';
const ns = await v.run('importer', () => import('./fixtures/tla.mjs'));
assert.compareArray([ns.before, ns.after], ['empty', 'empty']);
