// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  A throw() that yield* forwards to an iterator that is no generator calls its throw
  method in the mapping of the outer generator.
info: |
  yield*

  During yield* over an iterator that is no generator the methods of the iterator run in
  the mapping of the outer generator.
features: [AsyncContext, generators, Symbol.iterator]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

const delegate = variable.run("iterator", () => ({
  [Symbol.iterator]() {
    return this;
  },
  next() {
    return { done: false };
  },
  throw(value) {
    return { value: value + " " + variable.get(), done: false };
  },
}));

function* generator() {
  yield* delegate;
}
const iterator = variable.run("creation", generator);

iterator.next();
variable.run("throwing", () => {
  assert.sameValue(iterator.throw("thrown in").value, "thrown in creation", "the throw method");
  assert.sameValue(variable.get(), "throwing", "mapping of the caller");
});
