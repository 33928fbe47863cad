// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  The call of next() gives the caller its own mapping back, whether the body awaits,
  yields, returns or throws.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping on every resumption by next,
  return and throw.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const seen = {};

async function* awaits() {
  seen.awaits = variable.get();
  await null;
}
async function* yields() {
  seen.yields = variable.get();
  yield;
}
async function* returns() {
  seen.returns = variable.get();
}
async function* throws() {
  seen.throws = variable.get();
  throw new Test262Error();
}

asyncTest(async function () {
  for (const generator of [awaits, yields, returns, throws]) {
    const iterator = variable.run("creation", generator);
    const request = variable.run("caller", () => {
      const promise = iterator.next();
      assert.sameValue(seen[generator.name], "creation", generator.name + ": body");
      assert.sameValue(variable.get(), "caller", generator.name + ": caller");
      return promise;
    });
    assert.sameValue(variable.get(), "default", generator.name + ": outside of every run");
    if (generator === throws) {
      await assert.throwsAsync(Test262Error, () => request, "the body throws");
    } else {
      await request;
    }
  }
});
