// clause: SPEC 3, PerformPromiseThen
// `then` on something that is no promise throws a TypeError before anything observable and leaves the mapping alone.
const v = new AsyncContext.Variable({ defaultValue: 'empty' });
const { then } = Promise.prototype;
let reads = 0;
const fake = { get constructor() { reads++; return Promise; } };
v.run('caller', () => {
  for (const bad of [undefined, null, 1, {}, fake, Promise.prototype]) {
    assert.throws(TypeError, () => then.call(bad, () => {}));
  }
  assert.sameValue(v.get(), 'caller');
});
assert.sameValue(reads, 0);
