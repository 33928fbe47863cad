// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-iterator-objects
description: >
  A mapper that throws out of a run makes the helper close the underlying iterator in the
  mapping of the caller of next, which the caller keeps.
info: |
  Built-in iterators

  An iterator helper captures nothing: its callback runs in the mapping of the caller of
  next.
features: [AsyncContext, iterator-helpers]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
let closed;

const source = {
  __proto__: Iterator.prototype,
  next() {
    return { value: 0, done: false };
  },
  return() {
    closed = variable.get();
    return {};
  },
};

const iterator = variable.run("creation", () =>
  source.map(() =>
    variable.run("mapper", () => {
      throw new Test262Error();
    })
  )
);

variable.run("caller", () => {
  assert.throws(Test262Error, () => iterator.next(), "the exception of the mapper");
  assert.sameValue(variable.get(), "caller", "mapping of the caller");
});
assert.sameValue(closed, "caller", "mapping of the return method");
