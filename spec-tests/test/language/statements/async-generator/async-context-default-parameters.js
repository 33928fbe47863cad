// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  The call of an async generator function evaluates the default parameters in the mapping
  that the generator captures, before any next().
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  An async generator captures the mapping at its creation, not at its first resumption.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions, default-parameters]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });
const log = [];

async function* generator(parameter = log.push("parameter " + variable.get())) {
  log.push("body " + variable.get());
}

asyncTest(async function () {
  const iterator = variable.run("creation", () => generator());
  assert.compareArray(log, ["parameter creation"], "evaluated by the call");

  await variable.run("resumption", () => iterator.next());
  assert.compareArray(log, ["parameter creation", "body creation"], "the body follows");
});
