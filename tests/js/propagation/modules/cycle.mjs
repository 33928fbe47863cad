// clause: SPEC 3, module evaluation
// Both bodies of a module cycle imported inside a run, and a hoisted function called across it, see the empty mapping.
import { v, log } from './fixtures/shared.mjs';
await v.run('importer', () => import('./fixtures/cycle_a.mjs'));
assert.compareArray(log, ['b empty', 'hoisted empty', 'a empty']);
