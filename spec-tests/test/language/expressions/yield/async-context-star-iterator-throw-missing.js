// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  When the iterator of a yield* has no throw method, throw() closes it in the mapping of
  the outer generator, where the TypeError is thrown.
info: |
  yield*

  During yield* over an iterator that is no generator the methods of the iterator run in
  the mapping of the outer generator.
includes: [compareArray.js]
features: [AsyncContext, generators, Symbol.iterator]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

const delegate = {
  [Symbol.iterator]() {
    return this;
  },
  next() {
    return { done: false };
  },
  get throw() {
    seen.push("get throw: " + variable.get());
    return undefined;
  },
  return() {
    seen.push("return: " + variable.get());
    return {};
  },
};

function* generator() {
  try {
    yield* delegate;
  } catch (error) {
    assert.sameValue(error.constructor, TypeError, "error of yield*");
    seen.push("catch: " + variable.get());
  }
}
const iterator = variable.run("creation", generator);

variable.run("start", () => iterator.next());
variable.run("throwing", () => iterator.throw(new Test262Error()));

assert.compareArray(
  seen,
  ["get throw: creation", "return: creation", "catch: creation"],
  "mapping of each step"
);
