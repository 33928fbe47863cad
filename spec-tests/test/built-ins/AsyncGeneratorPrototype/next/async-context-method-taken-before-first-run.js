// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A next method that was taken from the prototype before any variable was set resumes a
  body in its own mapping.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping on every resumption by next,
  return and throw.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  yield variable.get();
  yield variable.get();
}
const { next } = Object.getPrototypeOf(generator.prototype);

asyncTest(async function () {
  const iterator = variable.run("creation", () => generator());
  assert.sameValue((await next.call(iterator)).value, "creation", "outside of every run");
  const second = await variable.run("resumption", () => next.call(iterator));
  assert.sameValue(second.value, "creation", "in a run");
  const reason = await next.call({}).then(() => "fulfilled", (error) => error.constructor);
  assert.sameValue(reason, TypeError, "a receiver that is no generator");
});
