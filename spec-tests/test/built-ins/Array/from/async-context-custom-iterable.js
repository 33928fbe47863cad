// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  Array.from and the constructor of Set step an iterable in the mapping of their call,
  not in that of its creation.
info: |
  Built-in iterators

  A built-in iterator captures nothing: what it calls runs in the mapping of the caller
  of next.
includes: [compareArray.js]
features: [AsyncContext, Symbol.iterator, Set]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const iterable = variable.run("creation", () => ({
  [Symbol.iterator]() {
    let count = 0;
    return {
      next: () => ({ value: variable.get() + " " + count, done: count++ === 2 }),
    };
  },
}));

assert.compareArray(
  variable.run("from", () => Array.from(iterable)),
  ["from 0", "from 1"],
  "Array.from"
);
assert.compareArray(
  [...variable.run("set", () => new Set(iterable))],
  ["set 0", "set 1"],
  "the constructor of Set"
);
