// clause: SPEC 3, async generator
// `next`, `return`, `throw` and Symbol.asyncIterator of async generators look like the standard built-ins.
const P = Object.getPrototypeOf(async function* () {}).prototype;
const I = Object.getPrototypeOf(P);
const list = [[P, 'next', 'next', 1], [P, 'return', 'return', 1], [P, 'throw', 'throw', 1],
  [I, Symbol.asyncIterator, '[Symbol.asyncIterator]', 0]];
for (const [object, key, name, length] of list) {
  const d = Object.getOwnPropertyDescriptor(object, key);
  assert.compareArray([d.writable, d.enumerable, d.configurable], [true, false, true], name);
  assert.sameValue(d.value.name, name);
  assert.sameValue(d.value.length, length);
  assert.throws(TypeError, () => Reflect.construct(Object, [], d.value));
}
