// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  yield* reads done of each result, and value of the last one, in the mapping of the outer
  generator; the value of the others is read by the consumer.
info: |
  yield*

  During yield* over an iterator that is no generator the methods of the iterator run in
  the mapping of the outer generator.
includes: [compareArray.js]
features: [AsyncContext, generators, Symbol.iterator]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = [];
let count = 0;

const delegate = {
  [Symbol.iterator]() {
    return this;
  },
  next() {
    const call = ++count;
    return {
      get done() {
        seen.push("done " + call + ": " + variable.get());
        return call === 2;
      },
      get value() {
        seen.push("value " + call + ": " + variable.get());
        return call;
      },
    };
  },
};

function* generator() {
  const last = yield* delegate;
  assert.sameValue(last, 2, "value of the yield* expression");
}
const iterator = variable.run("creation", generator);

const result = variable.run("resumption", () => iterator.next());
assert.compareArray(seen, ["done 1: creation"], "yield* passes the result on without its value");

variable.run("consumer", () => result.value);
assert.sameValue(seen.pop(), "value 1: consumer", "the consumer reads the value");

const end = variable.run("resumption", () => iterator.next());
assert.sameValue(end.done, true, "the generator is done");
assert.compareArray(
  seen,
  ["done 1: creation", "done 2: creation", "value 2: creation"],
  "yield* reads the value of the last result"
);
