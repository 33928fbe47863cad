// clause: SPEC 3, module evaluation
// A second import from another run does not evaluate the body again, and its continuation is in that run's mapping.
import { v, log } from './fixtures/shared.mjs';
const load = async () => { const ns = await import('./fixtures/plain.mjs'); return ns.seen + ' ' + v.get(); };
assert.sameValue(await v.run('first', load), 'empty first');
assert.sameValue(await v.run('second', load), 'empty second');
assert.compareArray(log, ['plain empty']);
