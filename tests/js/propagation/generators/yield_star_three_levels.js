// clause: SPEC 3, generator (yield*)
// Three generators of three runs, delegating to each other, each see their own mapping at every step.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
function* three() { yield v.get(); return v.get(); }
const c = v.run('c', three);
function* two() { yield v.get(); const r = yield* c; yield r; return v.get(); }
const b = v.run('b', two);
function* one() { yield v.get(); const r = yield* b; yield r; yield v.get(); }
const a = v.run('a', one);
const seen = [];
for (let i = 0; i < 6; i++) seen.push(v.run('resumer', () => a.next().value));
assert.compareArray(seen, ['a', 'b', 'c', 'c', 'b', 'a']);
