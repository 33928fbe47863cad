// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A reaction of the promise of a request has the mapping of its then, not that of the
  generator or of the request.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The code that awaits the result of a request has the mapping of its own await.
includes: [asyncHelpers.js, compareArray.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  await null;
  yield variable.get();
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);
  const request = variable.run("request", () => iterator.next());
  const reaction = ({ value }) => [value, variable.get()];

  const inRun = variable.run("then", () => request.then(reaction));
  const outside = request.then(reaction);

  assert.compareArray(await inRun, ["creation", "then"], "then in a run");
  assert.compareArray(await outside, ["creation", "default"], "then outside of every run");
});
