// clause: SPEC 3, module evaluation
// A module imported in a run that itself awaits an `import()` is in the empty mapping before and after.
import { v } from './fixtures/shared.mjs';
const ns = await v.run('importer', () => import('./fixtures/awaits_import.mjs'));
assert.compareArray(ns.result, ['empty', 'empty']);
