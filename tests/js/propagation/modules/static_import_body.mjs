// clause: SPEC 3, module evaluation
// The body of a statically imported module, and the importer's own body, run in the empty mapping.
import { v } from './fixtures/shared.mjs';
import { seen } from './fixtures/plain.mjs';
assert.sameValue(seen, 'empty');
assert.sameValue(v.get(), 'empty');
