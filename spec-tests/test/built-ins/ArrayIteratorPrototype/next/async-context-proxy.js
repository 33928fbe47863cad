// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  An array iterator of a proxy calls its get trap in the mapping of the caller of next,
  here a for-of statement.
info: |
  Built-in iterators

  A built-in iterator captures nothing: what it calls runs in the mapping of the caller of
  next.
includes: [compareArray.js]
features: [AsyncContext, Proxy]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

const proxy = new Proxy(["element"], {
  get(target, key) {
    seen.push(String(key) + ": " + variable.get());
    return target[key];
  },
});

const iterator = variable.run("creation", () => Array.prototype.entries.call(proxy));
variable.run("loop", () => {
  for (const [index, value] of iterator) {
    seen.push(value + ": " + variable.get());
  }
});

assert.compareArray(
  seen,
  ["length: loop", "0: loop", "element: loop", "length: loop"],
  "mapping of each trap and of the body of the loop"
);
