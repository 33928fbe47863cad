// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  Iterator.prototype.take calls next and return of the underlying iterator in the mapping
  of the caller of next.
info: |
  Built-in iterators

  A built-in iterator captures nothing: what it calls runs in the mapping of the caller of
  next.
includes: [compareArray.js]
features: [AsyncContext, iterator-helpers]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

const source = {
  __proto__: Iterator.prototype,
  next() {
    seen.push("next: " + variable.get());
    return { done: false };
  },
  return() {
    seen.push("return: " + variable.get());
    return {};
  },
};

const iterator = variable.run("creation", () => source.take(2));
variable.run("first", () => iterator.next());
iterator.next();
variable.run("third", () => iterator.next());

assert.compareArray(
  seen,
  ["next: first", "next: default", "return: third"],
  "mapping of each method of the underlying iterator"
);
