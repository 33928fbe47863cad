// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  An array iterator reads an element, here a getter, in the mapping of the caller of next.
info: |
  Built-in iterators

  A built-in iterator captures nothing: what it calls runs in the mapping of the caller of
  next.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const array = [];
for (let index = 0; index < 3; index++) {
  Object.defineProperty(array, index, { get: () => variable.get() });
}

const iterator = variable.run("creation", () => array.values());

assert.compareArray(
  [
    variable.run("first", () => iterator.next().value),
    variable.run("second", () => iterator.next().value),
    iterator.next().value,
  ],
  ["first", "second", "default"],
  "mapping of the getter at each next()"
);
