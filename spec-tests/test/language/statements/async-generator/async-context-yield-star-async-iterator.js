// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  yield* of an async generator over an iterator that is no generator calls its methods in
  the mapping of the outer generator.
info: |
  yield*

  During yield* over an iterator that is no generator the methods of the iterator run in
  the mapping of the outer generator.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions, Symbol.asyncIterator]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  const seen = [];

  const delegate = variable.run("iterator", () => ({
    [Symbol.asyncIterator]() {
      seen.push("@@asyncIterator: " + variable.get());
      return this;
    },
    next() {
      seen.push("next: " + variable.get());
      return { done: false };
    },
    throw() {
      seen.push("throw: " + variable.get());
      return Promise.resolve({ done: false });
    },
    return() {
      seen.push("return: " + variable.get());
      return Promise.resolve({ done: true });
    },
  }));

  async function* generator() {
    yield* delegate;
  }
  const iterator = variable.run("creation", generator);

  await variable.run("first", () => iterator.next());
  await variable.run("second", () => iterator.next());
  await variable.run("throwing", () => iterator.throw());
  await variable.run("closing", () => iterator.return());

  assert.compareArray(
    seen,
    [
      "@@asyncIterator: creation",
      "next: creation",
      "next: creation",
      "throw: creation",
      "return: creation",
    ],
    "mapping of each method"
  );
});
