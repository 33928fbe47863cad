// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  The mapper of Iterator.prototype.map runs in the mapping of the caller of next.
info: |
  Built-in iterators

  An iterator helper captures nothing: its callback runs in the mapping of the caller of
  next.
includes: [compareArray.js]
features: [AsyncContext, iterator-helpers]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const iterator = variable.run("creation", () =>
  [1, 2, 3].values().map((value) => value + " " + variable.get())
);

assert.compareArray(
  [
    variable.run("first", () => iterator.next().value),
    variable.run("second", () => iterator.next().value),
    iterator.next().value,
  ],
  ["1 first", "2 second", "3 default"],
  "mapping of the mapper at each next()"
);
