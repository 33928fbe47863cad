// clause: SPEC 3, module evaluation
// The body of a module imported dynamically inside a run runs in the empty mapping.
import { v } from './fixtures/shared.mjs';
const ns = await v.run('importer', () => import('./fixtures/plain.mjs'));
assert.sameValue(ns.seen, 'empty');
