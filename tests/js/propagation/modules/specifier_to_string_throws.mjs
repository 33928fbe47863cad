// clause: SPEC 3, import()
// A specifier whose `toString` throws inside a nested run rejects the import; the catch block sees the importer's mapping.
import { v } from './fixtures/shared.mjs';
const p = v.run('importer', async () => {
  try {
    await import({ toString() { v.run('nested', () => { throw 'no string'; }); } });
  } catch (e) { return e + ' ' + v.get(); }
});
assert.sameValue(await p, 'no string importer');
