// clause: SPEC 3, module evaluation
// A module body loses all variables of the importer, and the importer has all of them back.
import { v } from './fixtures/shared.mjs';
const w = new AsyncContext.Variable({ defaultValue: 'no w' });
const p = w.run('w1', () => v.run('importer', async () => {
  const { snapshot } = await import('./fixtures/makes_snapshot.mjs');
  return [...snapshot.run(() => [v.get(), w.get()]), v.get(), w.get()];
}));
assert.compareArray(await p, ['empty', 'no w', 'importer', 'w1']);
