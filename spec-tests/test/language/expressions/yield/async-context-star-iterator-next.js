// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  yield* over an iterator that is no generator takes the iterator and calls its next
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

const iterable = variable.run("iterable", () => ({
  [Symbol.iterator]() {
    seen.push("@@iterator: " + variable.get());
    return {
      get next() {
        seen.push("get next: " + variable.get());
        return (value) => {
          seen.push(value + ": " + variable.get());
          return { done: false };
        };
      },
    };
  },
}));

function* generator() {
  yield* iterable;
}
const iterator = variable.run("creation", generator);

variable.run("first", () => iterator.next());
variable.run("second", () => iterator.next("sent in run"));
iterator.next("sent outside");

assert.compareArray(
  seen,
  [
    "@@iterator: creation",
    "get next: creation",
    "undefined: creation",
    "sent in run: creation",
    "sent outside: creation",
  ],
  "neither the mapping of the iterable nor that of the resumer is seen"
);
