// clause: SPEC 3, import()
// A module that throws was in the empty mapping; the reject handler sees the mapping of its `catch` call.
import { v } from './fixtures/shared.mjs';
const p = v.run('importer', () => import('./fixtures/throws.mjs'));
const q = v.run('catch', () => p.catch((e) => [e.message, v.get()]));
assert.compareArray(await q, ['thrown in empty', 'catch']);
