// clause: SPEC 3, module evaluation
// Functions exported by a module are not bound to its mapping: they, also async ones and generators, run in their caller's.
import { v } from './fixtures/shared.mjs';
import { now, later, steps } from './fixtures/plain.mjs';
assert.sameValue(v.run('caller', now), 'caller');
assert.sameValue(await v.run('caller', later), 'caller');
assert.sameValue(v.run('caller', steps).next().value, 'caller');
