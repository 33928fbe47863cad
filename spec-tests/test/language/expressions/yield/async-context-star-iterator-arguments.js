// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  A next() without an argument hands one argument, undefined, to the iterator of a
  yield*, as in every generator.
info: |
  yield*

  During yield* over an iterator that is no generator the methods of the iterator run in
  the mapping of the outer generator.
includes: [compareArray.js]
features: [AsyncContext, Symbol.iterator, generators]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];

const delegate = {
  [Symbol.iterator]() {
    return this;
  },
  next(...args) {
    seen.push(args.length, args[0], variable.get());
    return { value: 0, done: false };
  },
};
function* generator() {
  yield* delegate;
}
const iterator = variable.run("creation", generator);

variable.run("resumption", () => {
  iterator.next("first");
  iterator.next();
});
assert.compareArray(
  seen,
  [1, undefined, "creation", 1, undefined, "creation"],
  "number of arguments, argument and mapping of each call"
);
