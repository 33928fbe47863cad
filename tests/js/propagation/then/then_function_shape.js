// clause: SPEC 3, PerformPromiseThen
// `Promise.prototype.then` looks like the standard built-in: name, length, attributes, no [[Construct]], no own prototype.
const d = Object.getOwnPropertyDescriptor(Promise.prototype, 'then');
assert.compareArray([d.writable, d.enumerable, d.configurable], [true, false, true]);
const then = d.value;
assert.sameValue(then.name, 'then');
assert.sameValue(then.length, 2);
assert.sameValue(Object.getPrototypeOf(then), Function.prototype);
assert.sameValue(Object.hasOwn(then, 'prototype'), false);
assert.throws(TypeError, () => new then());
assert.throws(TypeError, () => Reflect.construct(Object, [], then));
