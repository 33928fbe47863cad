// clause: SPEC 3, generator (yield*)
// `yield*` into a generator of another realm made in another run: each body sees its own mapping.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const other = $host.createRealm();
const inner = other.evalScript('(function* (v) { yield v.get(); yield v.get(); })');
const innerGen = v.run('inner', inner, v);
function* outer() { yield v.get(); yield* innerGen; yield v.get(); }
const gen = v.run('outer', outer);
assert.compareArray(v.run('consumer', () => [...gen]), ['outer', 'inner', 'inner', 'outer']);
