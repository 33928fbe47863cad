// clause: SPEC 3, generator
// A body that is running when the first variable is set goes on, yields, and is resumed in the empty mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
let inner;
function* g() {
    yield v.get();
    v.run('first', () => { inner = (function* () { yield v.get(); })(); return inner; });
    yield v.get();
    yield* inner;
    yield v.get();
}
const gen = g();
assert.sameValue(gen.next().value, 'empty');
assert.sameValue(gen.next().value, 'empty');
assert.sameValue(v.run('resumer', () => gen.next().value), 'first');
assert.sameValue(v.run('resumer', () => gen.next().value), 'empty');
assert.sameValue(gen.next().done, true);
