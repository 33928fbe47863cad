// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  The mapper of Iterator.prototype.flatMap and the inner iterator that it returns run in
  the mapping of the caller of next.
info: |
  Built-in iterators

  An iterator helper captures nothing: its callback runs in the mapping of the caller of
  next.
includes: [compareArray.js]
features: [AsyncContext, iterator-helpers, Symbol.iterator]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

const iterator = variable.run("creation", () =>
  [0].values().flatMap(() => {
    seen.push("mapper: " + variable.get());
    return {
      [Symbol.iterator]() {
        seen.push("@@iterator: " + variable.get());
        return this;
      },
      next() {
        seen.push("next: " + variable.get());
        return { done: false };
      },
    };
  })
);

variable.run("first", () => iterator.next());
variable.run("second", () => iterator.next());
iterator.next();

assert.compareArray(
  seen,
  ["mapper: first", "@@iterator: first", "next: first", "next: second", "next: default"],
  "mapping of each call"
);
