// clause: SPEC 3, generator
// `next` borrowed from another generator and called with `call` resumes in the mapping of its receiver's creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* g() { yield v.get(); }
const a = v.run('a', g);
const b = v.run('b', g);
assert.sameValue(v.run('resumer', () => a.next.call(b).value), 'b');
assert.sameValue(v.run('resumer', () => b.next.call(a).value), 'a');
