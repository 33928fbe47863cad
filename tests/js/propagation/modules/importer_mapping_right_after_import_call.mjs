// clause: SPEC 3, module evaluation
// Right after the `import()` call, before it settles, the importer's mapping is in place.
import { v } from './fixtures/shared.mjs';
let p;
v.run('importer', () => {
  p = import('./fixtures/plain.mjs');
  assert.sameValue(v.get(), 'importer');
});
assert.sameValue(v.get(), 'empty');
assert.sameValue((await p).seen, 'empty');
