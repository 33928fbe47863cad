// clause: SPEC 3, module evaluation
// A module body that imports another module inside its own run: the other body is empty, the continuation in that run's mapping.
import { v } from './fixtures/shared.mjs';
const ns = await v.run('importer', () => import('./fixtures/imports_in_run.mjs'));
assert.compareArray([...await ns.inner, ns.after], ['empty', 'module run', 'empty']);
