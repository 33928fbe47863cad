// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  The wrapper that Iterator.from makes calls next and return of the wrapped iterator in
  the mapping of its own caller.
info: |
  Built-in iterators

  A built-in iterator captures nothing: what it calls runs in the mapping of the caller of
  next.
includes: [compareArray.js]
features: [AsyncContext, iterator-helpers]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

const wrapper = variable.run("creation", () =>
  Iterator.from({
    next() {
      seen.push("next: " + variable.get());
      return { done: false };
    },
    return() {
      seen.push("return: " + variable.get());
      return {};
    },
  })
);

variable.run("first", () => wrapper.next());
wrapper.next();
variable.run("closing", () => wrapper.return());

assert.compareArray(
  seen,
  ["next: first", "next: default", "return: closing"],
  "mapping of each method of the wrapped iterator"
);
