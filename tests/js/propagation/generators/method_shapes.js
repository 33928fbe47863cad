// clause: SPEC 3, generator
// `next`, `return`, `throw` and Symbol.iterator of generators look like the standard built-ins.
const P = Object.getPrototypeOf(function* () {}).prototype;
const I = Object.getPrototypeOf(P);
const list = [[P, 'next', 'next', 1], [P, 'return', 'return', 1], [P, 'throw', 'throw', 1],
  [I, Symbol.iterator, '[Symbol.iterator]', 0]];
for (const [object, key, name, length] of list) {
  const d = Object.getOwnPropertyDescriptor(object, key);
  assert.compareArray([d.writable, d.enumerable, d.configurable], [true, false, true], name);
  assert.sameValue(d.value.name, name);
  assert.sameValue(d.value.length, length);
  assert.throws(TypeError, () => Reflect.construct(Object, [], d.value));
}
assert.compareArray(Reflect.ownKeys(P).map(String).sort(), ['Symbol(Symbol.toStringTag)', 'constructor', 'next', 'return', 'throw']);
