// clause: SPEC 3, import()
// The specifier's `toString` is called synchronously in the mapping of the `import()` call.
import { v } from './fixtures/shared.mjs';
const seen = [];
const p = v.run('importer', () => import({ toString() { seen.push(v.get()); return './fixtures/plain.mjs'; } }));
assert.compareArray(seen, ['importer']);
assert.sameValue((await p).seen, 'empty');
