// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-ecmascript-standard-built-in-objects
description: >
  The methods of async generators and the iterator method that they inherit are the same
  built-in functions before and after a variable was set.
info: |
  ECMAScript Standard Built-in Objects

  A built-in function that the proposal extends keeps its identity, its name, its
  length, its attributes and its lack of [[Construct]].
includes: [propertyHelper.js, isConstructor.js]
features: [AsyncContext, Symbol.asyncIterator, async-iteration, Reflect.construct, destructuring-binding]
---*/

const prototype = Object.getPrototypeOf(async function* () {}).prototype;
const iteratorPrototype = Object.getPrototypeOf(prototype);
const methods = [
  [prototype, "next", "next", 1],
  [prototype, "return", "return", 1],
  [prototype, "throw", "throw", 1],
  [iteratorPrototype, Symbol.asyncIterator, "[Symbol.asyncIterator]", 0],
];
const before = methods.map(([object, key]) => object[key]);
const variable = new AsyncContext.Variable();
variable.run(1, async function* () {}).next();

methods.forEach(([object, key, name, length], index) => {
  const method = object[key];
  assert.sameValue(method, before[index], name + " is the same function");
  verifyProperty(object, key, {
    value: method,
    writable: true,
    enumerable: false,
    configurable: true
  }, { restore: true });
  verifyProperty(method, "name", {
    value: name,
    writable: false,
    enumerable: false,
    configurable: true
  }, { restore: true });
  verifyProperty(method, "length", {
    value: length,
    writable: false,
    enumerable: false,
    configurable: true
  }, { restore: true });
  assert.sameValue(isConstructor(method), false, name + " is no constructor");
});
