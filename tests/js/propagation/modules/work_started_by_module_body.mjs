// clause: SPEC 3, module evaluation
// Handlers, timers and async functions started by a module body carry the empty mapping, whoever releases them.
import { v, release } from './fixtures/shared.mjs';
const ns = await v.run('importer', () => import('./fixtures/starts_work.mjs'));
v.run('releaser', () => release());
assert.compareArray(await Promise.all([ns.handler, ns.timer, ns.asyncFunction]), ['empty', 'empty', 'empty']);
