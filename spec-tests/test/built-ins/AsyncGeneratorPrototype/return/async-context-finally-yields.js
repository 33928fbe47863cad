// Copyright (C) 2026 the AsyncContext for Boa authors. All rights reserved.
// This code is governed by the license found in the LICENSE file.
/*---
esid: sec-asyncgeneratorstart
description: >
  A finally block that yields under return() goes on in the mapping of the async generator
  when another run resumes it.
info: |
  AsyncGeneratorStart ( generator, generatorBody )

  The body of an async generator runs in its own mapping on every resumption by next,
  return and throw.
includes: [asyncHelpers.js]
flags: [async]
features: [AsyncContext, async-iteration, async-functions]
---*/

const variable = new AsyncContext.Variable({ defaultValue: "default" });

async function* generator() {
  try {
    yield;
  } finally {
    yield variable.get();
    yield variable.get();
  }
}

asyncTest(async function () {
  const iterator = variable.run("creation", generator);
  await iterator.next();

  const first = await variable.run("closing", () => iterator.return("result"));
  assert.sameValue(first.value, "creation", "yield under return()");
  const second = await variable.run("resumption", () => iterator.next());
  assert.sameValue(second.value, "creation", "yield after the resumption");
  const last = await iterator.next();
  assert.sameValue(last.value, "result", "the value of return() is kept");
  assert.sameValue(last.done, true, "the generator is done");
});
