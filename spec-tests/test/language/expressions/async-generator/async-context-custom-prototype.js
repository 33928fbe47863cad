// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  The prototype property of the async generator function has no influence on the
  capture.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-functions, async-iteration]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const { next } = Object.getPrototypeOf(async function* () {}).prototype;

async function* generator() {
  yield variable.get();
  await null;
  yield variable.get();
}

asyncTest(async function () {
  generator.prototype = {};
  const custom = variable.run("creation", () => generator());
  assert.sameValue(custom.next, undefined, "the generator does not inherit next");
  const first = await variable.run("resumption", () => next.call(custom));
  assert.sameValue(first.value, "creation", "a borrowed next in a run");
  assert.sameValue((await next.call(custom)).value, "creation", "and outside of every run");

  generator.prototype = null;
  const intrinsic = variable.run("creation", () => generator());
  assert.sameValue(
    Object.getPrototypeOf(intrinsic),
    Object.getPrototypeOf(async function* () {}).prototype,
    "the intrinsic prototype instead of null"
  );
  const result = await variable.run("resumption", () => intrinsic.next());
  assert.sameValue(result.value, "creation", "its own next in a run");
});
