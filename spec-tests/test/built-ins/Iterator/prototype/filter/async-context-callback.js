// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  The predicate of Iterator.prototype.filter runs in the mapping of the caller of next,
  also for the elements that it leaves out.
info: |
  Built-in iterators

  An iterator helper captures nothing: its callback runs in the mapping of the caller of
  next.
includes: [compareArray.js]
features: [AsyncContext, iterator-helpers]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

const iterator = variable.run("creation", () =>
  [1, 2, 3, 4].values().filter((value) => {
    seen.push(value + " " + variable.get());
    return value % 2 === 0;
  })
);

variable.run("first", () => iterator.next());
iterator.next();

assert.compareArray(
  seen,
  ["1 first", "2 first", "3 default", "4 default"],
  "mapping of each call of the predicate"
);
