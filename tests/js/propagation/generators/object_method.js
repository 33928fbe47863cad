// clause: SPEC 3, generator
// A generator method of an object literal captures at the call of the method.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const o = { tag: 'this ', *m() { yield this.tag + v.get(); } };
const gen = v.run('creator', () => o.m());
assert.sameValue(v.run('resumer', () => gen.next().value), 'this creator');
