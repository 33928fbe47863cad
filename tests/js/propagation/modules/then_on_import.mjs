// clause: SPEC 3, import()
// A handler on the promise of `import()` sees the mapping of its `then` call, not that of the import call.
import { v } from './fixtures/shared.mjs';
const p = v.run('importer', () => import('./fixtures/plain.mjs'));
const q = v.run('then', () => p.then((ns) => [ns.seen, v.get()]));
assert.compareArray(await q, ['empty', 'then']);
