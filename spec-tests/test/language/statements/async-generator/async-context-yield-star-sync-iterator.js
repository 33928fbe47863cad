// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  yield* of an async generator over an iterator with synchronous methods calls them in the
  mapping of the outer generator.
info: |
  yield*

  During yield* over an iterator that is no generator the methods of the iterator run in
  the mapping of the outer generator.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions, Symbol.iterator]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

asyncTest(async function () {
  const seen = [];

  const delegate = variable.run("iterator", () => ({
    [Symbol.iterator]() {
      seen.push("@@iterator: " + variable.get());
      return this;
    },
    next() {
      seen.push("next: " + variable.get());
      return { value: Promise.resolve(), done: false };
    },
    return() {
      seen.push("return: " + variable.get());
      return { done: true };
    },
  }));

  async function* generator() {
    yield* delegate;
  }
  const iterator = variable.run("creation", generator);

  await variable.run("first", () => iterator.next());
  await variable.run("second", () => iterator.next());
  await variable.run("closing", () => iterator.return());

  assert.compareArray(
    seen,
    ["@@iterator: creation", "next: creation", "next: creation", "return: creation"],
    "mapping of each method"
  );
});
