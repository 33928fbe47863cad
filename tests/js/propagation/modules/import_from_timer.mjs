// clause: SPEC 3, module evaluation
// A module imported from a timer and from a reaction of a run is evaluated in the empty mapping.
import { v } from './fixtures/shared.mjs';
const a = await new Promise((r) => v.run('timer', () => setTimeout(() => r(import('./fixtures/plain.mjs')), 1)));
const b = await v.run('then', () => Promise.resolve().then(() => import('./fixtures/tla.mjs')));
assert.compareArray([a.seen, b.before, b.after], ['empty', 'empty', 'empty']);
