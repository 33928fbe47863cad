// clause: SPEC 3, module evaluation
// A Snapshot and a wrapped function made by a module body imported in a run hold the empty mapping.
import { v } from './fixtures/shared.mjs';
const { snapshot, wrapped } = await v.run('importer', () => import('./fixtures/makes_snapshot.mjs'));
v.run('caller', () => {
  assert.sameValue(snapshot.run(() => v.get()), 'empty');
  assert.sameValue(wrapped(() => v.get()), 'empty');
  assert.sameValue(v.get(), 'caller');
});
