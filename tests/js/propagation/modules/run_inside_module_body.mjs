// clause: SPEC 3, module evaluation
// A `run` in a module body works and is over afterwards: the body is back in the empty mapping, not in the importer's.
import { v } from './fixtures/shared.mjs';
const ns = await v.run('importer', () => import('./fixtures/own_run.mjs'));
assert.compareArray([ns.inside, ns.after], ['module', 'empty']);
