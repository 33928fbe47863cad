// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  Iterator.prototype.drop leaves out the first elements in the mapping of the first next,
  not in that of its creation.
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
    seen.push(variable.get());
    return { done: false };
  },
};

const iterator = variable.run("creation", () => source.drop(2));
assert.compareArray(seen, [], "the call of drop() does not advance the underlying iterator");

variable.run("first", () => iterator.next());
iterator.next();
assert.compareArray(
  seen,
  ["first", "first", "first", "default"],
  "mapping of each next of the underlying iterator"
);
