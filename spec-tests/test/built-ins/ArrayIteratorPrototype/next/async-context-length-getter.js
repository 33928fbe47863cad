// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  An array iterator of an array-like object reads its length in the mapping of the caller
  of next.
info: |
  Built-in iterators

  A built-in iterator captures nothing: what it calls runs in the mapping of the caller of
  next.
includes: [compareArray.js]
features: [AsyncContext]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

const arrayLike = {
  get length() {
    seen.push(variable.get());
    return 2;
  },
};

const iterator = variable.run("creation", () => Array.prototype.keys.call(arrayLike));
assert.compareArray(seen, [], "the creation of the iterator does not read the length");

variable.run("first", () => iterator.next());
iterator.next();
assert.compareArray(seen, ["first", "default"], "mapping of the getter at each next()");
