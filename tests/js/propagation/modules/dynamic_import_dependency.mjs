// clause: SPEC 3, module evaluation
// Importing a module inside a run evaluates its static dependency in the empty mapping too.
import { v, log } from './fixtures/shared.mjs';
await v.run('importer', () => import('./fixtures/parent.mjs'));
assert.compareArray(log, ['plain empty', 'parent empty']);
