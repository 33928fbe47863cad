// clause: SPEC 3, module evaluation
// Static fields and blocks of a class in a module imported in a run see the empty mapping, instance fields the constructing code's.
import { v } from './fixtures/shared.mjs';
const { default: C } = await v.run('importer', () => import('./fixtures/class_body.mjs'));
assert.compareArray([C.field, C.block, v.run('new', () => new C()).instance], ['empty', 'empty', 'new']);
