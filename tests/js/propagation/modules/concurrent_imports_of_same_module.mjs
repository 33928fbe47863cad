// clause: SPEC 3, module evaluation
// Two runs and the empty mapping importing one module at the same time: one evaluation in the empty mapping, three own continuations.
import { v } from './fixtures/shared.mjs';
const load = async () => { const ns = await import('./fixtures/tla.mjs'); return ns.after + ' ' + v.get(); };
const all = [v.run('a', load), v.run('b', load), load()];
assert.compareArray(await Promise.all(all), ['empty a', 'empty b', 'empty empty']);
