// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  A return() that yield* forwards to an iterator that is no generator calls its return
  method in the mapping of the outer generator.
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
  get return() {
    seen.push("get return: " + variable.get());
    return (value) => {
      seen.push("return: " + variable.get());
      return { value, done: true };
    };
  },
};

function* generator() {
  try {
    yield* delegate;
  } finally {
    seen.push("finally: " + variable.get());
  }
}
const iterator = variable.run("creation", generator);

variable.run("start", () => iterator.next());
variable.run("closing", () => {
  assert.sameValue(iterator.return("result").value, "result", "the value went through");
  seen.push("caller: " + variable.get());
});

assert.compareArray(
  seen,
  ["get return: creation", "return: creation", "finally: creation", "caller: closing"],
  "mapping of each step"
);
