// clause: SPEC 3, built-in iterators
// Map.prototype.forEach and Set.prototype.forEach call back in the mapping of the call, not of the collection's creation.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const seen = [];
const map = v.run('creator', () => new Map([[1, 1], [2, 2]]));
const set = v.run('creator', () => new Set([1]));
v.run('map', () => map.forEach(() => seen.push(v.get())));
set.forEach(() => seen.push(v.get()));
assert.compareArray(seen, ['map', 'map', 'empty']);
