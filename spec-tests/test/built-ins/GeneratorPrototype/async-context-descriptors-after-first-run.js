// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-ecmascript-standard-built-in-objects
description: >
  The first run exchanges no property of the prototypes of generators and async
  generators, nor of those that they inherit from.
info: |
  ECMAScript Standard Built-in Objects

  A built-in function that the proposal extends keeps its identity, its name, its
  length, its attributes and its lack of [[Construct]].
includes: [compareArray.js]
features: [AsyncContext, Reflect, generators, async-iteration, destructuring-binding]
---*/

function* generator() {}
async function* asyncGenerator() {}

function describe() {
  const rows = [];
  for (const func of [generator, asyncGenerator]) {
    const prototype = Object.getPrototypeOf(func.prototype);
    const iteratorPrototype = Object.getPrototypeOf(prototype);
    for (const object of [prototype, iteratorPrototype]) {
      for (const key of Reflect.ownKeys(object)) {
        const descriptor = Object.getOwnPropertyDescriptor(object, key);
        const { value, get, set, writable, enumerable, configurable } = descriptor;
        rows.push([String(key), value, get, set, writable, enumerable, configurable]);
      }
    }
  }
  return rows;
}

const before = describe();
new AsyncContext.Variable().run(1, () => {
  generator().next();
  asyncGenerator().next();
});
const after = describe();

assert(before.length > 12, "properties were found");
assert.sameValue(after.length, before.length, "the same number of properties");
before.forEach((row, index) => {
  assert.compareArray(after[index], row, row[0]);
});
